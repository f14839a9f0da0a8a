#include "client/viewmodels/record_text.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "shared/model/kind_rules.h"

#include <QCoreApplication>
#include <QStringList>

namespace veldpost::viewmodels {

namespace {

using engine::Json;

struct RecordWords {
    Q_DECLARE_TR_FUNCTIONS(RecordWords)
};

// What a list shows of a long text; the whole stands on the record's own page.
constexpr qsizetype kListTextMax = 600;

const char* const kDot = " · ";

QString dotted(const QStringList& pieces)
{
    QStringList shown;
    for (const QString& piece : pieces)
        if (!piece.isEmpty()) shown << piece;
    return shown.join(QString::fromUtf8(kDot));
}

QString cut(const QString& text)
{
    return text.size() <= kListTextMax ? text : text.left(kListTextMax - 1) + QChar(0x2026);
}

QString sizeText(const Json& fields)
{
    return fields.contains("size") ? fieldValue(model::kInjury, "size", fields["size"], {}) : QString();
}

QString placeOf(const Json& value, const QString& language)
{
    return placeName(value.value("region", ""), value.value("laterality", ""), language);
}

RecordText personText(const Json& fields, const QString& language)
{
    const QString role = textIn(fields, "role");
    const QString born = textIn(fields, "born");
    return {textIn(fields, "name"),
            dotted({codeName(model::personRoles(), toUtf8(role), language),
                    born.isEmpty() ? QString() : RecordWords::tr("born %1").arg(partialDateText(toUtf8(born), language))})};
}

RecordText injuryText(const Json& fields, const QString& language)
{
    const QString type = codeName(model::injuryTypes(), toUtf8(textIn(fields, "type")), language);
    const QString place = fields.contains("place") ? placeOf(fields["place"], language) : QString();
    const QString colours =
        fields.contains("colours") ? fieldValue(model::kInjury, "colours", fields["colours"], language) : QString();
    return {place.isEmpty() ? type : type + QStringLiteral(": ") + place.toLower(),
            cut(dotted({sizeText(fields), colours.toLower(), textIn(fields, "remarks")}))};
}

RecordText huisverbodText(const Json& fields, const QString& language)
{
    const std::string imposed = toUtf8(textIn(fields, "imposed_at"));
    return {RecordWords::tr("Huisverbod"),
            dotted({imposed.empty() ? QString()
                                    : RecordWords::tr("imposed %1").arg(storedMomentText(imposed, language)),
                    textIn(fields, "municipality")})};
}

RecordText eventText(const Json& fields, const QString& language)
{
    const std::string at = toUtf8(textIn(fields, "at"));
    const std::string until = toUtf8(textIn(fields, "until"));
    return {RecordWords::tr("Huisverbod: %1")
                .arg(codeName(model::huisverbodEventCodes(), toUtf8(textIn(fields, "event")), language).toLower()),
            cut(dotted({at.empty() ? QString() : storedMomentText(at, language),
                        until.empty() ? QString() : RecordWords::tr("until %1").arg(storedMomentText(until, language)),
                        textIn(fields, "remarks")}))};
}

}  // namespace

QString textIn(const Json& fields, const char* field)
{
    const auto it = fields.find(field);
    if (it == fields.end() || !it->is_string()) return {};
    return QString::fromStdString(it->get_ref<const std::string&>());
}

RecordText fieldsText(const std::string& kind, const Json& fields, const QString& language)
{
    if (kind == model::kNote) return {QString(), cut(textIn(fields, "text"))};
    if (kind == model::kPerson) return personText(fields, language);
    if (kind == model::kInjury) return injuryText(fields, language);
    if (kind == model::kHuisverbod) return huisverbodText(fields, language);
    if (kind == model::kHuisverbodEvent) return eventText(fields, language);
    if (kind == model::kCase) return {textIn(fields, "title"), QString()};
    if (kind == model::kBlobRef) return {textIn(fields, "name"), textIn(fields, "media_type")};
    return {};
}

RecordText recordText(const engine::RecordRow& row, const QString& language)
{
    if (row.needsNewerApp)
        return {RecordWords::tr("Needs a newer app"), RecordWords::tr("It is kept and synced; this app cannot show it.")};
    return fieldsText(row.kind, row.fields, language);
}

QString stateCode(const engine::ItemStanding& standing)
{
    return fromView(engine::stateCode(standing.state));
}

QString stateWord(engine::ItemState state, const QString& language)
{
    QString word = nameOf(engine::wordsOf(state), language);
    word[0] = word[0].toUpper();
    return word;
}

QString standingText(const engine::ItemStanding& standing, const QString& language)
{
    const QString word = stateWord(standing.state, language);
    return standing.reason.empty() ? word : word + QStringLiteral(": ") + nameOf(engine::wordsOfReason(standing.reason), language);
}

QString safetySentence(const engine::RecordRow& row, const QString& language)
{
    const QString text = standingText(row.standing, language);
    if (row.standing.state != engine::ItemState::Safe || !row.safeSinceMs) return text;
    return RecordWords::tr("%1 since %2").arg(text, whenText(*row.safeSinceMs, language));
}

QString authorLine(const engine::RecordRow& row, const QString& language)
{
    return QString::fromStdString(row.authorName) + QStringLiteral(", ") + whenText(row.atMs, language);
}

QString editedLine(const engine::RecordRow& row, const QString& language)
{
    if (row.revisions <= 1) return {};
    return RecordWords::tr("changed by %1, %2")
        .arg(QString::fromStdString(row.lastAuthorName), whenText(row.lastAtMs, language));
}

QString conflictSentence(const engine::RecordRow& row)
{
    if (row.conflicts.empty()) return {};
    QStringList names;
    for (const std::string& field : row.conflicts) names << fieldLabel(field).toLower();
    return RecordWords::tr("Two people changed this at the same time: %1").arg(names.join(QStringLiteral(", ")));
}

}  // namespace veldpost::viewmodels
