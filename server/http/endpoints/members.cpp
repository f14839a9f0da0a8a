#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

namespace {

Json membersJson(const std::string& caseId, const std::vector<server::CaseMember>& members)
{
    Json list = Json::array();
    for (const server::CaseMember& member : members)
        list.push_back({{"user", member.user.id.text()},
                        {"name", member.user.name},
                        {"role", member.user.role ? model::roleWord(*member.user.role) : ""},
                        {"right", model::rightWord(member.right)}});
    return {{"case", caseId}, {"members", std::move(list)}};
}

}  // namespace

void addMembers(Router& router, server::Engine& engine)
{
    router.add({.method = "GET", .pattern = "/v1/cases/{case}/members", .name = "case_members",
                .access = Access::Session, .summary = "Who may read a case", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) {
                    const auto caseId = CaseId::parse(request.param("case"));
                    if (!caseId) return (void)reply.send(notFound());
                    const bool cbor = wantsCbor(request);
                    engine.lookups().members(request.callerAs<server::Session>(), *caseId,
                                             [reply, cbor, id = *caseId](Result<std::vector<server::CaseMember>> members) {
                                                 if (!members.ok()) return (void)reply.fail(members.error());
                                                 reply.send(encoded(membersJson(id.text(), *members), cbor));
                                             });
                }});
}

}  // namespace veldpost::http
