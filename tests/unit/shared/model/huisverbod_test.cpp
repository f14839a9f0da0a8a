#include "shared/model/huisverbod.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

#include <algorithm>

using namespace veldpost;
using namespace veldpost::model;
using calendar::Moment;

namespace {

Moment at(const char* text) { return Moment::parse(text).value(); }

Huisverbod imposed(const char* when)
{
    return *Huisverbod::from({{"imposed_at", at(when).text()}});
}

HuisverbodEvent happened(const char* code, Json fields)
{
    fields["huisverbod"] = "01900000-0000-7000-8000-00000000000a";
    fields["event"] = code;
    return *HuisverbodEvent::from(fields);
}

bool has(const HuisverbodSummary& summary, const char* problem)
{
    return std::find(summary.problems.begin(), summary.problems.end(), problem) != summary.problems.end();
}

}  // namespace

class HuisverbodTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decidedEnd_isOneField_withItsMoment()
    {
        const auto refusal = [](const Json& end) {
            const Status checked = checkFields(kHuisverbod, Json{{"imposed_at", "2026-11-23"}, {"end", end}});
            return checked.ok() ? std::string("taken") : checked.error().detail;
        };
        QCOMPARE(refusal({{"at", "2026-12-03T21:30:00+01:00"}}), std::string("taken"));
        QCOMPARE(refusal({{"at", "2026-12-03"}, {"inclusive", false}}), std::string("taken"));
        QCOMPARE(refusal({{"inclusive", true}}), std::string("end: no moment"));
        QCOMPARE(refusal({{"at", "2026-12-03"}, {"inclusive", "yes"}}), std::string("end: inclusive is neither true nor false"));
        QCOMPARE(refusal({{"at", "2026-12-03"}, {"more", 1}}), std::string("end: unknown key"));
        QVERIFY(refusal("2026-12-03") != "taken");
    }

    void records_throughSets_areTheSame()
    {
        const Json set{{"imposed_at", "2026-11-23T21:30:00+01:00"},
                       {"end", {{"at", "2026-12-03"}, {"inclusive", true}}},
                       {"municipality", "Enschede"},
                       {"ecli", "ECLI:NL:RBALM:2009:BH5951"},
                       {"imposed_by", "hovj"},
                       {"announced", "oral"},
                       {"place", "Kerkstraat 1"},
                       {"contact_ban", {"Anna", "Piet"}},
                       {"facts", "f"},
                       {"source", "s"}};
        QVERIFY(checkFields(kHuisverbod, set).ok());
        QCOMPARE(set.size(), findKind(kHuisverbod)->fields.size());
        QCOMPARE(Huisverbod::from(set)->toSet(), set);
        const Json ruling{{"huisverbod", "01900000-0000-7000-8000-00000000000a"}, {"event", "ruling"}, {"at", "2026-12-01"},
                          {"decided_at", "2026-11-30"}, {"effect", "suspended"}, {"remarks", "r"}};
        QVERIFY(checkFields(kHuisverbodEvent, ruling).ok());
        QCOMPARE(HuisverbodEvent::from(ruling)->toSet(), ruling);
        QVERIFY(!Huisverbod::from({{"end", {{"at", "2026-12-03"}}}}).ok());
        QVERIFY(!HuisverbodEvent::from({{"event", "ruling"}}).ok());
    }

    void plain_overAClockChange_endsAtTheSameClockTime()
    {
        const auto s = summarise(imposed("2010-03-27T20:00"), {}, at("2010-03-28T12:00"));
        QCOMPARE(s.endsAt.text(), std::string("2010-04-06T20:00:00+02:00"));
        QCOMPARE(s.computedEndsAt.text(), s.endsAt.text());
        QCOMPARE(s.latestEndAt.text(), std::string("2010-04-24T20:00:00+02:00"));
        QCOMPARE(s.state, std::string_view("imposed"));
        QCOMPARE(s.precision, std::string_view("time"));
        QVERIFY(s.problems.empty());
        QCOMPARE(summarise(imposed("2010-03-27T20:00"), {}, at("2010-04-06T20:00")).state, std::string_view("ended"));
    }

    void decidedEnd_otherThanComputed_isShownAndFlagged()
    {
        Huisverbod h = imposed("2026-03-01T14:00");
        h.endsAt = at("2026-03-13T14:00");
        const auto s = summarise(h, {}, at("2026-03-12T14:00"));
        QCOMPARE(s.endsAt.text(), std::string("2026-03-13T14:00:00+01:00"));
        QCOMPARE(s.computedEndsAt.text(), std::string("2026-03-11T14:00:00+01:00"));
        QVERIFY(has(s, "decided_end_differs"));
        QCOMPARE(s.state, std::string_view("imposed"));
    }

    void extension_eighteenDays_isExtendedAndNeverCappedAtTwenty()
    {
        const auto extension = happened("extension", {{"until", "2022-10-10T12:00:00+02:00"}, {"decided_at", "2022-09-21"}});
        const auto s = summarise(imposed("2022-09-12T12:00"), {extension}, at("2022-10-01"));
        QCOMPARE(s.endsAt.text(), std::string("2022-10-10T12:00:00+02:00"));
        QCOMPARE(s.extendedEndAt->text(), s.endsAt.text());
        QCOMPARE(s.state, std::string_view("extended"));
        QVERIFY(s.problems.empty());
        const auto tooLong = happened("extension", {{"until", "2022-10-11T12:00:00+02:00"}, {"decided_at", "2022-09-21"}});
        QVERIFY(has(summarise(imposed("2022-09-12T12:00"), {tooLong}, at("2022-10-01")), "extension_past_latest_end"));
    }

    void extension_endUnknown_isFlagged()
    {
        const auto extension = happened("extension", {{"decided_at", "2022-09-21"}});
        QVERIFY(has(summarise(imposed("2022-09-12T12:00"), {extension}, at("2022-09-22")), "extension_end_unknown"));
    }

    void withdrawal_annulment_suspension()
    {
        const auto withdrawn = happened("withdrawal", {{"at", "2026-03-05T10:00:00+01:00"}});
        QCOMPARE(summarise(imposed("2026-03-01T14:00"), {withdrawn}, at("2026-03-04")).state, std::string_view("imposed"));
        QCOMPARE(summarise(imposed("2026-03-01T14:00"), {withdrawn}, at("2026-03-06")).state, std::string_view("withdrawn"));
        const auto annulled = happened("ruling", {{"at", "2026-03-06"}, {"effect", "annulled"}});
        QCOMPARE(summarise(imposed("2026-03-01T14:00"), {annulled}, at("2026-03-07")).state, std::string_view("annulled"));
        const auto upheld = happened("ruling", {{"at", "2026-03-06"}, {"effect", "upheld"}});
        QCOMPARE(summarise(imposed("2026-03-01T14:00"), {upheld}, at("2026-03-07")).state, std::string_view("imposed"));
        const auto suspended = happened("ruling", {{"at", "2026-03-06"}, {"effect", "suspended"}});
        QVERIFY(has(summarise(imposed("2026-03-01T14:00"), {suspended}, at("2026-03-07")), "suspended_by_court"));
    }

    void dayPrecision_endsAreDays()
    {
        const auto s = summarise(imposed("2026-03-01"), {}, at("2026-03-11T09:00"));
        QCOMPARE(s.precision, std::string_view("day"));
        QCOMPARE(s.endsAt.text(), std::string("2026-03-11"));
        QCOMPARE(s.latestEndAt.text(), std::string("2026-03-29"));
    }

    void events_inAnyOrder_giveTheSameSummary()
    {
        QVERIFY(rc::check("the order in which events came does not matter", [] {
            std::vector<HuisverbodEvent> events;
            const auto days = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40));
            const Moment start = at("2026-03-10T18:00");
            for (const int day : days) {
                const char* code = *rc::gen::element("extension", "withdrawal", "ruling", "hearing");
                Json fields{{"at", start.plusDaysSameClock(day).text()}};
                if (*rc::gen::arbitrary<bool>()) fields["decided_at"] = start.plusDaysSameClock(day / 2).date().text();
                if (code == std::string("extension")) fields["until"] = start.plusDaysSameClock(10 + day / 3).text();
                if (code == std::string("ruling")) fields["effect"] = "annulled";
                events.push_back(happened(code, fields));
            }
            const auto one = summarise(imposed("2026-03-10T18:00"), events, at("2026-03-25T12:00"));
            std::reverse(events.begin(), events.end());
            const auto other = summarise(imposed("2026-03-10T18:00"), events, at("2026-03-25T12:00"));
            RC_ASSERT(one.endsAt == other.endsAt);
            RC_ASSERT(one.state == other.state);
            RC_ASSERT(one.problems == other.problems);
        }));
    }
};

QTEST_APPLESS_MAIN(HuisverbodTest)
#include "huisverbod_test.moc"
