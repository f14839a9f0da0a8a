// RecordEditor: the fields of the form.
#include "client/viewmodels/code_names.h"
#include "client/viewmodels/record_editor.h"

namespace veldpost::viewmodels {

namespace {

// Typed text beside a field; no field of a kind has a point in its name.
constexpr char kTypedMark = '.';

std::string typedKey(const char* field, const char* part)
{
    return std::string(field) + kTypedMark + part;
}

// "size/length_mm" names a part of the field "size", which holds an object.
std::pair<std::string, std::string> splitPath(const std::string& path)
{
    const auto slash = path.find('/');
    return slash == std::string::npos ? std::pair(path, std::string())
                                      : std::pair(path.substr(0, slash), path.substr(slash + 1));
}

const engine::Json* findPart(const engine::Json& fields, const char* path)
{
    const auto [field, part] = splitPath(path);
    const auto it = fields.find(field);
    if (it == fields.end()) return nullptr;
    if (part.empty()) return &*it;
    const auto inner = it->find(part);
    return inner == it->end() ? nullptr : &*inner;
}

// A null takes it away; a field of which no part is left goes as well.
void setPart(engine::Json& fields, const char* path, engine::Json value)
{
    const auto [field, part] = splitPath(path);
    if (!part.empty()) {
        engine::Json whole = fields.value(field, engine::Json::object());
        if (value.is_null()) whole.erase(part);
        else whole[part] = std::move(value);
        value = whole.empty() ? engine::Json() : std::move(whole);
    }
    if (value.is_null()) fields.erase(field);
    else fields[field] = std::move(value);
}

}  // namespace

QString RecordEditor::text(const char* field) const
{
    const engine::Json* value = findPart(m_draft.fields, field);
    if (value == nullptr || !value->is_string()) return {};
    return QString::fromStdString(value->get_ref<const std::string&>());
}

void RecordEditor::setText(const char* field, const QString& text)
{
    setField(field, text.isEmpty() ? engine::Json() : engine::Json(toUtf8(text)));
}

std::optional<std::int64_t> RecordEditor::integer(const char* field) const
{
    const engine::Json* value = findPart(m_draft.fields, field);
    if (value == nullptr || !value->is_number_integer()) return std::nullopt;
    return value->get<std::int64_t>();
}

bool RecordEditor::flag(const char* field) const
{
    const auto it = m_draft.fields.find(field);
    return it != m_draft.fields.end() && it->is_boolean() && it->get<bool>();
}

void RecordEditor::setField(const char* field, engine::Json value)
{
    if (!m_open) return;
    const engine::Json* before = findPart(m_draft.fields, field);
    const bool same = before == nullptr ? value.is_null() : *before == value;
    if (same) return;
    setPart(m_draft.fields, field, std::move(value));
    touched();
}

void RecordEditor::preset(const char* field, engine::Json value)
{
    if (!m_open) return;
    m_draft.fields[field] = std::move(value);
    Q_EMIT fieldsChanged();
}

std::optional<QString> RecordEditor::typed(const char* field, const char* part) const
{
    const auto it = m_draft.fields.find(typedKey(field, part));
    if (it == m_draft.fields.end() || !it->is_string()) return std::nullopt;
    return QString::fromStdString(it->get_ref<const std::string&>());
}

// Kept as typed even when empty: an emptied field differs from one that was never touched.
void RecordEditor::setTyped(const char* field, const char* part, const QString& text)
{
    if (!m_open) return;
    const std::string key = typedKey(field, part);
    if (m_draft.fields.value(key, engine::Json()) == engine::Json(toUtf8(text))) return;
    m_draft.fields[key] = toUtf8(text);
    touched();
}

bool RecordEditor::unreadable(const char* field, std::initializer_list<const char*> parts) const
{
    if (findPart(m_draft.fields, field) != nullptr) return false;
    for (const char* part : parts)
        if (const auto text = typed(field, part); text && !text->trimmed().isEmpty()) return true;
    return false;
}

MomentTexts RecordEditor::momentTyped(const char* field) const
{
    const MomentTexts shown = momentTexts(text(field));
    return {typed(field, kDayPart).value_or(shown.day), typed(field, kClockPart).value_or(shown.clock)};
}

void RecordEditor::setMoment(const char* field, const MomentTexts& typedNow)
{
    const engine::Json value = momentValue(typedNow, text(field));
    setTyped(field, kDayPart, typedNow.day);
    setTyped(field, kClockPart, typedNow.clock);
    setField(field, value);
}

void RecordEditor::setMomentDay(const char* field, const QString& day)
{
    const MomentTexts before = momentTyped(field);
    if (before.day != day) setMoment(field, {day, before.clock});
}

void RecordEditor::setMomentClock(const char* field, const QString& clock)
{
    const MomentTexts before = momentTyped(field);
    if (before.clock != clock) setMoment(field, {before.day, clock});
}

QString RecordEditor::momentInWords(const char* field) const
{
    const QString stored = text(field);
    return stored.isEmpty() ? QString() : storedMomentText(toUtf8(stored), m_workspace.language());
}

std::optional<calendar::Moment> RecordEditor::momentAsTyped(const char* field) const
{
    const MomentTexts asTyped = momentTyped(field);
    const auto read = readMoment(asTyped.day, asTyped.clock);
    const auto stored = calendar::Moment::parse(toUtf8(text(field)));
    // The second of two equal hours reads as the first: then what is stored knows better.
    if (stored.ok() && !(read && *read == *stored)) return *stored;
    return read;
}

engine::Json RecordEditor::recordFields() const
{
    engine::Json out = engine::Json::object();
    for (const auto& [name, value] : m_draft.fields.items())
        if (name.find(kTypedMark) == std::string::npos) out[name] = value;
    return out;
}

void RecordEditor::touched()
{
    m_modified = true;
    m_errorText.clear();
    setSaveState(Typing);
    m_pause.start();
    if (!m_latest.isActive()) m_latest.start();
    updateProblems();
    Q_EMIT fieldsChanged();
}

}  // namespace veldpost::viewmodels
