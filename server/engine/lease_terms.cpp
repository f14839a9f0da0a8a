#include "server/engine/lease_terms.h"

#include "shared/protocol/limits.h"

#include <algorithm>
#include <charconv>

namespace veldpost::server {

namespace {

constexpr std::int64_t kHourMs = 60 * 60 * 1000;
constexpr model::Role kRoles[] = {model::Role::Wijkteam, model::Role::Vertrouwensarts, model::Role::Coordinator,
                                  model::Role::Auditor};

std::string settingOf(model::Role role)
{
    return "lease_hours_" + std::string(model::roleWord(role));
}

Result<std::int64_t> leaseMsOfRole(View& view, model::Role role)
{
    VELDPOST_ASSIGN(const auto text, view.setting(settingOf(role)));
    if (!text) return protocol::kLeaseMsDefault;
    std::int64_t hours = 0;
    const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), hours);
    const bool whole = failure == std::errc() && end == text->data() + text->size();
    if (!whole || hours < 1 || hours > kLeaseHoursMax)
        return Error{ErrorKind::Damaged, "store_damaged", "The store is damaged", "A lease is not what was set."};
    return hours * kHourMs;
}

}  // namespace

Result<std::int64_t> leaseMsOf(View& view, const std::optional<model::Role>& role)
{
    if (role) return leaseMsOfRole(view, *role);
    std::int64_t shortest = kLeaseHoursMax * kHourMs;
    for (const model::Role any : kRoles) {
        VELDPOST_ASSIGN(const std::int64_t ms, leaseMsOfRole(view, any));
        shortest = std::min(shortest, ms);
    }
    return shortest;
}

Status setLeaseHours(Change& change, model::Role role, std::int64_t hours)
{
    VELDPOST_CHECK(hours >= 1 && hours <= kLeaseHoursMax);
    return change.putSetting(settingOf(role), std::to_string(hours));
}

}  // namespace veldpost::server
