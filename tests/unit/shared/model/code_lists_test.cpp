#include "shared/calendar/screening.h"
#include "shared/model/body_region.h"
#include "shared/model/code_lists.h"

#include <QtTest/QtTest>

#include <set>

using namespace veldpost::model;

namespace {

template <typename Entry>
void checkList(std::span<const Entry> list)
{
    std::set<std::string_view> codes, dutch;
    QVERIFY(!list.empty());
    for (const Entry& entry : list) {
        QVERIFY2(codes.insert(entry.code).second, entry.code.data());
        QVERIFY(!entry.nameEn.empty() && !entry.nameNl.empty());
        QVERIFY2(dutch.insert(entry.nameNl).second, entry.code.data());
        for (const char c : entry.code) QVERIFY2((c >= 'a' && c <= 'z') || c == '_', entry.code.data());
    }
}

}  // namespace

class CodeListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lists_haveDistinctCodesAndNames()
    {
        checkList(injuryTypes());
        checkList(injuryShapes());
        checkList(injuryColours());
        checkList(bodyViews());
        checkList(lateralities());
        checkList(personRoles());
        checkList(huisverbodAuthorities());
        checkList(announcements());
        checkList(rulingEffects());
        checkList(rights());
        checkList(roles());
        checkList(bodyRegions());
        checkList(huisverbodEventCodes());
    }

    void promisedCodes_areThere()
    {
        for (const char* code : {"forehead", "eyelid", "subconjunctiva", "cheek", "jaw_angle", "ear", "frenulum", "neck", "chest",
                                 "abdomen", "back", "buttocks", "genitals", "upper_arm", "forearm", "hand", "thigh", "knee", "shin",
                                 "foot"})
            QVERIFY2(findBodyRegion(code) != nullptr, code);
        std::vector<std::string_view> types;
        for (const InjuryType& type : injuryTypes()) types.push_back(type.code);
        QCOMPARE(types, (std::vector<std::string_view>{"bruise", "abrasion", "laceration", "incised_wound", "stab_wound", "burn", "scald",
                                                       "bite", "petechiae", "fracture", "swelling", "redness", "other"}));
    }

    void huisverbodEvents_areNumberedInOrder()
    {
        int number = 0;
        for (const HuisverbodEventCode& event : huisverbodEventCodes()) {
            ++number;
            QCOMPARE(event.number, (number < 10 ? "HV0" : "HV") + std::to_string(number));
        }
        QCOMPARE(number, 22);
    }

    void everyRegion_isDrawnSomewhereAndKnownToTheScreening()
    {
        for (const BodyRegion& region : bodyRegions()) {
            QVERIFY2(region.views != 0, region.code.data());
            QVERIFY2(veldpost::calendar::isScreenedRegion(region.screenedAs), region.code.data());
            // A code that the screening knows under this very name must not be screened as another one.
            if (veldpost::calendar::isScreenedRegion(region.code)) QCOMPARE(region.screenedAs, region.code);
        }
        for (std::size_t i = 0; i < bodyViews().size(); ++i) {
            const bool drawn = std::any_of(bodyRegions().begin(), bodyRegions().end(),
                                           [&](const BodyRegion& r) { return (r.views >> i & 1) != 0; });
            QVERIFY2(drawn, bodyViews()[i].code.data());
        }
        QVERIFY(findBodyRegion("nowhere") == nullptr);
    }

    void laterality_fitsTheRegion()
    {
        const BodyRegion& cheek = *findBodyRegion("cheek");
        const BodyRegion& back = *findBodyRegion("back");
        const BodyRegion& frenulum = *findBodyRegion("frenulum");
        for (const char* side : {"left", "right", "both"}) {
            QVERIFY(lateralityFits(cheek, side));
            QVERIFY(lateralityFits(back, side));
            QVERIFY(!lateralityFits(frenulum, side));
        }
        QVERIFY(!lateralityFits(cheek, "midline"));
        QVERIFY(!lateralityFits(cheek, ""));
        for (const char* middle : {"midline", ""}) {
            QVERIFY(lateralityFits(back, middle));
            QVERIFY(lateralityFits(frenulum, middle));
        }
    }
};

QTEST_APPLESS_MAIN(CodeListsTest)
#include "code_lists_test.moc"
