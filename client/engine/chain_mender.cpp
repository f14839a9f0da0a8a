#include "client/engine/chain_mender.h"

#include "client/engine/signing_again.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/rekey.h"

#include <algorithm>

namespace veldpost::engine {

namespace {
Error notTrusted()
{
    return {ErrorKind::Failed, "not_trusted_rekey", "The server's new certificate is not this device's", "nothing of it was taken"};
}
}  // namespace

Result<bool> ChainMender::needed()
{
    VELDPOST_ASSIGN(storage::Statement s, m_store.db().prepare(
        "SELECT 1 FROM chain_notes WHERE device = ? AND what IN ('fork', 'behind', 'hole') LIMIT 1"));
    s.bindAll(m_store.identity().device());
    return s.step();
}

void ChainMender::run(const std::string& epoch, std::function<void(Result<bool>)> done)
{
    m_done = std::move(done);
    m_epoch = epoch;
    m_asked = 0;
    m_known.clear();
    const auto wanted = needed();
    if (!wanted.ok() || !*wanted) return finish(wanted);
    auto unsent = workWithoutReceipt(m_store);
    if (!unsent.ok()) return finish(std::move(unsent).error());
    m_unsent = std::move(*unsent);
    ask();
}

void ChainMender::finish(Result<bool> result)
{
    auto done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

void ChainMender::ask()
{
    if (m_asked == m_unsent.size()) return rekey();
    const std::size_t end = std::min(m_unsent.size(), m_asked + protocol::kHaveIdsMax);
    const auto at = [&](std::size_t i) { return m_unsent.begin() + static_cast<std::ptrdiff_t>(i); };
    const protocol::HaveRequest request{"", {at(m_asked), at(end)}};
    m_asked = end;
    m_calls.post("/v1/have", revision::writeCbor(request.toJson()), [this](Result<Json> json) {
        if (!json.ok()) return finish(std::move(json).error());
        const auto answer = protocol::HaveAnswer::fromJson(*json);
        if (!answer.ok()) return finish(answer.error());
        if (answer->epoch != m_epoch) return finish(serverSetBack());
        m_known.insert(answer->known.begin(), answer->known.end());
        ask();
    });
}

void ChainMender::rekey()
{
    auto seed = m_store.nextDeviceSeed(m_random);  // durable before the server sees its public half
    if (!seed.ok()) return finish(std::move(seed).error());
    // Shared because std::function wants to copy what it holds.
    const auto key = std::make_shared<crypto::SigningKey>(*seed);
    protocol::RekeyRequest request{m_store.identity().device(), key->publicKey(), {}};
    request.signature = m_store.deviceKey().signFor(crypto::Purpose::Rekey, request.signedBytes(m_store.identity().region()));
    m_calls.post("/v1/rekey", revision::writeCbor(request.toJson()), [this, key](Result<Json> json) {
        if (!json.ok() && json.error().type == "key_in_use") {  // the copy of this store has taken it: another one next time
            const Status dropped = m_store.forgetNextSeed();
            return finish(dropped.ok() ? json.error() : dropped.error());
        }
        if (!json.ok()) return finish(std::move(json).error());
        const Status taken = take(*json, *key);
        taken.ok() ? finish(true) : finish(taken.error());
    });
}

Status ChainMender::take(const Json& json, const crypto::SigningKey& key)
{
    VELDPOST_ASSIGN(const auto answer, protocol::RekeyAnswer::fromJson(json));
    const protocol::Certificate& next = answer.certificate;
    const Identity& me = m_store.identity();
    const bool isOurs = next.signedBy(me.serverKey) && next.region == me.region() && next.user == me.user() &&
                        next.key == key.publicKey() && next.rekeyedFrom == me.device() && next.device != me.device();
    if (!isOurs) return notTrusted();
    m_calls.forgetSession();  // before, or a failure half way would leave one device's session to another
    const auto signedAgain = goOnAs(m_store, next, key, m_known);
    return signedAgain.ok() ? done() : Status(signedAgain.error());
}

}  // namespace veldpost::engine
