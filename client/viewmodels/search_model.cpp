#include "client/viewmodels/search_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"

#include <map>

namespace veldpost::viewmodels {

namespace {

constexpr int kPauseMs = 150;

}  // namespace

SearchModel::SearchModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &SearchModel::searchNow);
    connect(&m_workspace, &Workspace::closed, this, [this] {
        m_text.clear();
        clear();
        Q_EMIT textChanged();
    });
    connect(&m_workspace, &Workspace::languageChanged, this, &SearchModel::searchNow);
    // What came is found, and what was taken away is shown no more.
    connect(&m_workspace, &Workspace::changed, this, [this] {
        if (!m_text.isEmpty() && !m_pause.isActive()) m_pause.start();
    });
}

void SearchModel::setText(const QString& text)
{
    if (text == m_text) return;
    m_text = text;
    Q_EMIT textChanged();
    m_pause.start();
}

void SearchModel::clear()
{
    m_pause.stop();
    beginResetModel();
    m_hits.clear();
    m_resultText.clear();
    endResetModel();
    Q_EMIT countChanged();
}

void SearchModel::searchNow()
{
    clear();
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || m_text.trimmed().isEmpty()) return;
    auto found = home->dossiers().search(toUtf8(m_text));
    if (!found.ok()) {
        m_resultText = errorText(found.error());
        Q_EMIT countChanged();
        return;
    }
    std::map<CaseId, QString> titles;
    beginResetModel();
    for (engine::SearchHit& hit : found->hits) {
        const auto [title, isNew] = titles.try_emplace(hit.caseId);
        const auto row = isNew ? home->dossiers().caseRow(hit.caseId) : Result<engine::CaseRow>(engine::CaseRow{});
        if (isNew && row.ok()) title->second = QString::fromStdString(row->title);
        m_hits.push_back({std::move(hit), title->second});
    }
    endResetModel();
    m_resultText = m_hits.empty() ? tr("Nothing found")
                   : found->more  ? tr("The newest %n; add a word to find others", nullptr, count())
                                  : tr("%n found", nullptr, count());
    Q_EMIT countChanged();
}

int SearchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant SearchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Hit& row = m_hits[static_cast<std::size_t>(index.row())];
    switch (role) {
    case CaseIdRole: return QString::fromStdString(row.hit.caseId.text());
    case CaseTitleRole: return row.caseTitle;
    case RecordIdRole: return QString::fromStdString(row.hit.record.text());
    case KindRole: return QString::fromStdString(row.hit.kind);
    case KindTextRole: return kindText(QString::fromStdString(row.hit.kind));
    case SnippetRole: return QString::fromStdString(row.hit.snippet);
    case WhenTextRole: return whenText(row.hit.atMs, m_workspace.language());
    default: return {};
    }
}

QHash<int, QByteArray> SearchModel::roleNames() const
{
    return {{CaseIdRole, "caseId"}, {CaseTitleRole, "caseTitle"}, {RecordIdRole, "recordId"}, {KindRole, "kind"},
            {KindTextRole, "kindText"}, {SnippetRole, "snippet"}, {WhenTextRole, "whenText"}};
}

}  // namespace veldpost::viewmodels
