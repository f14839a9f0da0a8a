#include "tests/sync/checkers/local_rows.h"

#include "shared/crypto/hash.h"

namespace veldpost::sync {

using revision::Part;

namespace {
constexpr std::int64_t kRowsMax = 5'000;
}

std::vector<LocalRow> localRows(SimClient& client)
{
    auto s = client.home->store().db().prepare("SELECT id, case_id, part, header, payload, signature, status FROM revisions"
                                               " ORDER BY id");
    VELDPOST_CHECK(s.ok());
    std::vector<LocalRow> out;
    for (;;) {
        const auto more = s->step();
        VELDPOST_CHECK(more.ok());
        if (!*more) return out;
        out.push_back({s->hash<RevisionId>(0), s->uuid<CaseId>(1), static_cast<Part>(s->int64(2)),
                       std::string(crypto::asText(s->blob(3))), std::string(crypto::asText(s->blob(4))),
                       std::string(crypto::asText(s->blob(5))), s->int64(6) == 0});
    }
}

std::set<RevisionId> localIds(SimClient& client, bool onlyCounting)
{
    auto s = client.home->store().db().prepare("SELECT id, status FROM revisions");
    VELDPOST_CHECK(s.ok());
    std::set<RevisionId> out;
    for (;;) {
        const auto more = s->step();
        VELDPOST_CHECK(more.ok());
        if (!*more) return out;
        if (!onlyCounting || s->int64(1) == 0) out.insert(s->hash<RevisionId>(0));
    }
}

bool decidesOnNothing(World& world, const MirrorRevision& waiting)
{
    if (waiting.isLive() || waiting.revision.header.kind != "decision" || !waiting.set.contains("revisions")) return false;
    return std::any_of(waiting.set["revisions"].begin(), waiting.set["revisions"].end(), [&](const revision::Json& id) {
        const auto named = RevisionId::parse(id.get<std::string>());
        return named && world.mirror().find(*named) == nullptr;
    });
}

bool isBarred(World& world, const SimClient& client)
{
    return world.access().isBarred(client.member.user, client.device);
}

std::map<RevisionId, const MirrorRevision*> dueTo(World& world, const SimClient& client)
{
    std::map<std::pair<CaseId, Part>, bool> may;
    std::map<RevisionId, const MirrorRevision*> out;
    for (const auto& [id, revision] : world.mirror().revisions()) {
        if (!revision.isLive()) continue;
        const std::pair place(revision.revision.header.caseId, revision.revision.header.part);
        const auto known = may.find(place);
        const bool visible = known != may.end()
                                 ? known->second
                                 : (may[place] = world.access().mayRead(client.member.user, place.first, place.second));
        if (visible) out[id] = &revision;
    }
    return out;
}

std::map<revision::RecordKey, ModelState> dueStates(World& world, const SimClient& client)
{
    std::map<revision::RecordKey, std::vector<ModelNode>> nodes;
    std::set<revision::RecordKey> unreadable;
    for (const auto& [id, revision] : dueTo(world, client)) {
        const revision::Header& h = revision->revision.header;
        if (h.caseId.bytes() == h.region.bytes() || h.kind == "membership" || h.kind == "case" ||
            h.kind == "decision")
            continue;
        if (h.v != 1 || h.kindVersion != 1 || h.kind == "future_note") unreadable.insert(h.recordKey());
        nodes[h.recordKey()].push_back({id, h.parents, revision->set, h.user, h.replaces});
    }
    std::map<revision::RecordKey, ModelState> out;
    for (const auto& [key, of] : nodes)
        if (!unreadable.contains(key)) out[key] = modelState(of);
    return out;
}

std::vector<engine::RecordRow> shownRows(SimClient& client)
{
    std::vector<engine::RecordRow> out;
    const auto cases = client.home->dossiers().cases();
    VELDPOST_CHECK(cases.ok());
    for (const auto& row : *cases) {
        auto rows = client.home->dossiers().records({row.caseId, {}, true, kRowsMax, {}});
        VELDPOST_CHECK(rows.ok());
        std::move(rows->begin(), rows->end(), std::back_inserter(out));
    }
    return out;
}

}  // namespace veldpost::sync
