// Admin commands as messages, so that they run alike in the process that serves and in one of their own:
//
//   request = {"command": name, key: value …}      answer = {"answer": {…}} or {"problem": {…}, "kind": ErrorKind}
//
//   command          keys                        answer
//   region_add       code, name                  {"region"}
//   region_list                                  {"regions":[{"region","code","name"}]}
//   user_add         region, name, role          {"user"}
//   user_list                                    {"users":[{"user","region","name","role","disabled"}]}
//   user_role        user, role                  {"user","role"}
//   user_disable     user                        {"user","disabled"}
//   device_invite    user, url, ca_sha256        {"code","invite","expires_at"}
//   device_list                                  {"devices":[{"device","user","name","last_seen_at","behind","revoked",
//                                                 "unsent","app","wipe_ordered_at","wipe_until","wipe_receipt_at"}]}
//   device_revoke    device                      {"device","revoked"}
//   device_wipe      device, hours               {"device","revoked","wipe_ordered_at","wipe_until","wipe_receipt_at"}
//   recovery_list                                {"requests":[{"request","device","user","name","at","expires_at","approved"}]}
//   recovery_approve request, code               {"request","approved"}
//   lease_set        role, hours                 {"leases":[{"role","hours"}]}
//   lease_list                                   {"leases":[{"role","hours"}]}
//   verify                                       {"revisions","chains","audit_entries","bad":[{"what","which","why"}]}
//   audit            case                        {"case","entries":[…]}
//   backup           file (an absolute path)     {"file"}
#pragma once

#include "server/engine/engine.h"

#include <nlohmann/json.hpp>

namespace veldpost::app {

using AdminJson = nlohmann::ordered_json;

// Errors: unknown_command, malformed_message, and those of server::Admin.
Result<AdminJson> runAdmin(server::Engine& engine, const AdminJson& request);

// {"roles":[{"role","general","medical","reporter","whole_region"}]}: server/engine/access_table.h, as it is obeyed.
AdminJson accessTable();

// The line that goes back over the socket, and what it meant.
std::string answerLine(const Result<AdminJson>& answer);
Result<AdminJson> readAnswerLine(std::string_view line);

}  // namespace veldpost::app
