// One page of a pull: what lies behind the reader's cursor and he may see, from one view of the store.
//
// The live stream goes through the region's order. At the place where the reader was given a case, or a part of it, its
// earlier places are filled in first (back-fill); until then, and while the right is not there, its places are passed
// over. So no revision comes before its parents, and a right that ends and comes back fills everything in again. Where a
// role gave parts of many cases, they are filled in one case after the other, in the order of their ids.
// Invariant: every revision and stub on a page lies in a case and part its reader may see in this view.
#pragma once

#include "server/engine/access.h"
#include "server/engine/audit.h"
#include "server/engine/cursor.h"
#include "server/engine/server_keys.h"
#include "server/engine/session.h"

#include <set>

namespace veldpost::server {

struct Reading {
    protocol::PullPage page;
    Seq seenSeq = 0;
    std::vector<AuditEvent> audit;  // one for each case on the page
    std::set<std::pair<CaseId, revision::Part>> shown;  // where the page's revisions and stubs lie

    bool isEmpty() const { return page.revisions.empty() && page.stubs.empty() && page.purges.empty(); }
};

// Whether the reader may have what was read for him in an earlier view.
Result<bool> mayStillHave(View& view, const Session& session, const Reading& reading);

class PageReader {
public:
    PageReader(View& view, const ServerKeys& keys, const Session& session, std::size_t limit, std::int64_t nowMs)
        : m_view(view), m_access(view), m_keys(keys), m_session(session), m_limit(limit), m_nowMs(nowMs)
    {
    }

    // Errors: deliver_only (Locked) for a device that reads nothing any more, epoch_changed (Conflict).
    Result<Reading> read(Cursor cursor);
    // What a device of this user's would get that has nothing yet, whoever asks. Error epoch_changed.
    Result<Reading> readAs(const UserRow& user, Cursor cursor);

private:
    Status admit();
    Status begin(const UserRow& user, const Cursor& cursor);
    Result<Reading> page(Cursor cursor);
    Status stream(Cursor& cursor);
    // False: the page is full, or a back-fill comes first.
    Result<bool> pass(const FeedRow& row, Cursor& cursor);
    Result<bool> fillIn(Cursor& cursor);
    Result<bool> fillInCase(Cursor& cursor);
    Result<bool> beginTurn(const FeedRow& row, Cursor& cursor);
    Result<bool> nextOfRole(const std::optional<CaseId>& after, Cursor& cursor);
    Result<std::vector<CaseId>> casesAfter(const std::optional<CaseId>& after);
    Result<bool> owes(const CaseId& caseId, revision::Part part, Seq until);
    Result<bool> owesAny(const CaseId& caseId, Seq until);
    Status deliver(const FeedRow& row, bool fillingIn);
    Result<bool> hasLostBefore(const FeedRow& row);
    Status purgeAt(Seq seq);
    Status purgeAtTurn(const TurnRow& turn);
    Status addPurge(const CaseId& caseId, std::vector<revision::Part> parts, std::vector<CaseId> kept, const RevisionId& cause);
    Status addEarlierStubs(const StoredRevision& stored);
    Status addCertificates();
    void addAudit();
    void addStub(const StoredRevision& stored);
    void count(const CaseId& caseId, const std::string& kind) { ++m_counts[caseId][kind]; }
    bool isFull() const;

    View& m_view;
    Access m_access;
    const ServerKeys& m_keys;
    const Session& m_session;
    const std::size_t m_limit;
    const std::int64_t m_nowMs;

    UserRow m_user;
    std::map<Seq, LossRow> m_losses;
    std::map<Seq, TurnRow> m_turns;
    struct FirstLost {
        std::map<CaseId, Seq> cases;
        std::optional<Seq> turned;
    };
    std::optional<FirstLost> m_firstLost;  // read when it is first asked for
    std::map<revision::ChainKey, std::int64_t> m_lastPlace;  // of each chain, on this page
    Reading m_out;
    std::size_t m_items = 0;
    std::size_t m_bytes = 0;
    std::size_t m_scanned = 0;
    std::set<DeviceId> m_authors;
    std::map<CaseId, std::map<std::string, std::int64_t>> m_counts;
};

}  // namespace veldpost::server
