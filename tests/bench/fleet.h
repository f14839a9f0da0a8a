// Devices made of their keys alone, without a store: what they send is signed before the clock starts.
#pragma once

#include "shared/crypto/sign.h"
#include "shared/protocol/messages.h"
#include "tests/bench/bench_home.h"
#include "tests/bench/dutch_text.h"
#include "tests/bench/http_lanes.h"
#include "tests/bench/server_under_test.h"

namespace veldpost::bench {

// One device, writing into a case of its own. Requests are whole HTTP requests, from an address of its own.
class BenchDevice {
public:
    BenchDevice(const Surroundings& around, DutchText& text, std::size_t number);

    std::string enrolRequest(const std::string& code) const;
    Status takeEnrolment(const LaneAnswer& answer);
    std::string challengeRequest() const;
    Result<std::string> sessionRequest(const LaneAnswer& answer) const;
    Status takeSession(const LaneAnswer& answer);

    std::string foundCase();
    std::string pushNotes(std::int64_t notes);
    // `waitMs` 0: answered at once.
    std::string pullRequest(const std::string& cursor, std::int64_t waitMs = 0) const;

private:
    std::string post(const std::string& path, const Json& body) const;
    std::string pushRequest(protocol::RevisionPageWriter&& page) const;
    revision::SignedRevision sign(const RecordId& record, const char* kind, const Json& set);

    const Surroundings& m_around;
    DutchText& m_text;
    std::string m_address;
    crypto::SigningKey m_key;
    protocol::Certificate m_certificate;
    std::string m_token;
    CaseId m_case;
    std::int64_t m_n = 0;
    RevisionId m_last;
};

// A device's invitation for each. Before or after the server was started.
Result<std::vector<std::string>> inviteAll(ServerUnderTest& server, const std::string& user, std::int64_t devices);

// Enrolled and with a session each, over few connections, which are closed again. REQUIRES: the server was started
Result<std::vector<BenchDevice>> enrolFleet(const ServerUnderTest& server, const std::vector<std::string>& codes,
                                            const Surroundings& around, DutchText& text);

// A session is shorter than a long run.
Status renewSessions(const ServerUnderTest& server, std::vector<BenchDevice>& devices);

// The body of an answer, or the problem it is.
Result<Json> readCborAnswer(const LaneAnswer& answer);

// The revisions stored; error `not_stored` when one was not.
Result<std::int64_t> countStored(const LaneAnswer& pushAnswer);
Result<std::int64_t> countStored(const std::vector<std::vector<LaneAnswer>>& pushAnswers);

// What there is to know of a page without building all of it.
struct PageGlance {
    std::int64_t revisions = 0;
    bool more = false;
    std::string cursor;
};
Result<PageGlance> glanceAt(const LaneAnswer& pullAnswer);

}  // namespace veldpost::bench
