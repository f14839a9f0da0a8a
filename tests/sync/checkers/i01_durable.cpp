// I1: a save shown as saved survives any crash; what the server acknowledged survives any crash of the server.
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class Durable final : public Checker {
public:
    std::string_view name() const override { return "I1"; }

    void onClientReopened(World& world, SimClient& client) override
    {
        if (client.saved.empty()) return;
        const auto here = localIds(client, false);
        for (const RevisionId& id : client.saved)
            // What was delivered and taken away with its case may be lost with the store that a backup has replaced.
            if (!here.contains(id) && world.standing(id) == nullptr && !wasRestored(world))
                world.complain(name(), client.name() + " opens without what it saved: " + id.text());
    }

    // The receipts of an answer are what the client will call safe.
    void onServed(World&, SimClient& client, const engine::HttpRequest& request, const engine::HttpAnswer& answer) override
    {
        if (answer.status != 200 || request.path != "/v1/push") return;
        const auto json = protocol::readMessage(answer.body, answer.cbor);
        const auto push = json.ok() ? protocol::PushAnswer::fromJson(*json) : Result<protocol::PushAnswer>(json.error());
        if (!push.ok()) return;
        for (const protocol::Receipt& receipt : push->receipts)
            m_acknowledged[receipt.id] = {&client, {receipt.caseId, receipt.part}, receipt.n};
    }

    void onServerReopened(World& world) override { lookFor(world); }

    // What it said before is taken back by everybody.
    void onServerRestored(World&) override { m_acknowledged.clear(); }

    void atEnd(World& world) override
    {
        lookFor(world);
        for (const auto& client : world.clients()) {
            for (const RevisionId& id : client->saved) {
                const std::string holder = world.standing(id) == nullptr ? holderOf(world, id) : "";
                if (world.standing(id) == nullptr && (!wasRestored(world) || !holder.empty()))
                    world.complain(name(), client->name() + " saved and the server has it not: " + id.text() +
                                               (holder.empty() ? "" : ", though " + holder + " has it"));
            }
            if ((client->isOpen() || client->isWiped) && !wasRestored(world)) lookForTyped(world, *client);
        }
    }

private:
    static bool wasRestored(World& world) { return world.counts()[FaultKind::ServerRestored] > 0; }

    // A device that could give it back, or the author's; empty: nobody has it any more.
    static std::string holderOf(World& world, const RevisionId& id)
    {
        for (const auto& client : world.clients())
            if (client->isOpen() && localIds(*client, false).contains(id)) return client->name();
        return {};
    }

    struct Acknowledged {
        const SimClient* client = nullptr;
        std::pair<CaseId, revision::Part> place;
        std::int64_t n = 0;
    };

    // A push under a former name of the device may have been answered late.
    static bool isOf(const revision::Header& there, const Acknowledged& said)
    {
        return there.n == said.n && std::pair(there.caseId, there.part) == said.place && said.client->isCalled(there.device);
    }

    void lookFor(World& world)
    {
        for (const auto& [id, said] : m_acknowledged) {
            const MirrorRevision* there = world.mirror().find(id);
            if (there == nullptr || !isOf(there->revision.header, said))
                world.complain(name(), "the server acknowledged to " + said.client->name() + " and has it no more: " + id.text());
        }
    }

    // What was typed is in a draft or in a revision, whoever took the case away meanwhile.
    void lookForTyped(World& world, SimClient& client)
    {
        std::set<std::string> missing;
        for (const auto& [tag, kept] : client.typed)
            if (kept) missing.insert(tag);
        const auto strike = [&](const std::string& text) {
            std::erase_if(missing, [&](const std::string& tag) { return text.find(tag) != std::string::npos; });
        };
        if (client.isOpen()) {
            const auto drafts = client.home->drafts().all();
            VELDPOST_CHECK(drafts.ok());
            for (const engine::Draft& draft : *drafts) strike(draft.fields.dump());
        }
        for (const auto& [id, revision] : world.mirror().revisions()) {
            if (missing.empty()) return;
            strike(revision.revision.payloadBytes);
        }
        for (const std::string& tag : missing) world.complain(name(), client.name() + " typed and lost: " + tag);
    }

    std::map<RevisionId, Acknowledged> m_acknowledged;
};

}  // namespace

std::unique_ptr<Checker> makeI01()
{
    return std::make_unique<Durable>();
}

}  // namespace veldpost::sync
