// I11: author and device are those of the signing key.
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class Author final : public Checker {
public:
    std::string_view name() const override { return "I11"; }

    void atEnd(World& world) override
    {
        std::map<DeviceId, std::optional<protocol::Certificate>> certificates;
        for (const auto& [id, stored] : world.mirror().revisions()) {
            const revision::Header& h = stored.revision.header;
            if (!certificates.contains(h.device)) certificates[h.device] = world.mirror().certificate(h.device);
            const auto& certificate = certificates[h.device];
            if (!certificate || certificate->user != h.user || certificate->region != h.region)
                world.complain(name(), "no certificate says that this device is its author's: " + id.text());
            else if (!revision::signatureHolds(stored.revision, certificate->key))
                world.complain(name(), "not signed by the device it names: " + id.text());
        }
        for (const auto& client : world.clients()) {
            if (!client->isOpen()) continue;
            for (const LocalRow& row : localRows(*client)) {
                const MirrorRevision* there = world.mirror().find(row.id);
                const auto& signature = there != nullptr ? there->revision.signature.bytes() : crypto::Signature::Bytes{};
                if (there != nullptr && !std::equal(signature.begin(), signature.end(), row.signature.begin(), row.signature.end(),
                                                    [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }))
                    world.complain(name(), client->name() + " holds another signature of " + row.id.text());
            }
        }
    }
};

}  // namespace

std::unique_ptr<Checker> makeI11()
{
    return std::make_unique<Author>();
}

}  // namespace veldpost::sync
