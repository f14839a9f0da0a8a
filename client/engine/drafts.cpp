#include "client/engine/drafts.h"

#include "client/engine/local_store.h"
#include "shared/model/text.h"

#include <algorithm>

namespace veldpost::engine {

using storage::Statement;

namespace {

// Dutch, since it goes into the dossier and not on a screen.
constexpr const char* kUnfinished = "Niet afgemaakt concept; bewaard toen de toegang tot het dossier eindigde";
// Well below the limit of a text, which NFC may lengthen.
constexpr std::size_t kNoteBytesMax = 20 * 1024;

Json headsJson(const std::vector<RevisionId>& heads)
{
    Json out = Json::array();
    for (const RevisionId& id : heads) out.push_back(id.text());
    return out;
}

Result<Draft> readDraft(const Statement& s)
{
    Draft draft;
    draft.id = s.uuid<DraftId>(0);
    draft.caseId = s.uuid<CaseId>(1);
    draft.record = s.optionalUuid<RecordId>(2);
    draft.kind = s.text(3);
    draft.part = static_cast<Part>(s.int64(4));
    VELDPOST_ASSIGN(const Json heads, revision::readJson(s.text(5)));
    for (const Json& id : heads)
        if (const auto head = RevisionId::parse(id.get<std::string>())) draft.openedOn.push_back(*head);
    // Our own bytes, authenticated by the store; what was kept must be readable, however long.
    VELDPOST_ASSIGN(draft.fields, revision::readJson(s.text(6), {.stringBytesMax = SIZE_MAX, .valuesMax = SIZE_MAX}));
    draft.reason = s.text(7);
    draft.updatedAtMs = s.int64(8);
    return draft;
}

// What the form changed against the record as it was opened: set, or cleared by null.
Json changesOf(const Json& before, const Json& after)
{
    Json changes = Json::object();
    for (const auto& [name, value] : after.items())
        if (!value.is_null() && (!before.contains(name) || before[name] != value)) changes[name] = value;
    for (const auto& [name, value] : before.items())
        if (!after.contains(name) || after[name].is_null()) changes[name] = nullptr;
    return changes;
}

Json withoutNulls(const Json& fields)
{
    Json out = Json::object();
    for (const auto& [name, value] : fields.items())
        if (!value.is_null()) out[name] = value;
    return out;
}

// What was typed beside a field (`imposed_at.day`) says nothing more once the field has its value. False when one has
// none: then it is all there is.
bool dropTyped(Json& fields)
{
    std::vector<std::string> typed;
    for (const auto& [name, value] : fields.items())
        if (name.find('.') != std::string::npos) typed.push_back(name);
    for (const std::string& name : typed) {
        const std::string path = name.substr(0, name.find('.'));
        const std::size_t slash = path.find('/');
        const auto field = fields.find(path.substr(0, slash));
        const bool hasValue = field != fields.end() && (slash == std::string::npos || field->contains(path.substr(slash + 1)));
        if (!hasValue && !model::isBlank(fields[name].is_string() ? fields[name].get<std::string>() : "?")) return false;
    }
    for (const std::string& name : typed) fields.erase(name);
    return true;
}

// No rule passes it, or its record is not one to edit: the words can still be kept as a note. All else is the store's.
bool isAboutContent(const Error& error)
{
    static constexpr std::string_view kTypes[] = {"rule_broken",     "too_large",          "invalid_utf8", "unknown_kind",
                                                  "unknown_record",  "waits_for_decision", "newer_kind",   "needs_newer_app",
                                                  "time_zone_missing"};
    return std::find(std::begin(kTypes), std::end(kTypes), error.type) != std::end(kTypes);
}

// Of the record it edits.
std::optional<revision::RecordKey> keyOf(const Draft& draft)
{
    if (!draft.record) return std::nullopt;
    return revision::RecordKey{draft.caseId, draft.part, draft.kind, *draft.record};
}

}  // namespace

Drafts::Drafts(LocalStore& store, Dossiers& dossiers, const Clock& clock, RandomSource& random)
    : m_store(store), m_dossiers(dossiers), m_clock(clock), m_random(random)
{
}

Result<Draft> Drafts::openNew(const CaseId& caseId, const std::string& kind)
{
    VELDPOST_TRY(m_dossiers.requireCase(caseId));
    Draft draft;
    draft.id = makeUuid7<DraftId>(m_clock.nowMs(), m_random);
    draft.caseId = caseId;
    draft.kind = kind;
    draft.part = m_dossiers.partFor(kind);
    return draft;
}

Result<Draft> Drafts::openEdit(const RecordId& record)
{
    VELDPOST_ASSIGN(RecordRow row, m_dossiers.record(record));
    Draft draft;
    draft.id = makeUuid7<DraftId>(m_clock.nowMs(), m_random);
    draft.caseId = row.caseId;
    draft.record = record;
    draft.kind = row.kind;
    draft.part = row.part;
    draft.openedOn = std::move(row.heads);
    draft.fields = std::move(row.fields);
    return draft;
}

Status Drafts::keep(Draft& draft)
{
    draft.updatedAtMs = m_clock.nowMs();
    const std::string heads = headsJson(draft.openedOn).dump();
    // Half an emoji typed so far must not cost the rest: what is not UTF-8 is replaced here, cleaned when signed.
    const std::string fields = draft.fields.dump(-1, ' ', false, Json::error_handler_t::replace);
    return m_store.db().run(
        "INSERT INTO drafts(draft, case_id, record, kind, part, opened_on, fields, reason, updated_at)"
        " VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(draft) DO UPDATE SET fields = excluded.fields, reason = excluded.reason,"
        " updated_at = excluded.updated_at",
        draft.id, draft.caseId, draft.record, std::string_view(draft.kind), static_cast<int>(draft.part),
        std::string_view(heads), std::string_view(fields), std::string_view(draft.reason), draft.updatedAtMs);
}

// What the form changed against the record as it was opened.
Result<Json> Drafts::changesIn(const Draft& draft)
{
    if (!draft.record) return withoutNulls(draft.fields);
    VELDPOST_ASSIGN(const auto nodes, m_store.liveNodes(*keyOf(draft)));
    const auto ancestors = revision::ancestorsOf(nodes, draft.openedOn);
    Json before = Json::object();
    if (!ancestors.empty()) {
        const revision::RecordState state = revision::stateOf(ancestors);
        for (const auto& [name, candidates] : state.fields)
            if (candidates.size() == 1 && name != revision::kRetracted && !candidates.front().value.is_null())
                before[name] = candidates.front().value;
    }
    return changesOf(before, draft.fields);
}

Result<Saved> Drafts::finish(const Draft& draft, const std::optional<std::string>& reason)
{
    VELDPOST_ASSIGN(const Json changes, changesIn(draft));
    if (!draft.record) return m_dossiers.add(draft.caseId, draft.kind, draft.part, changes, draft.id);
    if (changes.empty()) {
        VELDPOST_TRY(discard(draft.id));
        return Error{ErrorKind::Failed, "unchanged", "Nothing was changed", ""};
    }
    return m_dossiers.edit(*keyOf(draft), draft.openedOn, changes, reason, draft.id);
}

Status Drafts::saveAll(const CaseId& caseId, Part part)
{
    VELDPOST_ASSIGN(const std::vector<Draft> drafts, all(caseId));
    for (const Draft& draft : drafts)
        if (draft.part == part) VELDPOST_TRY(saveWithin(draft));
    return done();
}

Status Drafts::saveWithin(const Draft& draft)
{
    Draft ready = draft;
    if (!dropTyped(ready.fields)) return saveAsNotes(draft);
    VELDPOST_ASSIGN(const Json changes, changesIn(ready));
    if (changes.empty()) return discard(draft.id);
    revision::Header header;
    header.caseId = draft.caseId;
    header.part = draft.part;
    header.kind = draft.kind;
    header.record = makeUuid7<RecordId>(m_clock.nowMs(), m_random);
    if (draft.record) {
        auto edited = m_dossiers.headerForEdit(*keyOf(draft), draft.openedOn, changes);
        if (!edited.ok()) return saveAsNotes(draft);
        header = std::move(edited).value();
    }
    // Every kind takes a reason, and some ask one for an edit.
    const std::string typed = draft.reason.empty() ? kUnfinished : draft.reason;
    const auto reason = draft.record ? std::optional<std::string>(typed) : std::nullopt;
    const auto saved = m_dossiers.appendWithin(header, changes, reason, draft.id);
    if (saved.ok()) return done();
    return isAboutContent(saved.error()) ? saveAsNotes(draft) : Status(saved.error());
}

Status Drafts::saveAsNotes(const Draft& draft)
{
    std::string text = kUnfinished + std::string(" (") + draft.kind + ")";
    if (!draft.reason.empty()) text += "\nreason: " + draft.reason;
    for (const auto& [name, value] : draft.fields.items())
        if (!value.is_null()) text += "\n" + name + ": " + (value.is_string() ? value.get<std::string>() : value.dump());
    VELDPOST_TRY(discard(draft.id));
    for (std::size_t from = 0; from < text.size();) {
        std::size_t to = std::min(text.size(), from + kNoteBytesMax);
        while (to < text.size() && (static_cast<unsigned char>(text[to]) & 0xc0) == 0x80) --to;
        const std::string piece = text.substr(from, to - from);
        from = to;
        if (model::isBlank(piece)) continue;  // no note, and nothing lost
        revision::Header header;
        header.caseId = draft.caseId;
        header.part = draft.part;
        header.kind = "note";
        header.record = makeUuid7<RecordId>(m_clock.nowMs(), m_random);
        VELDPOST_TRY(m_dossiers.appendWithin(header, {{"text", piece}}, {}, {}));
    }
    return done();
}

Status Drafts::discard(const DraftId& draft)
{
    return m_store.db().run("DELETE FROM drafts WHERE draft = ?", draft);
}

Result<std::vector<Draft>> Drafts::all(const std::optional<CaseId>& caseId)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT draft, case_id, record, kind, part, opened_on, fields, reason, updated_at FROM drafts"
        " WHERE ?1 IS NULL OR case_id = ?1 ORDER BY updated_at DESC, draft"));
    s.bindAll(caseId);
    std::vector<Draft> drafts;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return drafts;
        VELDPOST_ASSIGN(Draft draft, readDraft(s));
        drafts.push_back(std::move(draft));
    }
}

}  // namespace veldpost::engine
