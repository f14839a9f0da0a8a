#include "client/viewmodels/waiting_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"

#include <QStringList>

#include <algorithm>

namespace veldpost::viewmodels {

namespace {

bool isDecidable(const engine::WaitingEntry& entry)
{
    return !entry.own && entry.mayDecide && entry.state == engine::WaitState::Waiting && entry.decisionOnItsWay.empty();
}

}  // namespace

WaitingModel::WaitingModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kCoalesceMs);
    connect(&m_later, &QTimer::timeout, this, &WaitingModel::refresh);
    connect(&m_workspace, &Workspace::opened, this, &WaitingModel::refresh);
    connect(&m_workspace, &Workspace::closed, this, &WaitingModel::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &WaitingModel::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this] { m_later.start(); });
    refresh();
}

void WaitingModel::refresh()
{
    beginResetModel();
    m_rows.clear();
    if (engine::OpenHome* home = m_workspace.home()) {
        auto entries = home->quarantine().entries();
        if (entries.ok()) m_rows = std::move(entries).value();
        else fail(veldpost::viewmodels::errorText(entries.error()));
    } else {
        fail({});
    }
    endResetModel();
    Q_EMIT countChanged();
}

int WaitingModel::toDecide() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), isDecidable));
}

const engine::WaitingEntry* WaitingModel::find(const QString& revisionId) const
{
    const auto id = RevisionId::parse(toUtf8(revisionId));
    const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                 [&](const engine::WaitingEntry& entry) { return id && entry.revision == *id; });
    return it == m_rows.end() ? nullptr : &*it;
}

bool WaitingModel::accept(const QString& revisionId)
{
    engine::OpenHome* home = m_workspace.home();
    const engine::WaitingEntry* entry = find(revisionId);
    if (home == nullptr || entry == nullptr) return false;
    const QString caseId = QString::fromStdString(entry->caseId.text());
    const auto saved = home->quarantine().accept({entry->revision});
    fail(saved.ok() ? QString() : veldpost::viewmodels::errorText(saved.error()));
    if (saved.ok()) m_workspace.noteSaved(caseId);
    return saved.ok();
}

bool WaitingModel::decline(const QString& revisionId, const QString& reason)
{
    engine::OpenHome* home = m_workspace.home();
    const engine::WaitingEntry* entry = find(revisionId);
    if (home == nullptr || entry == nullptr) return false;
    if (reason.trimmed().isEmpty()) return fail(tr("Say why: whoever wrote it reads this.")), false;
    const QString caseId = QString::fromStdString(entry->caseId.text());
    const auto saved = home->quarantine().decline({entry->revision}, toUtf8(reason.trimmed()));
    fail(saved.ok() ? QString() : veldpost::viewmodels::errorText(saved.error()));
    if (saved.ok()) m_workspace.noteSaved(caseId);
    return saved.ok();
}

bool WaitingModel::dismiss(const QString& revisionId)
{
    engine::OpenHome* home = m_workspace.home();
    const engine::WaitingEntry* entry = find(revisionId);
    if (home == nullptr || entry == nullptr) return false;
    const Status dismissed = home->quarantine().dismiss(entry->revision);
    fail(dismissed.ok() ? QString() : veldpost::viewmodels::errorText(dismissed.error()));
    refresh();
    return dismissed.ok();
}

void WaitingModel::fail(const QString& text)
{
    m_errorText = text;
    Q_EMIT errorTextChanged();
}

QString WaitingModel::textOf(const engine::WaitingEntry& entry) const
{
    QStringList lines;
    if (!entry.set.is_object()) return {};
    for (const auto& [field, value] : entry.set.items())
        if (isForReading(field))
            lines << QStringLiteral("%1: %2").arg(fieldLabel(field), fieldValue(entry.kind, field, value, m_workspace.language()));
    return lines.join(QLatin1Char('\n'));
}

QString WaitingModel::decisionText(const engine::WaitingEntry& entry) const
{
    if (entry.decisionOnItsWay == "accept") return tr("Accepted here; it counts when the server has the decision.");
    if (entry.decisionOnItsWay == "decline") return tr("Declined here; its author hears of it when the server has the decision.");
    if (entry.state == engine::WaitState::Waiting) return {};
    const QString who = entry.decidedByName.empty() ? tr("somebody else") : QString::fromStdString(entry.decidedByName);
    const QString line = entry.state == engine::WaitState::Accepted ? tr("Accepted by %1").arg(who) : tr("Declined by %1").arg(who);
    return entry.decisionReason.empty() ? line : line + QStringLiteral(": ") + QString::fromStdString(entry.decisionReason);
}

int WaitingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant WaitingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const engine::WaitingEntry& entry = m_rows[static_cast<std::size_t>(index.row())];
    const QString& language = m_workspace.language();
    switch (role) {
    case RevisionIdRole: return QString::fromStdString(entry.revision.text());
    case KindTextRole: return entry.kind == "decision" ? tr("Decision") : kindText(QString::fromStdString(entry.kind));
    case CaseTitleRole: return entry.caseTitle.empty() ? tr("A case that is not on this device") : QString::fromStdString(entry.caseTitle);
    case TextRole: return textOf(entry);
    case WhoTextRole: return QString::fromStdString(entry.userName) + QStringLiteral(", ") + whenText(entry.atMs, language);
    case ReasonTextRole:
        // The engine's sentence speaks to the author; of others' work only that it came too late is said so.
        if (!entry.own && entry.reason == "not_member") return tr("Written on a tablet whose access had ended when it arrived.");
        return nameOf(engine::wordsOfReason(entry.reason), language);
    case DecisionTextRole: return decisionText(entry);
    case OwnRole: return entry.own;
    case CanDecideRole: return isDecidable(entry);
    case CanDismissRole: return entry.own && entry.state != engine::WaitState::Waiting;
    default: return {};
    }
}

QHash<int, QByteArray> WaitingModel::roleNames() const
{
    return {{RevisionIdRole, "revisionId"}, {KindTextRole, "kindText"}, {CaseTitleRole, "caseTitle"}, {TextRole, "text"},
            {WhoTextRole, "whoText"}, {ReasonTextRole, "reasonText"}, {DecisionTextRole, "decisionText"}, {OwnRole, "own"},
            {CanDecideRole, "canDecide"}, {CanDismissRole, "canDismiss"}};
}

}  // namespace veldpost::viewmodels
