#include "client/viewmodels/huisverbod_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/huisverbod_page.h"
#include "shared/model/kind_rules.h"

namespace veldpost::viewmodels {

namespace {

constexpr int kMinuteMs = 60'000;
constexpr std::int64_t kEventsAtOnce = 200;

// All events of the case; which of them are this huisverbod's is in their fields.
Result<std::vector<engine::RecordRow>> eventsOf(engine::Dossiers& dossiers, const CaseId& caseId)
{
    std::vector<engine::RecordRow> all;
    for (std::optional<RecordId> after;;) {
        VELDPOST_ASSIGN(auto page, dossiers.records({caseId, model::kHuisverbodEvent, true, kEventsAtOnce, after}));
        const bool more = static_cast<std::int64_t>(page.size()) == kEventsAtOnce;
        for (engine::RecordRow& row : page) all.push_back(std::move(row));
        if (!more) return all;
        after = all.back().record;
    }
}

}  // namespace

HuisverbodModel::HuisverbodModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_minute.setInterval(kMinuteMs);
    connect(&m_minute, &QTimer::timeout, this, &HuisverbodModel::refresh);
    connect(&m_workspace, &Workspace::closed, this, &HuisverbodModel::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &HuisverbodModel::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& changedCase) {
        if (changedCase.isEmpty() || changedCase == m_shown.caseId) refresh();
    });
}

void HuisverbodModel::setRecordId(const QString& recordId)
{
    if (recordId == m_recordId) return;
    m_recordId = recordId;
    if (recordId.isEmpty()) m_minute.stop();
    else m_minute.start();
    refresh();
}

void HuisverbodModel::refresh()
{
    m_errorText.clear();
    engine::OpenHome* home = m_workspace.home();
    const auto id = RecordId::parse(toUtf8(m_recordId));
    if (home == nullptr || !id) {
        show({});
        return;
    }
    const auto record = home->dossiers().record(*id);
    const auto events = record.ok() ? eventsOf(home->dossiers(), record->caseId)
                                    : Result<std::vector<engine::RecordRow>>(record.error());
    auto page = events.ok() ? huisverbodPage(*record, *events, m_workspace.clock().nowMs(), m_workspace.language())
                            : Result<Shown>(events.error());
    if (!page.ok()) m_errorText = veldpost::viewmodels::errorText(page.error());
    show(page.ok() ? std::move(page).value() : Shown());
}

void HuisverbodModel::show(Shown shown)
{
    beginResetModel();
    m_shown = std::move(shown);
    endResetModel();
    Q_EMIT changed();
}

int HuisverbodModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.marks.size());
}

QVariant HuisverbodModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TimelineMark& mark = m_shown.marks[static_cast<std::size_t>(index.row())];
    switch (role) {
    case RecordIdRole: return mark.recordId;
    case KindRole: return mark.kind;
    case EventRole: return mark.event;
    case NameRole: return mark.name;
    case WhenTextRole: return mark.whenText;
    case TextRole: return mark.text;
    case PositionRole: return mark.position;
    case ComputedRole: return mark.computed;
    case RetractedRole: return mark.retracted;
    case AuthorNameRole: return mark.authorName;
    case SafetyRole: return mark.safety;
    case SafetyWordRole: return mark.safetyWord;
    case SafetyTextRole: return mark.safetyText;
    default: return {};
    }
}

QHash<int, QByteArray> HuisverbodModel::roleNames() const
{
    return {{RecordIdRole, "recordId"}, {KindRole, "kind"}, {EventRole, "event"}, {NameRole, "name"},
            {WhenTextRole, "whenText"}, {TextRole, "text"}, {PositionRole, "position"}, {ComputedRole, "computed"},
            {RetractedRole, "retracted"}, {AuthorNameRole, "authorName"}, {SafetyRole, "safety"},
            {SafetyWordRole, "safetyWord"}, {SafetyTextRole, "safetyText"}};
}

}  // namespace veldpost::viewmodels
