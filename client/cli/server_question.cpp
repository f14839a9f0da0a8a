#include "client/cli/server_question.h"

#include "client/cli/server_link.h"
#include "client/transport/http_transport.h"

namespace veldpost::cli {

Result<revision::Json> askServer(Context& context, UnlockedHome& unlocked, const ServerQuestion& question)
{
    const engine::Identity& me = unlocked.home->identity();
    ServerLink link;
    VELDPOST_ASSIGN(const auto transport, transport::HttpTransport::make(me.serverUrl, me.caPem));
    engine::ServerCalls calls(unlocked.home->store(), *transport, context.clock());
    auto answer = link.await<revision::Json>([&](auto done) { question(calls, std::move(done)); }, 0);
    VELDPOST_CHECK(answer.has_value());
    return std::move(*answer);
}

}  // namespace veldpost::cli
