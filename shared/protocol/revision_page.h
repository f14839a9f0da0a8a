// Revisions on the wire. What can be derived is left off:
//
//   page item = {"h": header delta | "H": header, "p": payload text | "b": payload base64, "s": signature hex,
//                "r": received_at ms, "t": stamp hex}
//                  H: the canonical bytes of a header whose v is not 1, whole: what it holds is not for us to change
//                  b: payload bytes that are no text (sealed ones)
//                  neither p nor b: destroyed, or not sent     r and t only when the server sends
//   header delta, against the nearest item before it in the same array that has an "h":
//     a key with a value      the header has it
//     a key with null         the header has it not, the item before had it
//     no key                  as in the item before; but
//       payload_sha256        is the hash of the payload's bytes, and only named when they are absent
//       n and prev            continue the last item of the same chain (device, case, part) in this array;
//                             named when there is none or it does not continue
//
// The payload travels as its stored bytes, so a reader hashes what it got and parses it once.
#pragma once

#include "shared/protocol/fields.h"
#include "shared/protocol/stamp.h"
#include "shared/revision/signed_revision.h"

#include <unordered_map>

namespace veldpost::protocol {

struct ReceivedRevision {
    revision::SignedRevision revision;
    std::optional<std::int64_t> receivedAtMs;
    std::optional<Stamp> stamp;
};

class RevisionPageWriter {
public:
    void add(const revision::SignedRevision& revision, std::optional<std::int64_t> receivedAtMs = {},
             std::optional<Stamp> stamp = {});
    std::size_t count() const { return m_items.size(); }
    // About what the items take on the wire.
    std::size_t bytes() const { return m_bytes; }
    Json take() { return std::move(m_items); }

private:
    struct Last {
        std::int64_t n;
        RevisionId id;
    };
    Json deltaFor(const revision::SignedRevision& revision) const;

    Json m_items = Json::array();
    std::optional<revision::Header> m_before;
    std::unordered_map<revision::ChainKey, Last> m_chains;
    std::size_t m_bytes = 0;
};

// Ids and payload hashes are recomputed here; signatures are the caller's to check. One result an item: a bad one
// (`malformed_message`, `bad_header`) does not cost the others, but those whose delta needs it.
// Errors for the whole: `malformed_message`, `too_large`.
Result<std::vector<Result<ReceivedRevision>>> readRevisionPage(const Json& items);

}  // namespace veldpost::protocol
