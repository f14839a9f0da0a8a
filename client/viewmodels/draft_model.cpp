#include "client/viewmodels/draft_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"

namespace veldpost::viewmodels {

DraftModel::DraftModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kCoalesceMs);
    connect(&m_later, &QTimer::timeout, this, &DraftModel::refresh);
    connect(&m_workspace, &Workspace::opened, this, &DraftModel::refresh);
    connect(&m_workspace, &Workspace::closed, this, &DraftModel::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &DraftModel::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this] { m_later.start(); });
    refresh();
}

void DraftModel::setCaseId(const QString& caseId)
{
    if (caseId == m_caseId) return;
    m_caseId = caseId;
    Q_EMIT caseIdChanged();
    refresh();
}

void DraftModel::refresh()
{
    beginResetModel();
    m_rows.clear();
    if (engine::OpenHome* home = m_workspace.home()) {
        auto drafts = home->drafts().all(CaseId::parse(toUtf8(m_caseId)));
        // Unreadable drafts are the store's trouble, which every other page says.
        if (drafts.ok())
            for (engine::Draft& draft : *drafts) {
                const auto row = home->dossiers().caseRow(draft.caseId);
                m_rows.push_back({std::move(draft), row.ok() ? QString::fromStdString(row->title) : QString()});
            }
    }
    endResetModel();
    Q_EMIT countChanged();
}

bool DraftModel::discard(const QString& draftId)
{
    engine::OpenHome* home = m_workspace.home();
    const auto id = engine::DraftId::parse(toUtf8(draftId));
    if (home == nullptr || !id || !home->drafts().discard(*id).ok()) return false;
    refresh();
    return true;
}

int DraftModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant DraftModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const engine::Draft& draft = row.draft;
    switch (role) {
    case DraftIdRole: return QString::fromStdString(draft.id.text());
    case CaseIdRole: return QString::fromStdString(draft.caseId.text());
    case CaseTitleRole: return row.caseTitle;
    case RecordIdRole: return draft.record ? QString::fromStdString(draft.record->text()) : QString();
    case KindRole: return QString::fromStdString(draft.kind);
    case KindTextRole: return kindText(QString::fromStdString(draft.kind));
    case TextRole: {
        const RecordText words = fieldsText(draft.kind, draft.fields, m_workspace.language());
        return words.title.isEmpty() ? words.text : words.title;
    }
    case WhenTextRole: return nearText(draft.updatedAtMs, m_workspace.clock().nowMs(), m_workspace.language());
    default: return {};
    }
}

QHash<int, QByteArray> DraftModel::roleNames() const
{
    return {{DraftIdRole, "draftId"}, {CaseIdRole, "caseId"}, {CaseTitleRole, "caseTitle"}, {RecordIdRole, "recordId"},
            {KindRole, "kind"}, {KindTextRole, "kindText"}, {TextRole, "text"}, {WhenTextRole, "whenText"}};
}

}  // namespace veldpost::viewmodels
