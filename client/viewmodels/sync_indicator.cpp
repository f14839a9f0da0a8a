#include "client/viewmodels/sync_indicator.h"

#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"
#include "client/viewmodels/workspace.h"

namespace veldpost::viewmodels {

namespace {

using engine::SyncPhase;

SyncIndicator::Phase phaseOf(const engine::SyncEngine& sync)
{
    if (const auto problem = sync.problem())
        return problem->kind == ErrorKind::Unreachable ? SyncIndicator::Offline : SyncIndicator::Waiting;
    switch (sync.phase()) {
    case SyncPhase::Pushing:
    case SyncPhase::Carrying: return SyncIndicator::Sending;
    case SyncPhase::Session:
    case SyncPhase::Pulling:
    case SyncPhase::Checking: return SyncIndicator::Receiving;
    case SyncPhase::BackingOff: return SyncIndicator::Waiting;
    case SyncPhase::Idle:
    case SyncPhase::Watching:
        if (const auto blob = sync.blobProgress()) return blob->up ? SyncIndicator::Sending : SyncIndicator::Receiving;
        break;
    }
    return SyncIndicator::UpToDate;
}

}  // namespace

SyncIndicator::SyncIndicator(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    m_tick.setInterval(kTickMs);
    m_coalesce.setInterval(kCoalesceMs);
    m_coalesce.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &SyncIndicator::tick);
    connect(&m_coalesce, &QTimer::timeout, this, &SyncIndicator::refresh);
    connect(&workspace, &Workspace::changed, this, [this] { m_coalesce.start(); });
    connect(&workspace, &Workspace::languageChanged, this, &SyncIndicator::refresh);
    connect(&workspace, &Workspace::closed, this, [this] {
        m_tick.stop();
        m_coalesce.stop();
        refresh();
    });
}

void SyncIndicator::attach()
{
    engine::OpenHome* home = m_workspace.home();
    VELDPOST_CHECK(home != nullptr);
    if (engine::SyncEngine* sync = home->sync()) {
        sync->onChange = [this](const std::vector<CaseId>& arrived) {
            for (const CaseId& caseId : arrived) m_workspace.noteChanged(QString::fromStdString(caseId.text()));
            if (!m_coalesce.isActive()) m_coalesce.start();
        };
        m_tick.start();
    }
    refresh();
}

void SyncIndicator::tick()
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || home->sync() == nullptr) return;
    home->sync()->tick();
    watchCarrying();
}

void SyncIndicator::watchCarrying()
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || home->sync() == nullptr) return;
    const bool was = m_carrying.progress().has_value();
    m_carrying.see(home->sync()->blobProgress(), m_workspace.clock().monotonicMs());
    if (was || m_carrying.progress()) Q_EMIT changed();
}

void SyncIndicator::syncNow()
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || home->sync() == nullptr) return;
    home->sync()->networkReturned();
    home->sync()->nudge();
}

void SyncIndicator::refresh()
{
    m_phase = Offline;
    m_unsafe = m_underWay = m_conflicts = m_quarantined = 0;
    m_allSafe = false;
    m_lastSyncAtMs = 0;
    m_problemText.clear();
    if (engine::OpenHome* home = m_workspace.home()) {
        if (home->sync() != nullptr) readStatus(*home->sync());
        else readWithoutServer();
    } else {
        m_carrying.see({}, 0);
    }
    Q_EMIT changed();
}

void SyncIndicator::readStatus(engine::SyncEngine& sync)
{
    m_phase = phaseOf(sync);
    m_carrying.see(sync.blobProgress(), m_workspace.clock().monotonicMs());
    if (sync.problem() && m_phase == UpToDate) m_phase = Waiting;
    if (const auto problem = sync.problem()) m_problemText = errorText(*problem);
    const auto status = sync.status();
    if (!status.ok()) {
        m_problemText = errorText(status.error());
        return;
    }
    m_unsafe = static_cast<int>(status->unsafeRevisions + status->unsafeBlobs);
    m_underWay = static_cast<int>(status->underWay);
    m_conflicts = static_cast<int>(status->conflicts);
    m_quarantined = static_cast<int>(status->quarantined);
    m_lastSyncAtMs = status->lastSyncAtMs.value_or(0);
    m_allSafe = m_unsafe == 0 && m_quarantined == 0 && m_lastSyncAtMs > 0;
}

// A home that never meets a server (the demo): all work is on this device alone.
void SyncIndicator::readWithoutServer()
{
    const auto cases = m_workspace.home()->dossiers().cases();
    if (!cases.ok()) {
        m_problemText = errorText(cases.error());
        return;
    }
    for (const engine::CaseRow& row : *cases) {
        m_unsafe += static_cast<int>(row.unsafe);
        m_conflicts += static_cast<int>(row.conflicts);
    }
}

QString SyncIndicator::phaseText() const
{
    switch (m_phase) {
    case Offline: return tr("Offline");
    case Waiting: return tr("Trying again soon");
    case Sending: return tr("Sending");
    case Receiving: return tr("Fetching");
    case UpToDate: break;
    }
    return tr("Up to date");
}

QString SyncIndicator::movingText() const
{
    if (m_underWay > 0) return tr("%n change(s) on their way", nullptr, m_underWay);
    const QString file = m_carrying.text(m_workspace.language());
    if (file.isEmpty()) return {};
    return m_carrying.progress()->up ? tr("Photo on its way: %1").arg(file) : tr("Photo being fetched: %1").arg(file);
}

// What is not safe is said first; it is on its way only as far as all of it is on the line.
QString SyncIndicator::safety() const
{
    using engine::ItemState;
    ItemState state = ItemState::OnDevice;
    if (m_unsafe > 0) {
        const int files = m_carrying.progress() && m_carrying.progress()->up ? 1 : 0;
        if (m_unsafe <= m_underWay + files) state = ItemState::OnItsWay;
    } else if (m_quarantined > 0) {
        state = ItemState::Waiting;
    } else if (m_allSafe) {
        state = ItemState::Safe;
    }
    return viewmodels::stateCode(engine::ItemStanding{state});
}

QString SyncIndicator::summaryText() const
{
    if (m_unsafe > 0) return tr("%n change(s) only on this device", nullptr, m_unsafe);
    if (m_quarantined > 0) return tr("%n change(s) waiting for somebody to decide", nullptr, m_quarantined);
    if (m_allSafe) return tr("Everything is safe on the server");
    return tr("Nothing to send");
}

QString SyncIndicator::lastSyncText() const
{
    if (m_lastSyncAtMs == 0) return {};
    return nearText(m_lastSyncAtMs, m_workspace.clock().nowMs(), m_workspace.language());
}

}  // namespace veldpost::viewmodels
