// One question to the server in the name of the user whose home is open.
#pragma once

#include "client/cli/app_context.h"
#include "client/engine/server_calls.h"

namespace veldpost::cli {

using ServerQuestion = std::function<void(engine::ServerCalls&, engine::ServerCalls::Answered)>;

// Errors: those of HttpTransport::make, and what the question is answered with.
Result<revision::Json> askServer(Context& context, UnlockedHome& unlocked, const ServerQuestion& question);

}  // namespace veldpost::cli
