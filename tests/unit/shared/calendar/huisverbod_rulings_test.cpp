#include "shared/calendar/calculators.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include <fstream>

using namespace veldpost::calendar;
using Json = nlohmann::json;
using Kind = HuisverbodEvent::Kind;

namespace {

std::optional<Moment> field(const Json& object, const char* key)
{
    const auto at = object.find(key);
    if (at == object.end() || at->is_null()) return std::nullopt;
    return Moment::parse(at->get_ref<const std::string&>()).value();
}

QByteArray name(const Json& ruling)
{
    const char* key = ruling["ecli"].is_null() ? "source_name" : "ecli";
    return text(ruling[key].get<std::string>());
}

std::optional<HuisverbodEvent> extensionOf(const Json& ruling)
{
    const Json& extension = ruling["extension"];
    if (extension.is_null()) return std::nullopt;
    HuisverbodEvent event{Kind::Extended, field(extension, "decided_on"), field(extension, "new_end"), std::nullopt};
    if (!extension["days"].is_null()) event.days = extension["days"].get<int>();
    return event;
}

// nullopt where the ruling does not tell when the ban was imposed.
std::optional<HuisverbodFacts> factsOf(const Json& ruling)
{
    const auto imposed = field(ruling, "imposed_at");
    if (!imposed) return std::nullopt;
    HuisverbodFacts facts{*imposed, field(ruling, "ends_at"), ruling["ends_word"] == "tot en met", {}};
    if (const auto extension = extensionOf(ruling)) facts.events.push_back(*extension);
    return facts;
}

}  // namespace

// What courts wrote down, computed again: the sample file holds facts of published rulings.
class HuisverbodRulingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        std::ifstream file(qEnvironmentVariable("VELDPOST_SOURCE").toStdString() + "/packaging/samples/huisverbod_rulings.json");
        QVERIFY2(file.good(), "VELDPOST_SOURCE must name the source folder");
        m_rulings = Json::parse(file).at("rulings");
        QCOMPARE(m_rulings.size(), std::size_t{36});
    }

    void bothHoursKnown_endAtTheSameClockTenDatesLater()
    {
        int seen = 0;
        for (const Json& ruling : m_rulings) {
            const auto facts = factsOf(ruling);
            if (!facts || facts->imposed.isDay() || !facts->decidedEnd || facts->decidedEnd->isDay()) continue;
            ++seen;
            const auto due = deadlineHuisverbod(facts->imposed);
            QVERIFY2(due.ok() && due->endsAt == *facts->decidedEnd, name(ruling).constData());
            QCOMPARE(text(due->problems), QByteArray());
        }
        QCOMPARE(seen, 7);
    }

    void endsKnown_toTheDayAtLeast_areTenDatesLater()
    {
        int seen = 0;
        for (const Json& ruling : m_rulings) {
            const auto facts = factsOf(ruling);
            if (!facts || !facts->decidedEnd) continue;
            ++seen;
            const HuisverbodTerms terms = huisverbodTerms(*facts);
            QVERIFY2(terms.computedEndsAt.date() == facts->decidedEnd->date(), name(ruling).constData());
            QVERIFY2(!text(terms.problems).contains("decided_end_differs"), name(ruling).constData());
        }
        QCOMPARE(seen, 14);
    }

    void extendedBans_lastTwentyEightDays()
    {
        int seen = 0;
        for (const Json& ruling : m_rulings) {
            const auto facts = factsOf(ruling);
            if (!facts || facts->events.empty()) continue;
            const HuisverbodTerms terms = huisverbodTerms(*facts);
            if (!terms.extendedEndAt) continue;
            ++seen;
            QVERIFY2(terms.extendedEndAt->date() == facts->imposed.date().plusDays(28), name(ruling).constData());
            QVERIFY2(!text(terms.problems).contains("extension_past_latest_end"), name(ruling).constData());
        }
        QCOMPARE(seen, 18);
    }

    void daysAndNewEnd_whereBothAreGiven_agree()
    {
        int seen = 0;
        for (const Json& ruling : m_rulings) {
            const auto extension = extensionOf(ruling);
            const auto imposed = field(ruling, "imposed_at");
            if (!imposed || !extension || !extension->until || !extension->days) continue;
            ++seen;
            QVERIFY2(extensionEnd(*imposed, *extension->days)->date() == extension->until->date(), name(ruling).constData());
        }
        QVERIFY(seen >= 3);
    }

    void hearings_heldByPracticeAtLatest()
    {
        int seen = 0;
        for (const Json& ruling : m_rulings) {
            const auto requested = field(ruling, "request_on");
            const auto heard = field(ruling, "hearing_at");
            if (!requested || !heard) continue;
            ++seen;
            QVERIFY2(heard->date() <= deadlineHearing(requested->date()).dueOnPractice, name(ruling).constData());
        }
        QVERIFY(seen >= 5);
    }

    void oddities_areFlagged()
    {
        QMap<QByteArray, QByteArray> problems;
        for (const Json& ruling : m_rulings)
            if (const auto facts = factsOf(ruling)) problems[name(ruling)] = text(huisverbodTerms(*facts).problems);
        QCOMPARE(problems["ECLI:NL:RBALM:2009:BI0925"], QByteArray());  // imposed at 02:30, no clock change near
        QCOMPARE(problems["ECLI:NL:RVS:2021:840"], QByteArray("ends_inclusive"));
        QCOMPARE(problems["ECLI:NL:RBAMS:2015:4586"], QByteArray("day_precision extension_decided_on_end_day"));
        QCOMPARE(problems["ECLI:NL:RBROT:2009:BJ4808"], QByteArray("extension_end_unknown"));
    }

private:
    Json m_rulings;
};

QTEST_APPLESS_MAIN(HuisverbodRulingsTest)
#include "huisverbod_rulings_test.moc"
