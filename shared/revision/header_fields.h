// A version 1 header made field by field from JSON values, each checked as it is set. What the wire sends is what
// differs from the header before: a reader begins with that one and sets the rest.
#pragma once

#include "shared/revision/header.h"

namespace veldpost::revision {

// The problem of every header that is not one; `detail` names the field.
Error badHeader(const std::string& detail);

class HeaderFields {
public:
    HeaderFields() = default;
    // All fields of `header` are set. REQUIRES: header.v == 1
    explicit HeaderFields(Header header);

    // Error `bad_header`: an unknown key, or a value the field cannot have: then the field is not there.
    Status set(std::string_view key, const Json& value);
    // The header has the field no more. An unknown key is as absent as it was.
    void clear(std::string_view key);
    void setPayloadHash(const Sha256& hash);
    void setPlace(std::int64_t n, const RevisionId& prev);
    // As far as it is set.
    ChainKey chain() const { return m_header.chain(); }
    // Error `bad_header`: a field that must be there is not, or `prev` does not go with `n`.
    Result<Header> header() const;

    // A whole version 1 header. REQUIRES: an object
    static Result<Header> read(const Json& object);
    // Of another version: the fields that keep name and meaning in every one, and `v`. REQUIRES: an object
    static Result<Header> readLasting(const Json& object);

private:
    Header m_header;
    unsigned m_set = 0;  // bit i: field i of the table is there
};

}  // namespace veldpost::revision
