// CasePage: one case's name and figures, for the head of its page.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class CasePage : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString caseId READ caseId WRITE setCaseId NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(int records READ records NOTIFY changed)
    Q_PROPERTY(int conflicts READ conflicts NOTIFY changed)
    Q_PROPERTY(int unsafe READ unsafe NOTIFY changed)
    Q_PROPERTY(QString safetyText READ safetyText NOTIFY changed)  // "alles veilig op de server", "2 nog niet veilig"
    Q_PROPERTY(QString membersText READ membersText NOTIFY changed)  // "Anna de Vries, Karim Idrissi"
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)      // the case is gone or cannot be read

public:
    explicit CasePage(QObject* parent = nullptr);

    const QString& caseId() const { return m_caseId; }
    void setCaseId(const QString& caseId);
    QString title() const { return QString::fromStdString(m_row.title); }
    int records() const { return static_cast<int>(m_row.records); }
    int conflicts() const { return static_cast<int>(m_row.conflicts); }
    int unsafe() const { return static_cast<int>(m_row.unsafe); }
    QString safetyText() const;
    const QString& membersText() const { return m_membersText; }
    const QString& errorText() const { return m_errorText; }

Q_SIGNALS:
    void changed();

private:
    void refresh();
    void readMembers(engine::Dossiers& dossiers, const CaseId& caseId);

    Workspace& m_workspace;
    QString m_caseId;
    engine::CaseRow m_row;
    QString m_membersText;
    QString m_errorText;
};

}  // namespace veldpost::viewmodels
