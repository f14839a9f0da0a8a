// The offline lease (protocol §7), and the time it is measured by.
//
// Trusted time is the highest of
//   - what the server's clock said at the last contact, and what has passed since by a clock nobody can set (BootTime;
//     within one start of the machine);
//   - this device's own clock, less what it was wrong at the last contact;
//   - the highest trusted time there was before. It is kept on the disk, at the latest every half minute.
// So a clock that is set back gains nothing, and one that is set forward costs the lease until the next contact: the
// server's word then takes the place of all three. What cannot be seen is how long a machine was off whose clock was
// set back meanwhile; but a start of the machine costs a minute before anything is shown, so that a tablet that is
// switched off every half minute loses its lease all the sooner.
//
// Over is: nothing is shown and nothing destroyed; what is here can still be delivered, and a contact renews.
#pragma once

#include "client/engine/local_store.h"

namespace veldpost::engine {

// The name under which an accepted order to wipe stands in the store (wiper.h).
inline constexpr char kWipeOrder[] = "wipe_order";

// What the server said when it was asked.
struct Contact {
    std::int64_t serverTimeMs = 0;
    std::optional<std::int64_t> leaseMs = {};  // absent: the device may only deliver, and gets no days to read in
};

// Keeps nothing of its own: any number of them say the same of one store.
class Lease {
public:
    static constexpr std::int64_t kStartCostMs = 60'000;
    static constexpr std::int64_t kKeepEveryMs = 30'000;

    Lease(LocalStore& store, const Clock& clock) : m_store(store), m_clock(clock) {}

    // REQUIRES: not in a transaction (all but check)
    Status begin();                   // before anything is shown
    Status take(const Contact& contact);
    Status keepTime();                // the time seen goes to the disk when it is due

    // Whether content may be read and written. Errors (Locked): wipe_ordered, deliver_only (revoked or disabled, as the
    // server said last), lease_over. A home that was never given a lease has none that could end.
    Status check();
    // Trusted time; the own clock where no server was ever met.
    Result<std::int64_t> nowMs();

private:
    struct Seen;
    Result<std::optional<Seen>> seen();
    Status keep(const Seen& seen);
    std::int64_t trustedNowMs(const Seen& seen) const;

    LocalStore& m_store;
    const Clock& m_clock;
};

}  // namespace veldpost::engine
