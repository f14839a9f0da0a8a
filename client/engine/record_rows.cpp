// LocalStore: the rows of `records`, their search text, and the people of the region, all derived from revisions.
#include "client/engine/local_store.h"

#include "client/engine/blob_rows.h"
#include "shared/crypto/hash.h"
#include "shared/model/kind_rules.h"
#include "shared/model/text.h"

#include <algorithm>
#include <tuple>

namespace veldpost::engine {

using storage::Statement;

namespace {

bool isLive(const StoredRevision& row) { return row.status == RevisionStatus::Live; }

bool isWaiting(const StoredRevision& row)
{
    return row.status == RevisionStatus::Quarantined || row.status == RevisionStatus::Refused;
}

std::int64_t conflictsOf(const revision::RecordState& state)
{
    return std::count_if(state.fields.begin(), state.fields.end(), [](const auto& f) { return f.second.size() > 1; });
}

// All the words a field holds, also inside lists.
void appendWords(std::string& out, const Json& value)
{
    if (value.is_string()) out.append(value.get_ref<const std::string&>()).push_back('\n');
    else if (value.is_array())
        for (const Json& item : value) appendWords(out, item);
}

// Kinds nobody searches for: who is a member and who works where is not dossier text.
bool isSearched(std::string_view kind)
{
    return kind != "membership" && kind != "decision" && kind != "user" && kind != "role" && kind != "disable" && kind != "region";
}

}  // namespace

const StoredRevision* newestOf(const std::vector<StoredRevision>& rows)
{
    const StoredRevision* newest = nullptr;
    for (const StoredRevision& row : rows) {
        const auto key = [](const StoredRevision& r) { return std::tie(r.revision.header.atMs, r.revision.id); };
        if (newest == nullptr || key(*newest) < key(row)) newest = &row;
    }
    return newest;
}

bool needsNewerApp(const revision::Header& h)
{
    return h.v != 1 || !model::isKnown(h.kind, h.kindVersion) || h.enc.has_value();
}

struct LocalStore::RowBuild {
    const RecordKey& key;
    const revision::Header& first;
    RevisionId firstId;
    const revision::Header& last;
    std::int64_t revisions = 1;
    std::optional<std::int64_t> onlySeq = {};
    std::string state = {};
    std::int64_t conflicts = 0;
    bool retracted = false;
    bool newer = false;
};

std::string encodeState(const revision::RecordState& state)
{
    Json fields = Json::object();
    Json conflicts = Json::object();
    for (const auto& [name, candidates] : state.fields) {
        if (candidates.size() > 1)
            for (const revision::Candidate& candidate : candidates) conflicts[name].push_back(candidate.value);
        else if (!candidates.front().value.is_null() && name != revision::kRetracted)
            fields[name] = candidates.front().value;
    }
    Json heads = Json::array();
    for (const RevisionId& id : state.parentsForEdit()) heads.push_back(id.text());
    return revision::canonicalText(Json{{"f", std::move(fields)}, {"c", std::move(conflicts)}, {"h", std::move(heads)}});
}

Status LocalStore::writeRecordRow(const RowBuild& row)
{
    // A changed row loses its place in the index until it is read into it again.
    VELDPOST_TRY(m_db->run("DELETE FROM records_fts WHERE rowid = (SELECT rid FROM records WHERE record = ?"
                           " AND case_id = ? AND part = ? AND kind = ? AND indexed = 1)",
                           row.key.record, row.key.caseId, static_cast<int>(row.key.part),
                           std::string_view(row.key.kind)));
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "INSERT INTO records(record, case_id, part, kind, first_at, first_id, last_at, author, last_author, revisions,"
        " only_seq, state, conflicts, retracted, newer, indexed, rid) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,?)"
        " ON CONFLICT(record, case_id, part, kind) DO UPDATE SET first_at = excluded.first_at, first_id = excluded.first_id,"
        " last_at = excluded.last_at, author = excluded.author, last_author = excluded.last_author,"
        " revisions = excluded.revisions, only_seq = excluded.only_seq, state = excluded.state,"
        " conflicts = excluded.conflicts, retracted = excluded.retracted, newer = excluded.newer, indexed = 0"));
    s.bindAll(row.key.record, row.key.caseId, static_cast<int>(row.key.part), std::string_view(row.key.kind),
              row.first.atMs, row.firstId, row.last.atMs, row.first.user, row.last.user, row.revisions, row.onlySeq);
    if (row.onlySeq) s.bindNull(12);
    else s.bind(12, std::string_view(row.state));
    s.bind(13, row.conflicts);
    s.bind(14, row.retracted ? 1 : 0);
    s.bind(15, row.newer ? 1 : 0);
    VELDPOST_ASSIGN(const std::int64_t rid, freeRid(row.first.atMs));
    s.bind(16, rid);
    VELDPOST_TRY(s.step());
    return done();
}

// The next free one of the moment's second, or of a later second when a thousand are taken.
Result<std::int64_t> LocalStore::freeRid(std::int64_t firstAtMs)
{
    constexpr std::int64_t kPerSecond = 1024;
    for (std::int64_t base = firstAtMs / 1000 * kPerSecond;; base += kPerSecond) {
        VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT max(rid) FROM records WHERE rid BETWEEN ? AND ?"));
        s.bindAll(base, base + kPerSecond - 1);
        VELDPOST_TRY(s.step());
        if (s.isNull(0)) return base;
        if (s.int64(0) < base + kPerSecond - 1) return s.int64(0) + 1;
    }
}

Status LocalStore::addSingleRecord(const SignedRevision& rev, std::int64_t seq)
{
    const revision::Header& h = rev.header;
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "INSERT INTO records(record, case_id, part, kind, first_at, first_id, last_at, author, last_author, revisions,"
        " only_seq, newer, rid) VALUES(?,?,?,?,?,?,?,?,?,1,?,?,?)"));
    VELDPOST_ASSIGN(const std::int64_t rid, freeRid(h.atMs));
    s.bindAll(h.record, h.caseId, static_cast<int>(h.part), std::string_view(h.kind), h.atMs, rev.id, h.atMs, h.user,
              h.user, seq, needsNewerApp(h) ? 1 : 0, rid);
    VELDPOST_TRY(s.step());
    if (h.kind == model::kBlobRef) {
        VELDPOST_ASSIGN(const auto nodes, nodesOf({StoredRevision{rev}}));
        VELDPOST_TRY(BlobRows(*this).putRef(h.recordKey(), model::shownFields(revision::stateOf(nodes))));
    }
    return refreshPeople(h.recordKey());
}

Status LocalStore::refreshRecord(const RecordKey& key)
{
    if (!key.kind.empty()) return rebuildRow(key);
    // Of another header version: it belongs to the records of known kinds that bear its id, or stands alone.
    std::vector<RecordKey> known;
    {
        VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT DISTINCT kind FROM revisions WHERE record = ? AND case_id = ?"
                                                   " AND part = ? AND kind != ''"));
        s.bindAll(key.record, key.caseId, static_cast<int>(key.part));
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            known.push_back({key.caseId, key.part, std::string(s.text(0)), key.record});
        }
    }
    if (known.empty()) return rebuildRow(key);
    for (const RecordKey& other : known) VELDPOST_TRY(rebuildRow(other));
    return dropRow(key);
}

Status LocalStore::dropRow(const RecordKey& key)
{
    const int part = static_cast<int>(key.part);
    if (key.kind == model::kBlobRef) VELDPOST_TRY(BlobRows(*this).dropRef(key));
    VELDPOST_TRY(m_db->run("DELETE FROM records_fts WHERE rowid = (SELECT rid FROM records WHERE record = ?"
                           " AND case_id = ? AND part = ? AND kind = ? AND indexed = 1)",
                           key.record, key.caseId, part, std::string_view(key.kind)));
    return m_db->run("DELETE FROM records WHERE record = ? AND case_id = ? AND part = ? AND kind = ?",
                     key.record, key.caseId, part, std::string_view(key.kind));
}

Status LocalStore::rebuildRow(const RecordKey& key)
{
    VELDPOST_ASSIGN(auto rows, revisionsOf(key));
    // What counts; and when nothing of it counts yet, the author still sees what he wrote, marked as waiting.
    const bool anyLive = std::any_of(rows.begin(), rows.end(), isLive);
    std::erase_if(rows, [&](const StoredRevision& r) { return anyLive ? !isLive(r) : !isWaiting(r); });
    VELDPOST_ASSIGN(const auto nodes, nodesOf(rows));
    if (nodes.empty()) return dropRow(key);
    const revision::RecordState state = revision::stateOf(nodes);
    const auto first = std::find_if(rows.begin(), rows.end(),
                                    [&](const StoredRevision& r) { return r.revision.id == state.first; });
    const StoredRevision* last = newestOf(rows);
    RowBuild row{key, first->revision.header, state.first, last->revision.header};
    row.revisions = static_cast<std::int64_t>(nodes.size());
    row.state = encodeState(state);
    row.conflicts = conflictsOf(state);
    row.retracted = state.retracted();
    row.newer = std::any_of(rows.begin(), rows.end(),
                            [](const StoredRevision& r) { return needsNewerApp(r.revision.header); });
    VELDPOST_TRY(writeRecordRow(row));
    if (key.kind == model::kBlobRef) VELDPOST_TRY(BlobRows(*this).putRef(key, model::shownFields(state)));
    return refreshPeople(key);
}

std::optional<PersonSaid> personSaid(const RecordKey& key, const revision::RecordState& state)
{
    const auto text = [&](const char* field) {
        const Json& v = state.value(field);
        return v.is_string() ? v.get<std::string>() : std::string();
    };
    if (key.kind == "user") return PersonSaid{*UserId::fromBytes(key.record.bytes()), text("name"), {}, {}};
    const auto user = UserId::parse(text("user"));
    if (!user) return std::nullopt;
    if (key.kind == "role") return PersonSaid{*user, {}, text("role"), {}};
    if (key.kind == "disable") return PersonSaid{*user, {}, {}, !state.retracted()};
    return std::nullopt;
}

Status LocalStore::refreshPeople(const RecordKey& key)
{
    const bool isRegions = m_identity && key.caseId.bytes() == m_identity->region().bytes() && key.part == Part::General;
    if (!isRegions) return done();
    VELDPOST_ASSIGN(const auto nodes, liveNodes(key));
    if (nodes.empty()) return done();  // own work that the server did not take says nothing of anybody
    const auto said = personSaid(key, revision::stateOf(nodes));
    if (!said) return done();
    if (said->name)
        return m_db->run("INSERT INTO people(user, name, role, disabled) VALUES(?, ?, '', 0)"
                         " ON CONFLICT(user) DO UPDATE SET name = excluded.name", said->user, std::string_view(*said->name));
    if (said->role) {
        if (said->user == m_identity->user()) VELDPOST_TRY(keepRole(*said->role));
        return m_db->run("INSERT INTO people(user, name, role, disabled) VALUES(?, '', ?, 0)"
                         " ON CONFLICT(user) DO UPDATE SET role = excluded.role", said->user, std::string_view(*said->role));
    }
    return m_db->run("INSERT INTO people(user, name, role, disabled) VALUES(?, '', '', ?)"
                     " ON CONFLICT(user) DO UPDATE SET disabled = excluded.disabled", said->user, *said->disabled ? 1 : 0);
}

Status LocalStore::indexRecord(const RecordKey& key)
{
    std::int64_t rid = 0;
    {
        VELDPOST_ASSIGN(Statement s, m_db->prepare(
            "SELECT rid FROM records WHERE record = ? AND case_id = ? AND part = ? AND kind = ?"));
        s.bindAll(key.record, key.caseId, static_cast<int>(key.part), std::string_view(key.kind));
        VELDPOST_ASSIGN(const bool found, s.step());
        if (!found) return done();
        rid = s.int64(0);
    }
    return indexRow(rid);
}

Status LocalStore::indexRow(std::int64_t rid)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT r.kind, r.state, v.payload, r.indexed FROM records r LEFT JOIN revisions v ON v.seq = r.only_seq"
        " WHERE r.rid = ?"));
    s.bindAll(rid);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found || s.int64(3) == 1) return done();
    std::string words;
    if (isSearched(s.text(0))) {
        // A state this program cannot read (sealed, newer) has no words for it.
        const auto json = revision::readJson(s.isNull(1) ? crypto::asText(s.blob(2)) : s.text(1));
        const char* key = s.isNull(1) ? "set" : "f";
        if (json.ok() && json->is_object() && json->contains(key))
            for (const auto& [name, value] : (*json)[key].items()) appendWords(words, value);
    }
    const std::string folded = model::foldedWords(words);
    VELDPOST_TRY(m_db->run("INSERT INTO records_fts(rowid, text) VALUES(?, ?)", rid, std::string_view(folded)));
    return m_db->run("UPDATE records SET indexed = 1 WHERE rid = ?", rid);
}

Result<std::int64_t> LocalStore::indexSome(std::int64_t limit)
{
    std::vector<std::int64_t> due;
    {
        VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT rid FROM records WHERE indexed = 0 ORDER BY rid LIMIT ?"));
        s.bindAll(limit);
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            due.push_back(s.int64(0));
        }
    }
    if (due.empty()) return std::int64_t{0};
    VELDPOST_ASSIGN(storage::Transaction tx, m_db->begin());
    for (const std::int64_t rid : due) VELDPOST_TRY(indexRow(rid));
    VELDPOST_TRY(tx.commit());
    return static_cast<std::int64_t>(due.size());
}

}  // namespace veldpost::engine
