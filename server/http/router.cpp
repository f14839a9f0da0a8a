#include "server/http/router.h"

#include <algorithm>

namespace veldpost::http {
namespace {

using Segments = std::vector<std::string>;

bool isParam(const std::string& segment)
{
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::string paramName(const std::string& segment) { return segment.substr(1, segment.size() - 2); }

bool fits(const Segments& pattern, const Segments& path)
{
    if (pattern.size() != path.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (isParam(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
    }
    return true;
}

// REQUIRES: both fit the same path.
bool moreExact(const Segments& a, const Segments& b)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (isParam(a[i]) != isParam(b[i])) return isParam(b[i]);
    }
    return false;
}

bool sameShape(const Segments& a, const Segments& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const std::string& x, const std::string& y) {
        return isParam(x) ? isParam(y) : x == y;
    });
}

}  // namespace

std::string_view accessName(Access access)
{
    switch (access) {
    case Access::Public: return "public";
    case Access::DeliverOnly: return "deliver_only";
    case Access::Session: return "session";
    case Access::Loopback: return "loopback";
    }
    VELDPOST_CHECK(!"known access");
    return {};
}

void Router::add(Route route)
{
    VELDPOST_CHECK(route.handler != nullptr);
    VELDPOST_CHECK(!route.name.empty() && !route.method.empty());
    VELDPOST_CHECK(route.pattern.starts_with('/'));
    VELDPOST_CHECK(route.maxBodyBytes <= kMaxBodyBytes);
    Segments pattern = splitPath(route.pattern);
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        VELDPOST_CHECK(m_routes[i].name != route.name);
        VELDPOST_CHECK(m_routes[i].method != route.method || !sameShape(m_patterns[i], pattern));
    }
    m_patterns.push_back(std::move(pattern));
    m_routes.push_back(std::move(route));
}

Router::Match Router::match(std::string_view method, const Segments& segments) const
{
    Match match;
    const Segments* best = nullptr;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        if (!fits(m_patterns[i], segments)) continue;
        if (m_routes[i].method != method) {
            match.allow += (match.allow.empty() ? "" : ", ") + m_routes[i].method;
        } else if (best == nullptr || moreExact(m_patterns[i], *best)) {
            match.route = &m_routes[i];
            best = &m_patterns[i];
        }
    }
    if (best == nullptr) return match;
    match.allow.clear();
    for (std::size_t i = 0; i < best->size(); ++i) {
        if (isParam((*best)[i])) match.params.emplace(paramName((*best)[i]), segments[i]);
    }
    return match;
}

}  // namespace veldpost::http
