#include "client/viewmodels/timeline_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"
#include "shared/model/kind_rules.h"

namespace veldpost::viewmodels {

namespace {

QString idText(const RecordId& id)
{
    return QString::fromStdString(id.text());
}

// Where a tap on the row leads: an event is read on its huisverbod's page, a photo seen on its record's.
QString openIdOf(const engine::RecordRow& record)
{
    const QString owner = record.kind == model::kHuisverbodEvent ? textIn(record.fields, "huisverbod")
                          : record.kind == model::kBlobRef       ? textIn(record.fields, "record")
                                                                 : QString();
    return owner.isEmpty() ? idText(record.record) : owner;
}

}  // namespace

TimelineModel::TimelineModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kCoalesceMs);
    connect(&m_later, &QTimer::timeout, this, &TimelineModel::refresh);
    connect(&m_workspace, &Workspace::closed, this, &TimelineModel::reload);
    connect(&m_workspace, &Workspace::languageChanged, this, &TimelineModel::reload);
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& caseId) {
        if (caseId.isEmpty() || caseId == m_caseId) m_later.start();
    });
}

void TimelineModel::setCaseId(const QString& caseId)
{
    if (caseId == m_caseId) return;
    m_caseId = caseId;
    Q_EMIT caseIdChanged();
    reload();
}

void TimelineModel::setKind(const QString& kind)
{
    if (kind == m_kind) return;
    m_kind = kind;
    Q_EMIT kindChanged();
    reload();
}

void TimelineModel::setWithRetracted(bool with)
{
    if (with == m_withRetracted) return;
    m_withRetracted = with;
    Q_EMIT withRetractedChanged();
    reload();
}

Result<std::vector<TimelineRow>> TimelineModel::read(std::int64_t limit, const std::optional<RecordId>& after)
{
    const auto caseId = CaseId::parse(toUtf8(m_caseId));
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || !caseId) return std::vector<TimelineRow>{};
    VELDPOST_ASSIGN(auto records,
                    home->dossiers().records({*caseId, toUtf8(m_kind), m_withRetracted, limit, after}));
    std::vector<TimelineRow> rows;
    rows.reserve(records.size());
    for (engine::RecordRow& record : records) {
        RecordText words = recordText(record, m_workspace.language());
        QString when = whenText(record.atMs, m_workspace.language());
        rows.push_back({std::move(record), std::move(words.title), std::move(words.text), std::move(when)});
    }
    return rows;
}

void TimelineModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_more = false;
    endResetModel();
}

void TimelineModel::reload()
{
    clear();
    m_errorText.clear();
    auto rows = read(kPageRows, std::nullopt);
    if (rows.ok()) {
        const bool more = rows->size() == kPageRows;
        replaceRows(std::move(rows).value(), more);
    } else {
        m_errorText = veldpost::viewmodels::errorText(rows.error());
    }
    Q_EMIT countChanged();
}

// As many rows as are shown now (and one page at least): whoever has scrolled down stays where he is.
void TimelineModel::refresh()
{
    const auto limit = std::max<std::int64_t>(kPageRows, count() + 1);
    auto rows = read(limit, std::nullopt);
    if (!rows.ok()) {
        m_errorText = veldpost::viewmodels::errorText(rows.error());
        Q_EMIT countChanged();
        return;
    }
    m_errorText.clear();
    const bool more = static_cast<std::int64_t>(rows->size()) == limit;
    replaceRows(std::move(rows).value(), more);
    Q_EMIT countChanged();
}

void TimelineModel::replaceRows(std::vector<TimelineRow> rows, bool more)
{
    m_more = more;
    const auto same = [](const TimelineRow& a, const TimelineRow& b) { return a.record.record == b.record.record; };
    // What was added since stands before what was there: the usual change inserts rows at the top and keeps the rest.
    const std::size_t added = rows.size() > m_rows.size() ? rows.size() - m_rows.size() : 0;
    const bool onlyAdded = !m_rows.empty() && rows.size() >= m_rows.size() &&
                           std::equal(m_rows.begin(), m_rows.end(), rows.begin() + static_cast<std::ptrdiff_t>(added), same);
    if (!onlyAdded) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (added > 0) beginInsertRows({}, 0, static_cast<int>(added) - 1);
    m_rows = std::move(rows);
    if (added > 0) endInsertRows();
    Q_EMIT dataChanged(index(0), index(count() - 1));
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

bool TimelineModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more;
}

void TimelineModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent) || m_rows.empty()) return;
    auto rows = read(kPageRows, m_rows.back().record.record);
    m_more = rows.ok() && static_cast<int>(rows->size()) == kPageRows;
    if (!rows.ok() || rows->empty()) return;
    beginInsertRows({}, count(), count() + static_cast<int>(rows->size()) - 1);
    for (TimelineRow& row : *rows) m_rows.push_back(std::move(row));
    endInsertRows();
    Q_EMIT countChanged();
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TimelineRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const engine::RecordRow& record = row.record;
    const QString& language = m_workspace.language();
    switch (role) {
    case RecordIdRole: return idText(record.record);
    case KindRole: return QString::fromStdString(record.kind);
    case KindTextRole: return kindText(QString::fromStdString(record.kind));
    case TitleRole: return row.title;
    case TextRole: return row.text;
    case AuthorNameRole: return QString::fromStdString(record.authorName);
    case WhenTextRole: return row.whenText;
    case DayRole: return dayOfMs(record.atMs, language);
    case EditedTextRole: return editedLine(record, language);
    case SafetyRole: return stateCode(record.standing);
    case SafetyWordRole: return stateWord(record.standing.state, language);
    case SafetyTextRole: return safetySentence(record, language);
    case ConflictRole: return !record.conflicts.empty();
    case ConflictTextRole: return conflictSentence(record);
    case RetractedRole: return record.retracted;
    case NeedsNewerAppRole: return record.needsNewerApp;
    case OpenIdRole: return openIdOf(record);
    case DoctorsFileRole: return record.part == engine::Part::Medical;
    default: return {};
    }
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    return {{RecordIdRole, "recordId"}, {KindRole, "kind"}, {KindTextRole, "kindText"}, {TitleRole, "title"},
            {TextRole, "text"}, {AuthorNameRole, "authorName"}, {WhenTextRole, "whenText"}, {DayRole, "day"},
            {EditedTextRole, "editedText"}, {SafetyRole, "safety"}, {SafetyWordRole, "safetyWord"}, {SafetyTextRole, "safetyText"},
            {ConflictRole, "conflict"}, {ConflictTextRole, "conflictText"}, {RetractedRole, "retracted"},
            {NeedsNewerAppRole, "needsNewerApp"}, {OpenIdRole, "openId"}, {DoctorsFileRole, "doctorsFile"}};
}

}  // namespace veldpost::viewmodels
