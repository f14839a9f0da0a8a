// I5: no revision counts before its parents do; a device reads its own writes.
#include "shared/crypto/hash.h"
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class ParentsFirst final : public Checker {
public:
    std::string_view name() const override { return "I5"; }

    void onSaved(World& world, SimClient& client, const engine::Saved& saved, const revision::Json& set) override
    {
        const auto row = client.home->dossiers().record(saved.record);
        if (!row.ok()) {
            if (!client.disk.stopped())
                world.complain(name(), client.name() + " cannot read what it saved: " + saved.revision.text());
            return;
        }
        for (const auto& [field, value] : set.items()) {
            const bool isThere = field == "retracted" ? row->retracted == value.get<bool>()
                                                      : row->fields.contains(field) && row->fields[field] == value;
            const bool differs = row->conflictValues.contains(field) || row->needsNewerApp;
            if (!isThere && !differs)
                world.complain(name(), client.name() + " reads something else than it saved in " + saved.revision.text());
        }
    }

    void onPageTaken(World& world, const Page& page) override { look(world, page.client, Look::AtNew); }
    void onClientReopened(World& world, SimClient& client) override { look(world, client, Look::AtAll); }

    void atEnd(World& world) override
    {
        for (const auto& client : world.clients())
            if (client->isOpen()) look(world, *client, Look::AtTheEnd);
    }

private:
    // Rows that came since the last look; all of them now and then, since what was held back may count later. The parent
    // of what was not sent yet may be held back by the server meanwhile: it is there, and counts not, until the end.
    enum class Look { AtNew, AtAll, AtTheEnd };
    void look(World& world, SimClient& client, Look what)
    {
        auto s = client.home->store().db().prepare("SELECT seq, id, header, received_at IS NULL FROM revisions"
                                                   " WHERE seq > ? AND status = 0 ORDER BY seq");
        if (!s.ok()) return;
        std::int64_t& lookedTo = m_lookedTo[client.index];
        s->bindAll(what == Look::AtNew ? lookedTo : std::int64_t{0});
        std::optional<std::set<RevisionId>> counting;
        std::optional<std::set<RevisionId>> held;
        for (auto more = s->step(); more.ok() && *more; more = s->step()) {
            lookedTo = std::max(lookedTo, s->int64(0));
            const auto header = revision::Header::fromBytes(crypto::asText(s->blob(2)));
            if (!header.ok() || header->parents.empty()) continue;
            if (!counting) counting = localIds(client, true);
            if (!held) held = localIds(client, false);
            const bool mayStandOnHeldBack = s->int64(3) != 0 && what != Look::AtTheEnd;
            for (const RevisionId& parent : header->parents)
                if (!(mayStandOnHeldBack ? *held : *counting).contains(parent))
                    world.complain(name(), client.name() + " counts a revision without its parent: " +
                                               s->hash<RevisionId>(1).text());
        }
    }

    std::map<std::size_t, std::int64_t> m_lookedTo;
};

}  // namespace

std::unique_ptr<Checker> makeI05()
{
    return std::make_unique<ParentsFirst>();
}

}  // namespace veldpost::sync
