// I3: a revision has one effect however often it is sent; another id in its place is not taken.
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

std::string placeOf(World& world, const RevisionId& id)
{
    const MirrorRevision& now = world.mirror().revisions().at(id);
    const revision::Header& h = now.revision.header;
    return id.text() + " (" + h.kind + ", n " + std::to_string(h.n) + " of device " + h.device.text() + ", " +
           (h.replaces ? "replaces " + h.replaces->text() + ", " : "") + (now.isLive() ? "live" : "not live") + ")";
}

// Signed again, and then brought under its first name too, by a push that came late or by somebody who had it: all take
// the two for one.
RevisionId firstOf(World& world, const RevisionId& id)
{
    const MirrorRevision* now = world.mirror().find(id);
    return now != nullptr && now->revision.header.replaces ? firstOf(world, *now->revision.header.replaces) : id;
}

class Once final : public Checker {
public:
    std::string_view name() const override { return "I3"; }

    void onServerReopened(World&) override { m_places.clear(); }

    void onRevision(World& world, const MirrorRevision& now, const MirrorRevision* before) override
    {
        const revision::Header& h = now.revision.header;
        const auto [it, isFirst] = m_places.try_emplace({h.chain(), h.n}, now.revision.id);
        if (!isFirst && it->second != now.revision.id)
            world.complain(name(), "the server has two revisions in one place: " + now.revision.id.text());
        if (before == nullptr) return;
        if (before->isLive()) world.complain(name(), "a revision came into effect twice: " + now.revision.id.text());
        if (before->receivedAtMs != now.receivedAtMs)
            world.complain(name(), "when a revision was received has changed: " + now.revision.id.text());
    }

    // Every save bore a tag of its own: the work stands once, in whatever revision.
    void atEnd(World& world) override
    {
        std::map<std::string, RevisionId> carriers;
        for (const auto& [id, revision] : world.mirror().revisions()) {
            const std::string& text = revision.revision.payloadBytes;
            for (std::size_t at = text.find('w'); at != std::string::npos; at = text.find('w', at + 1)) {
                const std::size_t end = text.find_first_not_of("0123456789", at + 1);
                if (end == std::string::npos || end == at + 1 || text[end] != 'z') continue;
                const std::string tag = text.substr(at, end - at + 1);
                const auto [it, isFirst] = carriers.try_emplace(tag, firstOf(world, id));
                if (!isFirst && it->second != firstOf(world, id) && !world.wasPutBack(tag))
                    world.complain(name(), tag + " stands in two revisions: " + placeOf(world, id) + " and " + placeOf(world, it->second));
            }
        }
    }

private:
    std::map<std::pair<revision::ChainKey, std::int64_t>, RevisionId> m_places;
};

}  // namespace

std::unique_ptr<Checker> makeI03()
{
    return std::make_unique<Once>();
}

}  // namespace veldpost::sync
