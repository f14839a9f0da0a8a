#include "shared/revision/canonical_header.h"

#include <charconv>

namespace veldpost::revision {

namespace {

// Takes one expected piece after the other off the front; after the first that is not there, all fail.
class Cursor {
public:
    explicit Cursor(std::string_view rest) : m_rest(rest) {}

    bool take(std::string_view expected)
    {
        if (!m_rest.starts_with(expected)) return false;
        m_rest.remove_prefix(expected.size());
        return true;
    }

    template <typename Id>
    bool id(std::string_view key, std::size_t length, Id& out)
    {
        if (!take(key) || m_rest.size() <= length || m_rest[length] != '"') return false;
        const auto parsed = Id::parse(m_rest.substr(0, length));
        if (!parsed) return false;
        out = *parsed;
        m_rest.remove_prefix(length + 1);
        return true;
    }
    template <typename Tag>
    bool value(std::string_view key, Uuid<Tag>& out) { return id(key, 36, out); }
    template <typename Tag>
    bool value(std::string_view key, Hash<Tag>& out) { return id(key, 64, out); }

    // Digits without a leading zero, as integers are spelt.
    bool value(std::string_view key, std::int64_t min, std::int64_t max, std::int64_t& out)
    {
        if (!take(key) || m_rest.empty() || m_rest[0] < '0' || m_rest[0] > '9') return false;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), out);
        const auto length = static_cast<std::size_t>(end - m_rest.data());
        if (error != std::errc{} || out < min || out > max || (length > 1 && m_rest[0] == '0')) return false;
        m_rest.remove_prefix(length);
        return true;
    }

    // Plain words alone: a quote or backslash inside would need escaping, and no word has one.
    bool word(std::string_view key, std::string_view& out)
    {
        if (!take(key)) return false;
        const std::size_t end = m_rest.find('"');
        if (end == std::string_view::npos) return false;
        out = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return true;
    }

    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

bool takeParents(Cursor& in, std::vector<RevisionId>& out)
{
    if (!in.take(",\"parents\":[")) return true;
    for (RevisionId id; in.value(out.empty() ? "\"" : ",\"", id);) {
        if (out.size() == kParentsMax || (!out.empty() && id <= out.back())) return false;
        out.push_back(id);
    }
    return !out.empty() && in.take("]");
}

template <typename Id>
bool takeOptional(Cursor& in, std::string_view key, std::optional<Id>& out)
{
    Cursor ahead = in;
    if (!ahead.take(key)) return true;
    Id id;
    if (!in.value(key, id)) return false;
    out = id;
    return true;
}

bool takeHeader(Cursor& in, Header& h)
{
    std::string_view kind, part;
    std::int64_t kindVersion = 0;
    const bool read = in.value("{\"at\":", 0, kAtMsMax, h.atMs) && in.value(",\"case\":\"", h.caseId) &&
                      in.value(",\"device\":\"", h.device) && in.word(",\"kind\":\"", kind) &&
                      in.value(",\"kind_v\":", 1, kKindVersionMax, kindVersion) &&
                      in.value(",\"n\":", 1, kIntegerMax, h.n) && takeParents(in, h.parents) &&
                      in.word(",\"part\":\"", part) && in.value(",\"payload_sha256\":\"", h.payloadSha256) &&
                      takeOptional(in, ",\"prev\":\"", h.prev) && in.value(",\"record\":\"", h.record) &&
                      in.value(",\"region\":\"", h.region) && takeOptional(in, ",\"replaces\":\"", h.replaces) &&
                      in.value(",\"user\":\"", h.user) && in.take(",\"v\":1}") && in.atEnd();
    if (!read || !isKindName(kind) || h.prev.has_value() != (h.n > 1)) return false;
    const auto known = parsePart(part);
    if (!known) return false;
    h.part = *known;
    h.kind = kind;
    h.kindVersion = static_cast<int>(kindVersion);
    return true;
}

}  // namespace

std::optional<Header> readCanonicalHeader(std::string_view bytes)
{
    Cursor in(bytes);
    Header h;
    if (!takeHeader(in, h)) return std::nullopt;
    return h;
}

}  // namespace veldpost::revision
