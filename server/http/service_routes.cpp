#include "server/http/service_routes.h"

namespace veldpost::http {

void addServiceRoutes(Router& router, Metrics& metrics, std::function<Status()> ready)
{
    router.add({.method = "GET", .pattern = "/v1/health", .name = "health", .access = Access::Public,
                .summary = "Whether the server answers", .maxBodyBytes = 0,
                .handler = [](Request, Reply reply) { reply.send(Response::json(R"({"status":"ok"})")); }});
    router.add({.method = "GET", .pattern = "/v1/ready", .name = "ready", .access = Access::Public,
                .summary = "Whether the server can do its work", .maxBodyBytes = 0,
                .handler = [ready = std::move(ready)](Request, Reply reply) {
                    if (ready().ok()) return (void)reply.send(Response::json(R"({"status":"ready"})"));
                    reply.send(problem(503, "not_ready", "The server cannot do its work now"));
                }});
    router.add({.method = "GET", .pattern = "/metrics", .name = "metrics", .access = Access::Loopback,
                .summary = "Counts and times for monitoring", .maxBodyBytes = 0,
                .handler = [&metrics](Request, Reply reply) {
                    reply.send(Response::bytes(metrics.text(), "text/plain; version=0.0.4; charset=utf-8"));
                }});
}

}  // namespace veldpost::http
