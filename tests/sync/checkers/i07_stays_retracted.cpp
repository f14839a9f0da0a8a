// I7: what was retracted never comes back by itself, and nothing is retracted that nobody retracted.
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class StaysRetracted final : public Checker {
public:
    std::string_view name() const override { return "I7"; }

    void atEnd(World& world) override
    {
        for (const auto& client : world.clients()) {
            if (!client->isOpen() || isBarred(world, *client)) continue;
            const auto due = dueStates(world, *client);
            for (const engine::RecordRow& row : shownRows(*client)) {
                const auto it = due.find(row.key());
                if (it == due.end() || row.needsNewerApp) continue;
                if (row.retracted != modelRetracted(it->second))
                    world.complain(name(), client->name() + (row.retracted ? " hides what nobody retracted: "
                                                                           : " shows what was retracted: ") + row.record.text());
            }
        }
    }
};

}  // namespace

std::unique_ptr<Checker> makeI07()
{
    return std::make_unique<StaysRetracted>();
}

}  // namespace veldpost::sync
