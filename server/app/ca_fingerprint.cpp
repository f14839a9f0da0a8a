#include "server/app/ca_fingerprint.h"

#include "shared/protocol/invitation.h"

#include <fstream>
#include <iterator>
#include <string>

namespace veldpost::app {

Result<std::string> caFingerprint(const std::filesystem::path& pemFile)
{
    std::ifstream file(pemFile, std::ios::binary);
    const std::string pem((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    VELDPOST_ASSIGN(const Sha256 fingerprint, protocol::certificateFingerprint(pem));
    return fingerprint.text();
}

}  // namespace veldpost::app
