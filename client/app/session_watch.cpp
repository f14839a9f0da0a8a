#include "client/app/session_watch.h"

#include <QEvent>
#include <QGuiApplication>

#ifdef VELDPOST_WITH_DBUS
#include <QDBusConnection>
#endif

namespace veldpost::app {

SessionWatch::SessionWatch(viewmodels::App& app, VaultKeeper& keeper) : m_app(app), m_keeper(keeper)
{
    qApp->installEventFilter(this);
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationInactive && m_app.lockWhenInactive()) m_app.lock();
        // Android stops a suspended program without a further word.
        if (state == Qt::ApplicationSuspended) onPrepareForSleep(true);
    });
}

void SessionWatch::listen()
{
#ifdef VELDPOST_WITH_DBUS
    const QString login = QStringLiteral("org.freedesktop.login1");
    QDBusConnection system = QDBusConnection::systemBus();
    if (system.isConnected()) {
        system.connect(login, QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
                       QStringLiteral("PrepareForSleep"), this, SLOT(onPrepareForSleep(bool)));
        system.connect(login, QString(), QStringLiteral("org.freedesktop.login1.Session"), QStringLiteral("Lock"), this,
                       SLOT(onSessionLock()));
        m_delay.take();
    }
    QDBusConnection session = QDBusConnection::sessionBus();
    if (!session.isConnected()) return;
    for (const char* name : {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"})
        session.connect(QString(), QString(), QLatin1String(name), QStringLiteral("ActiveChanged"), this,
                        SLOT(onScreenSaver(bool)));
#endif
}

bool SessionWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress: m_app.noteActivity(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void SessionWatch::onPrepareForSleep(bool begins)
{
    if (!begins) {
        m_delay.take();
        return;
    }
    m_keeper.suspending();
    m_app.lock();
    // An unlock on its way ends locked, a moment later: so long the machine is held back.
    if (m_app.busy())
        connect(&m_app, &viewmodels::App::busyChanged, &m_delay, &SleepDelay::release, Qt::SingleShotConnection);
    else m_delay.release();
}

void SessionWatch::onScreenSaver(bool active)
{
    if (active) onSessionLock();
}

void SessionWatch::onSessionLock()
{
    m_keeper.screenLocked();
    m_app.lock();
}

}  // namespace veldpost::app
