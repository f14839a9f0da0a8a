#include "client/viewmodels/workspace.h"

#include "client/engine/local_store.h"
#include "shared/calendar/moment.h"

namespace veldpost::viewmodels {

namespace {

Workspace* s_current = nullptr;

}  // namespace

Workspace::Workspace(const Clock& clock, RandomSource& random, QObject* parent)
    : QObject(parent), m_clock(clock), m_random(random)
{
    VELDPOST_CHECK(s_current == nullptr);
    s_current = this;
}

Workspace::~Workspace()
{
    close();
    s_current = nullptr;
}

Workspace& Workspace::current()
{
    VELDPOST_CHECK(s_current != nullptr);
    return *s_current;
}

QDate Workspace::today() const
{
    const auto now = calendar::Moment::fromUtcMs(m_clock.nowMs());
    if (!now.ok()) return {};
    return QDate(now->date().year(), now->date().month(), now->date().day());
}

void Workspace::open(std::unique_ptr<engine::OpenHome> home)
{
    VELDPOST_CHECK(home != nullptr && m_home == nullptr);
    m_home = std::move(home);
    m_home->store().aboutToPurge = [this](const CaseId& caseId) {
        Q_EMIT aboutToLose(QString::fromStdString(caseId.text()));
    };
    m_home->store().aboutToBar = [this] { Q_EMIT barred(); };
    Q_EMIT opened();
}

void Workspace::close()
{
    if (!m_home) return;
    std::unique_ptr<engine::OpenHome> home = release();
    if (home->sync() != nullptr) home->sync()->stop();
}

std::unique_ptr<engine::OpenHome> Workspace::release()
{
    VELDPOST_CHECK(m_home != nullptr);
    Q_EMIT aboutToClose();
    if (m_home->sync() != nullptr) m_home->sync()->onChange = nullptr;
    m_home->store().aboutToPurge = nullptr;
    m_home->store().aboutToBar = nullptr;
    // Models read home() when they hear of closed(): it is gone by then.
    std::unique_ptr<engine::OpenHome> home = std::move(m_home);
    Q_EMIT closed();
    m_pictures.clear();
    return home;
}

void Workspace::noteChanged(const QString& caseId)
{
    if (m_home) Q_EMIT changed(caseId);
}

void Workspace::noteSaved(const QString& caseId)
{
    if (m_home && m_home->sync() != nullptr) m_home->sync()->nudge();
    noteChanged(caseId);
}

void Workspace::setLanguage(const QString& language)
{
    if (language == m_language) return;
    m_language = language;
    Q_EMIT languageChanged();
}

}  // namespace veldpost::viewmodels
