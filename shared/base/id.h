// Ids are types, never bare strings: a CaseId cannot be passed where a RecordId is meant.
#pragma once

#include "shared/base/hex.h"

#include <array>
#include <compare>
#include <cstring>
#include <functional>
#include <optional>
#include <string>

namespace veldpost {

// 16 bytes, written as a lower-case UUID (8-4-4-4-12). Made as UUIDv7, or derived as UUIDv8 (protocol §1).
template <typename Tag>
class Uuid {
public:
    using Bytes = std::array<std::uint8_t, 16>;

    Uuid() = default;
    explicit Uuid(const Bytes& bytes) : m_bytes(bytes) {}

    // Only the canonical text: lower case, dashes in place.
    static std::optional<Uuid> parse(std::string_view text)
    {
        if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
            return std::nullopt;
        std::string digits;
        digits.reserve(32);
        for (char c : text)
            if (c != '-') digits.push_back(c);
        Uuid id;
        if (!fromHex(digits, id.m_bytes)) return std::nullopt;
        return id;
    }

    static std::optional<Uuid> fromBytes(std::span<const std::uint8_t> bytes)
    {
        if (bytes.size() != 16) return std::nullopt;
        Uuid id;
        std::memcpy(id.m_bytes.data(), bytes.data(), 16);
        return id;
    }

    std::string text() const
    {
        std::string h = toHex(m_bytes);
        h.insert(20, 1, '-').insert(16, 1, '-').insert(12, 1, '-').insert(8, 1, '-');
        return h;
    }

    const Bytes& bytes() const { return m_bytes; }
    bool isNil() const { return m_bytes == Bytes{}; }
    auto operator<=>(const Uuid&) const = default;

private:
    Bytes m_bytes{};
};

// 32 bytes of SHA-256, written as 64 lower-case hex digits.
template <typename Tag>
class Hash {
public:
    using Bytes = std::array<std::uint8_t, 32>;

    Hash() = default;
    explicit Hash(const Bytes& bytes) : m_bytes(bytes) {}

    static std::optional<Hash> parse(std::string_view text)
    {
        Hash h;
        if (!fromHex(text, h.m_bytes)) return std::nullopt;
        return h;
    }

    static std::optional<Hash> fromBytes(std::span<const std::uint8_t> bytes)
    {
        if (bytes.size() != 32) return std::nullopt;
        Hash h;
        std::memcpy(h.m_bytes.data(), bytes.data(), 32);
        return h;
    }

    std::string text() const { return toHex(m_bytes); }
    const Bytes& bytes() const { return m_bytes; }
    bool isNil() const { return m_bytes == Bytes{}; }
    auto operator<=>(const Hash&) const = default;

private:
    Bytes m_bytes{};
};

using RegionId = Uuid<struct RegionTag>;
using CaseId = Uuid<struct CaseTag>;
using RecordId = Uuid<struct RecordTag>;
using UserId = Uuid<struct UserTag>;
using DeviceId = Uuid<struct DeviceTag>;
using RevisionId = Hash<struct RevisionTag>;
using Sha256 = Hash<struct Sha256Tag>;

}  // namespace veldpost

template <typename Tag>
struct std::hash<veldpost::Uuid<Tag>> {
    std::size_t operator()(const veldpost::Uuid<Tag>& id) const noexcept
    {
        std::size_t h;  // the last bytes are random in v7 and hashed in v8
        std::memcpy(&h, id.bytes().data() + 8, sizeof h);
        return h;
    }
};

template <typename Tag>
struct std::hash<veldpost::Hash<Tag>> {
    std::size_t operator()(const veldpost::Hash<Tag>& id) const noexcept
    {
        std::size_t h;
        std::memcpy(&h, id.bytes().data(), sizeof h);
        return h;
    }
};
