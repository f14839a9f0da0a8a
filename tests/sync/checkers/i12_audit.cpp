// I12: every read and write has its audit row; an edited, dropped or reordered row is found.
#include "shared/crypto/hash.h"
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class Audited final : public Checker {
public:
    std::string_view name() const override { return "I12"; }

    void onServed(World& world, SimClient& client, const engine::HttpRequest& request, const engine::HttpAnswer& answer) override
    {
        readNewRows(world);
        if (answer.status == 200 && request.path == "/v1/session") expect(world, client, "session", {});
        if (answer.status == 200 && request.path == "/v1/push") expectPush(world, client, answer);
        // A page of the same answer is judged right after; then these rows are spent.
        m_current = std::exchange(m_fresh, {});
    }

    void onPageServed(World& world, const Page& page) override
    {
        std::set<CaseId> cases;
        for (const auto& item : page.page.revisions) cases.insert(item.revision.header.caseId);
        for (const auto& stub : page.page.stubs) cases.insert(stub.chain.caseId);
        for (const auto& purge : page.page.purges) cases.insert(purge.caseId);
        std::swap(m_fresh, m_current);
        for (const CaseId& caseId : cases) expect(world, page.client, "pull", caseId);
        m_fresh.clear();
    }

    void onServerReopened(World& world) override
    {
        m_read = world.mirror().audit().size();
        m_fresh.clear();
        checkChain(world);
    }
    void atEnd(World& world) override { checkChain(world); }

private:
    struct Row {
        std::string code;
        std::string device;
        std::string caseId;
        auto operator<=>(const Row&) const = default;
    };

    void readNewRows(World& world)
    {
        const auto& audit = world.mirror().audit();
        for (; m_read < audit.size(); ++m_read) {
            const auto entry = revision::readJson(audit[m_read].entry);
            if (!entry.ok()) {
                world.complain(name(), "an entry cannot be read: " + std::to_string(audit[m_read].number));
                continue;
            }
            const auto& event = entry->at("event");
            m_fresh.insert({event.value("code", ""), entry->value("device", ""), entry->value("case", "")});
        }
    }

    void expect(World& world, SimClient& client, const std::string& code, const std::optional<CaseId>& caseId)
    {
        const bool isThere = std::any_of(m_fresh.begin(), m_fresh.end(), [&](const Row& row) {
            const auto device = DeviceId::parse(row.device);  // a request under a former name may come late
            return row.code == code && device && client.isCalled(*device) && (!caseId || row.caseId == caseId->text());
        });
        if (!isThere)
            world.complain(name(), "no entry says that " + client.name() + " did this: " + code + (caseId ? " " + caseId->text() : ""));
    }

    void expectPush(World& world, SimClient& client, const engine::HttpAnswer& answer)
    {
        const auto json = protocol::readMessage(answer.body, answer.cbor);
        const auto push = json.ok() ? protocol::PushAnswer::fromJson(*json) : Result<protocol::PushAnswer>(json.error());
        if (!push.ok()) return;
        for (const protocol::Receipt& receipt : push->receipts) expect(world, client, "push", receipt.caseId);
    }

    void checkChain(World& world)
    {
        Sha256 before;
        std::int64_t number = 0;
        for (const MirrorAudit& row : world.mirror().audit()) {
            crypto::Sha256Stream hash;
            hash.add(crypto::asText(before.bytes()));
            hash.add(row.entry);
            if (row.number != ++number || hash.finish() != row.hash) {
                world.complain(name(), "the audit log does not hold at entry " + std::to_string(row.number));
                return;
            }
            before = row.hash;
        }
    }

    std::size_t m_read = 0;
    std::set<Row> m_fresh;    // of the answer that leaves now
    std::set<Row> m_current;  // the same, for its page
};

}  // namespace

std::unique_ptr<Checker> makeI12()
{
    return std::make_unique<Audited>();
}

}  // namespace veldpost::sync
