#include "tests/bench/child.h"

#include "tests/bench/machine.h"
#include "tests/support/process.h"

#include <QCoreApplication>

#include <cstdio>

namespace veldpost::bench {

namespace {

// Far beyond what any job takes on a slow machine; it only says that a hanging child ends.
constexpr int kChildMsMax = 300'000;

struct NamedJob {
    std::string_view name;
    JobFunction run;
};

constexpr NamedJob kJobs[] = {{"fill", fillJob},   {"save", saveJob}, {"open-case", openCaseJob},
                              {"search", searchJob}, {"enrol", enrolJob}, {"push", pushJob},
                              {"pull", pullJob},   {"live", liveJob}, {"app-start", appStartJob},
                              {"notes", notesJob}, {"line", lineJob}, {"peer-ingest", peerIngestJob}};

Result<Json> runJob(const std::string& jobText)
{
    VELDPOST_ASSIGN(Json json, revision::readJson(jobText));
    const JobArguments job(std::move(json));
    VELDPOST_ASSIGN(const std::string name, job.text("job"));
    const SystemClock clock;
    crypto::SystemRandom random;
    for (const NamedJob& known : kJobs)
        if (known.name == name) return known.run(job, {clock, random});
    return protocol::malformed("job");
}

}  // namespace

Result<std::string> JobArguments::text(const char* key) const
{
    return protocol::textField(m_json, key);
}

Result<std::int64_t> JobArguments::number(const char* key) const
{
    return protocol::integerField(m_json, key);
}

int runChild(const std::string& jobText)
{
    auto answer = runJob(jobText);
    if (!answer.ok()) {
        const Error& e = answer.error();
        std::fprintf(stderr, "%s: %s (%s)\n", e.type.c_str(), e.title.c_str(), e.detail.c_str());
        return 1;
    }
    // A job that measured another process has said its peak already.
    if (!answer->contains("peak_mb")) (*answer)["peak_mb"] = ownPeakMb();
    std::printf("%s\n", answer->dump().c_str());
    std::fflush(stdout);
    return 0;
}

Result<Json> callChild(const Json& job)
{
    testing::Process child;
    const auto line = child.start({QCoreApplication::applicationFilePath(),
                                   {QStringLiteral("--child"), QString::fromStdString(job.dump())}, "{"},
                                  kChildMsMax);
    if (!line) return Error{ErrorKind::Failed, "child_failed", "A child of the bench failed", child.error().toStdString()};
    child.waitForEnd();
    Json answer = Json::parse(line->toStdString(), nullptr, false);
    if (answer.is_discarded()) return protocol::malformed("child's answer");
    return answer;
}

}  // namespace veldpost::bench
