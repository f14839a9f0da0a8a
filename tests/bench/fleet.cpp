#include "tests/bench/fleet.h"

#include "shared/model/kind_rules.h"
#include "shared/protocol/fields.h"
#include "tests/bench/settings.h"

#include <algorithm>

namespace veldpost::bench {

namespace {

constexpr int kSetUpMsMax = 120'000;
constexpr std::size_t kSetUpLanes = 16;

// 10.1.2.3 for the device of number 66051: tablets are on the road, not behind one address.
std::string addressOf(std::size_t number)
{
    return "10." + std::to_string(number >> 16 & 255) + '.' + std::to_string(number >> 8 & 255) + '.' +
           std::to_string(number & 255);
}

// All devices take turns on a few connections: lane l serves the devices l, l + lanes, …
template <typename Make, typename Take>
Status overFewLanes(const ServerUnderTest& server, std::vector<BenchDevice>& devices, Make make, Take take)
{
    const std::size_t count = std::min(kSetUpLanes, devices.size());
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), count));
    std::vector<std::vector<std::string>> requests(count);
    for (std::size_t i = 0; i < devices.size(); ++i) {
        VELDPOST_ASSIGN(std::string request, make(i));
        requests[i % count].push_back(std::move(request));
    }
    VELDPOST_ASSIGN(auto answers, lanes.run(requests, kSetUpMsMax));
    for (std::size_t i = 0; i < devices.size(); ++i) VELDPOST_TRY(take(i, answers[i % count][i / count]));
    return done();
}

}  // namespace

BenchDevice::BenchDevice(const Surroundings& around, DutchText& text, std::size_t number)
    : m_around(around), m_text(text), m_address(addressOf(number)), m_key(crypto::SigningKey::generate(around.random))
{
}

std::string BenchDevice::post(const std::string& path, const Json& body) const
{
    return cborPost({path, m_token, m_address}, revision::writeCbor(body));
}

std::string BenchDevice::enrolRequest(const std::string& code) const
{
    return post("/v1/enrol", protocol::EnrolRequest{code, m_key.publicKey()}.toJson());
}

Status BenchDevice::takeEnrolment(const LaneAnswer& answer)
{
    VELDPOST_ASSIGN(const Json json, readCborAnswer(answer));
    VELDPOST_ASSIGN(const auto enrolled, protocol::EnrolAnswer::fromJson(json));
    m_certificate = enrolled.certificate;
    return done();
}

std::string BenchDevice::challengeRequest() const
{
    return cborPost({"/v1/session/challenge", "", m_address},
                    revision::writeCbor(protocol::ChallengeRequest{m_certificate.device}.toJson()));
}

Result<std::string> BenchDevice::sessionRequest(const LaneAnswer& answer) const
{
    VELDPOST_ASSIGN(const Json json, readCborAnswer(answer));
    VELDPOST_ASSIGN(const auto challenge, protocol::ChallengeAnswer::fromJson(json));
    protocol::SessionRequest request{m_certificate.device, challenge.challenge, {}};
    request.signature = m_key.signFor(crypto::Purpose::Session,
                                      protocol::sessionBytes(m_certificate.device, challenge.challenge));
    return cborPost({"/v1/session", "", m_address}, revision::writeCbor(request.toJson()));
}

Status BenchDevice::takeSession(const LaneAnswer& answer)
{
    VELDPOST_ASSIGN(const Json json, readCborAnswer(answer));
    VELDPOST_ASSIGN(const auto session, protocol::SessionAnswer::fromJson(json));
    m_token = session.token;
    return done();
}

std::string BenchDevice::foundCase()
{
    const auto record = makeUuid7<RecordId>(m_around.clock.nowMs(), m_around.random);
    m_case = revision::foundedCaseId(m_certificate.region, m_certificate.user, record);
    m_n = 0;
    protocol::RevisionPageWriter page;
    page.add(sign(record, model::kCase, Json{{"title", "Dossier"}}));
    return pushRequest(std::move(page));
}

std::string BenchDevice::pushNotes(std::int64_t notes)
{
    protocol::RevisionPageWriter page;
    for (std::int64_t i = 0; i < notes; ++i)
        page.add(sign(makeUuid7<RecordId>(m_around.clock.nowMs(), m_around.random), model::kNote,
                      Json{{"text", m_text.note(kNoteBytes)}}));
    return pushRequest(std::move(page));
}

std::string BenchDevice::pullRequest(const std::string& cursor, std::int64_t waitMs) const
{
    std::string path = "/v1/pull?limit=1000&wait=" + std::to_string(waitMs);
    if (!cursor.empty()) path += "&cursor=" + cursor;
    return cborGet({path, m_token, m_address});
}

std::string BenchDevice::pushRequest(protocol::RevisionPageWriter&& page) const
{
    return post("/v1/push", protocol::pushJson(std::move(page)));
}

revision::SignedRevision BenchDevice::sign(const RecordId& record, const char* kind, const Json& set)
{
    revision::Header header;
    header.region = m_certificate.region;
    header.user = m_certificate.user;
    header.device = m_certificate.device;
    header.caseId = m_case;
    header.record = record;
    header.kind = kind;
    header.kindVersion = model::findKind(kind)->version;
    header.atMs = m_around.clock.nowMs();
    header.n = m_n + 1;
    if (m_n > 0) header.prev = m_last;
    const revision::Payload payload{revision::makeSalt(m_around.random), set, {}};
    auto rev = revision::signRevision(std::move(header), payload.canonicalBytes(), m_key);
    m_n = rev.header.n;
    m_last = rev.id;
    return rev;
}

Result<std::vector<std::string>> inviteAll(ServerUnderTest& server, const std::string& user, std::int64_t devices)
{
    std::vector<std::string> codes;
    for (std::int64_t i = 0; i < devices; ++i) {
        VELDPOST_ASSIGN(codes.emplace_back(), server.invite(user));
    }
    return codes;
}

Result<std::vector<BenchDevice>> enrolFleet(const ServerUnderTest& server, const std::vector<std::string>& codes,
                                            const Surroundings& around, DutchText& text)
{
    std::vector<BenchDevice> devices;
    for (std::size_t i = 0; i < codes.size(); ++i) devices.emplace_back(around, text, i);
    VELDPOST_TRY(overFewLanes(
        server, devices, [&](std::size_t i) -> Result<std::string> { return devices[i].enrolRequest(codes[i]); },
        [&](std::size_t i, const LaneAnswer& answer) { return devices[i].takeEnrolment(answer); }));
    VELDPOST_TRY(renewSessions(server, devices));
    return devices;
}

Status renewSessions(const ServerUnderTest& server, std::vector<BenchDevice>& devices)
{
    std::vector<LaneAnswer> challenges(devices.size());
    VELDPOST_TRY(overFewLanes(
        server, devices, [&](std::size_t i) -> Result<std::string> { return devices[i].challengeRequest(); },
        [&](std::size_t i, LaneAnswer& answer) {
            challenges[i] = std::move(answer);
            return done();
        }));
    return overFewLanes(
        server, devices, [&](std::size_t i) { return devices[i].sessionRequest(challenges[i]); },
        [&](std::size_t i, const LaneAnswer& answer) { return devices[i].takeSession(answer); });
}

Result<Json> readCborAnswer(const LaneAnswer& answer)
{
    if (answer.status != 200) return protocol::problemFrom(answer.status, answer.body);
    return protocol::readMessage(answer.body, true);
}

Result<std::int64_t> countStored(const LaneAnswer& pushAnswer)
{
    VELDPOST_ASSIGN(const Json json, readCborAnswer(pushAnswer));
    VELDPOST_ASSIGN(const auto push, protocol::PushAnswer::fromJson(json));
    for (const protocol::PushResult& result : push.results)
        if (result.outcome != protocol::Outcome::Stored)
            return Error{ErrorKind::Failed, "not_stored", "The server did not store a revision",
                         std::string(protocol::outcomeWord(result.outcome)) + " " + result.reason};
    return static_cast<std::int64_t>(push.results.size());
}

Result<std::int64_t> countStored(const std::vector<std::vector<LaneAnswer>>& pushAnswers)
{
    std::int64_t stored = 0;
    for (const auto& lane : pushAnswers)
        for (const LaneAnswer& answer : lane) {
            VELDPOST_ASSIGN(const std::int64_t more, countStored(answer));
            stored += more;
        }
    return stored;
}

Result<PageGlance> glanceAt(const LaneAnswer& pullAnswer)
{
    VELDPOST_ASSIGN(const Json json, readCborAnswer(pullAnswer));
    PageGlance glance;
    VELDPOST_ASSIGN(const Json* revisions, protocol::arrayField(json, "revisions"));
    glance.revisions = static_cast<std::int64_t>(revisions->size());
    VELDPOST_ASSIGN(glance.more, protocol::booleanField(json, "more"));
    VELDPOST_ASSIGN(glance.cursor, protocol::textField(json, "cursor"));
    return glance;
}

}  // namespace veldpost::bench
