// I10: every byte a device receives belongs to a case and part its user may see at that moment; after removal, none.
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class OnlyWhatIsTheirs final : public Checker {
public:
    std::string_view name() const override { return "I10"; }

    // Whatever the endpoint: everything written bears a word that says where it belongs.
    void onServed(World& world, SimClient& client, const engine::HttpRequest& request, const engine::HttpAnswer& answer) override
    {
        constexpr std::string_view kWord = "kanarie";
        const std::string_view body = answer.body;
        for (std::size_t at = body.find(kWord); at != std::string_view::npos; at = body.find(kWord, at + 1)) {
            const std::size_t from = at + kWord.size();
            const std::size_t end = body.find_first_not_of("0123456789", from);
            if (end == std::string_view::npos || end == from || body[end] != 'x') continue;
            const auto place = world.placeOf(std::stoull(std::string(body.substr(from, end - from))));
            if (place && !waitsForHim(world, client, place->first, place->second, request)) judge(world, client, place->first, place->second, request.path);
        }
    }

    void onPageServed(World& world, const Page& page) override
    {
        for (const auto& item : page.page.revisions)
            judge(world, page.client, item.revision.header.caseId, item.revision.header.part, "a page");
        for (const auto& stub : page.page.stubs) judge(world, page.client, stub.chain.caseId, stub.chain.part, "a stub");
        for (const auto& purge : page.page.purges) judgePurge(world, page.client, purge);
    }

    void atEnd(World& world) override
    {
        for (const auto& client : world.clients()) {
            if (!client->isOpen() || isBarred(world, *client)) continue;
            for (const LocalRow& row : localRows(*client))
                if (row.counts && !world.access().mayRead(client->member.user, row.caseId, row.part))
                    world.complain(name(), client->name() + " still holds what its user may not see: " + row.id.text());
        }
    }

private:
    // A case whose founding waits has no members yet: what is to be decided of it is a coordinator's to read.
    static bool waitsForHim(World& world, const SimClient& client, const CaseId& caseId, revision::Part part,
                            const engine::HttpRequest& request)
    {
        return request.path == "/v1/quarantine" && !world.access().isKnown(caseId) && part == revision::Part::General &&
               world.access().roleOf(client.member.user) == "coordinator" && !isBarred(world, client);
    }

    void judge(World& world, SimClient& client, const CaseId& caseId, revision::Part part, const std::string& where)
    {
        if (world.access().mayRead(client.member.user, client.device, caseId, part)) return;
        world.complain(name(), client.name() + " is sent in " + where.substr(0, 40) + " of case " + caseId.text() + " part " +
                                   std::string(revision::partWord(part)) + " what its user may not see");
    }

    // The revision that ended the right says to whom, and nothing of the case but that.
    void judgePurge(World& world, SimClient& client, const protocol::Purge& purge)
    {
        const revision::Header& h = purge.cause.header;
        const bool isMembership = h.kind == "membership" && h.record == revision::membershipRecordId(purge.caseId, client.member.user);
        const bool isOfRegion = h.caseId.bytes() == h.region.bytes();
        if (!isMembership && !isOfRegion) world.complain(name(), client.name() + " is sent a purge with another's reason");
    }
};

}  // namespace

std::unique_ptr<Checker> makeI10()
{
    return std::make_unique<OnlyWhatIsTheirs>();
}

}  // namespace veldpost::sync
