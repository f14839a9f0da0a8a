#include "shared/revision/record_state.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

RevisionId id(int number)
{
    RevisionId::Bytes bytes{};
    bytes[0] = static_cast<std::uint8_t>(number >> 8);
    bytes[1] = static_cast<std::uint8_t>(number);
    return RevisionId(bytes);
}

StateNode node(int number, std::vector<int> parents, Json set, std::int64_t atMs = 0)
{
    StateNode out;
    out.id = id(number);
    for (const int parent : parents) out.parents.push_back(id(parent));
    out.set = std::move(set);
    out.atMs = atMs;
    return out;
}

StateNode again(StateNode old, int number)
{
    old.replaces = old.id;
    old.id = id(number);
    return old;
}

}  // namespace

class RecordStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneChain_lastValueCounts()
    {
        const auto state = stateOf({node(1, {}, {{"text", "a"}, {"born", "2010"}}), node(2, {1}, {{"text", "b"}})});
        QCOMPARE(state.value("text"), Json("b"));
        QCOMPARE(state.value("born"), Json("2010"));
        QCOMPARE(state.heads, std::vector<RevisionId>{id(2)});
        QCOMPARE(state.first, id(1));
        QVERIFY(!state.anyConflict());
        QVERIFY(state.value("never").is_null());
    }

    void bothEdited_sameField_keepsBothTextsUntilOneSetsItAfterBoth()
    {
        std::vector<StateNode> nodes{node(1, {}, {{"text", "a"}}), node(2, {1}, {{"text", "b"}}), node(3, {1}, {{"text", "c"}})};
        auto state = stateOf(nodes);
        QVERIFY(state.inConflict("text"));
        QVERIFY(state.value("text").is_null());
        QCOMPARE(state.fields["text"].size(), std::size_t{2});
        nodes.push_back(node(4, {2, 3}, {{"born", "2010"}}));  // sees both, sets another field
        QVERIFY(stateOf(nodes).inConflict("text"));
        nodes.push_back(node(5, {2}, {{"text", "d"}}));  // sees one of them
        state = stateOf(nodes);
        QCOMPARE(state.fields["text"].size(), std::size_t{2});
        nodes.push_back(node(6, {4, 5}, {{"text", "e"}}));
        QCOMPARE(stateOf(nodes).value("text"), Json("e"));
        QVERIFY(!stateOf(nodes).anyConflict());
    }

    void bothEdited_sameValue_isNoConflict()
    {
        const auto state = stateOf({node(1, {}, {{"text", "a"}}), node(2, {1}, {{"text", "b"}}), node(3, {1}, {{"text", "b"}})});
        QVERIFY(!state.anyConflict());
        QCOMPARE(state.fields.at("text").front().revisions, (std::vector<RevisionId>{id(2), id(3)}));
        QCOMPARE(state.heads.size(), std::size_t{2});
    }

    void crissCross_twoMerges_areAConflictOfTheMerges()
    {
        const auto state = stateOf({node(1, {}, {{"t", 1}}), node(2, {}, {{"t", 2}}), node(3, {1, 2}, {{"t", 3}}),
                                    node(4, {1, 2}, {{"t", 4}})});
        QCOMPARE(state.fields.at("t").size(), std::size_t{2});
        QCOMPARE(state.fields.at("t")[0].value, Json(3));
        QCOMPARE(state.fields.at("t")[1].value, Json(4));
    }

    void retractAgainstEdit_isAConflictAndStaysShown()
    {
        const auto state = stateOf({node(1, {}, {{"text", "a"}}), node(2, {1}, {{"retracted", true}}), node(3, {1}, {{"text", "b"}})});
        QVERIFY(state.inConflict(kRetracted));
        QVERIFY(!state.retracted());
        QCOMPARE(state.value("text"), Json("b"));
    }

    void retract_thenEdit_bringsBack()
    {
        std::vector<StateNode> nodes{node(1, {}, {{"text", "a"}}), node(2, {1}, {{"retracted", true}})};
        QVERIFY(stateOf(nodes).retracted());
        nodes.push_back(node(3, {2}, {{"text", "b"}}));
        QVERIFY(!stateOf(nodes).retracted());
        QVERIFY(!stateOf(nodes).anyConflict());
    }

    void clearedAgainstSet_isAConflict()
    {
        const auto state = stateOf({node(1, {}, {{"born", "2010"}}), node(2, {1}, {{"born", nullptr}}), node(3, {1}, {{"born", "2011"}})});
        QVERIFY(state.inConflict("born"));
        const auto cleared = stateOf({node(1, {}, {{"born", "2010"}}), node(2, {1}, {{"born", nullptr}})});
        QVERIFY(!cleared.inConflict("born"));
        QVERIFY(cleared.value("born").is_null());
    }

    void unknownParent_countsAsAbsent()
    {
        const auto state = stateOf({node(2, {1}, {{"t", 2}}, 5), node(3, {2}, {{"t", 3}}, 1)});
        QCOMPARE(state.first, id(2));
        QCOMPARE(state.value("t"), Json(3));
    }

    void first_isTheEarliestOfTheRoots()
    {
        QCOMPARE(stateOf({node(2, {}, {{"t", 2}}, 5), node(1, {}, {{"t", 1}}, 6)}).first, id(2));
        QCOMPARE(stateOf({node(2, {}, {{"t", 2}}, 5), node(1, {}, {{"t", 1}}, 5)}).first, id(1));
    }

    void replaced_oldAndNewThere_oldCountsAndReferencesMeanIt()
    {
        const StateNode old = node(1, {}, {{"text", "a"}});
        const StateNode fresh = again(old, 2);
        const StateNode edit = node(3, {2}, {{"text", "b"}});
        const auto both = stateOf({fresh, edit, old});
        QCOMPARE(both.value("text"), Json("b"));
        QCOMPARE(both.heads, std::vector<RevisionId>{id(3)});
        QCOMPARE(both.first, id(1));
        const auto onlyNew = stateOf({fresh, edit});
        QCOMPARE(onlyNew.value("text"), Json("b"));
        QCOMPARE(onlyNew.first, id(2));
    }

    void replaces_byAnotherUserOrOfAnotherPayload_isNoReplacement()
    {
        const StateNode old = node(1, {}, {{"text", "a"}});
        for (const bool otherUser : {true, false}) {
            StateNode claim = again(old, 2);
            if (otherUser) claim.user = *UserId::parse("01900000-0000-7000-8000-000000000004");
            else claim.payloadSha256 = *Sha256::parse(std::string(64, '7'));
            claim.set = {{"text", "b"}};
            const auto state = stateOf({old, claim});
            QVERIFY(state.inConflict("text"));
            QCOMPARE(state.heads, (std::vector<RevisionId>{id(1), id(2)}));
        }
    }

    void replacedTwice_allMeanTheOldest()
    {
        const StateNode old = node(1, {}, {{"text", "a"}});
        const StateNode second = again(old, 2), third = again(second, 3);
        const auto state = stateOf({third, second, old, node(4, {3}, {{"text", "b"}})});
        QCOMPARE(state.heads, std::vector<RevisionId>{id(4)});
        QCOMPARE(state.value("text"), Json("b"));
        const auto before = ancestorsOf({third, second, old, node(4, {3}, {{"text", "b"}})}, {id(3)});
        QCOMPARE(before.size(), std::size_t{1});
        QCOMPARE(before.front().id, id(1));
    }

    void ancestorsOf_leavesOutWhatIsConcurrent()
    {
        const std::vector<StateNode> nodes{node(1, {}, {{"t", 1}}), node(2, {1}, {{"t", 2}}), node(3, {1}, {{"t", 3}}),
                                           node(4, {3}, {{"t", 4}})};
        std::set<RevisionId> ids;
        for (const StateNode& n : ancestorsOf(nodes, {id(4)})) ids.insert(n.id);
        QCOMPARE(ids, (std::set<RevisionId>{id(1), id(3), id(4)}));
        QVERIFY(ancestorsOf(nodes, {id(9)}).empty());
        QVERIFY(ancestorsOf(nodes, {}).empty());
    }

    void moreThan64Heads_the64SmallestAreTheParents()
    {
        std::vector<StateNode> nodes{node(1, {}, {{"t", 0}})};
        for (int i = 70; i > 0; --i) nodes.push_back(node(100 + i, {1}, {{"t", i}}));
        const auto state = stateOf(nodes);
        QCOMPARE(state.heads.size(), std::size_t{70});
        const auto parents = state.parentsForEdit();
        QCOMPARE(parents.size(), kParentsMax);
        QCOMPARE(parents.front(), id(101));
        QCOMPARE(parents.back(), id(164));
        QVERIFY(std::is_sorted(parents.begin(), parents.end()));
        QCOMPARE(stateOf({nodes[0]}).parentsForEdit(), std::vector<RevisionId>{id(1)});
    }
};

QTEST_APPLESS_MAIN(RecordStateTest)
#include "record_state_test.moc"
