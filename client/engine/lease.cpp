#include "client/engine/lease.h"

#include "shared/protocol/fields.h"
#include "shared/revision/header.h"

#include <algorithm>

namespace veldpost::engine {

namespace {
constexpr char kTime[] = "trusted_time";
constexpr char kUntil[] = "lease_until";
constexpr char kDeliverOnly[] = "deliver_only";

// A clock may say anything; beyond what a revision's moment can be it is not told apart.
std::int64_t wallMs(const Clock& clock)
{
    return std::clamp<std::int64_t>(clock.nowMs(), 0, revision::kAtMsMax);
}
}  // namespace

// What is kept of time. All in ms of the server's clock, but for `bootMs` and `skewMs`.
struct Lease::Seen {
    std::string start;          // of the machine, in which `atMs` was at `bootMs`
    std::int64_t bootMs = 0;
    std::int64_t atMs = 0;
    std::int64_t highestMs = 0;
    std::int64_t skewMs = 0;    // how far this device's clock was ahead of the server's
};

Result<std::optional<Lease::Seen>> Lease::seen()
{
    VELDPOST_ASSIGN(const auto text, m_store.meta(kTime));
    if (!text) return std::optional<Seen>();
    VELDPOST_ASSIGN(const Json json, revision::readJson(*text));
    Seen out;
    VELDPOST_ASSIGN(out.start, protocol::textField(json, "start"));
    VELDPOST_ASSIGN(out.bootMs, protocol::integerField(json, "boot_ms"));
    VELDPOST_ASSIGN(out.atMs, protocol::integerField(json, "at_ms"));
    VELDPOST_ASSIGN(out.highestMs, protocol::integerField(json, "highest_ms"));
    VELDPOST_ASSIGN(out.skewMs, protocol::integerField(json, "skew_ms"));
    return std::optional<Seen>(std::move(out));
}

Status Lease::keep(const Seen& seen)
{
    return m_store.setMeta(kTime, revision::canonicalText(Json{{"start", seen.start},
                                                               {"boot_ms", seen.bootMs},
                                                               {"at_ms", seen.atMs},
                                                               {"highest_ms", seen.highestMs},
                                                               {"skew_ms", seen.skewMs}}));
}

std::int64_t Lease::trustedNowMs(const Seen& seen) const
{
    const std::int64_t highest = std::max(seen.highestMs, wallMs(m_clock) - seen.skewMs);
    const BootTime now = m_clock.bootTime();
    return now.start == seen.start ? std::max(highest, seen.atMs + (now.ms - seen.bootMs)) : highest;
}

Status Lease::begin()
{
    VELDPOST_ASSIGN(auto known, seen());
    const BootTime now = m_clock.bootTime();
    if (!known || known->start == now.start) return keepTime();
    known->highestMs = known->atMs = trustedNowMs(*known) + kStartCostMs;
    known->start = now.start;
    known->bootMs = now.ms;
    return keep(*known);
}

Status Lease::keepTime()
{
    VELDPOST_ASSIGN(auto known, seen());
    if (!known) return done();
    const std::int64_t now = trustedNowMs(*known);
    if (now < known->highestMs + kKeepEveryMs) return done();
    known->highestMs = now;
    const Status kept = keep(*known);
    // Within one start of the machine time is counted without it; the next start has to write before it shows anything.
    if (!kept.ok() && kept.error().type == "disk_full") return done();
    return kept;
}

Status Lease::take(const Contact& contact)
{
    const BootTime now = m_clock.bootTime();
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_TRY(keep({now.start, now.ms, contact.serverTimeMs, contact.serverTimeMs,
                       wallMs(m_clock) - contact.serverTimeMs}));
    VELDPOST_TRY(m_store.setMetaInteger(kDeliverOnly, contact.leaseMs ? 0 : 1));
    if (contact.leaseMs) VELDPOST_TRY(m_store.setMetaInteger(kUntil, contact.serverTimeMs + *contact.leaseMs));
    return tx.commit();
}

Result<std::int64_t> Lease::nowMs()
{
    VELDPOST_ASSIGN(const auto known, seen());
    return known ? trustedNowMs(*known) : wallMs(m_clock);
}

Status Lease::check()
{
    VELDPOST_ASSIGN(const auto order, m_store.meta(kWipeOrder));
    if (order)
        return Error{ErrorKind::Locked, "wipe_ordered", "This device is being wiped, as its region ordered",
                     "Nothing is shown any more. Sync: what was written here is sent first."};
    VELDPOST_ASSIGN(const auto deliverOnly, m_store.metaInteger(kDeliverOnly));
    if (deliverOnly.value_or(0) == 1)
        return Error{ErrorKind::Locked, "deliver_only", "This device may only deliver", "It reads nothing any more."};
    VELDPOST_ASSIGN(const auto until, m_store.metaInteger(kUntil));
    VELDPOST_ASSIGN(const auto known, seen());
    if (!until || !known || trustedNowMs(*known) < *until) return done();
    return Error{ErrorKind::Locked, "lease_over", "Too long without contact with the server",
                 "Nothing is lost. Sync: what is here is sent, and all is open again."};
}

}  // namespace veldpost::engine
