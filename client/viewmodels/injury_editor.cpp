#include "client/viewmodels/injury_editor.h"

#include "client/viewmodels/body_map_model.h"
#include "client/viewmodels/code_names.h"
#include "shared/model/kind_rules.h"

namespace veldpost::viewmodels {

namespace {

using engine::Json;

constexpr char kPlace[] = "place";
constexpr char kPosition[] = "position";
constexpr char kSeenAt[] = "seen_at";

QString partOf(const Json& fields, const char* field, const char* key)
{
    const auto it = fields.find(field);
    return it == fields.end() || !it->is_object() ? QString() : QString::fromStdString(it->value(key, ""));
}

int coordinate(const Json& fields, const char* key)
{
    const auto it = fields.find(kPosition);
    return it == fields.end() || !it->is_object() ? -1 : it->value(key, -1);
}

Json placeJson(const QString& region, const QString& laterality)
{
    if (region.isEmpty()) return {};
    Json place{{"region", toUtf8(region)}};
    if (!laterality.isEmpty()) place["laterality"] = toUtf8(laterality);
    return place;
}

}  // namespace

InjuryEditor::InjuryEditor(QObject* parent) : RecordEditor(model::kInjury, parent) {}

QString InjuryEditor::region() const { return partOf(fields(), kPlace, "region"); }
QString InjuryEditor::laterality() const { return partOf(fields(), kPlace, "laterality"); }
QString InjuryEditor::view() const { return partOf(fields(), kPosition, "view"); }
int InjuryEditor::x() const { return coordinate(fields(), "x"); }
int InjuryEditor::y() const { return coordinate(fields(), "y"); }

void InjuryEditor::setRegion(const QString& code)
{
    if (code == region()) return;
    const model::BodyRegion* entry = model::findBodyRegion(toUtf8(code));
    const bool sideFits = entry != nullptr && model::lateralityFits(*entry, toUtf8(laterality()));
    setField(kPlace, placeJson(code, sideFits ? laterality() : QString()));
    // The point was of another place.
    setField(kPosition, Json());
}

void InjuryEditor::setLaterality(const QString& code)
{
    setField(kPlace, placeJson(region(), code));
}

QVariantList InjuryEditor::lateralityChoices() const
{
    QVariantList out;
    const model::BodyRegion* entry = model::findBodyRegion(toUtf8(region()));
    if (entry == nullptr) return out;
    if (model::lateralityFits(*entry, {})) out << choice(QString(), tr("not said"));
    for (const model::Code& side : model::lateralities())
        if (model::lateralityFits(*entry, side.code))
            out << choice(fromView(side.code), nameOf(side, workspace().language()));
    return out;
}

QString InjuryEditor::placeText() const
{
    return placeName(toUtf8(region()), toUtf8(laterality()), workspace().language());
}

void InjuryEditor::setPlace(const QString& region, const QString& laterality, const QString& view, int x, int y)
{
    setField(kPlace, placeJson(region, laterality));
    const int units = BodyMapModel::kMapUnits;
    const bool pointed = x >= 0 && y >= 0 && x <= units && y <= units && !view.isEmpty();
    setField(kPosition, pointed ? Json{{"map_v", BodyMapModel::kMapVersion}, {"view", toUtf8(view)}, {"x", x}, {"y", y}}
                                : Json());
}

QStringList InjuryEditor::colours() const
{
    QStringList out;
    const auto it = fields().find("colours");
    if (it == fields().end() || !it->is_array()) return out;
    for (const Json& colour : *it)
        if (colour.is_string()) out << QString::fromStdString(colour.get<std::string>());
    return out;
}

void InjuryEditor::setColours(const QStringList& codes)
{
    Json list = Json::array();
    for (const QString& code : codes) list.push_back(toUtf8(code));
    setField("colours", list.empty() ? Json() : list);
}

void InjuryEditor::toggleColour(const QString& code)
{
    QStringList codes = colours();
    if (!codes.removeOne(code)) codes << code;
    setColours(codes);
}

QString InjuryEditor::seenDay() const { return momentDay(kSeenAt); }
void InjuryEditor::setSeenDay(const QString& day) { setMomentDay(kSeenAt, day); }
QString InjuryEditor::seenClock() const { return momentClock(kSeenAt); }
void InjuryEditor::setSeenClock(const QString& clock) { setMomentClock(kSeenAt, clock); }
QString InjuryEditor::seenText() const { return momentInWords(kSeenAt); }

QString InjuryEditor::measure(const char* field) const
{
    if (const auto asTyped = typed(field, kText)) return *asTyped;
    const auto number = integer(field);
    return number ? QString::number(*number) : QString();
}

void InjuryEditor::setMeasure(const char* field, const QString& words)
{
    if (words == measure(field)) return;
    setTyped(field, kText, words);
    bool read = false;
    const int number = words.trimmed().toInt(&read);
    setField(field, read ? Json(number) : Json());
}

void InjuryEditor::setFlag(const char* field, bool on)
{
    // "Not ticked" says nothing was seen of it; a ticked one taken back is a no.
    const bool wasSaid = fields().contains(field);
    if (on == flag(field)) return;
    setField(field, on || wasSaid ? Json(on) : Json());
}

void InjuryEditor::checkMeasures(QVariantMap& problems) const
{
    constexpr int kLongestMm = 3000;
    for (const char* field : {"size/length_mm", "size/width_mm", "size/depth_mm", "count"}) {
        const QLatin1String name(field);
        const int most = name == QLatin1String("count") ? 999 : kLongestMm;
        const auto number = integer(field);
        if (unreadable(field, {kText}) || (number && (*number < 1 || *number > most)))
            problems.insert(name.sliced(name.lastIndexOf(QLatin1Char('/')) + 1),
                            tr("Use a whole number from 1 to %1.").arg(most));
    }
}

QVariantMap InjuryEditor::check() const
{
    QVariantMap problems;
    if (type().isEmpty()) problems.insert(QStringLiteral("type"), tr("Say what kind of injury it is."));
    const model::BodyRegion* entry = model::findBodyRegion(toUtf8(region()));
    if (entry == nullptr)
        problems.insert(QLatin1String(kPlace), tr("Point at the place on the body, or choose it from the list."));
    else if (!model::lateralityFits(*entry, toUtf8(laterality())))
        problems.insert(QLatin1String(kPlace), tr("Say which side: the person's own left or right."));
    checkMeasures(problems);
    if (momentUnreadable(kSeenAt))
        problems.insert(QLatin1String(kSeenAt), tr("Write the day as 23-11-2026 and the time as 21:30."));
    return problems;
}

}  // namespace veldpost::viewmodels
