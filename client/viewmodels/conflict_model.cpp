#include "client/viewmodels/conflict_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"

namespace veldpost::viewmodels {

namespace {

// Everybody once, in the order of the values.
QString authorsOf(const engine::RecordConflict& conflict)
{
    QStringList names;
    for (const engine::ConflictField& field : conflict.fields)
        for (const engine::ConflictValue& value : field.values)
            for (const engine::ValueAuthor& by : value.by) names << QString::fromStdString(by.userName);
    names.removeDuplicates();
    names.removeAll(QString());
    return names.join(QStringLiteral(", "));
}

QString fieldsOf(const engine::RecordConflict& conflict)
{
    QStringList labels;
    for (const engine::ConflictField& field : conflict.fields) labels << fieldLabel(field.field);
    return labels.join(QStringLiteral(", "));
}

}  // namespace

ConflictModel::ConflictModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kCoalesceMs);
    connect(&m_later, &QTimer::timeout, this, &ConflictModel::refresh);
    connect(&m_workspace, &Workspace::opened, this, &ConflictModel::refresh);
    connect(&m_workspace, &Workspace::closed, this, &ConflictModel::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &ConflictModel::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this] { m_later.start(); });
    refresh();
}

void ConflictModel::refresh()
{
    beginResetModel();
    m_rows.clear();
    m_errorText.clear();
    if (engine::OpenHome* home = m_workspace.home()) {
        const auto conflicts = home->conflicts().all();
        if (!conflicts.ok()) m_errorText = veldpost::viewmodels::errorText(conflicts.error());
        else
            for (const engine::RecordConflict& conflict : *conflicts) {
                const auto dossier = home->dossiers().caseRow(conflict.row.caseId);
                m_rows.push_back({QString::fromStdString(conflict.row.caseId.text()),
                                  QString::fromStdString(conflict.row.record.text()), QString::fromStdString(conflict.row.kind),
                                  dossier.ok() ? QString::fromStdString(dossier->title) : QString(), fieldsOf(conflict),
                                  authorsOf(conflict)});
            }
    }
    endResetModel();
    Q_EMIT countChanged();
}

int ConflictModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ConflictModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case CaseIdRole: return row.caseId;
    case RecordIdRole: return row.recordId;
    case KindRole: return row.kind;
    case KindTextRole: return kindText(row.kind);
    case TitleRole: return row.title;
    case TextRole: return row.text;
    case WhoTextRole: return row.whoText;
    default: return {};
    }
}

QHash<int, QByteArray> ConflictModel::roleNames() const
{
    return {{CaseIdRole, "caseId"}, {RecordIdRole, "recordId"}, {KindRole, "kind"}, {KindTextRole, "kindText"},
            {TitleRole, "title"}, {TextRole, "text"}, {WhoTextRole, "whoText"}};
}

}  // namespace veldpost::viewmodels
