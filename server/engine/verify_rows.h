// The part of verify.h that is about rows of the server's own: regions, devices, orders to wipe, recoveries, invitations.
#pragma once

#include "server/engine/verify.h"

namespace veldpost::server {

// Adds to the report.
Status verifyRows(View& view, const ServerKeys& keys, VerifyReport& report);

}  // namespace veldpost::server
