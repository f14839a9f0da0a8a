#include "client/engine/conflicts.h"

#include "client/engine/local_store.h"
#include "shared/model/text.h"

#include <algorithm>

namespace veldpost::engine {

using revision::FieldConflict;
using revision::StateNode;
using storage::Statement;

namespace {

Error about(ErrorKind kind, const char* type, const char* title, const std::string& field)
{
    return {kind, type, title, field};
}

std::map<UserId, std::string> namesOf(const std::vector<UserRow>& people)
{
    std::map<UserId, std::string> names;
    for (const UserRow& row : people) names[row.user] = row.name;
    return names;
}

ValueAuthor authorOf(const std::vector<StateNode>& nodes, const RevisionId& id,
                     const std::map<UserId, std::string>& names)
{
    const auto node = std::find_if(nodes.begin(), nodes.end(), [&](const StateNode& n) { return n.id == id; });
    VELDPOST_CHECK(node != nodes.end());
    const auto name = names.find(node->user);
    return {id, node->user, name == names.end() ? std::string() : name->second, node->atMs};
}

ConflictField shown(const FieldConflict& conflict, const std::vector<StateNode>& nodes,
                    const std::map<UserId, std::string>& names)
{
    ConflictField field{conflict.field, {}, conflict.before};
    for (const revision::Candidate& candidate : conflict.values) {
        ConflictValue value{candidate.value, {}};
        for (const RevisionId& id : candidate.revisions) value.by.push_back(authorOf(nodes, id, names));
        field.values.push_back(std::move(value));
    }
    return field;
}

// Names the fields there are, not the one that was asked for: that may be anything.
Error notInConflict(const std::vector<FieldConflict>& conflicts)
{
    std::string open;
    for (const FieldConflict& conflict : conflicts) open += (open.empty() ? "" : ", ") + conflict.field;
    return about(ErrorKind::Conflict, "not_in_conflict", "About a field that was named there is nothing to decide",
                 open.empty() ? "nothing is in conflict" : "in conflict: " + open);
}

const FieldConflict* find(const std::vector<FieldConflict>& conflicts, const std::string& field)
{
    const auto it = std::find_if(conflicts.begin(), conflicts.end(), [&](const auto& c) { return c.field == field; });
    return it == conflicts.end() ? nullptr : &*it;
}

const Json* valueOf(const FieldConflict& conflict, const RevisionId& id)
{
    for (const revision::Candidate& candidate : conflict.values)
        if (std::find(candidate.revisions.begin(), candidate.revisions.end(), id) != candidate.revisions.end())
            return &candidate.value;
    return nullptr;
}

// What the choice sets; only fields that are in conflict, each once.
Result<Json> setOf(const Choice& choice, const std::vector<FieldConflict>& conflicts)
{
    Json set = Json::object();
    for (const auto& [field, id] : choice.takes) {
        const FieldConflict* conflict = find(conflicts, field);
        if (conflict == nullptr)
            return notInConflict(conflicts);
        const Json* value = valueOf(*conflict, id);
        if (value == nullptr)
            return about(ErrorKind::Conflict, "no_such_value", "This revision's value is not one to choose from", field);
        set[field] = *value;
    }
    for (const auto& [field, value] : choice.sets.items()) {
        if (find(conflicts, field) == nullptr)
            return notInConflict(conflicts);
        if (set.contains(field))
            return about(ErrorKind::Usage, "chosen_twice", "For this field two values were chosen", field);
        set[field] = value;
    }
    return set;
}

// With fewer parents than heads (an open retract stands aside) a value may be out of reach.
Status checkSettles(const std::vector<StateNode>& shownNodes, const Json& set, const std::vector<RevisionId>& parents)
{
    std::vector<StateNode> after = shownNodes;
    StateNode choice;  // its id is nobody's: all zeros
    choice.parents = parents;
    choice.set = set;
    after.push_back(std::move(choice));
    const revision::RecordState state = revision::stateOf(after);
    for (const auto& [field, value] : set.items())
        if (state.inConflict(field))
            return about(ErrorKind::Conflict, "retracted_open", "Decide first, or together, whether the record is retracted", field);
    return done();
}

}  // namespace

Result<std::vector<revision::RecordKey>> Conflicts::keysInConflict(const std::optional<CaseId>& caseId)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT record, case_id, part, kind FROM records WHERE conflicts > 0 AND case_id != ?1"
        " AND (?2 IS NULL OR case_id = ?2) ORDER BY last_at DESC, record"));
    s.bindAll(m_store.identity().region(), caseId);
    std::vector<revision::RecordKey> keys;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return keys;
        keys.push_back({s.uuid<CaseId>(1), static_cast<Part>(s.int64(2)), std::string(s.text(3)), s.uuid<RecordId>(0)});
    }
}

Result<std::vector<RecordConflict>> Conflicts::all(const std::optional<CaseId>& caseId)
{
    if (caseId) VELDPOST_TRY(m_dossiers.requireCase(*caseId));
    VELDPOST_ASSIGN(const auto keys, keysInConflict(caseId));
    std::vector<RecordConflict> out;
    for (const revision::RecordKey& key : keys) {
        VELDPOST_ASSIGN(RecordConflict conflict, of(key));
        out.push_back(std::move(conflict));
    }
    return out;
}

Result<RecordConflict> Conflicts::of(const RecordId& record)
{
    VELDPOST_ASSIGN(const RecordRow row, m_dossiers.record(record));
    return of(row.key());
}

Result<RecordConflict> Conflicts::of(const revision::RecordKey& key)
{
    RecordConflict out;
    VELDPOST_ASSIGN(out.row, m_dossiers.record(key));
    out.heads = out.row.heads;
    VELDPOST_ASSIGN(const auto nodes, m_store.liveNodes(key));
    if (nodes.empty()) return out;  // all of it waits at the server: there is nothing to decide here yet
    VELDPOST_ASSIGN(const auto people, m_dossiers.users());
    const auto names = namesOf(people);
    for (const FieldConflict& conflict : revision::conflictsOf(nodes)) out.fields.push_back(shown(conflict, nodes, names));
    return out;
}

Result<Saved> Conflicts::resolve(const revision::RecordKey& key, const Choice& choice)
{
    if (choice.takes.empty() && choice.sets.empty())
        return Error{ErrorKind::Usage, "nothing_chosen", "No value was chosen", ""};
    if (model::isBlank(choice.reason)) return Error{ErrorKind::Usage, "reason_needed", "Say why this was chosen", ""};
    VELDPOST_ASSIGN(const RecordRow row, m_dossiers.record(key));
    VELDPOST_ASSIGN(const auto nodes, m_store.liveNodes(key));
    const std::vector<RevisionId>& heads = choice.shownOn.empty() ? row.heads : choice.shownOn;
    const std::vector<StateNode> shownNodes = revision::ancestorsOf(nodes, heads);
    if (shownNodes.empty())
        return Error{ErrorKind::NotFound, "unknown_record", "There is no such record on this device", ""};
    VELDPOST_ASSIGN(Json set, setOf(choice, revision::conflictsOf(shownNodes)));
    const revision::RecordState before = revision::stateOf(shownNodes);
    // Else it would come back unasked: setting a field counts as not retracted.
    if (before.retracted()) set[revision::kRetracted] = true;
    if (!set.contains(revision::kRetracted)) {
        const auto parents = revision::parentsBesideRetracts(nodes, heads);
        if (parents != heads) VELDPOST_TRY(checkSettles(shownNodes, set, parents));
    }
    return m_dossiers.edit(key, heads, set, choice.reason);
}

}  // namespace veldpost::engine
