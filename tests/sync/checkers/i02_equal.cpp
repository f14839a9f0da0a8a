// I2: replicas that may see the same parts of a case have equal state, over headers and payloads.
#include "shared/crypto/hash.h"
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class Equal final : public Checker {
public:
    std::string_view name() const override { return "I2"; }

    void atEnd(World& world) override
    {
        std::map<Place, Seen> seen;
        for (const auto& client : world.clients()) {
            if (!client->isOpen() || isBarred(world, *client)) continue;
            for (const auto& [place, hash] : hashes(*client)) {
                if (!world.access().mayRead(client->member.user, place.first, place.second)) continue;
                const auto [it, isFirst] = seen.try_emplace(place, Seen{hash, client->name()});
                if (!isFirst && it->second.hash != hash)
                    world.complain(name(), client->name() + " and " + it->second.client + " differ in case " +
                                               place.first.text() + " part " + std::string(revision::partWord(place.second)));
            }
            compareBytes(world, *client);
        }
    }

private:
    using Place = std::pair<CaseId, revision::Part>;
    struct Seen {
        Sha256 hash;
        std::string client;
    };

    static std::map<Place, Sha256> hashes(SimClient& client)
    {
        std::map<Place, crypto::Sha256Stream> streams;
        for (const LocalRow& row : localRows(client)) {
            if (!row.counts) continue;
            streams[{row.caseId, row.part}].add(row.header);
            streams[{row.caseId, row.part}].add(row.payload);
        }
        for (const engine::RecordRow& row : shownRows(client)) {
            crypto::Sha256Stream& stream = streams[{row.caseId, row.part}];
            stream.add(row.record.text() + row.fields.dump() + (row.retracted ? "r" : "-"));
            for (const auto& [field, values] : row.conflictValues)
                for (const revision::Json& value : values) stream.add(field + value.dump());
        }
        std::map<Place, Sha256> out;
        for (auto& [place, stream] : streams) out[place] = stream.finish();
        return out;
    }

    void compareBytes(World& world, SimClient& client)
    {
        for (const LocalRow& row : localRows(client)) {
            const MirrorRevision* there = world.mirror().find(row.id);
            if (there == nullptr || !row.counts) continue;
            if (there->revision.headerBytes != row.header || there->revision.payloadBytes != row.payload)
                world.complain(name(), client.name() + " holds other bytes than the server of " + row.id.text());
        }
    }
};

}  // namespace

std::unique_ptr<Checker> makeI02()
{
    return std::make_unique<Equal>();
}

}  // namespace veldpost::sync
