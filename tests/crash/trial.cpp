#include "tests/crash/trial.h"

#include "shared/storage/content_hash.h"

#include <optional>
#include <set>

namespace veldpost::crash {

namespace {

using storage::Fault;

// After how many states one more piece of work is tried: it costs as much as the rest.
constexpr std::int64_t kGoOnEvery = 8;
// In how many states the start that follows is stopped in turn, at each operation it does, and every how manyth of those.
constexpr std::int64_t kAgainEvery = 29;
constexpr std::size_t kAgainStride = 3;

std::string place(const Scenario& scenario, const Reach& reach, const std::string& how)
{
    return scenario.name + ", seed " + std::to_string(reach.seed) + ", " + how + ": ";
}

// The content by an own connection: what a person or the other side could come to know.
Result<Sha256> contentOf(const Scenario& scenario, const std::string& file)
{
    VELDPOST_ASSIGN(const auto reader, storage::Database::openReader(file, *scenario.key));
    return storage::contentHash(*reader);
}

// One way through the steps, written down.
struct Recording {
    Files before;
    std::vector<DiskOp> ops;
    std::vector<std::size_t> stepEnds;  // operations when the opening and then each step was done
    std::vector<Sha256> contents;       // after the opening and each step
};

std::string record(const Scenario& scenario, const std::string& file, Recording& out)
{
    scenario.prepare(file);
    out.before = readFiles(file);
    DiskRecorder recorder(file);
    auto subject = scenario.open(file, 1);
    if (!subject.ok()) return "does not open: " + subject.error().type;
    for (std::size_t i = 0; i <= scenario.steps.size(); ++i) {
        if (i > 0) {
            const Status status = scenario.steps[i - 1].act(**subject);
            if (!status.ok()) return scenario.steps[i - 1].name + ": " + status.error().type + ' ' + status.error().detail;
        }
        const auto content = contentOf(scenario, file);
        if (!content.ok()) return "cannot be read: " + content.error().type;
        out.contents.push_back(*content);
        out.stepEnds.push_back(recorder.ops().size());
    }
    subject->reset();  // closing copies the WAL into the file
    out.ops = recorder.ops();
    return {};
}

// The step that was under way after so many operations: 0 is the opening.
std::size_t stepAt(const Recording& r, std::size_t count)
{
    std::size_t step = 0;
    while (step < r.stepEnds.size() && r.stepEnds[step] < count) ++step;
    return step;
}

struct Opened {
    std::string problem;
    std::optional<Sha256> content;
};

Opened openFound(const Scenario& scenario, const std::string& file, bool goOn, int start)
{
    auto subject = scenario.open(file, start);
    if (!subject.ok()) return {"does not open: " + subject.error().type + ' ' + subject.error().detail, {}};
    const auto content = contentOf(scenario, file);
    if (!content.ok()) return {"cannot be read: " + content.error().type, {}};
    if (const Status sound = (*subject)->verify(); !sound.ok())
        return {"verify: " + sound.error().type + ' ' + sound.error().detail, {}};
    if (goOn) {
        if (const Status more = (*subject)->goOn(); !more.ok()) return {"takes no more work: " + more.error().type, {}};
    }
    return {{}, *content};
}

// What may be found while a step of several transactions runs: the contents right after each of its syncs.
std::set<Sha256> milestones(const Scenario& scenario, const Recording& r, std::size_t step, const std::string& file)
{
    std::set<Sha256> out;
    SeededRandom random(1);
    const std::size_t from = step == 0 ? 0 : r.stepEnds[step - 1];
    for (std::size_t i = from; i < r.stepEnds[step]; ++i) {
        if (r.ops[i].kind != DiskOp::Kind::Sync || r.ops[i].file != storage::StoreFile::Wal) continue;
        writeFiles(file, filesAfter(r.before, r.ops, i + 1, Unsynced::Kept, random));
        if (const Opened opened = openFound(scenario, file, false, 2); opened.content) out.insert(*opened.content);
    }
    return out;
}

class CrashTrial {
public:
    CrashTrial(const Scenario& scenario, const std::string& folder, const Reach& reach)
        : m_scenario(scenario), m_file(folder + "/" + scenario.name + ".db"), m_reach(reach), m_random(reach.seed)
    {
    }

    Tally run()
    {
        Tally tally;
        tally.complaint = record(m_scenario, m_file, m_recording);
        if (!tally.complaint.empty()) {
            tally.complaint = place(m_scenario, m_reach, "no fault") + tally.complaint;
            return tally;
        }
        for (std::size_t step = 0; step < m_recording.stepEnds.size(); ++step)
            m_between.push_back(milestones(m_scenario, m_recording, step, m_file));
        if (!m_reach.syncsCount)
            for (DiskOp& op : m_recording.ops)
                if (op.kind == DiskOp::Kind::Sync) op.kind = DiskOp::Kind::SyncForgotten;
        for (std::size_t count = m_random.below(m_reach.stride); count <= m_recording.ops.size(); count += m_reach.stride)
            for (const Unsynced what : kUnsynced) {
                std::string problem = tryOne(count, what, tally.states++);
                if (problem.empty() && tally.states % kAgainEvery == 0) problem = stopTheStart(count, what, tally);
                if (problem.empty()) continue;
                tally.complaint = place(m_scenario, m_reach, "after " + std::to_string(count) + " of " +
                                        std::to_string(m_recording.ops.size()) + " operations, unsynced " + wordOf(what)) + problem;
                return tally;
            }
        return tally;
    }

private:
    std::string tryOne(std::size_t count, Unsynced what, std::int64_t number)
    {
        writeFiles(m_file, filesAfter(m_recording.before, m_recording.ops, count, what, m_random));
        const Opened opened = openFound(m_scenario, m_file, number % kGoOnEvery == 0, 2);
        if (!opened.problem.empty()) return opened.problem;
        const std::size_t step = stepAt(m_recording, count);
        const auto& contents = m_recording.contents;
        if (step >= contents.size()) return *opened.content == contents.back() ? "" : "closing changed the content";
        if (*opened.content == contents[step]) return {};
        // All of the step is there when it was answered as done; before that it may also not have begun.
        const bool answered = m_recording.stepEnds[step] == count;
        if (answered) return "lacks what was answered as done: " + nameOf(step);
        if (step > 0 && *opened.content == contents[step - 1]) return {};
        if (m_between[step].contains(*opened.content)) return {};
        return step == 0 ? "is in no state that opening goes through" : "holds a part of: " + nameOf(step);
    }

    // The start after a stop is stopped in turn: by itself, and after an operation of it had failed. What the start would
    // have found is what the one after it finds.
    std::string stopTheStart(std::size_t count, Unsynced what, Tally& tally)
    {
        const Files found = filesAfter(m_recording.before, m_recording.ops, count, what, m_random);
        writeFiles(m_file, found);
        std::vector<DiskOp> ops;
        std::optional<Sha256> content;
        {
            DiskRecorder recorder(m_file);
            const Opened opened = openFound(m_scenario, m_file, false, 2);
            if (!opened.problem.empty()) return opened.problem;
            content = opened.content;
            ops = recorder.ops();
        }
        for (std::size_t k = m_random.below(kAgainStride); k <= ops.size(); k += kAgainStride) {
            const Unsynced again = kUnsynced[m_random.below(std::size(kUnsynced))];
            const std::string how = "then after " + std::to_string(k) + " of the " + std::to_string(ops.size()) +
                                    " operations of the start, unsynced " + wordOf(again) + ": ";
            if (const auto problem = openAgain(filesAfter(found, ops, k, again, m_random), *content); !problem.empty())
                return how + problem;
            std::vector<DiskOp> cutShort = failedStart(found, k);
            if (const auto problem = openAgain(filesAfter(found, cutShort, cutShort.size(), again, m_random), *content);
                !problem.empty())
                return how + "with an I/O error before: " + problem;
            tally.states += 2;
        }
        return {};
    }

    // All that a start did whose k-th operation fails, and all after it.
    std::vector<DiskOp> failedStart(const Files& found, std::size_t k)
    {
        writeFiles(m_file, found);
        DiskRecorder recorder(m_file);
        recorder.failAt(k, Fault::IoError, true);
        (void)openFound(m_scenario, m_file, false, 2);  // that it fails is what is played
        return recorder.ops();
    }

    std::string openAgain(const Files& files, const Sha256& content)
    {
        writeFiles(m_file, files);
        const Opened opened = openFound(m_scenario, m_file, false, 2);
        if (!opened.problem.empty()) return opened.problem;
        return *opened.content == content ? "" : "is another content than the start before it found";
    }

    std::string nameOf(std::size_t step) const { return step == 0 ? "opening" : m_scenario.steps[step - 1].name; }

    const Scenario& m_scenario;
    const std::string m_file;
    const Reach m_reach;
    SeededRandom m_random;
    Recording m_recording;
    std::vector<std::set<Sha256>> m_between;
};

struct FaultKind {
    const char* name;
    Fault fault;
    bool onwards;
};
constexpr FaultKind kFaultKinds[] = {
    {"an I/O error", Fault::IoError, false},        {"I/O errors from then on", Fault::IoError, true},
    {"a full disk", Fault::DiskFull, false},        {"a disk full from then on", Fault::DiskFull, true},
    {"a short write", Fault::ShortWrite, false},
};

class FaultTrial {
public:
    FaultTrial(const Scenario& scenario, const std::string& folder, const Reach& reach)
        : m_scenario(scenario), m_file(folder + "/" + scenario.name + ".db"), m_reach(reach), m_random(reach.seed)
    {
    }

    Tally run()
    {
        Tally tally;
        tally.complaint = record(m_scenario, m_file, m_whole);
        for (std::size_t step = 0; tally.complaint.empty() && step < m_whole.stepEnds.size(); ++step)
            m_parts.merge(milestones(m_scenario, m_whole, step, m_file));
        for (std::size_t k = m_random.below(m_reach.stride); tally.complaint.empty() && k < m_whole.stepEnds.back(); k += m_reach.stride)
            for (const FaultKind& kind : kFaultKinds) {
                const std::string problem = tryOne(k, kind);
                ++tally.faults;
                if (problem.empty()) continue;
                tally.complaint = place(m_scenario, m_reach, std::string(kind.name) + " at operation " + std::to_string(k)) + problem;
                break;
            }
        return tally;
    }

private:
    std::string tryOne(std::size_t k, const FaultKind& kind)
    {
        writeFiles(m_file, m_whole.before);
        if (m_scenario.resetBeside) m_scenario.resetBeside(m_file);
        DiskRecorder recorder(m_file);
        recorder.failAt(k, kind.fault, kind.onwards);
        std::optional<Sha256> last;
        if (std::string problem = runSteps(recorder, last); !problem.empty()) return problem;
        // The power goes, before the store was closed: only what a sync has covered stays.
        const std::vector<DiskOp> ops = recorder.ops();
        writeFiles(m_file, filesAfter(m_whole.before, ops, m_opsWhenDone, Unsynced::Dropped, m_random));
        recorder.heal();
        const Opened found = openFound(m_scenario, m_file, false, 3);
        if (!found.problem.empty()) return "then a power cut: " + found.problem;
        return *found.content == *last ? "" : "then a power cut: not all is there that was answered as done";
    }

    // Does all steps; one that fails is done again when the disk is well, by a new start if need be. `last`: the content
    // when all were answered as done.
    std::string runSteps(DiskRecorder& recorder, std::optional<Sha256>& last)
    {
        int start = 1;
        auto subject = m_scenario.open(m_file, start);
        if (!subject.ok()) {
            if (!recorder.hasFailed()) return "does not open: " + subject.error().type;
            recorder.heal();
            subject = m_scenario.open(m_file, ++start);
            if (!subject.ok()) return "does not open when the disk is well again: " + subject.error().type;
        }
        for (const Step& step : m_scenario.steps) {
            const auto before = contentOf(m_scenario, m_file);
            if (step.act(**subject).ok()) continue;
            if (!recorder.hasFailed()) return step.name + " failed by itself";
            const auto after = contentOf(m_scenario, m_file);
            recorder.heal();
            if (before.ok() && after.ok() && *before != *after && !isPart(*after))
                return step.name + " failed and left something";
            if (step.act(**subject).ok()) continue;
            subject->reset();
            subject = m_scenario.open(m_file, ++start);
            if (!subject.ok()) return "does not open again: " + subject.error().type;
            const Status again = step.act(**subject);
            if (!again.ok()) return step.name + " fails when the disk is well again: " + again.error().type;
        }
        const auto content = contentOf(m_scenario, m_file);
        if (!content.ok()) return "cannot be read: " + content.error().type;
        last = *content;
        if (const Status sound = (*subject)->verify(); !sound.ok()) return "verify: " + sound.error().type;
        m_opsWhenDone = recorder.ops().size();
        return {};
    }

    // A step of several transactions that fails in a later one leaves the earlier ones. Up to the fault all is as in the
    // recording, so that its contents can be compared.
    bool isPart(const Sha256& content) const { return m_parts.contains(content); }

    const Scenario& m_scenario;
    const std::string m_file;
    const Reach m_reach;
    SeededRandom m_random;
    Recording m_whole;
    std::size_t m_opsWhenDone = 0;
    std::set<Sha256> m_parts;
};

}  // namespace

Tally tryCrashes(const Scenario& scenario, const std::string& folder, const Reach& reach)
{
    return CrashTrial(scenario, folder, reach).run();
}

Tally tryFaults(const Scenario& scenario, const std::string& folder, const Reach& reach)
{
    return FaultTrial(scenario, folder, reach).run();
}

}  // namespace veldpost::crash
