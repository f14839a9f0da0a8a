// The cases of this device, newest work first.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class CaseListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: caseId, title, records (int), conflicts (int), safety (on_device, waiting, safe),
    // lastText ("vandaag 21:30", "ma 23 november 2026"), recordsText ("3 onderdelen"), safetyText (a sentence).
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorTextChanged)

public:
    enum Role { CaseIdRole = Qt::UserRole + 1, TitleRole, RecordsRole, ConflictsRole, SafetyRole, LastTextRole,
                RecordsTextRole, SafetyTextRole };

    explicit CaseListModel(QObject* parent = nullptr);

    const QString& filter() const { return m_filter; }
    void setFilter(const QString& filter);
    int count() const { return static_cast<int>(m_rows.size()); }
    const QString& errorText() const { return m_errorText; }

    // Makes a case; its id, or empty with errorText set.
    Q_INVOKABLE QString createCase(const QString& title);
    Q_INVOKABLE void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void filterChanged();
    void countChanged();
    void errorTextChanged();

private:
    void show(std::vector<engine::CaseRow> rows);
    void setError(const QString& text);
    QString safetyText(const engine::CaseRow& row) const;

    Workspace& m_workspace;
    std::vector<engine::CaseRow> m_rows;
    QString m_filter;
    QString m_errorText;
    QTimer m_later;
};

}  // namespace veldpost::viewmodels
