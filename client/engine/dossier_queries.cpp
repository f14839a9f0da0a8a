// Dossiers: reading.
#include "client/engine/blob_rows.h"
#include "client/engine/dossiers.h"
#include "client/engine/local_store.h"
#include "client/engine/search_text.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace veldpost::engine {

using storage::Statement;

namespace {

Error unknownCase()
{
    return {ErrorKind::NotFound, "unknown_case", "There is no such case on this device", ""};
}

Error unknownRecord()
{
    return {ErrorKind::NotFound, "unknown_record", "There is no such record on this device", ""};
}

// state is NULL for a record of one revision: its payload says it all.
void readState(RecordRow& row, std::string_view state, std::string_view payload, const RevisionId& firstId)
{
    if (!state.empty()) {
        const Json json = Json::parse(state);  // our own bytes, authenticated by the store
        for (const Json& id : json.at("h"))
            if (const auto head = RevisionId::parse(id.get<std::string>())) row.heads.push_back(*head);
        if (row.needsNewerApp) return;
        row.fields = json.at("f");
        for (const auto& [name, values] : json.at("c").items()) {
            row.conflicts.push_back(name);
            row.conflictValues[name] = values.get<std::vector<Json>>();
        }
        return;
    }
    row.heads = {firstId};
    if (row.needsNewerApp || payload.empty()) return;
    const Json json = Json::parse(payload);
    for (const auto& [name, value] : json.at("set").items())
        if (!value.is_null() && name != revision::kRetracted) row.fields[name] = value;
}

// The columns every record query selects, in this order.
RecordRow readRecord(const Statement& s)
{
    RecordRow row;
    row.record = s.uuid<RecordId>(0);
    row.caseId = s.uuid<CaseId>(1);
    row.part = static_cast<Part>(s.int64(2));
    row.kind = s.text(3);
    row.atMs = s.int64(4);
    row.lastAtMs = s.int64(6);
    row.author = s.uuid<UserId>(7);
    row.lastAuthor = s.uuid<UserId>(8);
    row.revisions = s.int64(9);
    row.retracted = s.int64(12) == 1;
    row.needsNewerApp = s.int64(13) == 1;
    row.authorName = s.text(14);
    row.lastAuthorName = s.text(15);
    readState(row, s.text(10), crypto::asText(s.blob(11)), s.hash<RevisionId>(5));
    return row;
}

// A title in conflict is shown with all its versions: a case without a name cannot be found.
std::string titleOf(const RecordRow& row)
{
    const auto versions = row.conflictValues.find("title");
    if (versions == row.conflictValues.end()) return row.fields.value("title", std::string());
    std::string title;
    for (const Json& value : versions->second)
        if (value.is_string()) title += (title.empty() ? "" : " / ") + value.get<std::string>();
    return title;
}

// Of the first one that waits: what follows it mostly waits because of it.
Result<std::string> firstWaitReason(LocalStore& store, const RecordRow& row)
{
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "SELECT status, coalesce(reason, '') FROM revisions WHERE record = ? AND case_id = ? AND part = ? AND kind IN (?, '')"
        " AND status IN (1, 3) ORDER BY seq LIMIT 1"));
    s.bindAll(row.record, row.caseId, static_cast<int>(row.part), std::string_view(row.kind));
    VELDPOST_ASSIGN(const bool found, s.step());
    return found ? waitReasonOf(static_cast<RevisionStatus>(s.int64(0)), s.text(1)) : std::string();
}

// Own revisions by the receipt; others came from the server and are safe there.
Status readStanding(LocalStore& store, RecordRow& row)
{
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "SELECT sum(v.status IN (1, 3)), sum(v.device = ?2 AND v.n > coalesce(c.n, 0)),"
        " sum(v.device = ?2 AND v.n > coalesce(c.n, 0) AND v.n <= ?6), max(v.received_at)"
        " FROM revisions v LEFT JOIN receipts c ON c.case_id = v.case_id AND c.part = v.part WHERE v.record = ?1"
        " AND v.case_id = ?3 AND v.part = ?4 AND v.kind IN (?5, '')"));
    s.bindAll(row.record, store.identity().device(), row.caseId, static_cast<int>(row.part), std::string_view(row.kind),
              store.underWayUpTo(row.caseId, row.part));
    VELDPOST_TRY(s.step());
    ItemFacts facts;
    facts.covered = s.int64(1) == 0;
    facts.underWay = !facts.covered && s.int64(1) == s.int64(2);
    facts.inConflict = !row.conflicts.empty();
    if (s.int64(0) > 0) {
        VELDPOST_ASSIGN(facts.waitReason, firstWaitReason(store, row));
    }
    VELDPOST_ASSIGN(facts.files, BlobRows(store).factsOf(row.key()));
    row.standing = standingOf(facts);
    row.safe = facts.covered && facts.files.missing == 0 && facts.waitReason.empty();
    if (row.safe && !s.isNull(3)) row.safeSinceMs = s.int64(3);
    return done();
}

// While a membership has several values the lowest holds (protocol §5). Absent: it only waits, and gives and takes nothing.
Result<std::optional<std::string>> lowestRight(LocalStore& store, const revision::RecordKey& membership)
{
    VELDPOST_ASSIGN(const auto nodes, store.liveNodes(membership));
    if (nodes.empty()) return std::optional<std::string>();
    const revision::RecordState state = revision::stateOf(nodes);
    const auto it = state.fields.find("right");
    for (const char* right : {"none", "read", "write", "own"})
        if (it != state.fields.end())
            for (const revision::Candidate& c : it->second)
                if (c.value == right) return std::optional<std::string>(right);
    return std::optional<std::string>("none");
}

}  // namespace

Result<std::vector<CaseRow>> Dossiers::cases(const std::string& filter)
{
    return casesWhere({}, filter);
}

Result<std::vector<CaseRow>> Dossiers::casesWhere(const std::optional<CaseId>& only, const std::string& filter)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT c.case_id, c.state, v.payload, c.first_id,"
        " (SELECT count(*) FROM records r WHERE r.case_id = c.case_id AND r.kind NOT IN ('case', 'membership', 'decision')),"
        " (SELECT count(*) FROM records r WHERE r.case_id = c.case_id AND r.conflicts > 0),"
        " (SELECT max(last_at) FROM records r WHERE r.case_id = c.case_id),"
        " (SELECT coalesce(sum(h.n - coalesce(p.n, 0)), 0) FROM chains h LEFT JOIN receipts p ON p.case_id = h.case_id"
        "   AND p.part = h.part WHERE h.device = ?1 AND h.case_id = c.case_id AND h.n > coalesce(p.n, 0))"
        " + (SELECT count(*) FROM blobs b INDEXED BY blobs_not_held WHERE b.held = 0 AND b.whole = 1 AND b.case_id = c.case_id),"
        " (SELECT count(*) FROM revisions w INDEXED BY revisions_not_live WHERE w.status != 0 AND w.status IN (1, 3)"
        "   AND w.case_id = c.case_id AND w.device = ?1)"
        " FROM records c LEFT JOIN revisions v ON v.seq = c.only_seq WHERE c.kind = 'case'"
        " AND (?2 IS NULL OR c.case_id = ?2) ORDER BY 7 DESC, c.case_id"));
    s.bindAll(m_store.identity().device(), only);
    std::vector<CaseRow> rows;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return rows;
        RecordRow state;
        readState(state, s.text(1), crypto::asText(s.blob(2)), s.hash<RevisionId>(3));
        CaseRow row{s.uuid<CaseId>(0), titleOf(state), s.int64(4), s.int64(5), s.int64(7),
                    s.int64(8), s.int64(6)};
        if (containsWords(row.title, filter)) rows.push_back(std::move(row));
    }
}

Result<CaseRow> Dossiers::caseRow(const CaseId& caseId)
{
    VELDPOST_ASSIGN(auto rows, casesWhere(caseId, {}));
    if (rows.empty()) return unknownCase();
    return std::move(rows.front());
}

// Without counting anything: every save asks this.
Status Dossiers::requireCase(const CaseId& caseId)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT 1 FROM records WHERE kind = 'case' AND case_id = ?"));
    s.bindAll(caseId);
    VELDPOST_ASSIGN(const bool found, s.step());
    return found ? done() : Status(unknownCase());
}

Result<RecordRow> Dossiers::record(const RecordId& record)
{
    VELDPOST_ASSIGN(const auto key, m_store.keyOf(record));
    return key ? this->record(*key) : Result<RecordRow>(unknownRecord());
}

Result<RecordRow> Dossiers::record(const revision::RecordKey& key)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT r.record, r.case_id, r.part, r.kind, r.first_at, r.first_id, r.last_at, r.author, r.last_author,"
        " r.revisions, r.state, v.payload, r.retracted, r.newer, coalesce(a.name, ''), coalesce(l.name, '')"
        " FROM records r LEFT JOIN revisions v ON v.seq = r.only_seq LEFT JOIN people a ON a.user = r.author"
        " LEFT JOIN people l ON l.user = r.last_author"
        " WHERE r.record = ? AND r.case_id = ? AND r.part = ? AND r.kind = ?"));
    s.bindAll(key.record, key.caseId, static_cast<int>(key.part), std::string_view(key.kind));
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return unknownRecord();
    RecordRow row = readRecord(s);
    VELDPOST_TRY(readStanding(m_store, row));
    return row;
}

Result<std::vector<RecordRow>> Dossiers::records(const RecordQuery& query)
{
    std::int64_t beforeAt = INT64_MAX;
    std::optional<RevisionId> beforeId;
    if (query.after) {
        VELDPOST_ASSIGN(Statement p, m_store.db().prepare("SELECT first_at, first_id FROM records WHERE record = ?"
                                                         " AND case_id = ? ORDER BY first_at, first_id LIMIT 1"));
        p.bindAll(*query.after, query.caseId);
        VELDPOST_ASSIGN(const bool found, p.step());
        if (!found) return unknownRecord();
        beforeAt = p.int64(0);
        beforeId = p.hash<RevisionId>(1);
    }
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT r.record, r.case_id, r.part, r.kind, r.first_at, r.first_id, r.last_at, r.author, r.last_author,"
        " r.revisions, r.state, v.payload, r.retracted, r.newer, coalesce(a.name, ''), coalesce(l.name, '')"
        " FROM records r LEFT JOIN revisions v ON v.seq = r.only_seq LEFT JOIN people a ON a.user = r.author"
        " LEFT JOIN people l ON l.user = r.last_author"
        " WHERE r.case_id = ?1 AND (r.first_at, r.first_id) < (?2, coalesce(?3, x'ff'))"
        " AND CASE WHEN ?4 = '' THEN r.kind NOT IN ('case', 'membership', 'decision') ELSE r.kind = ?4 END"
        " AND (?5 OR r.retracted = 0) ORDER BY r.first_at DESC, r.first_id DESC LIMIT ?6"));
    s.bindAll(query.caseId, beforeAt, beforeId, std::string_view(query.kind), query.withRetracted ? 1 : 0, query.limit);
    std::vector<RecordRow> rows;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) break;
        rows.push_back(readRecord(s));
    }
    for (RecordRow& row : rows) VELDPOST_TRY(readStanding(m_store, row));
    return rows;
}

Result<std::vector<UserRow>> Dossiers::users()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT user, name, role, disabled FROM people WHERE name != '' ORDER BY name, user"));
    std::vector<UserRow> rows;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return rows;
        rows.push_back({s.uuid<UserId>(0), std::string(s.text(1)), std::string(s.text(2)), s.int64(3) == 1});
    }
}

Result<std::vector<Member>> Dossiers::members(const CaseId& caseId)
{
    VELDPOST_TRY(requireCase(caseId));
    VELDPOST_ASSIGN(const auto people, users());
    const auto member = [&](const UserId& user, const std::string& right) {
        const auto who = std::find_if(people.begin(), people.end(), [&](const UserRow& u) { return u.user == user; });
        return who == people.end() ? Member{user, "", "", right} : Member{user, who->name, who->role, right};
    };
    std::vector<Member> rows;
    VELDPOST_ASSIGN(const auto founding, records({caseId, "case", true, 1, {}}));
    VELDPOST_ASSIGN(const auto grants, records({caseId, "membership", true, 10'000, {}}));
    bool founderNamed = false;
    for (const RecordRow& grant : grants) {
        const auto user = UserId::parse(grant.fields.value("user", std::string()));
        // A membership under another id than the user's own is none (protocol §1).
        if (!user || revision::membershipRecordId(caseId, *user) != grant.record) continue;
        VELDPOST_ASSIGN(const auto right, lowestRight(m_store, grant.key()));
        if (!right) continue;
        founderNamed = founderNamed || (!founding.empty() && *user == founding.front().author);
        if (*right != "none") rows.push_back(member(*user, *right));
    }
    // The founder owns the case until a membership of his own exists (protocol §1).
    if (!founding.empty() && !founderNamed) rows.insert(rows.begin(), member(founding.front().author, "own"));
    return rows;
}

Result<SearchHits> Dossiers::search(const std::string& text, std::int64_t limit)
{
    const std::string query = ftsQuery(text);
    SearchHits found;
    if (query.empty()) return found;
    // rid grows with the record's moment: the newest come first without a look at all the others.
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT r.record, r.case_id, r.part, r.kind, r.first_at, r.first_id, r.last_at, r.author, r.last_author,"
        " r.revisions, r.state, v.payload, r.retracted, r.newer, '', ''"
        " FROM records_fts f CROSS JOIN records r ON r.rid = f.rowid LEFT JOIN revisions v ON v.seq = r.only_seq"
        " WHERE records_fts MATCH ?1 ORDER BY f.rowid DESC LIMIT ?2"));
    s.bindAll(std::string_view(query), limit + 1);
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) break;
        if (static_cast<std::int64_t>(found.hits.size()) == limit) {
            found.more = true;
            break;
        }
        const RecordRow row = readRecord(s);
        found.hits.push_back({row.caseId, row.record, row.kind, snippetOf(row.fields, text), row.atMs});
    }
    return found;
}

}  // namespace veldpost::engine
