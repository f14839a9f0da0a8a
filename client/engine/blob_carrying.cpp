#include "client/engine/blob_carrying.h"

#include "shared/protocol/blobs.h"

namespace veldpost::engine {

std::optional<std::int64_t> numberField(const HttpAnswer& answer, std::string_view name)
{
    return protocol::parseByteCount(answer.header(name));
}

Result<BlobEnd> refusedEnd(const HttpAnswer& answer)
{
    const Error problem = problemOf(answer);
    const bool aboutEverything = problem.kind == ErrorKind::Unreachable || problem.kind == ErrorKind::Locked ||
                                 problem.kind == ErrorKind::Busy || answer.status < 400 || answer.status >= 500;
    if (aboutEverything) return problem;
    return BlobEnd{false, problem};
}

Status keepHeld(LocalStore& store, const BlobAddress& address, const std::optional<std::string>& epoch)
{
    VELDPOST_ASSIGN(storage::Transaction tx, store.db().begin());
    VELDPOST_ASSIGN(const auto now, store.meta("epoch"));
    if (now != epoch) return serverSetBack();
    VELDPOST_TRY(BlobRows(store).setHeld(address));
    return tx.commit();
}

}  // namespace veldpost::engine
