#include "shared/model/rulings.h"

#include <QtTest/QtTest>

#include <fstream>
#include <sstream>

using namespace veldpost;
using namespace veldpost::model;
using revision::canonicalText;

namespace {

std::string sampleFile()
{
    std::ifstream file(qEnvironmentVariable("VELDPOST_SOURCE").toStdString() + "/packaging/samples/huisverbod_rulings.json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<RulingEntry> read(const Json& entries)
{
    auto out = readRulings(canonicalText(Json{{"about", "a test"}, {"rulings", entries}}));
    if (!out.ok()) qFatal("%s %s", out.error().type.c_str(), out.error().detail.c_str());
    return std::move(out).value();
}

RulingEntry readOne(const Json& entry)
{
    return read(Json::array({entry})).front();
}

Json plain()
{
    return {{"ecli", "ECLI:NL:RBALM:2009:BH5951"}, {"imposed_at", "2009-03-03T17:00"}, {"ends_at", "2009-03-13T17:00"},
            {"ends_word", "tot"}};
}

Json plainWith(const char* key, Json value)
{
    Json entry = plain();
    entry[key] = std::move(value);
    return entry;
}

bool flagged(const RulingEntry& entry, const char* problem)
{
    const auto& problems = entry.outcome.value().problems;
    return std::find(problems.begin(), problems.end(), problem) != problems.end();
}

const HuisverbodEvent* find(const RulingImport& import, const char* code)
{
    for (const HuisverbodEvent& event : import.events)
        if (event.event == code) return &event;
    return nullptr;
}

}  // namespace

class RulingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sample_everyEntryIsImportedOrRefusedWithAReason()
    {
        const auto entries = readRulings(sampleFile());
        QVERIFY2(entries.ok(), "VELDPOST_SOURCE must name the source folder");
        QCOMPARE(entries->size(), std::size_t{36});
        std::size_t imported = 0;
        for (const RulingEntry& entry : *entries) {
            if (!entry.outcome.ok()) {
                QCOMPARE(entry.outcome.error().type, std::string("imposed_at_missing"));
                QCOMPARE(entry.outcome.error().detail, "rulings[" + std::to_string(entry.place) + "]");
                continue;
            }
            ++imported;
            for (const HuisverbodEvent& event : entry.outcome->events) QVERIFY(checkFields(kHuisverbodEvent, event.toSet()).ok());
            QVERIFY(checkFields(kHuisverbod, entry.outcome->huisverbod.toSet()).ok());
        }
        QCOMPARE(imported, std::size_t{32});
    }

    // What the sample's text says must be found again in what is made of it, entry by entry.
    void sample_nothingIsDropped()
    {
        const Json raw = revision::readJson(sampleFile()).value();
        const auto entries = readRulings(sampleFile());
        for (const RulingEntry& entry : *entries) {
            if (!entry.outcome.ok()) continue;
            std::string made = canonicalText(entry.outcome->huisverbod.toSet());
            for (const HuisverbodEvent& event : entry.outcome->events) made += canonicalText(event.toSet());
            std::vector<Json> todo{raw["rulings"][entry.place]};
            while (!todo.empty()) {
                const Json value = todo.back();
                todo.pop_back();
                if (value.is_structured()) todo.insert(todo.end(), value.begin(), value.end());
                if (!value.is_string() || value == "tot") continue;
                std::string text = canonicalText(value);
                text = text.substr(1, text.size() - 2);
                QVERIFY2(made.find(text) != std::string::npos, (std::to_string(entry.place) + " " + text).c_str());
            }
        }
    }

    void sample_theKnownOddities_areFlagged()
    {
        const auto entries = readRulings(sampleFile());
        const auto entry = [&](const char* ecli) -> const RulingEntry& {
            const auto it = std::find_if(entries->begin(), entries->end(), [&](const RulingEntry& e) { return e.ecli == ecli; });
            if (it == entries->end()) qFatal("%s is not in the sample", ecli);
            return *it;
        };
        QVERIFY(flagged(entry("ECLI:NL:PHR:2012:BV7497"), "end_word_inclusive"));
        QVERIFY(flagged(entry("ECLI:NL:RVS:2021:840"), "end_word_inclusive"));
        QVERIFY(flagged(entry("ECLI:NL:RBALM:2009:BH6210"), "suspended_by_court"));
        QVERIFY(flagged(entry("ECLI:NL:RBROT:2009:BJ4808"), "extension_end_unknown"));
        QVERIFY(flagged(entry("ECLI:NL:RVS:2010:BO4882"), "extension_end_computed"));
        QVERIFY(flagged(entry("ECLI:NL:RBMNE:2023:7527"), "annulled_without_end"));
        QVERIFY(flagged(entry("ECLI:NL:RBMNE:2023:2813"), "extension_decided_on_end_day"));
        QVERIFY(entry("ECLI:NL:RBALM:2009:BH5951").outcome->problems.empty());
        const RulingImport& breach = *entry("ECLI:NL:PHR:2012:BV7497").outcome;
        QVERIFY(find(breach, "breach") != nullptr);
        QCOMPARE(find(breach, "breach")->at->text(), std::string("2009-04-22"));
        const RulingImport& annulled = *entry("ECLI:NL:RBALM:2009:BI0925").outcome;
        QCOMPARE(*find(annulled, "ruling")->effect, std::string("annulled"));
        QCOMPARE(find(annulled, "ruling")->at->text(), std::string("2009-03-11T14:02:00+01:00"));
        QCOMPARE(find(annulled, "hearing")->at->text(), std::string("2009-03-11T12:30:00+01:00"));
    }

    void plainEntry_isCleanAndDated()
    {
        const auto entry = readOne(plain());
        QVERIFY(entry.outcome.ok());
        QVERIFY(entry.outcome->problems.empty());
        QCOMPARE(entry.outcome->huisverbod.imposedAt.text(), std::string("2009-03-03T17:00:00+01:00"));
        QCOMPARE(entry.outcome->huisverbod.endsAt->text(), std::string("2009-03-13T17:00:00+01:00"));
        QVERIFY(entry.outcome->events.empty());
        QCOMPARE(*entry.ecli, std::string("ECLI:NL:RBALM:2009:BH5951"));
    }

    void imposedMissing_servedStandsIn_elseRefused()
    {
        Json entry = plainWith("imposed_at", nullptr);
        QCOMPARE(readOne(entry).outcome.error().type, std::string("imposed_at_missing"));
        entry["served_at"] = "2009-03-03T17:00";
        const auto served = readOne(entry);
        QVERIFY(flagged(served, "imposed_from_served"));
        QCOMPARE(served.outcome->huisverbod.imposedAt.text(), std::string("2009-03-03T17:00:00+01:00"));
    }

    void oddEnds_areKeptAndFlagged()
    {
        QVERIFY(flagged(readOne(plainWith("ends_at", "2009-03-15T17:00")), "decided_end_differs"));
        QVERIFY(flagged(readOne(plainWith("ends_word", "tot en met")), "end_word_inclusive"));
        QVERIFY(flagged(readOne(plainWith("ends_word", "niet voor")), "end_word_unusual"));
        QVERIFY(flagged(readOne(plainWith("ecli", nullptr)), "ecli_missing"));
        QVERIFY(flagged(readOne(plainWith("court_end", "2009-03-10")), "court_end_unclear"));
        QVERIFY(flagged(readOne(plainWith("imposed_at", "2009-03-29T02:30")), "imposed_clock_gap"));
        const auto unknown = readOne(plainWith("colour_of_door", "red"));
        QVERIFY(flagged(unknown, "unknown_key"));
        QVERIFY(unknown.outcome->huisverbod.source->find("colour_of_door: \"red\"") != std::string::npos);
    }

    void extensions_byDaysByEndByBoth()
    {
        const auto byDays = readOne(plainWith("extension", {{"decided_on", "2009-03-12"}, {"days", 18}}));
        QCOMPARE(find(*byDays.outcome, "extension")->until->text(), std::string("2009-03-31T17:00:00+02:00"));
        QVERIFY(flagged(byDays, "extension_end_computed"));
        const auto both = readOne(plainWith("extension", {{"decided_on", "2009-03-12"}, {"days", 18}, {"new_end", "2009-03-31"}}));
        QVERIFY(both.outcome->problems.empty());
        const auto differ = readOne(plainWith("extension", {{"decided_on", "2009-03-12"}, {"days", 10}, {"new_end", "2009-03-31"}}));
        QVERIFY(flagged(differ, "extension_days_differ"));
        QCOMPARE(find(*differ.outcome, "extension")->until->text(), std::string("2009-03-31"));
        const auto late = readOne(plainWith("extension", {{"decided_on", "2009-03-14"}, {"new_end", "2009-03-31"}}));
        QVERIFY(flagged(late, "extension_decided_after_end"));
        const auto nothing = readOne(plainWith("extension", {{"decided_on", nullptr}}));
        QVERIFY(flagged(nothing, "extension_end_unknown"));
        QVERIFY(nothing.outcome->events.empty());
    }

    void badEntries_areNamedAndTheRestIsTaken()
    {
        const auto entries = read({plainWith("imposed_at", "yesterday"), plain(), 7, plainWith("extension", "18 days"),
                                   plainWith("extension", {{"days", 0}}), plainWith("related_ecli", {1}),
                                   plainWith("municipality", std::string(201, 'a')), plainWith("outcome", 3)});
        const auto detail = [&](std::size_t i) { return entries[i].outcome.error().detail; };
        QCOMPARE(detail(0), std::string("rulings[0].imposed_at: not a moment"));
        QVERIFY(entries[1].outcome.ok());
        QCOMPARE(detail(2), std::string("rulings[2]: not an object"));
        QCOMPARE(detail(3), std::string("rulings[3].extension: not an object"));
        QCOMPARE(detail(4), std::string("rulings[4].extension.days: not a number of days"));
        QCOMPARE(detail(5), std::string("rulings[5].related_ecli: not a list of texts"));
        QCOMPARE(detail(6), std::string("rulings[6]: municipality: too long"));
        QVERIFY(!entries[7].outcome.ok());
    }

    void badFiles_areRefusedWhole()
    {
        const std::string sample = sampleFile();
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, sample.size() / 2, sample.size() - 3}) {
            const auto half = readRulings(sample.substr(0, size));
            QVERIFY(!half.ok());
            QCOMPARE(half.error().type, std::string("malformed_json"));
        }
        QCOMPARE(readRulings("[]").error().type, std::string("bad_rulings"));
        QCOMPARE(readRulings("{\"rulings\":{}}").error().type, std::string("bad_rulings"));
        QCOMPARE(readRulings("{\"rulings\":[],\"more\":1}").error().type, std::string("bad_rulings"));
        QVERIFY(readRulings("{\"rulings\":[]}")->empty());
    }
};

QTEST_APPLESS_MAIN(RulingsTest)
#include "rulings_test.moc"
