// Delivery: the open home while nothing of it may be shown (the lease is over, or the device was revoked). It sends what
// is here and asks the server; App takes the home back when that says it may be read again.
//
// Thread rule: the GUI thread. Invariant: while it is active, Workspace has no home.
#pragma once

#include "client/engine/open_home.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class Delivery : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(Delivery)
    QML_UNCREATABLE("App.delivery is the one")

    Q_PROPERTY(QString reasonText READ reasonText NOTIFY changed)    // why nothing is shown, for people
    Q_PROPERTY(QString unsentText READ unsentText NOTIFY changed)    // what still stands on this device alone
    Q_PROPERTY(QString problemText READ problemText NOTIFY changed)  // of the last attempt; empty: none
    Q_PROPERTY(bool trying READ trying NOTIFY changed)

public:
    explicit Delivery(QObject* parent = nullptr);
    ~Delivery() override;

    bool active() const { return m_home != nullptr; }
    // Takes the home over; with a way to the server it is watched already. `why`: the Error of mayRead().
    void begin(std::unique_ptr<engine::OpenHome> home, const Error& why);
    std::unique_ptr<engine::OpenHome> end();

    QString reasonText() const;
    QString unsentText() const;
    QString problemText() const;
    bool trying() const;
    Q_INVOKABLE void tryNow();

Q_SIGNALS:
    void changed();
    void mayReadAgain();
    void wiped(const veldpost::Error& why);  // keys and store are to be erased

private:
    void tick();
    void refresh();

    std::unique_ptr<engine::OpenHome> m_home;
    Error m_why;
    qint64 m_unsent = 0;
    QTimer m_tick;
};

}  // namespace veldpost::viewmodels
