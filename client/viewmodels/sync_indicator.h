// SyncIndicator: says what is not yet safe. "Safe" is said from the server's receipt alone.
#pragma once

#include "client/viewmodels/carrying.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::engine {
class SyncEngine;
}

namespace veldpost::viewmodels {

class Workspace;

class SyncIndicator : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(SyncIndicator)
    QML_UNCREATABLE("App.sync is the one")

    Q_PROPERTY(Phase phase READ phase NOTIFY changed)
    Q_PROPERTY(QString phaseText READ phaseText NOTIFY changed)      // "offline", "bezig met versturen", "bijgewerkt" …
    Q_PROPERTY(int unsafeCount READ unsafeCount NOTIFY changed)      // revisions only this device has
    Q_PROPERTY(bool allSafe READ allSafe NOTIFY changed)
    // Of what is on the line now: "2 wijzigingen zijn onderweg", "foto onderweg: 1,2 MB van 3,4 MB". Empty: nothing is.
    Q_PROPERTY(QString movingText READ movingText NOTIFY changed)
    // Of all work here: on_device, on_its_way, safe, waiting.
    Q_PROPERTY(QString safety READ safety NOTIFY changed)
    // One line for the bar: "3 wijzigingen staan alleen op dit apparaat" or "alles staat veilig op de server".
    Q_PROPERTY(QString summaryText READ summaryText NOTIFY changed)
    Q_PROPERTY(QString lastSyncText READ lastSyncText NOTIFY changed)  // empty: never
    Q_PROPERTY(QString problemText READ problemText NOTIFY changed)    // empty: none
    Q_PROPERTY(int conflicts READ conflicts NOTIFY changed)            // records
    Q_PROPERTY(int quarantined READ quarantined NOTIFY changed)        // own revisions waiting for a person

public:
    enum Phase { Offline, Waiting, Sending, Receiving, UpToDate };
    Q_ENUM(Phase)

    explicit SyncIndicator(Workspace& workspace, QObject* parent = nullptr);

    Phase phase() const { return m_phase; }
    QString phaseText() const;
    int unsafeCount() const { return m_unsafe; }
    bool allSafe() const { return m_allSafe; }
    QString movingText() const;
    QString safety() const;
    QString summaryText() const;
    QString lastSyncText() const;
    const QString& problemText() const { return m_problemText; }
    int conflicts() const { return m_conflicts; }
    int quarantined() const { return m_quarantined; }

    // Try now instead of at the end of a pause.
    Q_INVOKABLE void syncNow();
    // Starts following the open home's engine.
    void attach();
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void tick();
    void watchCarrying();
    void readStatus(engine::SyncEngine& sync);
    void readWithoutServer();

    Workspace& m_workspace;
    Phase m_phase = Offline;
    int m_unsafe = 0;
    int m_underWay = 0;
    CarryWatch m_carrying;
    int m_conflicts = 0;
    int m_quarantined = 0;
    bool m_allSafe = false;
    qint64 m_lastSyncAtMs = 0;
    QString m_problemText;
    QTimer m_tick;
    QTimer m_coalesce;
};

}  // namespace veldpost::viewmodels
