#include "client/viewmodels/case_page.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"

#include <QStringList>

namespace veldpost::viewmodels {

CasePage::CasePage(QObject* parent) : QObject(parent), m_workspace(Workspace::current())
{
    connect(&m_workspace, &Workspace::closed, this, &CasePage::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &CasePage::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& caseId) {
        if (caseId.isEmpty() || caseId == m_caseId) refresh();
    });
}

void CasePage::setCaseId(const QString& caseId)
{
    if (caseId == m_caseId) return;
    m_caseId = caseId;
    refresh();
}

QString CasePage::safetyText() const
{
    if (m_row.unsafe > 0) return tr("%n change(s) only on this device", nullptr, unsafe());
    if (m_row.waiting > 0) return tr("%n change(s) waiting for somebody to decide", nullptr, static_cast<int>(m_row.waiting));
    return m_row.title.empty() ? QString() : tr("Everything of this case is safe on the server");
}

void CasePage::refresh()
{
    m_row = {};
    m_membersText.clear();
    m_errorText.clear();
    engine::OpenHome* home = m_workspace.home();
    const auto caseId = CaseId::parse(toUtf8(m_caseId));
    if (home != nullptr && caseId) {
        auto row = home->dossiers().caseRow(*caseId);
        if (row.ok()) m_row = std::move(row).value();
        else m_errorText = veldpost::viewmodels::errorText(row.error());
        readMembers(home->dossiers(), *caseId);
    }
    Q_EMIT changed();
}

void CasePage::readMembers(engine::Dossiers& dossiers, const CaseId& caseId)
{
    const auto members = dossiers.members(caseId);
    if (!members.ok()) return;  // the row above has said what is wrong
    QStringList names;
    for (const engine::Member& member : *members) names << QString::fromStdString(member.name);
    m_membersText = names.join(QStringLiteral(", "));
}

}  // namespace veldpost::viewmodels
