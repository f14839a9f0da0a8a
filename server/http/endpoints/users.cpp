#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

namespace {

Json usersJson(const std::vector<server::UserRow>& users)
{
    Json list = Json::array();
    for (const server::UserRow& user : users)
        list.push_back({{"user", user.id.text()},
                        {"name", user.name},
                        {"role", user.role ? model::roleWord(*user.role) : ""},
                        {"disabled", user.disabled}});
    return {{"users", std::move(list)}};
}

}  // namespace

void addUsers(Router& router, server::Engine& engine)
{
    router.add({.method = "GET", .pattern = "/v1/users", .name = "users", .access = Access::Session,
                .summary = "The region's user directory", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) {
                    answer(reply, engine.lookups().users(request.callerAs<server::Session>()),
                           [&](const std::vector<server::UserRow>& users) {
                               return encoded(usersJson(users), wantsCbor(request));
                           });
                }});
}

}  // namespace veldpost::http
