// I9: the outbox drains after the last fault; one bad revision delays nothing but its descendants.
#include "tests/sync/checkers/local_rows.h"

#include <algorithm>

namespace veldpost::sync {

namespace {

class Drains final : public Checker {
public:
    std::string_view name() const override { return "I9"; }

    void atEnd(World& world) override
    {
        for (const auto& client : world.clients()) {
            if (!client->isOpen()) continue;
            const auto status = engine::readSyncStatus(client->home->store());
            VELDPOST_CHECK(status.ok());
            if (status->unsafeRevisions != 0)
                world.complain(name(), client->name() + ": " + std::to_string(status->unsafeRevisions) +
                                           " revisions do not leave the outbox");
            if (status->stoppedChains != 0) world.complain(name(), client->name() + ": a chain has stopped");
        }
        for (const auto& [id, revision] : world.mirror().revisions())
            if (revision.standing == MirrorStanding::Quarantined && !isReason(world, revision))
                world.complain(name(), "waits at the server without a reason (" + revision.reason + "): " + id.text() + parentsOf(world, revision));
    }

private:
    static std::string parentsOf(World& world, const MirrorRevision& waiting)
    {
        std::string out;
        for (const RevisionId& parent : waiting.revision.header.parents) {
            const MirrorRevision* there = world.mirror().find(parent);
            out += " on " + parent.text().substr(0, 8) + (there == nullptr ? " missing" : there->isLive() ? " live" : " " + there->reason);
        }
        return out;
    }

    // What it waits for by itself has really not come.
    static bool isReason(World& world, const MirrorRevision& waiting)
    {
        const revision::Header& h = waiting.revision.header;
        const auto anyParent = [&](auto test) { return std::any_of(h.parents.begin(), h.parents.end(), test); };
        if (waiting.reason == "unknown_parent" && decidesOnNothing(world, waiting)) return true;
        if (waiting.reason == "unknown_parent")
            return anyParent([&](const RevisionId& id) { return world.mirror().find(id) == nullptr; });
        if (waiting.reason == "parent_quarantined")
            return anyParent([&](const RevisionId& id) {
                const MirrorRevision* parent = world.mirror().find(id);
                return parent == nullptr || !parent->isLive();
            });
        if (waiting.reason == "unknown_case") return !world.access().isKnown(h.caseId);
        if (waiting.reason == "no_grant_known") return !world.access().mayWrite(h.user, h.caseId, h.part);
        if (waiting.reason == "rule_broken" && h.kind != "membership" && h.kind != "case")
            return std::any_of(world.clients().begin(), world.clients().end(),
                               [&](const auto& client) { return client->poison.contains(waiting.revision.id); });
        return true;
    }
};

}  // namespace

std::unique_ptr<Checker> makeI09()
{
    return std::make_unique<Drains>();
}

}  // namespace veldpost::sync
