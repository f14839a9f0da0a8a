#include "client/viewmodels/huisverbod_editor.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"
#include "shared/model/huisverbod.h"

namespace veldpost::viewmodels {

namespace {

using engine::Json;

constexpr char kImposedAt[] = "imposed_at";
constexpr char kEnd[] = "end";
constexpr char kEndsAt[] = "end/at";
constexpr char kContactBan[] = "contact_ban";

std::optional<calendar::Moment> stored(const QString& text)
{
    const auto moment = calendar::Moment::parse(toUtf8(text));
    return moment.ok() ? std::optional(*moment) : std::nullopt;
}

QStringList linesOf(const QString& words)
{
    QStringList lines;
    for (const QString& line : words.split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty()) lines << line.trimmed();
    return lines;
}

}  // namespace

HuisverbodEditor::HuisverbodEditor(QObject* parent) : RecordEditor(model::kHuisverbod, parent) {}

QString HuisverbodEditor::imposedDay() const { return momentDay(kImposedAt); }
void HuisverbodEditor::setImposedDay(const QString& day) { setMomentDay(kImposedAt, day); }
QString HuisverbodEditor::imposedClock() const { return momentClock(kImposedAt); }
void HuisverbodEditor::setImposedClock(const QString& clock) { setMomentClock(kImposedAt, clock); }
QString HuisverbodEditor::endDay() const { return momentDay(kEndsAt); }
void HuisverbodEditor::setEndDay(const QString& day)
{
    setMomentDay(kEndsAt, day);
    dropEmptyEnd();
}
QString HuisverbodEditor::endClock() const { return momentClock(kEndsAt); }
void HuisverbodEditor::setEndClock(const QString& clock)
{
    setMomentClock(kEndsAt, clock);
    dropEmptyEnd();
}

// "Up to and including" means nothing without its moment.
void HuisverbodEditor::dropEmptyEnd()
{
    // Half a day on the way to another one keeps it.
    const bool blank = endDay().trimmed().isEmpty() && endClock().trimmed().isEmpty();
    if (blank) setField(kEnd, engine::Json());
}

QString HuisverbodEditor::imposedText() const { return momentInWords(kImposedAt); }

QString HuisverbodEditor::contactBan() const
{
    if (const auto asTyped = typed(kContactBan, kText)) return *asTyped;
    QStringList names;
    const auto it = fields().find(kContactBan);
    if (it != fields().end() && it->is_array())
        for (const Json& name : *it)
            if (name.is_string()) names << QString::fromStdString(name.get<std::string>());
    return names.join(QLatin1Char('\n'));
}

void HuisverbodEditor::setContactBan(const QString& words)
{
    if (words == contactBan()) return;
    setTyped(kContactBan, kText, words);
    Json names = Json::array();
    for (const QString& line : linesOf(words)) names.push_back(toUtf8(line));
    setField(kContactBan, names.empty() ? Json() : names);
}

QString HuisverbodEditor::computedEndText() const
{
    const auto imposed = stored(text(kImposedAt));
    if (!imposed) return {};
    return momentText(imposed->plusDaysSameClock(calendar::kHuisverbodDays), workspace().language());
}

QString HuisverbodEditor::latestEndText() const
{
    const auto imposed = stored(text(kImposedAt));
    if (!imposed) return {};
    return momentText(imposed->plusDaysSameClock(calendar::kHuisverbodMaxDays), workspace().language());
}

QStringList HuisverbodEditor::notices() const
{
    const auto imposed = momentAsTyped(kImposedAt);
    if (!imposed) return {};
    const auto terms = calendar::huisverbodTerms({*imposed, momentAsTyped(kEndsAt), false, {}});
    QStringList sentences;
    for (const std::string& code : terms.problems) sentences << termProblemText(code);
    return sentences;
}

QVariantMap HuisverbodEditor::check() const
{
    QVariantMap problems;
    const QString asMoment = tr("Write the day as 23-11-2026 and the time as 21:30.");
    if (momentUnreadable(kImposedAt)) problems.insert(QLatin1String(kImposedAt), asMoment);
    else if (text(kImposedAt).isEmpty())
        problems.insert(QLatin1String(kImposedAt), tr("Say when it was imposed; the day alone will do."));
    if (momentUnreadable(kEndsAt)) problems.insert(QStringLiteral("ends_at"), asMoment);
    return problems;
}

HuisverbodEventEditor::HuisverbodEventEditor(QObject* parent) : RecordEditor(model::kHuisverbodEvent, parent) {}

bool HuisverbodEventEditor::openFor(const QString& caseId, const QString& huisverbodId, const QString& event)
{
    if (!openNew(caseId)) return false;
    preset("huisverbod", toUtf8(huisverbodId));
    if (!event.isEmpty()) preset("event", toUtf8(event));
    Q_EMIT opened();
    return true;
}

void HuisverbodEventEditor::setEventCode(const QString& code)
{
    if (code == eventCode()) return;
    setText("event", code);
    if (!untilAsked()) {
        setMomentDay("until", {});
        setMomentClock("until", {});
    }
    if (!effectAsked()) setEffect({});
}

QString HuisverbodEventEditor::atDay() const { return momentDay("at"); }
void HuisverbodEventEditor::setAtDay(const QString& day) { setMomentDay("at", day); }
QString HuisverbodEventEditor::atClock() const { return momentClock("at"); }
void HuisverbodEventEditor::setAtClock(const QString& clock) { setMomentClock("at", clock); }
QString HuisverbodEventEditor::untilDay() const { return momentDay("until"); }
void HuisverbodEventEditor::setUntilDay(const QString& day) { setMomentDay("until", day); }
QString HuisverbodEventEditor::untilClock() const { return momentClock("until"); }
void HuisverbodEventEditor::setUntilClock(const QString& clock) { setMomentClock("until", clock); }
QString HuisverbodEventEditor::atText() const { return momentInWords("at"); }
QString HuisverbodEventEditor::untilText() const { return momentInWords("until"); }

// Of the extension as typed, against the huisverbod it extends; what other events would say stands on its page.
std::vector<std::string> HuisverbodEventEditor::extensionProblems() const
{
    engine::OpenHome* home = workspace().home();
    const auto until = momentAsTyped("until");
    const auto id = RecordId::parse(toUtf8(huisverbodId()));
    if (!untilAsked() || !until || !id || home == nullptr) return {};
    const auto record = home->dossiers().record(*id);
    const auto huisverbod = record.ok() ? model::Huisverbod::from(record->fields) : Result<model::Huisverbod>(record.error());
    if (!huisverbod.ok()) return {};
    calendar::HuisverbodFacts facts = model::factsOf(*huisverbod, {});
    facts.events.push_back({calendar::HuisverbodEvent::Kind::Extended, momentAsTyped("at"), until, std::nullopt});
    std::vector<std::string> problems = calendar::huisverbodTerms(facts).problems;
    std::erase_if(problems, [](const std::string& code) {
        return code != "extension_past_latest_end" && code != "extension_before_end" &&
               code != "extension_decided_before_imposed" && !code.starts_with("extended_end_clock");
    });
    return problems;
}

QStringList HuisverbodEventEditor::notices() const
{
    QStringList sentences;
    if (const auto at = momentAsTyped("at"); at && at->clockNote() != calendar::ClockNote::None)
        sentences << termProblemText("at_" + std::string(calendar::clockNoteCode(at->clockNote())));
    for (const std::string& code : extensionProblems()) sentences << termProblemText(code);
    return sentences;
}

QVariantMap HuisverbodEventEditor::check() const
{
    QVariantMap problems;
    const QString asMoment = tr("Write the day as 23-11-2026 and the time as 21:30.");
    if (eventCode().isEmpty()) problems.insert(QStringLiteral("event"), tr("Say what happened."));
    if (momentUnreadable("at")) problems.insert(QStringLiteral("at"), asMoment);
    else if (text("at").isEmpty() && text("until").isEmpty() && text("decided_at").isEmpty())
        problems.insert(QStringLiteral("at"), tr("Say when; the day alone will do."));
    if (untilAsked() && momentUnreadable("until")) problems.insert(QStringLiteral("until"), asMoment);
    else if (untilAsked() && text("until").isEmpty())
        problems.insert(QStringLiteral("until"), tr("Say until when, as it was decided."));
    if (effectAsked() && effect().isEmpty()) problems.insert(QStringLiteral("effect"), tr("Say what the court decided."));
    return problems;
}

}  // namespace veldpost::viewmodels
