// Many devices at once: how many notes a second the server makes durable when its clients cost next to nothing.
#include "tests/bench/bench_home.h"
#include "tests/bench/http_lanes.h"
#include "tests/bench/machine.h"
#include "tests/bench/workloads.h"

#include "shared/crypto/sign.h"
#include "shared/model/kind_rules.h"
#include "shared/protocol/messages.h"
#include "tests/bench/dutch_text.h"

namespace veldpost::bench {

namespace {

constexpr int kSetUpMsMax = 30'000;
constexpr int kRunMsMax = 120'000;
constexpr std::uint64_t kTextSeed = 40'001;

using LaneRequests = std::vector<std::vector<std::string>>;
using LaneAnswers = std::vector<std::vector<LaneAnswer>>;

Result<Json> readCborAnswer(const LaneAnswer& answer)
{
    if (answer.status != 200) return protocol::problemFrom(answer.status, answer.body);
    return protocol::readMessage(answer.body, true);
}

// A device made of its key alone, writing into a case of its own.
class Device {
public:
    Device(const Surroundings& around, DutchText& text)
        : m_around(around), m_text(text), m_key(crypto::SigningKey::generate(around.random))
    {
    }

    std::string enrolRequest(const std::string& code) const
    {
        const protocol::EnrolRequest request{code, m_key.publicKey()};
        return cborPost("/v1/enrol", "", revision::writeCbor(request.toJson()));
    }
    Status takeEnrolment(const LaneAnswer& answer)
    {
        VELDPOST_ASSIGN(const Json json, readCborAnswer(answer));
        VELDPOST_ASSIGN(const auto enrolled, protocol::EnrolAnswer::fromJson(json));
        m_certificate = enrolled.certificate;
        return done();
    }

    std::string challengeRequest() const
    {
        return cborPost("/v1/session/challenge", "",
                        revision::writeCbor(protocol::ChallengeRequest{m_certificate.device}.toJson()));
    }
    Result<std::string> sessionRequest(const LaneAnswer& answer) const
    {
        VELDPOST_ASSIGN(const Json json, readCborAnswer(answer));
        VELDPOST_ASSIGN(const auto challenge, protocol::ChallengeAnswer::fromJson(json));
        protocol::SessionRequest request{m_certificate.device, challenge.challenge, {}};
        request.signature = m_key.signFor(crypto::Purpose::Session,
                                          protocol::sessionBytes(m_certificate.device, challenge.challenge));
        return cborPost("/v1/session", "", revision::writeCbor(request.toJson()));
    }
    Status takeSession(const LaneAnswer& answer)
    {
        VELDPOST_ASSIGN(const Json json, readCborAnswer(answer));
        VELDPOST_ASSIGN(const auto session, protocol::SessionAnswer::fromJson(json));
        m_token = session.token;
        return done();
    }

    std::string foundCase()
    {
        const auto record = makeUuid7<RecordId>(m_around.clock.nowMs(), m_around.random);
        m_case = revision::foundedCaseId(m_certificate.region, m_certificate.user, record);
        protocol::RevisionPageWriter page;
        page.add(sign(record, model::kCase, Json{{"title", "Dossier"}}));
        return pushRequest(std::move(page));
    }
    std::string pushNotes(std::int64_t notes)
    {
        protocol::RevisionPageWriter page;
        for (std::int64_t i = 0; i < notes; ++i)
            page.add(sign(makeUuid7<RecordId>(m_around.clock.nowMs(), m_around.random), model::kNote,
                          Json{{"text", m_text.note(kNoteBytes)}}));
        return pushRequest(std::move(page));
    }

private:
    std::string pushRequest(protocol::RevisionPageWriter&& page) const
    {
        return cborPost("/v1/push", m_token, revision::writeCbor(protocol::pushJson(std::move(page))));
    }

    revision::SignedRevision sign(const RecordId& record, const char* kind, const Json& set)
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

    const Surroundings& m_around;
    DutchText& m_text;
    crypto::SigningKey m_key;
    protocol::Certificate m_certificate;
    std::string m_token;
    CaseId m_case;
    std::int64_t m_n = 0;
    RevisionId m_last;
};

// The notes stored; an Error when one was not.
Result<std::int64_t> countStored(const LaneAnswers& answers)
{
    std::int64_t stored = 0;
    for (const auto& lane : answers)
        for (const LaneAnswer& answer : lane) {
            VELDPOST_ASSIGN(const Json json, readCborAnswer(answer));
            VELDPOST_ASSIGN(const auto push, protocol::PushAnswer::fromJson(json));
            for (const protocol::PushResult& result : push.results) {
                if (result.outcome != protocol::Outcome::Stored)
                    return Error{ErrorKind::Failed, "not_stored", "The server did not store a note",
                                 std::string(protocol::outcomeWord(result.outcome)) + " " + result.reason};
                ++stored;
            }
        }
    return stored;
}

class IngestRun {
public:
    IngestRun(HttpLanes lanes, std::vector<Device> devices) : m_lanes(std::move(lanes)), m_devices(std::move(devices)) {}

    Status setUp(const std::vector<std::string>& codes)
    {
        std::size_t next = 0;
        VELDPOST_ASSIGN(auto answers, each([&](Device& d) { return d.enrolRequest(codes[next++]); }));
        for (std::size_t i = 0; i < answers.size(); ++i) VELDPOST_TRY(m_devices[i].takeEnrolment(answers[i].front()));
        VELDPOST_ASSIGN(answers, each([](Device& d) { return d.challengeRequest(); }));
        LaneRequests requests;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            VELDPOST_ASSIGN(std::string request, m_devices[i].sessionRequest(answers[i].front()));
            requests.push_back({std::move(request)});
        }
        VELDPOST_ASSIGN(answers, m_lanes.run(requests, kSetUpMsMax));
        for (std::size_t i = 0; i < answers.size(); ++i) VELDPOST_TRY(m_devices[i].takeSession(answers[i].front()));
        VELDPOST_ASSIGN(answers, each([](Device& d) { return d.foundCase(); }));
        VELDPOST_TRY(countStored(answers));
        return done();
    }

    // Notes a second; everything is signed and encoded before the clock starts, and read after it stopped.
    Result<double> notesPerSecond(std::int64_t pages, std::int64_t notesPerPage)
    {
        LaneRequests requests(m_devices.size());
        for (std::size_t i = 0; i < m_devices.size(); ++i)
            for (std::int64_t page = 0; page < pages; ++page) requests[i].push_back(m_devices[i].pushNotes(notesPerPage));
        const Stopwatch watch;
        VELDPOST_ASSIGN(const LaneAnswers answers, m_lanes.run(requests, kRunMsMax));
        const double seconds = watch.seconds();
        VELDPOST_ASSIGN(const std::int64_t stored, countStored(answers));
        return static_cast<double>(stored) / seconds;
    }

private:
    template <typename Make>
    Result<LaneAnswers> each(Make make)
    {
        LaneRequests requests;
        for (Device& device : m_devices) requests.push_back({make(device)});
        return m_lanes.run(requests, kSetUpMsMax);
    }

    HttpLanes m_lanes;
    std::vector<Device> m_devices;
};

Result<std::vector<Figure>> measure(Bench& bench, ServerUnderTest& server, const std::vector<std::string>& codes)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    const Surroundings around{clock, random};
    DutchText text(kTextSeed);
    std::vector<Device> devices;
    for (std::size_t i = 0; i < codes.size(); ++i) devices.emplace_back(around, text);
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), codes.size()));
    IngestRun run(std::move(lanes), std::move(devices));
    VELDPOST_TRY(run.setUp(codes));
    VELDPOST_ASSIGN(const double byTen, run.notesPerSecond(bench.scale().ingestPagesOfTen, 10));
    VELDPOST_ASSIGN(const double byOne, run.notesPerSecond(bench.scale().ingestPagesOfOne, 1));
    return std::vector<Figure>{{"ingest_pages_of_10_notes_per_s", byTen, "notes/s", atLeast(7'000)},
                               {"ingest_pages_of_1_notes_per_s", byOne, "notes/s", atLeast(2'500)}};
}

}  // namespace

Result<std::vector<Figure>> runIngest(Bench& bench)
{
    ServerUnderTest server(bench.folder() / "ingest");
    VELDPOST_TRY(server.init());
    VELDPOST_TRY(server.addRegion());
    VELDPOST_ASSIGN(const std::string user, server.addUser("Writer", "wijkteam"));
    std::vector<std::string> codes;
    for (std::int64_t i = 0; i < bench.scale().ingestConnections; ++i) {
        VELDPOST_ASSIGN(codes.emplace_back(), server.invite(user));
    }
    VELDPOST_TRY(server.start());
    VELDPOST_ASSIGN(auto figures, measure(bench, server, codes));
    VELDPOST_TRY(server.stop());
    figures.push_back({"ingest_server_peak_mb", server.peakMb(), "MB", atMost(200)});
    return figures;
}

}  // namespace veldpost::bench
