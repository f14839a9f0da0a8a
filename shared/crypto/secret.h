// Bytes that must not outlive their use: locked into memory, wiped when they go.
#pragma once

#include "shared/base/random.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace veldpost::crypto {

// Owns a buffer from libsodium's guarded heap (mlock, guard pages, zeroed on release). Moves, never copies
// by accident: clone() says so.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size);
    explicit SecretBytes(std::span<const std::uint8_t> bytes);
    ~SecretBytes();
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;

    static SecretBytes random(std::size_t size, RandomSource& source);
    SecretBytes clone() const;

    std::span<std::uint8_t> bytes() { return {m_data, m_size}; }
    std::span<const std::uint8_t> bytes() const { return {m_data, m_size}; }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    void wipe();  // empty afterwards

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

// Overwrites memory in a way the compiler may not drop. For strings and buffers that held a secret.
void wipeMemory(void* data, std::size_t size);
void wipeText(std::string& text);

// The system's generator. Stateless; any thread.
class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace veldpost::crypto
