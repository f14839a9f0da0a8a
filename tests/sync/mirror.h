// What the server holds, read from its store by SQL of our own after each request: the revisions in the order of their
// commits, and the audit log. The checkers judge by this, and not by the functions they check.
#pragma once

#include "shared/protocol/certificate.h"
#include "shared/revision/signed_revision.h"
#include "shared/storage/database.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace veldpost::sync {

enum class MirrorStanding { Live = 0, Quarantined = 1, Declined = 2 };

struct MirrorRevision {
    revision::SignedRevision revision;
    revision::Json set = revision::Json::object();  // empty for what cannot be read
    std::int64_t seq = 0;
    MirrorStanding standing = MirrorStanding::Live;
    std::int64_t receivedAtMs = 0;
    std::string reason;  // why it is or was quarantined

    bool isLive() const { return standing == MirrorStanding::Live; }
};

struct MirrorAudit {
    std::int64_t number = 0;
    std::string entry;
    Sha256 hash;
};

class Mirror {
public:
    explicit Mirror(std::string file) : m_file(std::move(file)) {}

    void open();
    void close() { m_db.reset(); }
    // Takes in what was committed since.
    void refresh();
    // What waits may have got another reason, or been declined, in its place: asked anew.
    void refreshWaiting();
    // The store is another one now: a backup was put in its place.
    void forget();

    // Told of every place of the order as it comes; `before`: as it stood before, null for a new one.
    std::function<void(const MirrorRevision& now, const MirrorRevision* before)> onRevision;

    const std::map<RevisionId, MirrorRevision>& revisions() const { return m_revisions; }
    const MirrorRevision* find(const RevisionId& id) const;
    const std::vector<MirrorAudit>& audit() const { return m_audit; }
    // As enrolled; asked of the store.
    std::optional<protocol::Certificate> certificate(const DeviceId& device);
    std::int64_t lastSeq() const { return m_lastSeq; }

private:
    void readRevisions();
    void readAudit();

    const std::string m_file;
    std::unique_ptr<storage::Database> m_db;
    std::int64_t m_writes = -1;  // of the file when it was last read
    std::int64_t m_lastSeq = 0;
    std::map<RevisionId, MirrorRevision> m_revisions;
    std::vector<MirrorAudit> m_audit;
};

}  // namespace veldpost::sync
