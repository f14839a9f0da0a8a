// Fields in words: part of record_text.h.
#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/record_text.h"
#include "shared/model/kind_rules.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace veldpost::viewmodels {

namespace {

using engine::Json;

struct FieldWords {
    Q_DECLARE_TR_FUNCTIONS(FieldWords)
};

struct Label {
    const char* field;
    const char* name;
};

constexpr Label kLabels[] = {
    {"announced", QT_TRANSLATE_NOOP("FieldWords", "Made known")},
    {"at", QT_TRANSLATE_NOOP("FieldWords", "When")},
    {"bleeding", QT_TRANSLATE_NOOP("FieldWords", "Bleeding")},
    {"born", QT_TRANSLATE_NOOP("FieldWords", "Born")},
    {"bytes", QT_TRANSLATE_NOOP("FieldWords", "Size in bytes")},
    {"cluster", QT_TRANSLATE_NOOP("FieldWords", "Cluster")},
    {"colours", QT_TRANSLATE_NOOP("FieldWords", "Colours")},
    {"contact_ban", QT_TRANSLATE_NOOP("FieldWords", "No contact with")},
    {"count", QT_TRANSLATE_NOOP("FieldWords", "Number")},
    {"decided_at", QT_TRANSLATE_NOOP("FieldWords", "Decided")},
    {"ecli", QT_TRANSLATE_NOOP("FieldWords", "ECLI")},
    {"effect", QT_TRANSLATE_NOOP("FieldWords", "Effect of the ruling")},
    {"end", QT_TRANSLATE_NOOP("FieldWords", "End as decided")},
    {"event", QT_TRANSLATE_NOOP("FieldWords", "Event")},
    {"facts", QT_TRANSLATE_NOOP("FieldWords", "Facts and circumstances")},
    {"imposed_at", QT_TRANSLATE_NOOP("FieldWords", "Imposed")},
    {"imposed_by", QT_TRANSLATE_NOOP("FieldWords", "Imposed by")},
    {"media_type", QT_TRANSLATE_NOOP("FieldWords", "Type of file")},
    {"municipality", QT_TRANSLATE_NOOP("FieldWords", "Municipality")},
    {"name", QT_TRANSLATE_NOOP("FieldWords", "Name")},
    {"over_bony_prominence", QT_TRANSLATE_NOOP("FieldWords", "Over a bone")},
    {"pattern", QT_TRANSLATE_NOOP("FieldWords", "Pattern in words")},
    {"patterned", QT_TRANSLATE_NOOP("FieldWords", "Has a pattern")},
    {"place", QT_TRANSLATE_NOOP("FieldWords", "Place")},
    {"position", QT_TRANSLATE_NOOP("FieldWords", "Point on the drawing")},
    {"remarks", QT_TRANSLATE_NOOP("FieldWords", "Remarks")},
    {"retracted", QT_TRANSLATE_NOOP("FieldWords", "Taken back")},
    {"right", QT_TRANSLATE_NOOP("FieldWords", "Right")},
    {"role", QT_TRANSLATE_NOOP("FieldWords", "Role")},
    {"seen_at", QT_TRANSLATE_NOOP("FieldWords", "Seen")},
    {"shape", QT_TRANSLATE_NOOP("FieldWords", "Shape")},
    {"size", QT_TRANSLATE_NOOP("FieldWords", "Size")},
    {"source", QT_TRANSLATE_NOOP("FieldWords", "Source")},
    {"stated_cause", QT_TRANSLATE_NOOP("FieldWords", "Cause as told")},
    {"swelling", QT_TRANSLATE_NOOP("FieldWords", "Swelling")},
    {"tender", QT_TRANSLATE_NOOP("FieldWords", "Tender")},
    {"text", QT_TRANSLATE_NOOP("FieldWords", "Text")},
    {"title", QT_TRANSLATE_NOOP("FieldWords", "Title")},
    {"type", QT_TRANSLATE_NOOP("FieldWords", "Type")},
    {"until", QT_TRANSLATE_NOOP("FieldWords", "New end")},
};

bool isMoment(const std::string& field)
{
    static constexpr std::string_view names[] = {"at", "until", "decided_at", "imposed_at", "seen_at"};
    return std::find(std::begin(names), std::end(names), field) != std::end(names);
}

// A code's name; nothing when the field holds no codes.
std::optional<QString> codeText(const std::string& kind, const std::string& field, std::string_view code,
                                const QString& language)
{
    if (kind == model::kInjury && field == "type") return codeName(model::injuryTypes(), code, language);
    if (field == "shape") return codeName(model::injuryShapes(), code, language);
    if (field == "colours") return codeName(model::injuryColours(), code, language);
    if (field == "event") return codeName(model::huisverbodEventCodes(), code, language);
    if (field == "effect") return codeName(model::rulingEffects(), code, language);
    if (field == "imposed_by") return codeName(model::huisverbodAuthorities(), code, language);
    if (field == "announced") return codeName(model::announcements(), code, language);
    if (kind == model::kPerson && field == "role") return codeName(model::personRoles(), code, language);
    if (field == "right") return rightText(fromView(code));
    return std::nullopt;
}

QString textValue(const std::string& kind, const std::string& field, const std::string& text, const QString& language)
{
    if (isMoment(field)) return storedMomentText(text, language);
    if (field == "born") return partialDateText(text, language);
    if (const auto name = codeText(kind, field, text, language)) return *name;
    return QString::fromStdString(text);
}

QString sidesText(const Json& size)
{
    QStringList sides;
    for (const char* side : {"length_mm", "width_mm", "depth_mm"})
        if (size.contains(side) && size[side].is_number_integer()) sides << QString::number(size[side].get<std::int64_t>());
    return sides.join(QString::fromUtf8(" × ")) + QStringLiteral(" mm");
}

QString objectValue(const std::string& field, const Json& value, const QString& language)
{
    if (field == "place") return placeName(value.value("region", ""), value.value("laterality", ""), language);
    if (field == "size") return sidesText(value);
    if (field == "end") {
        const QString at = storedMomentText(value.value("at", ""), language);
        return value.value("inclusive", false) ? FieldWords::tr("%1, up to and including").arg(at) : at;
    }
    if (field != "position") return {};
    return QStringLiteral("%1 (%2, %3)").arg(codeName(model::bodyViews(), value.value("view", ""), language))
        .arg(value.value("x", 0)).arg(value.value("y", 0));
}

// Of a field in conflict: one a line, none preferred.
QString everyValue(const engine::RecordRow& row, const std::string& field, const QString& language)
{
    QStringList texts;
    for (const Json& value : row.conflictValues.at(field))
        texts << QStringLiteral("• ") +
                     (value.is_null() ? FieldWords::tr("(left empty)") : fieldValue(row.kind, field, value, language));
    return texts.join(QLatin1Char('\n'));
}

}  // namespace

QString fieldLabel(const std::string& field)
{
    for (const Label& label : kLabels)
        if (field == label.field) return FieldWords::tr(label.name);
    return QString::fromStdString(field);
}

QString fieldValue(const std::string& kind, const std::string& field, const Json& value, const QString& language)
{
    if (value.is_string()) return textValue(kind, field, value.get_ref<const std::string&>(), language);
    if (value.is_boolean()) return value.get<bool>() ? FieldWords::tr("yes") : FieldWords::tr("no");
    if (value.is_number_integer()) return QString::number(value.get<std::int64_t>());
    if (value.is_null()) return FieldWords::tr("(left empty)");
    if (value.is_object()) return objectValue(field, value, language);
    QStringList texts;
    for (const Json& item : value) texts << fieldValue(kind, field, item, language);
    return texts.join(QStringLiteral(", "));
}

bool isForReading(const std::string& field)
{
    return field != "huisverbod" && field != "record" && field != "sha256";
}

QVariantList fieldLines(const engine::RecordRow& row, const QString& language)
{
    QVariantList lines;
    const model::KindRule* kind = model::findKind(row.kind);
    if (kind == nullptr || row.needsNewerApp) return lines;
    for (const model::FieldRule& rule : kind->fields) {
        const std::string field(rule.name);
        const bool conflict = std::find(row.conflicts.begin(), row.conflicts.end(), field) != row.conflicts.end();
        if (!conflict && !row.fields.contains(field)) continue;
        if (!isForReading(field)) continue;
        lines << QVariantMap{{QStringLiteral("field"), QString::fromStdString(field)},
                             {QStringLiteral("label"), fieldLabel(field)},
                             {QStringLiteral("value"),
                              conflict ? everyValue(row, field, language)
                                       : fieldValue(row.kind, field, row.fields[field], language)},
                             {QStringLiteral("conflict"), conflict}};
    }
    return lines;
}

}  // namespace veldpost::viewmodels
