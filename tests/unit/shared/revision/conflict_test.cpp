#include "shared/revision/conflict.h"
#include "tests/unit/shared/revision/dag.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

RevisionId idOf(std::uint8_t n)
{
    RevisionId::Bytes bytes{};
    bytes[0] = n;
    return RevisionId(bytes);
}

StateNode node(std::uint8_t n, const std::vector<std::uint8_t>& parents, Json set)
{
    StateNode made{idOf(n), {}, {}, std::move(set), {}, n};
    for (const std::uint8_t parent : parents) made.parents.push_back(idOf(parent));
    return made;
}

std::vector<StateNode> drawDag(SeededRandom& random)
{
    return randomDag(*rc::gen::inRange<std::size_t>(1, 24), random);
}

// A head or a few of them, as a form was opened on.
std::vector<RevisionId> drawHeads(const std::vector<StateNode>& nodes, SeededRandom& random)
{
    std::vector<RevisionId> heads = stateOf(nodes).heads;
    if (heads.size() > 1 && random.below(3) == 0) heads.resize(1 + random.below(heads.size()));
    return heads;
}

Json valuesOf(const RecordState& state, const std::string& field)
{
    Json out = Json::array();
    const auto it = state.fields.find(field);
    if (it == state.fields.end()) return out;
    for (const Candidate& c : it->second) out.push_back(c.value);
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

class ConflictTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothEdited_hasBothValues_andWhatItSaidBefore()
    {
        const std::vector<StateNode> nodes{node(1, {}, {{"text", "een"}, {"born", "2014"}}), node(2, {1}, {{"text", "links"}}),
                                           node(3, {1}, {{"text", "rechts"}})};
        const auto conflicts = conflictsOf(nodes);
        QCOMPARE(conflicts.size(), std::size_t(1));
        QCOMPARE(conflicts.front().field, std::string("text"));
        QCOMPARE(conflicts.front().values.size(), std::size_t(2));
        QCOMPARE(conflicts.front().before, std::vector<Json>{"een"});
    }

    void fieldNotSetBefore_hasNothingBefore()
    {
        const std::vector<StateNode> nodes{node(1, {}, {{"text", "een"}}), node(2, {1}, {{"born", "2014"}}),
                                           node(3, {1}, {{"born", "2015"}})};
        QVERIFY(conflictsOf(nodes).front().before.empty());
    }

    void criscross_saysEveryValueThereWasBefore()
    {
        // Two people each joined the same two branches, and then wrote on.
        const std::vector<StateNode> nodes{node(1, {}, {{"a", 0}}),     node(2, {1}, {{"a", 1}}),    node(3, {1}, {{"a", 2}}),
                                           node(4, {2, 3}, {{"b", 1}}), node(5, {2, 3}, {{"b", 2}}), node(6, {4}, {{"a", 6}}),
                                           node(7, {5}, {{"a", 7}})};
        const auto conflicts = conflictsOf(nodes);
        QCOMPARE(conflicts.size(), std::size_t(2));
        QCOMPARE(conflicts[0].field, std::string("a"));
        QCOMPARE(conflicts[0].before, (std::vector<Json>{1, 2}));
        QVERIFY(conflicts[1].before.empty());
    }

    void retractAgainstEdit_isAConflictAboutRetracted()
    {
        const std::vector<StateNode> nodes{node(1, {}, {{"text", "een"}}), node(2, {1}, {{kRetracted, true}}),
                                           node(3, {1}, {{"text", "twee"}})};
        const auto conflicts = conflictsOf(nodes);
        QCOMPARE(conflicts.size(), std::size_t(1));
        QCOMPARE(conflicts.front().field, std::string(kRetracted));
        QCOMPARE(conflicts.front().before, std::vector<Json>{false});
    }

    void editWhileRetractedIsOpen_standsBesideTheRetract()
    {
        const std::vector<StateNode> nodes{node(1, {}, {{"text", "een"}}), node(2, {1}, {{kRetracted, true}}),
                                           node(3, {1}, {{"text", "twee"}})};
        QCOMPARE(parentsBesideRetracts(nodes, {idOf(2), idOf(3)}), std::vector<RevisionId>{idOf(3)});
        // A join of both decides nothing, and neither does what is written on it.
        auto joined = nodes;
        joined.push_back(node(4, {2, 3}, Json::object()));
        QCOMPARE(parentsBesideRetracts(joined, {idOf(4)}), std::vector<RevisionId>{idOf(3)});
    }

    void settled_isWhatAChoiceWasMadeBetween()
    {
        const std::vector<StateNode> nodes{node(1, {}, {{"text", "een"}}),        node(2, {1}, {{"text", "links"}}),
                                           node(3, {1}, {{"text", "rechts"}}),    node(4, {2, 3}, Json::object()),
                                           node(5, {4}, {{"text", "samen"}}),     node(6, {5}, {{"text", "daarna"}})};
        for (const int n : {1, 2, 3, 4, 6}) QVERIFY(settledBy(nodes, idOf(static_cast<std::uint8_t>(n))).empty());
        const auto settled = settledBy(nodes, idOf(5));
        QCOMPARE(settled.size(), std::size_t(1));
        QCOMPARE(settled.front().values.size(), std::size_t(2));
        QVERIFY(settledBy(nodes, idOf(99)).empty());
    }

    // Want 5: two edits of one field are shown, never silently decided.
    void want5_anEdit_decidesNothingItDoesNotSet()
    {
        QVERIFY(rc::check("a field that is not set keeps its values, also whether it is retracted", [] {
            SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
            auto nodes = drawDag(random);
            const auto heads = drawHeads(nodes, random);
            const auto shown = ancestorsOf(nodes, heads);
            const RecordState before = stateOf(shown);
            StateNode edit{randomId(random), parentsBesideRetracts(nodes, heads), {}, {{"a", 99}}, {}, 9};
            RC_ASSERT(!edit.parents.empty());
            auto after = shown;
            after.push_back(edit);
            const RecordState state = stateOf(after);
            for (const auto& [field, candidates] : before.fields)
                if (field != "a" && !(field == kRetracted && !before.inConflict(kRetracted)))
                    RC_ASSERT(valuesOf(state, field) == valuesOf(before, field));
            const auto& written = state.fields.at("a");
            RC_ASSERT(std::any_of(written.begin(), written.end(), [](const Candidate& c) { return c.value == 99; }));
        }));
    }

    void parents_areTheHeads_whereRetractedIsNotOpen()
    {
        QVERIFY(rc::check("only an open retract changes the parents", [] {
            SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
            const auto nodes = drawDag(random);
            const auto heads = drawHeads(nodes, random);
            if (!stateOf(ancestorsOf(nodes, heads)).inConflict(kRetracted))
                RC_ASSERT(parentsBesideRetracts(nodes, heads) == heads);
        }));
    }

    void commonAncestors_areTheSlowOnes()
    {
        QVERIFY(rc::check("what comes before both is what comes before each", [] {
            SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
            const auto nodes = drawDag(random);
            const SlowState slow(nodes);
            const RevisionId one = slow.meaning(nodes[random.below(nodes.size())].id);
            const RevisionId other = slow.meaning(nodes[random.below(nodes.size())].id);
            const auto at = [&](const RevisionId& id) {
                return *std::find_if(nodes.begin(), nodes.end(), [&](const StateNode& n) { return n.id == id; });
            };
            const auto first = slow.ancestorsOf(at(one));
            const auto second = slow.ancestorsOf(at(other));
            std::set<RevisionId> wanted;
            for (const RevisionId& id : first)
                if (second.contains(id)) wanted.insert(id);
            std::set<RevisionId> got;
            for (const StateNode& n : commonAncestorsOf(nodes, {one, other})) got.insert(n.id);
            RC_ASSERT(got == wanted);
        }));
    }

    void before_isWhatEveryAuthorHadSeen()
    {
        QVERIFY(rc::check("before a conflict stood what the common ancestors say", [] {
            SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
            const auto nodes = drawDag(random);
            for (const FieldConflict& conflict : conflictsOf(nodes)) {
                std::vector<RevisionId> ids;
                for (const Candidate& c : conflict.values) ids.insert(ids.end(), c.revisions.begin(), c.revisions.end());
                const auto common = commonAncestorsOf(nodes, ids);
                Json before = Json::array();
                for (const Json& value : conflict.before) before.push_back(value);
                std::sort(before.begin(), before.end());
                RC_ASSERT(before == (common.empty() ? Json::array() : valuesOf(stateOf(common), conflict.field)));
            }
        }));
    }
};

QTEST_APPLESS_MAIN(ConflictTest)
#include "conflict_test.moc"
