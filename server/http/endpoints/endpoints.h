// What the server answers about accounts and dossiers: one file an endpoint. Handlers decode, call the engine, encode.
#pragma once

#include "server/engine/engine.h"
#include "server/engine/quotas.h"
#include "server/http/dispatcher.h"

namespace veldpost::http {

// The engine outlives the router.
void addEnrol(Router& router, server::Engine& engine);      // POST /v1/enrol
void addSession(Router& router, server::Engine& engine);    // POST /v1/session/challenge, POST /v1/session
void addPush(Router& router, server::Engine& engine);       // POST /v1/push
void addPull(Router& router, server::Engine& engine);       // GET /v1/pull
void addHave(Router& router, server::Engine& engine);       // POST /v1/have
void addMembers(Router& router, server::Engine& engine);    // GET /v1/cases/{case}/members
void addUsers(Router& router, server::Engine& engine);      // GET /v1/users
void addDevices(Router& router, server::Engine& engine);    // GET /v1/devices, POST /v1/devices/wipe
void addRecovery(Router& router, server::Engine& engine);   // /v1/recovery …
void addRekey(Router& router, server::Engine& engine);      // POST /v1/rekey
void addWipe(Router& router, server::Engine& engine);       // POST /v1/wipe/receipt, POST /v1/unsent
void addOffer(Router& router, server::Engine& engine);      // POST /v1/offer/ask, POST /v1/offer
void addQuarantine(Router& router, server::Engine& engine); // POST /v1/quarantine
void addViewAs(Router& router, server::Engine& engine);     // GET /v1/users/{user}/view
void addUploads(Router& router, server::Engine& engine);    // OPTIONS, POST /v1/uploads; HEAD, PATCH, DELETE /v1/uploads/{id}
void addBlobs(Router& router, server::Engine& engine);      // GET /v1/blobs/{case}/{part}/{sha256}, POST /v1/blobs/have

// All of the above and those of service_routes.h.
Router makeRouter(server::Engine& engine, Metrics& metrics);

// Turns a bearer token into the server::Session that handlers read with callerAs. `quotas`, when there are any, count
// what a device asks and outlive the gate.
Gate makeGate(server::Engine& engine, server::Quotas* quotas = nullptr);

// Whether the request bears a token that is in use.
Glance makeGlance(server::Engine& engine);

// The device whose token the request bears; without one the address it comes from.
Caller makeCaller(server::Engine& engine);

}  // namespace veldpost::http
