// The routes that are about the server itself: is it alive, is it ready, how is it doing.
#pragma once

#include "server/http/metrics.h"
#include "server/http/router.h"

namespace veldpost::http {

// GET /v1/health  public    200 {"status":"ok"} as long as requests are answered at all
// GET /v1/ready   public    200 {"status":"ready"}, or 503 "not_ready" when `ready` says no; its reason stays inside
// GET /metrics    loopback  Prometheus text
// `metrics` outlives the router. `ready` runs on worker threads.
void addServiceRoutes(Router& router, Metrics& metrics, std::function<Status()> ready);

}  // namespace veldpost::http
