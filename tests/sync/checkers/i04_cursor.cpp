// I4: cursors never go back; no committed revision is skipped by a reader, and none is left that he may not see.
#include "tests/sync/checkers/local_rows.h"

#include <charconv>

namespace veldpost::sync {

namespace {

struct Place {
    std::string epoch;
    std::int64_t seq = 0;
    std::string caseId;         // of a back-fill that runs behind it; empty: none does
    std::int64_t position = 0;
};

// cursor = "v1." epoch "." seq [ "." case "." position "." until [ ".r" ] ]: with the r one case comes after the other
Place placeOf(const std::string& cursor)
{
    std::vector<std::string> parts{""};
    for (const char c : cursor) {
        if (c == '.') parts.emplace_back();
        else parts.back() += c;
    }
    Place out;
    if (parts.size() >= 3) {
        out.epoch = parts[1];
        out.seq = std::stoll(parts[2]);
    }
    if (parts.size() >= 6) {
        out.caseId = parts[3];
        out.position = std::stoll(parts[4]);
    }
    return out;
}

class CursorGrows final : public Checker {
public:
    std::string_view name() const override { return "I4"; }

    void onPageTaken(World& world, const Page& page) override { look(world, page.client); }
    void onClientReopened(World& world, SimClient& client) override { look(world, client); }

    void onOrderBegunAnew(World&, SimClient& client) override
    {
        m_places.erase(client.index);
        m_filled.erase(client.index);
    }

    void atEnd(World& world) override
    {
        for (const auto& client : world.clients()) {
            if (!client->isOpen() || isBarred(world, *client)) continue;
            const auto due = dueTo(world, *client);
            const auto held = localIds(*client, true);
            for (const auto& [id, revision] : due)
                if (!held.contains(id)) world.complain(name(), client->name() + " was never given " + id.text() + statusOf(*client, id));
        }
    }

private:
    // It may lie there and not count.
    static std::string statusOf(SimClient& client, const RevisionId& id)
    {
        auto s = client.home->store().db().prepare("SELECT status, reason FROM revisions WHERE id = ?");
        VELDPOST_CHECK(s.ok());
        s->bindAll(id);
        const auto found = s->step();
        VELDPOST_CHECK(found.ok());
        return *found ? ": it has status " + std::to_string(s->int64(0)) + " " + std::string(s->text(1)) : "";
    }

    void look(World& world, SimClient& client)
    {
        const auto cursor = client.home->store().meta("cursor");
        if (!cursor.ok()) return;  // its disk has failed: it will be asked again
        const Place now = placeOf(cursor->value_or(""));
        Place& before = m_places[client.index];
        std::set<std::string>& filled = m_filled[client.index];
        // An empty one: the server's order is another one now, and it begins anew.
        const bool isAnew = now.epoch != before.epoch;
        if (isAnew || now.seq != before.seq) filled.clear();
        else if (now.caseId != before.caseId && !before.caseId.empty()) filled.insert(before.caseId);
        const bool fillWentBack = now.caseId == before.caseId ? now.position < before.position : filled.contains(now.caseId);
        const bool wentBack = now.seq < before.seq || (now.seq == before.seq && !now.caseId.empty() && fillWentBack);
        if (!isAnew && wentBack)
            world.complain(name(), client.name() + ": the cursor went from " + std::to_string(before.seq) + " back to " +
                                       cursor->value_or(""));
        before = now;
    }

    std::map<std::size_t, Place> m_places;
    std::map<std::size_t, std::set<std::string>> m_filled;  // cases done since the place before them
};

}  // namespace

std::unique_ptr<Checker> makeI04()
{
    return std::make_unique<CursorGrows>();
}

}  // namespace veldpost::sync
