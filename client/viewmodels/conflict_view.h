// ConflictView: one record in conflict, and the choice a person makes of it.
//
// Invariants: 1. The choice is made on what is shown: what a sync brings while somebody chooses does not slip in under his
// hands; `stale` says that there is more. 2. After a lock, and once the case is taken away, nothing of it is left here.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class ConflictView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString recordId READ recordId WRITE setRecordId NOTIFY changed)
    Q_PROPERTY(QString kindText READ kindText NOTIFY changed)
    Q_PROPERTY(QString caseTitle READ caseTitle NOTIFY changed)
    // [{field, label, before (a text; empty: not set then), writable (a value of one's own can be typed),
    //   values: [{revision, text, whoText}]}]
    Q_PROPERTY(QVariantList fields READ fields NOTIFY changed)
    // field → the revision whose value is taken; "own" for what was typed.
    Q_PROPERTY(QVariantMap chosen READ chosen NOTIFY chosenChanged)
    Q_PROPERTY(QString reason READ reason WRITE setReason NOTIFY reasonChanged)
    Q_PROPERTY(bool stale READ stale NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorTextChanged)

public:
    explicit ConflictView(QObject* parent = nullptr);

    const QString& recordId() const { return m_recordId; }
    void setRecordId(const QString& recordId);
    QString kindText() const;
    const QString& caseTitle() const { return m_caseTitle; }
    const QVariantList& fields() const { return m_fields; }
    const QVariantMap& chosen() const { return m_chosen; }
    const QString& reason() const { return m_reason; }
    void setReason(const QString& reason);
    bool stale() const { return m_stale; }
    const QString& errorText() const { return m_errorText; }

    Q_INVOKABLE void take(const QString& field, const QString& revision);  // empty: leave it open
    Q_INVOKABLE void write(const QString& field, const QString& text);
    // Shows it as it is now; what was chosen is dropped.
    Q_INVOKABLE void lookAgain();
    // Makes the choice: one revision with its reason. True when saved; fields that were not chosen stay open.
    Q_INVOKABLE bool done();

Q_SIGNALS:
    void changed();
    void chosenChanged();
    void reasonChanged();
    void errorTextChanged();

private:
    void show(const engine::RecordConflict& conflict);
    void noteNews();
    void fail(const QString& text);
    Result<engine::Choice> choice() const;

    Workspace& m_workspace;
    QString m_recordId;
    std::optional<engine::RecordConflict> m_conflict;
    QString m_caseTitle;
    QVariantList m_fields;
    QVariantMap m_chosen;
    QVariantMap m_typed;
    QString m_reason;
    bool m_stale = false;
    QString m_errorText;
};

}  // namespace veldpost::viewmodels
