#include "shared/crypto/secret.h"

#include "shared/base/check.h"
#include "shared/crypto/init.h"

#include <sodium.h>

#include <cstring>
#include <utility>

namespace veldpost::crypto {

SecretBytes::SecretBytes(std::size_t size) : m_size(size)
{
    ensureReady();
    if (size == 0) return;
    m_data = static_cast<std::uint8_t*>(sodium_malloc(size));
    VELDPOST_CHECK(m_data != nullptr);
    std::memset(m_data, 0, size);
}

SecretBytes::SecretBytes(std::span<const std::uint8_t> bytes) : SecretBytes(bytes.size())
{
    if (!bytes.empty()) std::memcpy(m_data, bytes.data(), bytes.size());
}

SecretBytes::~SecretBytes()
{
    wipe();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes SecretBytes::random(std::size_t size, RandomSource& source)
{
    SecretBytes secret(size);
    source.fill(secret.bytes());
    return secret;
}

SecretBytes SecretBytes::clone() const
{
    return SecretBytes(bytes());
}

void SecretBytes::wipe()
{
    if (m_data != nullptr) sodium_free(m_data);
    m_data = nullptr;
    m_size = 0;
}

void wipeMemory(void* data, std::size_t size)
{
    sodium_memzero(data, size);
}

void wipeText(std::string& text)
{
    sodium_memzero(text.data(), text.size());
    text.clear();
}

void SystemRandom::fill(std::span<std::uint8_t> out)
{
    ensureReady();
    randombytes_buf(out.data(), out.size());
}

}  // namespace veldpost::crypto
