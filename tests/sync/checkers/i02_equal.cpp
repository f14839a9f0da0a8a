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
            for (auto& [place, lines] : linesOf(world, *client)) {
                if (!world.access().mayRead(client->member.user, place.first, place.second)) continue;
                const auto it = seen.find(place);
                if (it == seen.end()) {
                    seen.emplace(place, Seen{std::move(lines), client->name()});
                    continue;
                }
                if (it->second.lines == lines) continue;
                world.complain(name(), client->name() + " and " + it->second.client + " differ in case " + place.first.text() +
                                           " part " + std::string(revision::partWord(place.second)) + ": " +
                                           difference(lines, it->second.lines));
            }
            compareBytes(world, *client);
        }
    }

private:
    using Place = std::pair<CaseId, revision::Part>;
    using Lines = std::set<std::string>;
    struct Seen {
        Lines lines;
        std::string client;
    };

    // What a case says, a line for each revision and each record shown.
    static std::map<Place, Lines> linesOf(World& world, SimClient& client)
    {
        std::map<Place, Lines> out;
        std::set<RecordId> counting;
        for (const LocalRow& row : localRows(client)) {
            const MirrorRevision* there = world.mirror().find(row.id);
            if (!row.counts || (there != nullptr && decidesOnNothing(world, *there))) continue;
            out[{row.caseId, row.part}].insert("revision " + row.id.text() + " " + crypto::sha256(row.header + row.payload).text());
            const auto header = revision::Header::fromBytes(row.header);
            if (header.ok()) counting.insert(header->record);
        }
        for (const engine::RecordRow& row : shownRows(client)) {
            if (!counting.contains(row.record)) continue;  // only its author sees what waits
            std::string state = row.fields.dump() + (row.retracted ? "r" : "-");
            for (const auto& [field, values] : row.conflictValues) {
                std::set<std::string> texts;
                for (const revision::Json& value : values) texts.insert(value.dump());
                for (const std::string& text : texts) state += field + text;
            }
            out[{row.caseId, row.part}].insert("shown record " + row.record.text() + " of " + row.kind + ": " + state);
        }
        return out;
    }

    static std::string difference(const Lines& ours, const Lines& theirs)
    {
        const auto only = [](const Lines& in, const Lines& notIn) {
            for (const std::string& line : in)
                if (!notIn.contains(line)) return line;
            return std::string("nothing");
        };
        return "only there " + only(ours, theirs) + ", only here " + only(theirs, ours);
    }

    void compareBytes(World& world, SimClient& client)
    {
        for (const LocalRow& row : localRows(client)) {
            const MirrorRevision* there = world.mirror().find(row.id);
            if (there == nullptr || !row.counts) continue;
            if (!there->isLive() && !decidesOnNothing(world, *there))
                world.complain(name(), client.name() + " counts what the server holds back (" + there->reason + "): " + row.id.text());
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
