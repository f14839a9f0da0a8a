#include "server/engine/committer.h"

#include <future>

namespace veldpost::server {

namespace {
// One transaction's share of what waits: more would make the first in it wait for the last without saving an fsync
// worth having. Rows.
constexpr std::size_t kBatchWeightMax = 4000;
// One device's share of that, a page that is larger being one all the same: about ten milliseconds, which is what it
// costs whoever comes next. Rows.
constexpr std::size_t kShareWeightMax = 256;
// More than any client has under way. Jobs of one device.
constexpr std::size_t kWaitingOfDeviceMax = 64;
// Of files: one piece of a megabyte, or some small ones. About ten milliseconds.
constexpr std::size_t kBulkWeightMax = 1024;
}  // namespace

Committer::Committer(Store& store, const ServerKeys& keys, const Clock& clock, Mode mode, Announce announce, Ride ride)
    : m_store(store), m_keys(keys), m_clock(clock), m_mode(mode), m_announce(std::move(announce)),
      m_ride(std::move(ride))
{
    if (mode == Mode::Thread) m_thread = std::thread([this] { loop(); });
}

Committer::~Committer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void Committer::submit(Job job)
{
    if (m_mode == Mode::Inline) {
        Batch batch;
        batch.push_back(std::move(job));
        commit(batch);
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        const DeviceId turn = job.turn;
        const Place place = (job.bulk ? m_bulk : m_queue).push(turn, std::move(job));
        VELDPOST_CHECK(place == Place::Taken);  // without limits: who asks has looked at isBehind()
    }
    m_changed.notify_one();
}

Status Committer::submitAndWait(Job job)
{
    std::promise<Status> answered;
    auto answer = answered.get_future();
    job.done = [&answered, next = std::move(job.done)](const Status& status) {
        if (next) next(status);
        answered.set_value(status);
    };
    submit(std::move(job));
    return answer.get();
}

bool Committer::isBehind(const DeviceId& device) const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.waitingOf(device) >= kWaitingOfDeviceMax;
}

TurnCounts Committer::turnCounts() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.counts();
}

void Committer::loop()
{
    for (;;) {
        Batch batch = takeBatch();
        if (batch.empty()) return;
        commit(batch);
    }
}

Committer::Batch Committer::takeBatch()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closing || m_queue.ready() || m_bulk.ready(); });
    const bool isBulk = m_bulk.ready() && (!m_queue.ready() || m_bulkIsNext);
    m_bulkIsNext = !isBulk;
    Queue& queue = isBulk ? m_bulk : m_queue;
    const std::size_t weightMax = isBulk ? kBulkWeightMax : kBatchWeightMax;
    Batch batch;
    std::size_t weight = 0;
    std::map<DeviceId, std::size_t> shares;
    std::vector<DeviceId> haveTheirs;
    while (queue.ready() && weight < weightMax) {
        if (queue.next().alone && !batch.empty()) break;
        auto [device, job] = queue.begin();
        weight += job.weight;
        // A turn that is not over keeps a device out of the rest of this transaction.
        if ((shares[device] += job.weight) < kShareWeightMax) queue.end(device);
        else haveTheirs.push_back(device);
        batch.push_back(std::move(job));
        if (batch.back().alone) break;
    }
    for (const DeviceId& device : haveTheirs) queue.end(device);
    return batch;
}

void Committer::commit(std::span<const Job> jobs)
{
    std::map<RegionId, Seq> touched;
    const Status written = write(jobs, touched);
    if (!written.ok()) m_records.clear();  // it may have followed what is not there now
    if (!written.ok() && jobs.size() > 1) {
        // One that cannot be written must not take those along that only happened to wait beside it.
        for (const Job& job : jobs) commit({&job, 1});
        return;
    }
    for (const Job& job : jobs)
        if (job.done) job.done(written);
    if (written.ok() && !touched.empty()) m_announce(touched);
}

Status Committer::write(std::span<const Job> jobs, std::map<RegionId, Seq>& touched)
{
    VELDPOST_ASSIGN(const auto change, m_store.change());
    const std::int64_t nowMs = m_clock.nowMs();
    Ledger ledger(*change, m_keys.stampKey, nowMs, m_records);
    AuditTrail audit(*change, m_keys.auditSource, m_keys.stampKey);
    Work work{*change, ledger, audit, nowMs};
    for (const Job& job : jobs) VELDPOST_TRY(job.run(work));
    VELDPOST_TRY(audit.seal());
    VELDPOST_TRY(m_ride(*change));
    VELDPOST_TRY(change->commit());
    touched = ledger.touched();
    return done();
}

}  // namespace veldpost::server
