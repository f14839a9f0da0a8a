// SearchModel: words over all cases of this device.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class SearchModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: caseId, caseTitle, recordId, kind, kindText, snippet, whenText.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)  // searched 150 ms after the last change
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString resultText READ resultText NOTIFY countChanged)   // "3 gevonden", "niets gevonden"; empty: not searched

public:
    enum Role { CaseIdRole = Qt::UserRole + 1, CaseTitleRole, RecordIdRole, KindRole, KindTextRole, SnippetRole,
                WhenTextRole };

    explicit SearchModel(QObject* parent = nullptr);

    const QString& text() const { return m_text; }
    void setText(const QString& text);
    int count() const { return static_cast<int>(m_hits.size()); }
    const QString& resultText() const { return m_resultText; }
    // Without waiting for a pause (Return was pressed).
    Q_INVOKABLE void searchNow();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void textChanged();
    void countChanged();

private:
    struct Hit {
        engine::SearchHit hit;
        QString caseTitle;
    };
    void clear();

    Workspace& m_workspace;
    QString m_text;
    QString m_resultText;
    std::vector<Hit> m_hits;
    QTimer m_pause;
};

}  // namespace veldpost::viewmodels
