#include "shared/model/injury.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::model;
using revision::canonicalText;

namespace {

// The example the outside is promised.
const char* const kPromised =
    "{\"type\":\"bruise\",\"region\":\"cheek\",\"laterality\":\"left\",\"length_mm\":32,\"width_mm\":18,"
    "\"colours\":[\"blue\"],\"patterned\":false,\"remarks\":\"Cafe\xcc\x81\"}";

Json fullFile()
{
    return {{"type", "bruise"},      {"region", "forearm"}, {"laterality", "right"}, {"view", "front"},
            {"x", 0},                {"y", 10000},          {"map_v", 1},            {"count", 999},
            {"cluster", true},       {"length_mm", 3000},   {"width_mm", 1},         {"depth_mm", 2},
            {"shape", "loop"},       {"patterned", true},   {"pattern", "a buckle"}, {"colours", {"red", "blue"}},
            {"swelling", true},      {"tender", false},     {"bleeding", false},     {"over_bony_prominence", true},
            {"stated_cause", "fell"}, {"seen_at", "2026-03-01T14:00:00+01:00"},      {"remarks", "r"}};
}

std::string refusal(const std::string& file)
{
    const auto injury = injuryFromFile(file);
    return injury.ok() ? "taken" : injury.error().type + " " + injury.error().detail;
}

std::string refusalWith(const char* key, Json value)
{
    Json file = fullFile();
    file[key] = std::move(value);
    return refusal(canonicalText(file));
}

}  // namespace

class InjuryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void promisedFile_isTakenAndTextIsClean()
    {
        const auto injury = injuryFromFile(kPromised);
        QVERIFY(injury.ok());
        QCOMPARE(injury->type, std::string("bruise"));
        QCOMPARE(injury->region, std::string("cheek"));
        QCOMPARE(*injury->laterality, std::string("left"));
        QCOMPARE(*injury->lengthMm, 32);
        QCOMPARE(*injury->widthMm, 18);
        QCOMPARE(injury->colours, std::vector<std::string>{"blue"});
        QCOMPARE(*injury->patterned, false);
        QCOMPARE(*injury->remarks, std::string("Caf\xc3\xa9"));
        QVERIFY(!injury->swelling.has_value());
    }

    void everyKey_fileRecordFile_isTheSame()
    {
        const auto injury = injuryFromFile(canonicalText(fullFile()));
        QVERIFY2(injury.ok(), refusal(canonicalText(fullFile())).c_str());
        QCOMPARE(injuryToFile(*injury), fullFile());
        const Json set = injury->toSet();
        QVERIFY(checkFields(kInjury, set).ok());
        QCOMPARE(set["place"], (Json{{"region", "forearm"}, {"laterality", "right"}}));
        QCOMPARE(set["position"], (Json{{"view", "front"}, {"x", 0}, {"y", 10000}, {"map_v", 1}}));
        QCOMPARE(set.size(), findKind(kInjury)->fields.size());
        QCOMPARE(Injury::from(set)->toSet(), set);
    }

    void seenAt_wallClock_isStoredWithItsOffset()
    {
        const auto injury = injuryFromFile(R"({"type":"burn","region":"back","seen_at":"2026-07-01T14:00"})");
        QVERIFY(injury.ok());
        QCOMPARE(injury->toSet()["seen_at"], Json("2026-07-01T14:00:00+02:00"));
        const auto day = injuryFromFile(R"({"type":"burn","region":"back","seen_at":"2026-07-01"})");
        QCOMPARE(day->toSet()["seen_at"], Json("2026-07-01"));
        QCOMPARE(refusal(R"({"type":"burn","region":"back","seen_at":"yesterday"})"),
                 std::string("bad_injury seen_at: not a moment"));
    }

    void nullKeys_countAsAbsent()
    {
        const auto injury = injuryFromFile(R"({"type":"burn","region":"back","laterality":null,"x":null,"remarks":null})");
        QVERIFY(injury.ok());
        QCOMPARE(injuryToFile(*injury), (Json{{"type", "burn"}, {"region", "back"}}));
    }

    void badFiles_areRefusedByKey()
    {
        QCOMPARE(refusal("{\"type\":\"bruise\""), std::string("malformed_json not well-formed"));
        QCOMPARE(refusal("[]"), std::string("bad_injury not an object"));
        QCOMPARE(refusal("{}"), std::string("bad_injury type: is missing"));
        QCOMPARE(refusal(R"({"type":"bruise"})"), std::string("bad_injury region: is missing"));
        QCOMPARE(refusalWith("lenght_mm", 3), std::string("bad_injury lenght_mm: unknown key"));
        QCOMPARE(refusalWith("place", "cheek"), std::string("bad_injury place: unknown key"));
        QCOMPARE(refusalWith("retracted", true), std::string("bad_injury retracted: unknown key"));
        QCOMPARE(refusalWith("type", "scratch"), std::string("bad_injury type: not a known code"));
        QCOMPARE(refusalWith("region", "nowhere"), std::string("bad_injury place: not a known region"));
        QCOMPARE(refusalWith("laterality", "midline"), std::string("bad_injury place: this region needs left, right or both"));
        QCOMPARE(refusalWith("laterality", nullptr), std::string("bad_injury place: this region needs left, right or both"));
        QCOMPARE(refusalWith("region", "frenulum"), std::string("bad_injury place: this region takes no side but midline"));
        QCOMPARE(refusalWith("x", 10001), std::string("bad_injury position: x and y run from 0 to 10000"));
        QCOMPARE(refusalWith("map_v", nullptr), std::string("bad_injury position: not view, x, y and map_v together"));
        QCOMPARE(refusalWith("view", "top"), std::string("bad_injury position: not a known view"));
        QCOMPARE(refusalWith("length_mm", 0), std::string("bad_injury size: length_mm is out of range"));
        QCOMPARE(refusalWith("length_mm", 3001), std::string("bad_injury size: length_mm is out of range"));
        QCOMPARE(refusalWith("length_mm", "32"), std::string("bad_injury size: length_mm is not an integer"));
        QCOMPARE(refusalWith("count", 1000), std::string("bad_injury count: out of range"));
        QCOMPARE(refusalWith("colours", {"blue", "blue"}), std::string("bad_injury colours: a colour twice"));
        QCOMPARE(refusalWith("colours", {"mauve"}), std::string("bad_injury colours: not a known colour"));
        QCOMPARE(refusalWith("shape", "star"), std::string("bad_injury shape: not a known code"));
        QCOMPARE(refusalWith("patterned", "yes"), std::string("bad_injury patterned: neither true nor false"));
        QCOMPARE(refusalWith("remarks", "  "), std::string("bad_injury remarks: nothing but white space"));
        QVERIFY(refusal("{\"type\":\"bruise\",\"length_mm\":3.5}").starts_with("malformed_json"));
        QVERIFY(refusal("{\"type\":\"bruise\",\"remarks\":\"\xff\"}").starts_with("malformed_json"));
    }
};

QTEST_APPLESS_MAIN(InjuryTest)
#include "injury_test.moc"
