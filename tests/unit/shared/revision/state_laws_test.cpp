#include "tests/unit/shared/revision/dag.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

// The whole state as one text.
std::string textOf(const RecordState& state)
{
    Json out = Json::object();
    for (const auto& [field, candidates] : state.fields)
        for (const Candidate& candidate : candidates) {
            Json ids = Json::array();
            for (const RevisionId& id : candidate.revisions) ids.push_back(id.text());
            out["fields"][field].push_back(Json{{"value", candidate.value}, {"by", ids}});
        }
    for (const RevisionId& head : state.heads) out["heads"].push_back(head.text());
    out["first"] = state.first.text();
    return canonicalText(out);
}

std::map<std::string, std::set<RevisionId>> asMap(const std::vector<Candidate>& candidates)
{
    std::map<std::string, std::set<RevisionId>> out;
    for (const Candidate& c : candidates) out[canonicalText(c.value)].insert(c.revisions.begin(), c.revisions.end());
    return out;
}

struct Drawn {
    std::vector<StateNode> nodes;
    SeededRandom random;
};

Drawn draw()
{
    const auto size = *rc::gen::inRange<std::size_t>(1, 24);
    SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
    auto nodes = randomDag(size, random);
    return {std::move(nodes), random};
}

}  // namespace

class StateLawsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyOrder_givesTheSameState()
    {
        QVERIFY(rc::check("the order of arrival does not matter", [] {
            Drawn drawn = draw();
            const std::string once = textOf(stateOf(drawn.nodes));
            for (int i = 0; i < 4; ++i) {
                shuffle(drawn.nodes, drawn.random);
                RC_ASSERT(textOf(stateOf(drawn.nodes)) == once);
            }
        }));
    }

    void fastState_isTheSlowState()
    {
        QVERIFY(rc::check("fields, heads and first are those of the obvious reading", [] {
            Drawn drawn = draw();
            shuffle(drawn.nodes, drawn.random);
            const RecordState state = stateOf(drawn.nodes);
            const SlowState slow(drawn.nodes);
            RC_ASSERT(state.heads == slow.heads());
            RC_ASSERT(state.first == slow.first());
            std::set<std::string> names;
            for (const auto& [field, candidates] : state.fields) {
                names.insert(field);
                RC_ASSERT(asMap(candidates) == slow.candidates(field));
                RC_ASSERT(asMap(candidates).size() == candidates.size());
            }
            RC_ASSERT(names == slow.fields());
        }));
    }

    void ancestors_areTheSlowAncestors()
    {
        QVERIFY(rc::check("ancestorsOf takes the heads asked for, by either id, and all before them", [] {
            Drawn drawn = draw();
            const SlowState slow(drawn.nodes);
            const StateNode& one = drawn.nodes[drawn.random.below(drawn.nodes.size())];
            const StateNode& other = drawn.nodes[drawn.random.below(drawn.nodes.size())];
            std::set<RevisionId> wanted;
            for (const RevisionId& id : {slow.meaning(one.id), slow.meaning(other.id)}) {
                const auto at = std::find_if(drawn.nodes.begin(), drawn.nodes.end(), [&](const StateNode& n) { return n.id == id; });
                const auto before = slow.ancestorsOf(*at);
                wanted.insert(before.begin(), before.end());
                wanted.insert(id);
            }
            std::set<RevisionId> got;
            for (const StateNode& node : ancestorsOf(drawn.nodes, {one.id, other.id})) got.insert(node.id);
            RC_ASSERT(got == wanted);
        }));
    }

    void mergeOnAllHeads_settlesWhatItSets()
    {
        QVERIFY(rc::check("a conflict ends when a revision after all its values sets the field, and no sooner", [] {
            Drawn drawn = draw();
            const RecordState before = stateOf(drawn.nodes);
            StateNode merge{randomId(drawn.random), before.heads, {}, {{"a", 99}}, {}, 9};
            drawn.nodes.push_back(merge);
            const RecordState after = stateOf(drawn.nodes);
            RC_ASSERT(after.heads == std::vector<RevisionId>{merge.id});
            RC_ASSERT(after.value("a") == Json(99));
            for (const auto& [field, candidates] : before.fields)
                if (field != "a" && field != kRetracted) RC_ASSERT(asMap(after.fields.at(field)) == asMap(candidates));
        }));
    }

    void noValue_isLostWithoutADescendantThatSetsIt()
    {
        QVERIFY(rc::check("what the newest revisions set is readable", [] {
            const Drawn drawn = draw();
            const RecordState state = stateOf(drawn.nodes);
            for (const RevisionId& head : state.heads) {
                const auto at = std::find_if(drawn.nodes.begin(), drawn.nodes.end(), [&](const StateNode& n) { return n.id == head; });
                for (const auto& [field, value] : at->set.items())
                    RC_ASSERT(asMap(state.fields.at(field)).at(canonicalText(value)).contains(head));
            }
        }));
    }
};

QTEST_APPLESS_MAIN(StateLawsTest)
#include "state_laws_test.moc"
