#include "client/viewmodels/case_list_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"

namespace veldpost::viewmodels {

CaseListModel::CaseListModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kCoalesceMs);
    connect(&m_later, &QTimer::timeout, this, &CaseListModel::refresh);
    connect(&m_workspace, &Workspace::opened, this, &CaseListModel::refresh);
    connect(&m_workspace, &Workspace::closed, this, &CaseListModel::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &CaseListModel::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this] { m_later.start(); });
    refresh();
}

void CaseListModel::setFilter(const QString& filter)
{
    if (filter == m_filter) return;
    m_filter = filter;
    Q_EMIT filterChanged();
    refresh();
}

QString CaseListModel::createCase(const QString& title)
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr) return {};
    const auto saved = home->dossiers().createCase(toUtf8(title.trimmed()));
    if (!saved.ok()) {
        setError(title.trimmed().isEmpty() ? tr("Give the case a name.") : veldpost::viewmodels::errorText(saved.error()));
        return {};
    }
    setError({});
    const QString caseId = QString::fromStdString(saved->caseId.text());
    m_workspace.noteSaved(caseId);
    return caseId;
}

void CaseListModel::refresh()
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr) {
        m_filter.clear();
        show({});
        return;
    }
    auto rows = home->dossiers().cases(toUtf8(m_filter));
    if (!rows.ok()) {
        setError(veldpost::viewmodels::errorText(rows.error()));
        return;
    }
    show(std::move(rows).value());
}

// Rows that stay are told of as changed, so that a list keeps its place on the screen.
void CaseListModel::show(std::vector<engine::CaseRow> rows)
{
    const auto sameCase = [](const engine::CaseRow& a, const engine::CaseRow& b) { return a.caseId == b.caseId; };
    const bool sameRows = rows.size() == m_rows.size() && std::equal(rows.begin(), rows.end(), m_rows.begin(), sameCase);
    if (sameRows) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT countChanged();
}

void CaseListModel::setError(const QString& text)
{
    if (text == m_errorText) return;
    m_errorText = text;
    Q_EMIT errorTextChanged();
}

int CaseListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

namespace {
QString safetyWordOf(const engine::CaseRow& row)
{
    return fromView(engine::stateCode(engine::standingOf(row).state));
}
}  // namespace

QString CaseListModel::safetyText(const engine::CaseRow& row) const
{
    if (row.unsafe > 0) return tr("%n change(s) only on this device", nullptr, static_cast<int>(row.unsafe));
    if (row.waiting > 0) return tr("%n change(s) waiting for somebody to decide", nullptr, static_cast<int>(row.waiting));
    return stateWord(engine::standingOf(row).state, m_workspace.language());
}

QVariant CaseListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const engine::CaseRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case CaseIdRole: return QString::fromStdString(row.caseId.text());
    case TitleRole: return QString::fromStdString(row.title);
    case RecordsRole: return static_cast<int>(row.records);
    case ConflictsRole: return static_cast<int>(row.conflicts);
    case SafetyRole: return safetyWordOf(row);
    case LastTextRole: return nearText(row.lastAtMs, m_workspace.clock().nowMs(), m_workspace.language());
    case RecordsTextRole: return tr("%n item(s)", nullptr, static_cast<int>(row.records));
    case SafetyTextRole: return safetyText(row);
    default: return {};
    }
}

QHash<int, QByteArray> CaseListModel::roleNames() const
{
    return {{CaseIdRole, "caseId"}, {TitleRole, "title"}, {RecordsRole, "records"}, {ConflictsRole, "conflicts"},
            {SafetyRole, "safety"}, {LastTextRole, "lastText"}, {RecordsTextRole, "recordsText"},
            {SafetyTextRole, "safetyText"}};
}

}  // namespace veldpost::viewmodels
