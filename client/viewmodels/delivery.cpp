#include "client/viewmodels/delivery.h"

#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"

namespace veldpost::viewmodels {

Delivery::Delivery(QObject* parent) : QObject(parent)
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &Delivery::tick);
}

Delivery::~Delivery() = default;

void Delivery::begin(std::unique_ptr<engine::OpenHome> home, const Error& why)
{
    VELDPOST_CHECK(home != nullptr && m_home == nullptr);
    m_home = std::move(home);
    m_why = why;
    m_tick.start();
    refresh();  // no step of the engine: it may be the one who says so
}

std::unique_ptr<engine::OpenHome> Delivery::end()
{
    m_tick.stop();
    std::unique_ptr<engine::OpenHome> home = std::move(m_home);
    Q_EMIT changed();
    return home;
}

QString Delivery::reasonText() const { return active() ? errorText(m_why) : QString(); }

QString Delivery::unsentText() const
{
    if (!active()) return {};
    if (m_unsent == 0) return tr("All that was written here is safe on the server.");
    return tr("%n change(s) wait here to be sent.", nullptr, static_cast<int>(m_unsent));
}

QString Delivery::problemText() const
{
    if (!active() || m_home->sync() == nullptr) return {};
    const auto problem = m_home->sync()->problem();
    // That nothing may be shown is said already.
    return problem && problem->type != m_why.type ? errorText(*problem) : QString();
}

bool Delivery::trying() const
{
    if (!active() || m_home->sync() == nullptr) return false;
    const engine::SyncPhase phase = m_home->sync()->phase();
    return phase != engine::SyncPhase::BackingOff && phase != engine::SyncPhase::Idle;
}

void Delivery::tryNow()
{
    if (!active() || m_home->sync() == nullptr) return;
    m_home->sync()->networkReturned();
    tick();
}

void Delivery::tick()
{
    if (m_home->sync() != nullptr) {
        m_home->sync()->tick();
        const auto problem = m_home->sync()->problem();
        if (problem && problem->type == "wiped") {
            Q_EMIT wiped(*problem);  // end() comes from there
            return;
        }
    }
    const Status may = m_home->mayRead();
    if (may.ok()) {
        Q_EMIT mayReadAgain();  // end() comes from there
        return;
    }
    m_why = may.error();
    refresh();
}

void Delivery::refresh()
{
    if (const auto status = engine::readSyncStatus(m_home->store()); status.ok()) m_unsent = status->unsafeRevisions + status->unsafeBlobs;
    else m_why = status.error();
    Q_EMIT changed();
}

}  // namespace veldpost::viewmodels
