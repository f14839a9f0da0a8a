// WaitingModel: what waits for a person's decision: late work of others that this user may decide on, and own work that
// the server holds back, with why. Decided offline too; it takes effect when the server has it.
#pragma once

#include "client/engine/quarantine.h"
#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class WaitingModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: revisionId, kindText, caseTitle, text (a line a field; empty where this user may not read it), whoText,
    // reasonText (why it waits), decisionText (who decided what and why; empty: nobody yet), own, canDecide, canDismiss.
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int toDecide READ toDecide NOTIFY countChanged)  // others' that this user may decide on now
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorTextChanged)

public:
    enum Role { RevisionIdRole = Qt::UserRole + 1, KindTextRole, CaseTitleRole, TextRole, WhoTextRole, ReasonTextRole,
                DecisionTextRole, OwnRole, CanDecideRole, CanDismissRole };

    explicit WaitingModel(QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_rows.size()); }
    int toDecide() const;
    const QString& errorText() const { return m_errorText; }

    // True when saved.
    Q_INVOKABLE bool accept(const QString& revisionId);
    Q_INVOKABLE bool decline(const QString& revisionId, const QString& reason);
    Q_INVOKABLE bool dismiss(const QString& revisionId);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void errorTextChanged();

private:
    void refresh();
    void fail(const QString& text);
    const engine::WaitingEntry* find(const QString& revisionId) const;
    QString textOf(const engine::WaitingEntry& entry) const;
    QString decisionText(const engine::WaitingEntry& entry) const;

    Workspace& m_workspace;
    std::vector<engine::WaitingEntry> m_rows;
    QString m_errorText;
    QTimer m_later;
};

}  // namespace veldpost::viewmodels
