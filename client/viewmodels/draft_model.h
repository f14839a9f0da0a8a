// DraftModel: what was being typed and is not done: after a lock, a crash, an empty battery.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class DraftModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: draftId, caseId, caseTitle, recordId (empty: new), kind, kindText, text (its beginning), whenText.
    // Open one with the editor of its kind: editor.openDraft(draftId).
    Q_PROPERTY(QString caseId READ caseId WRITE setCaseId NOTIFY caseIdChanged)  // empty: of all cases
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { DraftIdRole = Qt::UserRole + 1, CaseIdRole, CaseTitleRole, RecordIdRole, KindRole, KindTextRole,
                TextRole, WhenTextRole };

    explicit DraftModel(QObject* parent = nullptr);

    const QString& caseId() const { return m_caseId; }
    void setCaseId(const QString& caseId);
    int count() const { return static_cast<int>(m_rows.size()); }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE bool discard(const QString& draftId);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void caseIdChanged();
    void countChanged();

private:
    struct Row {
        engine::Draft draft;
        QString caseTitle;
    };

    Workspace& m_workspace;
    QString m_caseId;
    std::vector<Row> m_rows;
    QTimer m_later;
};

}  // namespace veldpost::viewmodels
