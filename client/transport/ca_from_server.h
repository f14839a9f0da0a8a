// The CA certificate an invitation names by its fingerprint, taken from the chain the server shows.
#pragma once

#include "shared/base/id.h"
#include "shared/base/result.h"

#include <string>

namespace veldpost::transport {

// PEM. Nothing is sent and nothing is believed but the fingerprint (SHA-256 of the DER form): the certificate found is
// then the only trust of an HttpTransport, which checks the server against it. Blocks up to ten seconds.
// Errors: `bad_server_url` (Usage), `no_connection`, `not_trusted` (Unreachable): the server shows no such certificate.
// REQUIRES: a QCoreApplication
Result<std::string> caFromServer(const std::string& serverUrl, const Sha256& fingerprint);

}  // namespace veldpost::transport
