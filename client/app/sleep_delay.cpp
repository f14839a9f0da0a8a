#include "client/app/sleep_delay.h"

#ifdef VELDPOST_WITH_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace veldpost::app {

#ifdef VELDPOST_WITH_DBUS

void SleepDelay::take()
{
    QDBusMessage ask = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    ask << QStringLiteral("sleep") << QStringLiteral("Veldpost") << QStringLiteral("Locks the case notes first")
        << QStringLiteral("delay");
    auto* answered = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(ask), this);
    connect(answered, &QDBusPendingCallWatcher::finished, this, [this, answered] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> hold = *answered;
        // Refused or nobody there: it sleeps without waiting, and is locked as fast as can be.
        if (hold.isValid()) m_hold = hold.value();
        answered->deleteLater();
    });
}

void SleepDelay::release()
{
    m_hold = {};
}

#else

void SleepDelay::take() {}
void SleepDelay::release() {}

#endif

}  // namespace veldpost::app
