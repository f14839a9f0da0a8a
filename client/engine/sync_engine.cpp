#include "client/engine/sync_engine.h"

#include "client/engine/sync_work.h"

#include <algorithm>

namespace veldpost::engine {

namespace {
// An empty answer to a long-poll that comes sooner than this is a server that does not hold it: asked again at a tick.
constexpr std::int64_t kPollMsMin = 1'000;
// Records indexed in one go: some 20 ms on a tablet, so that typing does not stutter.
constexpr std::int64_t kIndexChunk = 200;
constexpr std::int64_t kIndexChunkWhole = 2'000;
constexpr std::int64_t kCheckChunk = 100;
constexpr std::int64_t kIdleTickMs = 1'000;

Error storeIsACopy()
{
    return {ErrorKind::Conflict, "store_is_a_copy", "This device's store is a copy of another, or was set back",
            "What was written since stays here and is not called safe. Keep the device as it is and ask your coordinator."};
}

SyncSummary sumOf(SyncSummary a, const SyncSummary& b)
{
    a.pushed += b.pushed;
    a.pulled += b.pulled;
    a.quarantined += b.quarantined;
    a.refused += b.refused;
    a.blobsSent += b.blobsSent;
    a.blobsReceived += b.blobsReceived;
    a.blobsStuck = b.blobsStuck;
    a.purgedCases += b.purgedCases;
    return a;
}
}  // namespace

SyncEngine::SyncEngine(LocalStore& store, Drafts& drafts, Transport& transport, const Clock& clock,
                       RandomSource& random)
    : m_store(store), m_drafts(drafts), m_transport(transport), m_clock(clock), m_random(random)
{
    makeWork();
}

void SyncEngine::makeWork()
{
    m_work.reset();  // what it had on the line is off it before the next begins
    m_work = std::make_unique<Work>(m_store, m_drafts, m_transport, m_clock, m_random,
                                    [this](auto go) { beforePiece(std::move(go)); }, [this] { changed({}); });
    m_work->pusher.onMoved = [this](const std::vector<CaseId>& cases) { changed(cases); };
}

SyncEngine::~SyncEngine()
{
    m_transport.cancelAll();
}

SyncPhase SyncEngine::phase() const
{
    return m_work->phase;
}

std::optional<Error> SyncEngine::problem() const
{
    return m_work->problem ? m_work->problem : m_work->carryProblem;
}

std::int64_t SyncEngine::bytesSent() const { return m_work->calls.bytesSent(); }
std::int64_t SyncEngine::bytesReceived() const { return m_work->calls.bytesReceived(); }

void SyncEngine::syncOnce(std::function<void(Result<SyncSummary>)> done)
{
    VELDPOST_CHECK(!m_work->watching && m_work->phase == SyncPhase::Idle);
    m_work->done = std::move(done);
    beginRound();
}

void SyncEngine::watch()
{
    if (m_work->watching) return;
    m_work->watching = true;
    if (m_work->phase == SyncPhase::Idle) beginRound();
}

void SyncEngine::stop()
{
    m_transport.cancelAll();
    auto onChangeKept = std::move(onChange);
    makeWork();
    onChange = std::move(onChangeKept);
    changed({});
}

void SyncEngine::refreshWaiting(std::function<void(Status)> done)
{
    VELDPOST_CHECK(m_work->phase == SyncPhase::Idle || m_work->phase == SyncPhase::Watching);
    m_work->fetcher.run([this, done = std::move(done)](Status asked) {
        changed({});
        done(std::move(asked));
    });
}

void SyncEngine::viewAs(const UserId& user, std::function<void(Result<ColleaguesView>)> done)
{
    m_work->viewAs.run(user, std::move(done));
}

void SyncEngine::nudge()
{
    m_work->pushWanted = true;
    m_work->idleWork = true;
    if (m_work->phase == SyncPhase::Watching) pushBesideWatch();
    changed({});
}

void SyncEngine::networkReturned()
{
    m_work->pauseMs = kPauseMsFirst;
    m_work->resumeAtMs = 0;
}

void SyncEngine::changed(const std::vector<CaseId>& arrived)
{
    if (onChange) onChange(arrived);
}

void SyncEngine::enter(SyncPhase phase)
{
    m_work->phase = phase;
    changed({});
}

void SyncEngine::beginRound()
{
    m_work->before = sumOf(m_work->before, m_work->summary);
    m_work->summary = {};
    m_work->pushWanted = false;
    m_work->mended = false;
    m_work->unpushed.reset();
    openRound();
}

void SyncEngine::openRound()
{
    enter(SyncPhase::Session);
    m_work->calls.openSession([this](Result<protocol::SessionAnswer> session) {
        if (!session.ok()) return failRound(session.error());
        m_work->deliverOnly = session->deliverOnly;
        m_work->epoch = session->epoch;
        const Status ready = readyToDeliver(*session);
        if (!ready.ok()) return failRound(ready.error());
        enter(SyncPhase::Checking);
        m_work->checkpoint.run(*session, [this](Status status) {
            if (!status.ok()) return failRound(status.error());
            mendOr(&SyncEngine::pushInRound);
        });
    });
}

// A device that may only deliver gets no new name. Tried once a round: what stops again at once is looked at in the next.
void SyncEngine::mendOr(void (SyncEngine::*goOn)())
{
    Work& w = *m_work;
    if (w.mended || w.wiping || w.deliverOnly) return (this->*goOn)();
    w.mender.run(w.epoch, [this, goOn](const Result<bool>& renamed) {
        if (renamed.ok() && !*renamed) return (this->*goOn)();
        m_work->mended = true;
        if (renamed.ok()) return openRound();
        const Error& error = renamed.error();
        if (error.kind == ErrorKind::Unreachable || isOutdated(error)) return failRound(error);
        // What the server has for us comes all the same.
        m_work->unpushed = error;
        (this->*goOn)();
    });
}

// An order to wipe that was accepted once is carried out, whatever this session says.
Status SyncEngine::readyToDeliver(const protocol::SessionAnswer& session)
{
    Wiper& wiper = m_work->wiper;
    if (session.wipe) VELDPOST_TRY(wiper.accept(*session.wipe));
    VELDPOST_ASSIGN(m_work->wiping, wiper.isOrdered());
    if (m_work->wiping) VELDPOST_TRY(wiper.keepDrafts());
    return done();
}

void SyncEngine::pushInRound()
{
    enter(SyncPhase::Pushing);
    m_work->pusher.run([this](Status status) {
        // What the server holds is asked for in the next round; what it has for us comes all the same.
        if (isOutdated(status)) m_work->unpushed = status.error();
        else if (!status.ok()) return failRound(status.error());
        letPieceGo(done());
        mendOr(&SyncEngine::pushed);
    });
}

void SyncEngine::pushed()
{
    m_work->wiping || m_work->deliverOnly ? deliverBlobs() : offerInRound();
}

// What was here has been sent as far as the server takes it; there is nothing to fetch.
void SyncEngine::endDelivery()
{
    if (m_work->wiping) return m_work->wiper.conclude([this](const Error& error) { failRound(error); });
    const Status mayRead = Lease(m_store, m_clock).check();
    if (mayRead.ok()) return pullInRound();  // a session that was renewed meanwhile says so
    if (m_work->unpushed) return failRound(*std::exchange(m_work->unpushed, std::nullopt));
    failRound(mayRead.error());
}

// Before anything is pulled: a page may take away what the server lacks.
void SyncEngine::offerInRound()
{
    m_work->offerer.run(m_work->epoch, [this](Status status) {
        if (isOutdated(status)) m_work->unpushed = status.error();
        else if (!status.ok()) return failRound(status.error());
        pullInRound();
    });
}

void SyncEngine::pullInRound()
{
    enter(SyncPhase::Pulling);
    const std::int64_t purgedBefore = m_work->summary.purgedCases;
    m_work->puller.run(0, [this](const auto& cases) { changed(cases); }, [this, purgedBefore](Status pulled) {
        if (!pulled.ok()) return failRound(pulled.error());
        m_work->summary.purgedCases > purgedBefore ? pushInRound() : askWhatWaits();
    });
}

void SyncEngine::askWhatWaits()
{
    const auto wanted = m_work->fetcher.wanted();
    if (!wanted.ok()) return failRound(wanted.error());
    if (!*wanted) return endRound();
    enter(SyncPhase::Checking);
    m_work->fetcher.run([this](Status asked) { asked.ok() ? endRound() : failRound(asked.error()); });
}

void SyncEngine::endRound()
{
    Work& w = *m_work;
    const Status kept = m_store.setMetaInteger("last_sync_at", m_clock.nowMs());
    if (!kept.ok()) return failRound(kept.error());
    if (w.unpushed) return failRound(*std::exchange(w.unpushed, std::nullopt));
    w.problem.reset();
    w.pauseMs = kPauseMsFirst;
    w.idleWork = true;
    const auto stopped = Outbox(m_store).stoppedChains();
    if (!stopped.ok()) return failRound(stopped.error());
    if (*stopped > 0 && w.done) return failRound(storeIsACopy());
    if (*stopped > 0) w.problem = storeIsACopy();
    w.done ? carryInRound() : closeRound();
}

void SyncEngine::closeRound()
{
    Work& w = *m_work;
    if (w.done) {
        // One round that is asked for ends only when search knows all of it.
        auto summary = wholeSummary();
        w.phase = SyncPhase::Idle;
        auto done = std::exchange(w.done, nullptr);
        done(std::move(summary));
        if (!m_work->watching) return;
    }
    enter(SyncPhase::Watching);
    longPoll();
    if (m_work->pushWanted) pushBesideWatch();
    else letPieceGo(done());
    carryBesideWatch();
}

Result<SyncSummary> SyncEngine::wholeSummary()
{
    for (std::int64_t indexed = kIndexChunkWhole; indexed == kIndexChunkWhole;) {
        VELDPOST_ASSIGN(indexed, m_store.indexSome(kIndexChunkWhole));
    }
    SyncSummary summary = m_work->summary;
    VELDPOST_TRY(addStanding(summary));
    return summary;
}

Result<SyncSummary> SyncEngine::totals()
{
    SyncSummary summary = sumOf(m_work->before, m_work->summary);
    VELDPOST_TRY(addStanding(summary));
    return summary;
}

// What a summary says of the store as it is now.
Status SyncEngine::addStanding(SyncSummary& summary)
{
    VELDPOST_ASSIGN(const SyncStatus now, status());
    summary.waiting = now.quarantined;
    summary.allSafe = now.unsafeRevisions == 0 && now.unsafeBlobs == 0 && now.quarantined == 0;
    VELDPOST_ASSIGN(const auto cursor, m_store.meta("cursor"));
    summary.cursor = cursor.value_or("");
    return done();
}

void SyncEngine::failRound(const Error& error)
{
    letPieceGo(error);
    Work& w = *m_work;
    w.problem = error;
    if (w.done) {
        w.phase = SyncPhase::Idle;
        auto done = std::exchange(w.done, nullptr);
        return done(error);
    }
    const std::int64_t jittered =
        w.pauseMs / 2 + static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(w.pauseMs / 2 + 1)));
    const std::int64_t asked = std::min(w.calls.takeRetryAfterMs(), kAskedPauseMsMax);
    w.resumeAtMs = m_clock.monotonicMs() + std::max(jittered, asked);
    w.pauseMs = std::min(w.pauseMs * 2, kPauseMsMax);
    w.pollAtMs.reset();
    enter(SyncPhase::BackingOff);
}

void SyncEngine::longPoll()
{
    const std::int64_t purgedBefore = m_work->summary.purgedCases;
    const std::int64_t pulledBefore = m_work->summary.pulled;
    const std::int64_t beganMs = m_clock.monotonicMs();
    m_work->puller.run(protocol::kPullWaitMsMax, [this](const auto& cases) { m_work->idleWork = true; changed(cases); },
                       [this, purgedBefore, pulledBefore, beganMs](Status status) {
                           if (!m_work->watching) return;
                           if (!status.ok()) return failRound(status.error());
                           const Status kept = m_store.setMetaInteger("last_sync_at", m_clock.nowMs());
                           if (!kept.ok()) return failRound(kept.error());
                           if (m_work->roundWanted && !m_work->pusher.running()) {
                               m_work->roundWanted = false;
                               return beginRound();
                           }
                           const auto stale = waitingIsStale(m_store);
                           if (!stale.ok()) return failRound(stale.error());
                           // Something was withheld, or decided. Beside a push that runs it has time until the next.
                           if (*stale && !m_work->pusher.running()) return beginRound();
                           const bool purged = m_work->summary.purgedCases > purgedBefore;
                           if (purged) nudge();
                           else if (m_work->summary.pulled > pulledBefore) carryBesideWatch();
                           const bool hasty = !purged && m_work->summary.pulled == pulledBefore &&
                                              m_clock.monotonicMs() - beganMs < kPollMsMin;
                           hasty ? static_cast<void>(m_work->pollAtMs = beganMs + kPollMsMin) : longPoll();
                       });
}

// A save goes out at once, beside the open long-poll.
void SyncEngine::pushBesideWatch()
{
    if (m_work->pusher.running()) return;
    m_work->pushWanted = false;
    m_work->pusher.run([this](const Status& status) {
        pushedBesideWatch(status);
        letPieceGo(status);
    });
}

void SyncEngine::pushedBesideWatch(const Status& status)
{
    Work& w = *m_work;
    changed({});
    // A long-poll over the same line will fail as well and begin the pause; a push alone that fails is tried
    // again at the next tick.
    if (isOutdated(status)) {
        w.problem = status.error();
        w.roundWanted = true;  // when the long-poll answers, at the latest in half a minute
        return;
    }
    if (!status.ok()) {
        w.problem = status.error();
        w.pushWanted = true;
        w.resumeAtMs = m_clock.monotonicMs() + w.pauseMs;
        w.pauseMs = std::min(w.pauseMs * 2, kPauseMsMax);
        return;
    }
    const auto stopped = Outbox(m_store).stoppedChains();
    if (stopped.ok() && *stopped > 0) w.roundWanted = true;  // which gives the home a new name
    w.problem = !stopped.ok() ? std::optional(stopped.error())
                : *stopped > 0 ? std::optional(storeIsACopy())
                               : std::nullopt;
    w.pauseMs = kPauseMsFirst;
    if (w.pushWanted) return pushBesideWatch();
    const auto toSend = BlobRows(m_store).unsafeCount();
    if (toSend.ok() && *toSend > 0 && !w.pieceWaiting) carryBesideWatch();
}

std::int64_t SyncEngine::tick()
{
    Work& w = *m_work;
    const std::int64_t now = m_clock.monotonicMs();
    if (w.watching && w.phase == SyncPhase::BackingOff && now >= w.resumeAtMs && !w.pusher.running() &&
        !w.puller.running())
        beginRound();
    if (w.phase == SyncPhase::Watching && w.pushWanted && now >= w.resumeAtMs) pushBesideWatch();
    if (w.phase == SyncPhase::Watching && w.pollAtMs && now >= *w.pollAtMs) {
        w.pollAtMs.reset();
        longPoll();
    }
    if (w.phase == SyncPhase::Watching && w.carryAtMs && now >= *w.carryAtMs) carryBesideWatch();
    if (!w.idleWork) return kIdleTickMs;
    const auto indexed = m_store.indexSome(kIndexChunk);
    const auto checked = indexed.ok() && *indexed < kIndexChunk ? checkSomeSignatures(m_store, kCheckChunk) : indexed;
    if (!checked.ok()) {
        w.problem = checked.error();
        w.idleWork = false;
        return kIdleTickMs;
    }
    w.idleWork = *indexed == kIndexChunk || *checked == kCheckChunk;
    return w.idleWork ? 0 : kIdleTickMs;
}

Result<SyncStatus> SyncEngine::status()
{
    return readSyncStatus(m_store);
}

Result<SyncStatus> readSyncStatus(LocalStore& store)
{
    SyncStatus status;
    VELDPOST_ASSIGN(status.unsafeRevisions, Outbox(store).count());
    VELDPOST_ASSIGN(status.underWay, store.countUnderWay());
    VELDPOST_ASSIGN(status.unsafeBlobs, BlobRows(store).unsafeCount());
    VELDPOST_ASSIGN(status.stoppedChains, Outbox(store).stoppedChains());
    VELDPOST_ASSIGN(status.lastSyncAtMs, store.metaInteger("last_sync_at"));
    VELDPOST_ASSIGN(status.leaseUntilMs, store.metaInteger("lease_until"));
    VELDPOST_ASSIGN(storage::Statement s, store.db().prepare(
        "SELECT (SELECT count(*) FROM records WHERE conflicts > 0 AND case_id != ?),"
        " (SELECT count(*) FROM revisions INDEXED BY revisions_not_live WHERE status != 0 AND status = 3)"));
    s.bindAll(store.identity().region());  // the region's own dossier is not this user's to decide about
    VELDPOST_TRY(s.step());
    status.conflicts = s.int64(0);
    VELDPOST_ASSIGN(status.quarantined, countOwnWaiting(store));
    status.quarantined += s.int64(1);
    return status;
}

}  // namespace veldpost::engine
