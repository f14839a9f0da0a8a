// Any history of shares, removals, roles, notes and decisions, against a small model of who may what that is written down
// here once more, from the protocol and not from the code.
#include "server_fixture.h"

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::server;

namespace {

constexpr std::size_t kPeople = 4;
constexpr Role kFirstRoles[kPeople] = {Role::Wijkteam, Role::Wijkteam, Role::Vertrouwensarts, Role::Coordinator};
constexpr Role kRoles[] = {Role::Wijkteam, Role::Vertrouwensarts, Role::Coordinator, Role::Auditor};

// What the protocol says: while a membership has several values the lowest holds; `own` is lowered only by its holder or
// a coordinator; nobody raises his own; a grant by somebody without the right gives nothing.
class Model {
public:
    struct Grant {
        RevisionId id;
        std::vector<RevisionId> parents;
        Right right;
    };

    Role roles[kPeople] = {kFirstRoles[0], kFirstRoles[1], kFirstRoles[2], kFirstRoles[3]};
    std::vector<Grant> grants[kPeople];  // that count; person 0 founded the case

    Right asMember(std::size_t who) const
    {
        if (grants[who].empty()) return who == 0 ? Right::Own : Right::None;
        Right lowest = Right::Own;
        for (const Grant& grant : grants[who]) {
            const bool covered = std::any_of(grants[who].begin(), grants[who].end(), [&](const Grant& later) {
                return isAncestor(who, grant.id, later);
            });
            if (!covered) lowest = std::min(lowest, grant.right);
        }
        return lowest;
    }
    bool covers(std::size_t who) const { return roles[who] == Role::Coordinator; }
    Right right(std::size_t who) const { return covers(who) ? Right::Own : asMember(who); }

    bool seesPart(std::size_t who, Part part) const
    {
        switch (roles[who]) {
        case Role::Wijkteam: return part == Part::General;
        case Role::Vertrouwensarts: return part != Part::Reporter;
        case Role::Coordinator: return part != Part::Medical;
        case Role::Auditor: return false;
        }
        return false;
    }
    bool maySee(std::size_t who, Part part) const { return seesPart(who, part) && right(who) >= Right::Read; }
    bool mayWrite(std::size_t who, Part part) const { return seesPart(who, part) && right(who) >= Right::Write; }

    bool mayGrant(std::size_t by, std::size_t to, Right next) const
    {
        const Right held = asMember(to);
        if (!seesPart(by, Part::General)) return false;
        if (by == to) return held != Right::None && next <= held;
        if (right(by) != Right::Own) return false;
        return held != Right::Own || next == Right::Own || covers(by);
    }

private:
    bool isAncestor(std::size_t who, const RevisionId& id, const Grant& later) const
    {
        for (const RevisionId& parent : later.parents) {
            if (parent == id) return true;
            for (const Grant& grant : grants[who])
                if (grant.id == parent && isAncestor(who, id, grant)) return true;
        }
        return false;
    }
};

struct Play {
    ServerWorld world;
    std::vector<std::unique_ptr<TestDevice>> people;
    Model model;
    CaseId caseId;
    std::map<RevisionId, Part> live;      // notes that count
    std::vector<Written> waiting;         // notes that wait for a person
    struct Pending {
        Written written;
        std::size_t by, to;
        Right right;
    };
    std::vector<Pending> pending;         // grants that do not count
    struct PendingDecision {
        Written written, note;
        std::size_t by;
        bool accepts;
    };
    std::vector<PendingDecision> undecided;  // decisions that do not count
    std::map<RevisionId, Part> held[kPeople];

    Play()
    {
        for (std::size_t i = 0; i < kPeople; ++i)
            people.push_back(std::make_unique<TestDevice>(world, addUser(world, "Person", kFirstRoles[i])));
        const Written founding = people[0]->foundCase("Family");
        caseId = founding.header.caseId;
        people[0]->push({founding});
    }

    std::size_t somebody() { return *rc::gen::inRange<std::size_t>(0, kPeople); }
    Part somePart() { return revision::kAllParts[*rc::gen::inRange(0, 3)]; }

    void share()
    {
        const std::size_t by = somebody(), to = somebody();
        const auto next = static_cast<Right>(*rc::gen::inRange(0, 4));
        auto& grants = model.grants[to];
        // On any of the grants before, or beside them all as one who has not heard of them.
        std::vector<RevisionId> parents;
        if (!grants.empty() && *rc::gen::inRange(0, 4) > 0) parents = {grants[*rc::gen::inRange<std::size_t>(0, grants.size())].id};
        const Written grant = people[by]->share(caseId, people[to]->user(), next, parents);
        const bool may = model.mayGrant(by, to, next);
        const QString answer = people[by]->pushOne(grant);
        RC_ASSERT((answer == QStringLiteral("stored")) == may);
        if (may) grants.push_back({grant.id, parents, next});
        else pending.push_back({grant, by, to, next});
        hearOfGrants();
    }

    // What waited for a right of its author's may count once he has it: each in its turn, by the right he has then.
    void hearOfGrants()
    {
        const auto view = must(world.store->view());
        std::map<Seq, std::function<void()>> came;
        const auto noteOnesThatCame = [&](auto& waits, auto take) {
            std::erase_if(waits, [&](const auto& one) {
                const auto stored = must(view->revision(one.written.id));
                if (stored->standing == Standing::Live) came[stored->seq] = [one, take] { take(one); };
                return stored->standing == Standing::Live;
            });
        };
        noteOnesThatCame(pending, [this](const Pending& grant) {
            RC_ASSERT(model.mayGrant(grant.by, grant.to, grant.right));
            model.grants[grant.to].push_back({grant.written.id, grant.written.header.parents, grant.right});
        });
        noteOnesThatCame(undecided, [this](const PendingDecision& decision) {
            RC_ASSERT(model.mayWrite(decision.by, decision.note.header.part));
            if (decision.accepts) noteAccepted(decision.note);
        });
        for (const auto& [seq, take] : came) take();
    }

    void noteAccepted(const Written& note)
    {
        RC_ASSERT(must(must(world.store->view())->revision(note.id))->standing == Standing::Live);
        live[note.id] = note.header.part;
        std::erase_if(waiting, [&](const Written& other) { return other.id == note.id; });
    }

    void turn()
    {
        const std::size_t who = somebody();
        model.roles[who] = kRoles[*rc::gen::inRange(0, 4)];
        must(world.engine->admin().setRole(people[who]->user(), model.roles[who]));
        hearOfGrants();
    }

    void note()
    {
        const std::size_t who = somebody();
        const Part part = somePart();
        const Written note = people[who]->note(caseId, "text", part);
        const QString answer = people[who]->pushOne(note);
        RC_ASSERT((answer == QStringLiteral("stored")) == model.mayWrite(who, part));
        if (answer == QStringLiteral("stored")) live[note.id] = part;
        // What waits for a grant is no person's to decide, and a grant may release it.
        else if (!answer.endsWith(QStringLiteral("no_grant_known"))) waiting.push_back(note);
    }

    void decide()
    {
        if (waiting.empty()) return;
        const std::size_t who = somebody(), which = *rc::gen::inRange<std::size_t>(0, waiting.size());
        const Written note = waiting[which];
        const Part part = note.header.part;
        const bool accepts = *rc::gen::inRange(0, 2) == 0;
        const Written decision = people[who]->write({caseId, part, people[who]->newRecord(), model::kDecision,
            {{"revisions", {note.id.text()}}, {"verdict", accepts ? "accept" : "decline"}}, {}, "because"});
        const QString answer = people[who]->pushOne(decision);
        RC_ASSERT((answer == QStringLiteral("stored")) == model.mayWrite(who, part));
        // A decision waits for a right like any other work, and has its effect then.
        if (answer.endsWith(QStringLiteral("no_grant_known"))) undecided.push_back({decision, note, who, accepts});
        const auto standing = must(must(world.store->view())->revision(note.id))->standing;
        const bool accepted = accepts && answer == QStringLiteral("stored");
        RC_ASSERT((standing == Standing::Live) == accepted);
        if (accepted) noteAccepted(note);
    }

    // What a person's device holds after a pull, by what its pages say.
    void pull(std::size_t who)
    {
        for (const auto& page : people[who]->pullAll(3)) {
            for (const auto& purge : page.purges) {
                const bool everyCase = purge.caseId.bytes() == world.region.bytes();
                const bool kept = std::find(purge.kept.begin(), purge.kept.end(), caseId) != purge.kept.end();
                if (everyCase ? kept : purge.caseId != caseId) continue;
                std::erase_if(held[who], [&](const auto& entry) {
                    return std::find(purge.parts.begin(), purge.parts.end(), entry.second) != purge.parts.end();
                });
            }
            for (const auto& item : page.revisions)
                if (item.revision.header.kind == model::kNote) held[who][item.revision.id] = item.revision.header.part;
        }
    }

    // Released by a grant, or by a role: the model does not follow that, it asks.
    void hearOfReleased()
    {
        const auto view = must(world.store->view());
        for (const FeedRow& row : must(view->feedOfCase(caseId, 0, INT64_MAX, 10'000))) {
            const auto stored = must(view->revisionAt(world.region, row.seq));
            if (row.standing == Standing::Live && stored->revision.header.kind == model::kNote)
                live[stored->revision.id] = row.part;
        }
    }

    void checkHeld(std::size_t who)
    {
        for (const auto& [id, part] : held[who]) RC_ASSERT(model.maySee(who, part));
        const auto list = [&] {
            Result<protocol::QuarantineAnswer> out = Error{};
            world.engine->quarantine().list(people[who]->session, {}, [&](auto answer) { out = std::move(answer); });
            return must(std::move(out));
        }();
        for (const auto& item : list.items) {
            const revision::Header& header = item.item.revision.header;
            if (header.caseId.bytes() == world.region.bytes()) continue;
            RC_ASSERT(item.item.revision.payloadBytes.empty() != model.maySee(who, header.part));
            RC_ASSERT(item.mayDecide == model.mayWrite(who, header.part));
            RC_ASSERT(header.user == people[who]->user() || model.maySee(who, header.part) || model.covers(who));
        }
    }

    void checkAll()
    {
        hearOfReleased();
        for (std::size_t who = 0; who < kPeople; ++who) {
            pull(who);
            checkHeld(who);
            for (const auto& [id, part] : live) {
                const auto stored = must(must(world.store->view())->revision(id));
                const bool own = stored->revision.header.device == people[who]->id();
                if (!own) RC_ASSERT(held[who].contains(id) == model.maySee(who, part));
            }
        }
    }
};

}  // namespace

class RightsPropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Each history is a server of its own on a disk. More of them: RC_PARAMS=max_success=1000
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("RC_PARAMS")) qputenv("RC_PARAMS", "max_success=25");
    }

    void anyHistory_failsClosed_andEveryDeviceHoldsItsShare()
    {
        const bool held = rc::check("rights", [] {
            Play play;
            const int steps = *rc::gen::inRange(5, 40);
            for (int i = 0; i < steps; ++i) {
                switch (*rc::gen::inRange(0, 8)) {
                case 0:
                case 1: play.share(); break;
                case 2: play.turn(); break;
                case 3:
                case 4:
                case 5: play.note(); break;
                case 6: play.decide(); break;
                case 7: play.pull(play.somebody()); break;
                }
            }
            play.checkAll();
        });
        QVERIFY(held);
    }
};

QTEST_APPLESS_MAIN(RightsPropertyTest)
#include "rights_property_test.moc"
