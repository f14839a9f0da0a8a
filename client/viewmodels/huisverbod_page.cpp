#include "client/viewmodels/huisverbod_page.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/record_text.h"
#include "shared/calendar/terms.h"
#include "shared/model/huisverbod.h"

#include <QCoreApplication>

#include <algorithm>

namespace veldpost::viewmodels {

namespace {

using calendar::Moment;
using Shown = HuisverbodModel::Shown;

struct HuisverbodPage {
    Q_DECLARE_TR_FUNCTIONS(HuisverbodPage)
};

constexpr int kReachableHours = 24;  // Wth 2(6)

struct Event {
    const engine::RecordRow* record;
    model::HuisverbodEvent event;
};

// Something that is due, and when.
struct Due {
    QString text;
    Moment at;
};

// The line the page draws, in time.
class Line {
public:
    Line(const Moment& from, const Moment& to) : m_fromMs(from.utcMs()), m_toMs(std::max(to.utcMs(), m_fromMs + 1)) {}
    double raw(std::int64_t ms) const
    {
        return static_cast<double>(ms - m_fromMs) / static_cast<double>(m_toMs - m_fromMs);
    }
    double at(const Moment& moment) const { return std::clamp(raw(moment.utcMs()), 0.0, 1.0); }

private:
    std::int64_t m_fromMs;
    std::int64_t m_toMs;
};

std::vector<Event> readEvents(const std::vector<engine::RecordRow>& records, const RecordId& huisverbod)
{
    std::vector<Event> events;
    for (const engine::RecordRow& record : records) {
        auto event = model::HuisverbodEvent::from(record.fields);
        if (event.ok() && event->huisverbod == huisverbod) events.push_back({&record, std::move(event).value()});
    }
    return events;
}

// Whether somebody must still say which version of an event holds.
bool anyInConflict(const std::vector<Event>& events)
{
    return std::any_of(events.begin(), events.end(),
                       [](const Event& event) { return !event.record->conflicts.empty() && !event.record->retracted; });
}

std::vector<model::HuisverbodEvent> standing(const std::vector<Event>& events)
{
    std::vector<model::HuisverbodEvent> out;
    for (const Event& event : events)
        if (!event.record->retracted) out.push_back(event.event);
    return out;
}

bool has(const std::vector<model::HuisverbodEvent>& events, std::initializer_list<const char*> codes)
{
    return std::any_of(events.begin(), events.end(), [&](const model::HuisverbodEvent& event) {
        return std::find(codes.begin(), codes.end(), event.event) != codes.end();
    });
}

QString stateText(std::string_view state, bool begun)
{
    if (!begun) return HuisverbodPage::tr("Not yet in force");
    if (state == "imposed") return HuisverbodPage::tr("In force");
    if (state == "extended") return HuisverbodPage::tr("Extended, in force");
    if (state == "withdrawn") return HuisverbodPage::tr("Withdrawn");
    if (state == "annulled") return HuisverbodPage::tr("Annulled");
    return HuisverbodPage::tr("Ended");
}

// Everything that is due and has not passed.
std::vector<Due> dueItems(const model::HuisverbodSummary& summary, const std::vector<model::HuisverbodEvent>& events,
                          bool inForce)
{
    std::vector<Due> due;
    if (!inForce) return due;
    if (!summary.imposedAt.isDay() && !has(events, {"reachability"}))
        due.push_back({HuisverbodPage::tr("Reachable address must be given"),
                       summary.imposedAt.plusElapsedHours(kReachableHours)});
    for (const model::HuisverbodEvent& event : events)
        if (event.event == "relief_requested" && event.at && !has(events, {"hearing", "ruling"}))
            due.push_back({HuisverbodPage::tr("Hearing at latest (three days, by law)"),
                           Moment::ofDay(calendar::hearingDueByStatute(event.at->date()))});
    due.push_back({HuisverbodPage::tr("End of the huisverbod"), summary.endsAt});
    return due;
}

void showNext(Shown& shown, std::vector<Due> due, std::int64_t nowMs, const QString& language)
{
    const auto now = Moment::fromUtcMs(nowMs);
    if (!now.ok()) return;
    std::erase_if(due, [&](const Due& item) { return calendar::order(item.at, *now) < 0; });
    if (due.empty()) return;
    const auto next = std::min_element(due.begin(), due.end(), [](const Due& a, const Due& b) {
        return calendar::sortsBefore(a.at, b.at);
    });
    shown.nextText = next->text;
    shown.nextWhenText = momentText(next->at, language);
    if (!next->at.isDay())
        shown.nextWhenText += QStringLiteral(" (%1)").arg(distanceText(nowMs, next->at.utcMs()));
}

TimelineMark computedMark(const char* kind, const QString& name, const Moment& at, const Line& line, const QString& language)
{
    TimelineMark mark;
    mark.kind = QLatin1String(kind);
    mark.name = name;
    mark.whenText = momentText(at, language);
    mark.position = line.at(at);
    mark.computed = true;
    return mark;
}

TimelineMark eventMark(const Event& event, const Line& line, const QString& language)
{
    const model::HuisverbodEvent& facts = event.event;
    const auto at = facts.at ? facts.at : facts.decidedAt ? facts.decidedAt : facts.until;
    TimelineMark mark;
    mark.recordId = QString::fromStdString(event.record->record.text());
    mark.kind = QStringLiteral("event");
    mark.event = QString::fromStdString(facts.event);
    mark.name = codeName(model::huisverbodEventCodes(), facts.event, language);
    QStringList words;
    if (facts.until) words << HuisverbodPage::tr("until %1").arg(momentText(*facts.until, language));
    if (facts.effect) words << codeName(model::rulingEffects(), *facts.effect, language);
    if (facts.remarks) words << QString::fromStdString(*facts.remarks);
    words << conflictSentence(*event.record);
    words.removeAll(QString());
    mark.text = words.join(QString::fromUtf8(" · "));
    if (at) {
        mark.whenText = momentText(*at, language);
        mark.position = line.at(*at);
    }
    mark.retracted = event.record->retracted;
    mark.authorName = QString::fromStdString(event.record->authorName);
    mark.safety = stateCode(event.record->standing);
    mark.safetyWord = stateWord(event.record->standing.state, language);
    mark.safetyText = safetySentence(*event.record, language);
    return mark;
}

std::vector<TimelineMark> marksOf(const model::HuisverbodSummary& summary, const std::vector<Event>& events,
                                  const Line& line, std::int64_t nowMs, const QString& language)
{
    std::vector<TimelineMark> marks;
    marks.push_back(computedMark("start", HuisverbodPage::tr("Imposed"), summary.imposedAt, line, language));
    marks.push_back(computedMark("ten_days", HuisverbodPage::tr("Ten days"), summary.computedEndsAt, line, language));
    if (!(summary.endsAt == summary.computedEndsAt))
        marks.push_back(computedMark("end", HuisverbodPage::tr("End in effect"), summary.endsAt, line, language));
    marks.push_back(
        computedMark("latest_end", HuisverbodPage::tr("Latest possible end (four weeks)"), summary.latestEndAt, line, language));
    for (const Event& event : events) marks.push_back(eventMark(event, line, language));
    const auto now = Moment::fromUtcMs(nowMs);
    if (const double position = line.raw(nowMs); now.ok() && position >= 0 && position <= 1)
        marks.push_back(computedMark("now", HuisverbodPage::tr("Now"), *now, line, language));
    std::stable_sort(marks.begin(), marks.end(),
                     [](const TimelineMark& a, const TimelineMark& b) { return a.position < b.position; });
    return marks;
}

void showTerms(Shown& shown, const model::Huisverbod& huisverbod, const model::HuisverbodSummary& summary,
               const QString& language)
{
    shown.imposedText = momentText(summary.imposedAt, language);
    shown.computedEndText = momentText(summary.computedEndsAt, language);
    if (huisverbod.endsAt) shown.decidedEndText = momentText(*huisverbod.endsAt, language);
    shown.endText = momentText(summary.endsAt, language);
    if (summary.extendedEndAt) shown.extendedEndText = momentText(*summary.extendedEndAt, language);
    shown.latestEndText = momentText(summary.latestEndAt, language);
    for (const std::string& code : summary.problems) shown.problems << termProblemText(code);
}

void showRecord(Shown& shown, const engine::RecordRow& record, const QString& language)
{
    shown.caseId = QString::fromStdString(record.caseId.text());
    shown.authorText = authorLine(record, language);
    shown.safety = stateCode(record.standing);
    shown.safetyWord = stateWord(record.standing.state, language);
    shown.safetyText = safetySentence(record, language);
    shown.conflict = !record.conflicts.empty();
    shown.conflictText = conflictSentence(record);
    shown.retracted = record.retracted;
    shown.lines = fieldLines(record, language);
    // The terms have a place of their own on the page, unless they are in conflict.
    shown.lines.removeIf([](const QVariant& line) {
        const QString field = line.toMap().value(QStringLiteral("field")).toString();
        if (line.toMap().value(QStringLiteral("conflict")).toBool()) return false;
        return field == QStringLiteral("imposed_at") || field == QStringLiteral("end");
    });
}

}  // namespace

Result<Shown> huisverbodPage(const engine::RecordRow& record, const std::vector<engine::RecordRow>& eventRecords,
                             std::int64_t nowMs, const QString& language)
{
    Shown shown;
    showRecord(shown, record, language);
    VELDPOST_ASSIGN(const Moment now, Moment::fromUtcMs(nowMs));
    const std::vector<Event> events = readEvents(eventRecords, record.record);
    auto read = model::Huisverbod::from(record.fields);
    if (!read.ok() && shown.conflict) {
        // No line to stand on, but all that happened stays to be read.
        for (const Event& event : events) shown.marks.push_back(eventMark(event, Line(now, now), language));
        return shown;
    }
    VELDPOST_ASSIGN(const model::Huisverbod huisverbod, std::move(read));
    shown.known = true;
    const auto counted = standing(events);
    const model::HuisverbodSummary summary = model::summarise(huisverbod, counted, now);
    const bool begun = !(calendar::order(now, summary.imposedAt) < 0);

    if (anyInConflict(events)) shown.problems << HuisverbodPage::tr("An event has two versions. Settle that before you rely on these dates.");
    showTerms(shown, huisverbod, summary, language);
    shown.state = fromView(summary.state);
    shown.stateText = stateText(summary.state, begun);
    shown.inForce = begun && (summary.state == "imposed" || summary.state == "extended");
    showNext(shown, dueItems(summary, counted, shown.inForce), nowMs, language);

    const Line line(summary.imposedAt, std::max(summary.latestEndAt, summary.endsAt, calendar::sortsBefore));
    shown.tenDaysPosition = line.at(summary.computedEndsAt);
    shown.endPosition = line.at(summary.endsAt);
    shown.latestEndPosition = line.at(summary.latestEndAt);
    shown.nowPosition = line.raw(nowMs);
    shown.marks = marksOf(summary, events, line, nowMs, language);
    return shown;
}

}  // namespace veldpost::viewmodels
