// I6: a page applies whole or not at all, whenever the device is killed.
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class WholePage final : public Checker {
public:
    std::string_view name() const override { return "I6"; }

    void onPageDelivered(World&, const Page& page) override
    {
        // Two pages may be on their way together; each is remembered until the next look.
        Delivered delivered{cursorOf(page.client), page.page.cursor, {}, {}};
        for (const auto& item : page.page.revisions) {
            const auto known = page.client.home->store().hasRevision(item.revision.id);
            const bool isNew = known.ok() && !*known;
            (isNew ? delivered.added : delivered.known).insert(item.revision.id);
        }
        m_delivered[page.client.index] = std::move(delivered);
    }

    void onPageTaken(World& world, const Page& page) override { look(world, page.client); }
    void onClientReopened(World& world, SimClient& client) override { look(world, client); }

private:
    struct Delivered {
        std::string before;
        std::string after;
        std::set<RevisionId> added;
        std::set<RevisionId> known;
    };

    static std::string cursorOf(SimClient& client)
    {
        const auto cursor = client.home->store().meta("cursor");
        return cursor.ok() ? cursor->value_or("") : "?";
    }

    void look(World& world, SimClient& client)
    {
        const auto it = m_delivered.find(client.index);
        if (it == m_delivered.end()) return;
        const Delivered page = std::move(it->second);
        m_delivered.erase(it);
        const std::string now = cursorOf(client);
        if (now == "?") return;
        const bool taken = now == page.after;
        if (taken && page.before == page.after) return;  // it moved nothing, and says nothing
        for (const RevisionId& id : page.added) {
            const auto here = client.home->store().hasRevision(id);
            if (here.ok() && *here != taken)
                world.complain(name(), client.name() + (taken ? " has moved on without " : " has a part of a page: ") + id.text());
        }
        if (!taken) return;
        for (const RevisionId& id : page.known) {
            const auto here = client.home->store().hasRevision(id);
            if (here.ok() && !*here) world.complain(name(), client.name() + " lost with a page what it had: " + id.text());
        }
    }

    std::map<std::size_t, Delivered> m_delivered;
};

}  // namespace

std::unique_ptr<Checker> makeI06()
{
    return std::make_unique<WholePage>();
}

}  // namespace veldpost::sync
