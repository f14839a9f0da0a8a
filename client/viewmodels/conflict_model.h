// ConflictModel: the records of this device in which several people wrote different things, to be chosen between.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class ConflictModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: caseId, recordId, kind, kindText, title (the case's), text (the fields in conflict), whoText (all who wrote one
    // of the values).
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY countChanged)

public:
    enum Role { CaseIdRole = Qt::UserRole + 1, RecordIdRole, KindRole, KindTextRole, TitleRole, TextRole, WhoTextRole };

    explicit ConflictModel(QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_rows.size()); }
    const QString& errorText() const { return m_errorText; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row {
        QString caseId, recordId, kind, title, text, whoText;
    };

    void refresh();

    Workspace& m_workspace;
    std::vector<Row> m_rows;
    QString m_errorText;
    QTimer m_later;
};

}  // namespace veldpost::viewmodels
