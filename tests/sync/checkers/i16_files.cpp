// I16: a file that is called safe lies at the server with all its bytes, as they were added; and it comes to those who may
// see the record that names it, and to nobody else.
#include "client/engine/blob_rows.h"
#include "shared/crypto/hash.h"
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class Files final : public Checker {
public:
    std::string_view name() const override { return "I16"; }

    // What a device was told may not be gone after a crash.
    void onServerReopened(World& world) override
    {
        for (const auto& client : world.clients())
            if (client->isOpen() && !client->disk.stopped()) lookForHeld(world, *client);
    }

    void atEnd(World& world) override
    {
        for (const World::Photo& photo : world.photos()) judge(world, photo);
        for (const auto& client : world.clients()) {
            if (!client->isOpen()) continue;
            lookForHeld(world, *client);
            for (const engine::BlobRow& row : rowsOf(*client)) judgeRow(world, *client, row);
        }
    }

private:
    static std::vector<engine::BlobRow> rowsOf(SimClient& client)
    {
        auto rows = engine::BlobRows(client.home->store()).all();
        VELDPOST_CHECK(rows.ok());
        return std::move(rows).value();
    }

    static bool isWholeAt(SimClient& client, const protocol::BlobAddress& address)
    {
        engine::BlobRows rows(client.home->store());
        const auto row = rows.find(address);
        VELDPOST_CHECK(row.ok());
        return *row && (**row).whole && rows.hashHolds(**row).value();
    }

    static bool isWholeAtServer(World& world, const protocol::BlobAddress& address)
    {
        const auto view = world.server().engine().store().view();
        VELDPOST_CHECK(view.ok());
        const auto row = (*view)->blobs().blob(address);
        VELDPOST_CHECK(row.ok());
        if (!*row) return false;
        const auto bytes = (*view)->blobs().contentBytes((**row).content, 0, (**row).bytes);
        return bytes.ok() && crypto::sha256(*bytes) == address.sha256;
    }

    // What a server said whose store was replaced is taken back with the next contact.
    void lookForHeld(World& world, SimClient& client)
    {
        const auto epoch = client.home->store().meta("epoch");
        if (!epoch.ok() || *epoch != world.server().engine().epoch()) return;
        for (const engine::BlobRow& row : rowsOf(client))
            if (row.held && !isWholeAtServer(world, row.address))
                world.complain(name(), client.name() + " calls safe what the server has not: " + row.address.text());
    }

    // Its record has come to the server: so do its bytes, if any device still has them.
    void judge(World& world, const World::Photo& photo)
    {
        const MirrorRevision* named = world.standing(photo.named);
        const bool isAtServer = isWholeAtServer(world, photo.address);
        const bool mayBeLost = world.counts()[FaultKind::ServerRestored] > 0 || world.counts()[FaultKind::HomeSetBack] > 0;
        if (named == nullptr) return;
        bool isAnywhere = isAtServer;
        for (const auto& client : world.clients())
            isAnywhere = isAnywhere || (client->isOpen() && isWholeAt(*client, photo.address));
        if (!isAtServer && (isAnywhere || !mayBeLost))
            world.complain(name(), "the server has the record of a file and not its bytes: " + photo.address.text());
        if (!isAtServer || !named->isLive()) return;
        for (const auto& client : world.clients()) {
            const auto& [caseId, part, sha256] = photo.address;
            if (!client->isOpen() || isBarred(world, *client) || !world.access().mayRead(client->member.user, caseId, part)) continue;
            if (!isWholeAt(*client, photo.address))
                world.complain(name(), client->name() + " was not brought a file: " + photo.address.text());
        }
    }

    void judgeRow(World& world, SimClient& client, const engine::BlobRow& row)
    {
        const bool isUnsent = row.own && !row.held;
        if (!isUnsent && !isBarred(world, client) &&
            !world.access().mayRead(client.member.user, row.address.caseId, row.address.part))
            world.complain(name(), client.name() + " still holds a file its user may not see: " + row.address.text());
        if (row.whole && !isWholeAt(client, row.address))
            world.complain(name(), client.name() + " holds a file with other bytes: " + row.address.text());
    }
};

}  // namespace

std::unique_ptr<Checker> makeI16()
{
    return std::make_unique<Files>();
}

}  // namespace veldpost::sync
