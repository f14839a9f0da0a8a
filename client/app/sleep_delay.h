// SleepDelay: asks logind to let the machine go to sleep only when we say so (or after its own few seconds), so that the
// keys are wiped before the memory is frozen or written to the disk.
#pragma once

#include <QObject>

#ifdef VELDPOST_WITH_DBUS
#include <QDBusUnixFileDescriptor>
#endif

namespace veldpost::app {

class SleepDelay : public QObject {
    Q_OBJECT

public:
    void take();     // answers later; without a logind there is nothing to hold
    void release();  // the machine may sleep now

private:
#ifdef VELDPOST_WITH_DBUS
    QDBusUnixFileDescriptor m_hold;
#endif
};

}  // namespace veldpost::app
