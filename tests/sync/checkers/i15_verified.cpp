// I15: what the production checks of a whole store say of it: after any history they find nothing on either side. What the
// devices noted of others' chains when it came is theirs to tell, and not wrong with the store.
#include "client/engine/store_verify.h"
#include "server/engine/verify.h"
#include "tests/sync/checkers/checker.h"
#include "tests/sync/world.h"

namespace veldpost::sync {

namespace {

class Verified final : public Checker {
public:
    std::string_view name() const override { return "I15"; }

    void atEnd(World& world) override
    {
        for (const auto& client : world.clients()) {
            if (!client->isOpen()) continue;
            const auto report = engine::verifyStore(client->home->store());
            if (!report.ok()) {
                world.complain(name(), client->name() + ": cannot be verified: " + report.error().type);
                continue;
            }
            for (const engine::BadRow& row : report->bad)
                if (!isNoted(row.reason)) world.complain(name(), client->name() + ": " + row.reason + (row.revision ? " " + row.revision->text() : ""));
        }
        if (!world.server().isUp()) return;
        const auto report = server::verifyAll(world.server().engine().store(), world.server().engine().keys());
        if (!report.ok()) return world.complain(name(), "the server cannot be verified: " + report.error().type);
        for (const server::Finding& finding : report->bad)
            world.complain(name(), "server: " + finding.what + ' ' + finding.which + ' ' + finding.why);
    }

private:
    static bool isNoted(const std::string& reason)
    {
        return reason == "chain_fork" || reason == "chain_gap" || reason == "chain_behind" || reason == "chain_hole";
    }
};

}  // namespace

std::unique_ptr<Checker> makeI15()
{
    return std::make_unique<Verified>();
}

}  // namespace veldpost::sync
