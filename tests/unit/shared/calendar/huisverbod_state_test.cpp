#include "shared/calendar/huisverbod_terms.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

using namespace veldpost::calendar;
using Kind = HuisverbodEvent::Kind;

namespace {

HuisverbodEvent extended(const char* decided, const char* until)
{
    return {Kind::Extended, maybeMoment(decided), maybeMoment(until), std::nullopt};
}

HuisverbodEvent stopped(Kind kind, const char* at) { return {kind, maybeMoment(at), std::nullopt, std::nullopt}; }

QByteArray state(const HuisverbodFacts& facts, const char* at)
{
    return text(huisverbodStateName(huisverbodStateAt(facts, moment(at))));
}

HuisverbodFacts ban(std::vector<HuisverbodEvent> events = {})
{
    return {moment("2026-11-23T21:30"), std::nullopt, false, std::move(events)};
}

}  // namespace

class HuisverbodStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plain_endIsNoMoreInForce()
    {
        QCOMPARE(state(ban(), "2026-11-23T21:29"), QByteArray("imposed"));
        QCOMPARE(state(ban(), "2026-11-23T21:30"), QByteArray("imposed"));
        QCOMPARE(state(ban(), "2026-12-03T21:29:59"), QByteArray("imposed"));
        QCOMPARE(state(ban(), "2026-12-03T21:30"), QByteArray("ended"));
    }

    void decidedEnd_winsOverTheComputed()
    {
        const HuisverbodFacts facts{moment("2026-11-23T21:30"), moment("2026-12-05T21:30"), false, {}};
        QCOMPARE(state(facts, "2026-12-04T12:00"), QByteArray("imposed"));
        QCOMPARE(state(facts, "2026-12-05T21:30"), QByteArray("ended"));
    }

    void extension_holdsFromItsDecision()
    {
        const HuisverbodFacts facts = ban({extended("2026-12-02T10:00", "2026-12-21T21:30")});
        QCOMPARE(state(facts, "2026-12-02T09:59"), QByteArray("imposed"));
        QCOMPARE(state(facts, "2026-12-02T10:00"), QByteArray("extended"));
        QCOMPARE(state(facts, "2026-12-21T21:29"), QByteArray("extended"));
        QCOMPARE(state(facts, "2026-12-21T21:30"), QByteArray("ended"));
    }

    void extension_decidedAfterTheEnd_leavesAHole()
    {
        const HuisverbodFacts facts = ban({extended("2026-12-04T10:00", "2026-12-21T21:30")});
        QCOMPARE(state(facts, "2026-12-04T09:00"), QByteArray("ended"));
        QCOMPARE(state(facts, "2026-12-04T10:00"), QByteArray("extended"));
    }

    void extension_withoutTimeOfDecision_holdsAlways()
    {
        QCOMPARE(state(ban({extended("", "2026-12-21T21:30")}), "2026-12-10T12:00"), QByteArray("extended"));
    }

    void withdrawal_staysAfterTheEnd()
    {
        const HuisverbodFacts facts = ban({stopped(Kind::Withdrawn, "2026-11-28T12:00")});
        QCOMPARE(state(facts, "2026-11-28T11:59"), QByteArray("imposed"));
        QCOMPARE(state(facts, "2026-11-28T12:00"), QByteArray("withdrawn"));
        QCOMPARE(state(facts, "2027-01-01T12:00"), QByteArray("withdrawn"));
    }

    void withdrawal_afterTheEnd_changesNothing()
    {
        const HuisverbodFacts facts = ban({stopped(Kind::Withdrawn, "2026-12-04T12:00")});
        QCOMPARE(state(facts, "2026-12-05T12:00"), QByteArray("ended"));
    }

    void withdrawal_ofAnExtendedBan()
    {
        const HuisverbodFacts facts =
            ban({extended("2026-12-02T10:00", "2026-12-21T21:30"), stopped(Kind::Withdrawn, "2026-12-10T12:00")});
        QCOMPARE(state(facts, "2026-12-09T12:00"), QByteArray("extended"));
        QCOMPARE(state(facts, "2026-12-11T12:00"), QByteArray("withdrawn"));
    }

    void annulment_winsAlsoAfterTheEnd()
    {
        const HuisverbodFacts facts =
            ban({stopped(Kind::Withdrawn, "2026-11-28T12:00"), stopped(Kind::Annulled, "2027-03-01")});
        QCOMPARE(state(facts, "2027-02-28T23:59"), QByteArray("withdrawn"));
        QCOMPARE(state(facts, "2027-03-01T00:00"), QByteArray("annulled"));
        QCOMPARE(state(ban({stopped(Kind::Annulled, "2027-03-01")}), "2027-03-02T00:00"), QByteArray("annulled"));
    }

    void days_lastThroughTheirDay()
    {
        const HuisverbodFacts facts{moment("2023-03-08"), std::nullopt, false, {}};
        QCOMPARE(state(facts, "2023-03-18T23:59"), QByteArray("imposed"));
        QCOMPARE(state(facts, "2023-03-19T00:00"), QByteArray("ended"));
        QCOMPARE(state(ban(), "2026-12-03"), QByteArray("imposed"));
        QCOMPARE(state(ban(), "2026-12-04"), QByteArray("ended"));
    }
};

QTEST_APPLESS_MAIN(HuisverbodStateTest)
#include "huisverbod_state_test.moc"
