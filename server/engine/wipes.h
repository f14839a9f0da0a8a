// Wiping devices (protocol §7): the order, the receipt, and what a device could not deliver.
//
// An order is kept beside the device and goes out with each of its sessions until its receipt is there. Whoever is wiped
// is revoked before: what it delivers is held for somebody to decide.
#pragma once

#include "server/engine/intake.h"
#include "server/engine/uploads.h"
#include "shared/protocol/unsent_file.h"

namespace veldpost::server {

// Orders the device's wipe, and revokes it where that was not done; asked again, the order stays and takes the new
// deadline; after the receipt nothing changes. REQUIRES: the device is there, hours in 0 … kWipeHoursMax
Result<WipeRow> orderWipe(Work& work, const ServerKeys& keys, RandomSource& random, const DeviceRow& device,
                          std::int64_t hours);

class Wipes {
public:
    Wipes(Store& store, Committer& committer, Intake& intake, Uploads& uploads, RandomSource& random,
          const ServerKeys& keys)
        : m_store(store), m_committer(committer), m_intake(intake), m_uploads(uploads), m_random(random), m_keys(keys)
    {
    }

    // Durable when it answers; again, it changes nothing. Errors: no_wipe_order (NotFound), bad_receipt (Malformed):
    // of another order, or its signature does not hold. REQUIRES: not the committer's thread
    Status takeReceipt(const Session& session, const protocol::WipeReceipt& receipt);

    // A coordinator orders it. Errors: not_found (no such device of his region, or he is no coordinator), bad_deadline
    // (Usage). REQUIRES: not the committer's thread
    Result<WipeRow> order(const Session& session, const DeviceId& device, std::int64_t hours);

    using UnsentDone = std::function<void(Result<protocol::UnsentAnswer>)>;
    // One frame of a sealed file: its revisions are taken as if their device had pushed them, a piece of a photo or
    // document as if it had uploaded it. Errors: not_found (no such device of the asker's region, or he is no
    // coordinator), bad_unsent_file (Malformed), and those of Intake::push, Uploads::begin and append.
    void takeUnsent(const Session& session, const protocol::UnsentRequest& request, UnsentDone done);

private:
    Result<revision::Json> openFrame(const protocol::UnsentRequest& request);
    void takePiece(const Session& asDevice, const revision::Json& content, UnsentDone done);
    Result<DeviceRow> deviceFor(View& view, const Session& session, const DeviceId& device);

    Store& m_store;
    Committer& m_committer;
    Intake& m_intake;
    Uploads& m_uploads;
    RandomSource& m_random;
    const ServerKeys& m_keys;
};

}  // namespace veldpost::server
