#include "client/viewmodels/record_view.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/record_text.h"
#include "shared/model/kind_rules.h"

#include <QStringList>

#include <algorithm>

namespace veldpost::viewmodels {

RecordView::RecordView(QObject* parent) : QObject(parent), m_workspace(Workspace::current())
{
    connect(&m_workspace, &Workspace::closed, this, &RecordView::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &RecordView::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& changedCase) {
        if (changedCase.isEmpty() || changedCase == caseId()) refresh();
    });
}

void RecordView::setRecordId(const QString& recordId)
{
    if (recordId == m_recordId) return;
    m_recordId = recordId;
    refresh();
}

QString RecordView::caseId() const { return m_row ? QString::fromStdString(m_row->caseId.text()) : QString(); }
QString RecordView::kind() const { return m_row ? QString::fromStdString(m_row->kind) : QString(); }
QString RecordView::kindText() const { return m_row ? veldpost::viewmodels::kindText(kind()) : QString(); }
QString RecordView::authorText() const { return m_row ? authorLine(*m_row, m_workspace.language()) : QString(); }
QString RecordView::safety() const { return m_row ? stateCode(m_row->standing) : QString(); }
QString RecordView::safetyWord() const { return m_row ? stateWord(m_row->standing.state, m_workspace.language()) : QString(); }
QString RecordView::safetyText() const { return m_row ? safetySentence(*m_row, m_workspace.language()) : QString(); }
bool RecordView::conflict() const { return m_row && !m_row->conflicts.empty(); }
QString RecordView::conflictText() const { return m_row ? conflictSentence(*m_row) : QString(); }
bool RecordView::retracted() const { return m_row && m_row->retracted; }
bool RecordView::needsNewerApp() const { return m_row && m_row->needsNewerApp; }

bool RecordView::canRetract() const
{
    if (!m_row || m_row->retracted || m_row->needsNewerApp) return false;
    const model::KindRule* rule = model::findKind(m_row->kind);
    return rule != nullptr && rule->retractable;
}

void RecordView::refresh()
{
    m_row.reset();
    m_title.clear();
    m_lines.clear();
    m_history.clear();
    m_errorText.clear();
    engine::OpenHome* home = m_workspace.home();
    const auto id = RecordId::parse(toUtf8(m_recordId));
    if (home != nullptr && id) {
        auto row = home->dossiers().record(*id);
        if (row.ok()) {
            m_row = std::move(row).value();
            const RecordText words = recordText(*m_row, m_workspace.language());
            m_title = words.title.isEmpty() ? kindText() : words.title;
            m_lines = fieldLines(*m_row, m_workspace.language());
            readHistory(home->dossiers(), *id);
        } else {
            m_errorText = veldpost::viewmodels::errorText(row.error());
        }
    }
    Q_EMIT changed();
}

// A line a field: every value its author chose between.
QString RecordView::settledText(const engine::RevisionRow& revision) const
{
    QStringList lines;
    for (const veldpost::revision::FieldConflict& conflict : revision.settled) {
        QStringList values;
        for (const veldpost::revision::Candidate& candidate : conflict.values)
            values << fieldValue(m_row->kind, conflict.field, candidate.value, m_workspace.language());
        lines << tr("Chose for %1 between: %2").arg(fieldLabel(conflict.field).toLower(), values.join(QStringLiteral(" | ")));
    }
    return lines.join(QLatin1Char('\n'));
}

void RecordView::readHistory(engine::Dossiers& dossiers, const RecordId& record)
{
    const auto revisions = dossiers.history(record);
    if (!revisions.ok()) {
        m_errorText = veldpost::viewmodels::errorText(revisions.error());
        return;
    }
    const std::string kindName = m_row->kind;
    for (const engine::RevisionRow& revision : *revisions) {
        QStringList changes;
        const engine::Json set = revision.payload.is_object() ? revision.payload.value("set", engine::Json::object())
                                                              : engine::Json::object();
        // With what was written: nothing that once stood there becomes unreadable.
        for (const auto& [field, value] : set.items())
            if (isForReading(field))
                changes << QStringLiteral("%1: %2").arg(fieldLabel(field), fieldValue(kindName, field, value, m_workspace.language()));
        const engine::Json reason = revision.payload.is_object() ? revision.payload : engine::Json::object();
        m_history << QVariantMap{
            {QStringLiteral("whoText"), QString::fromStdString(revision.userName)},
            {QStringLiteral("whenText"), whenText(revision.atMs, m_workspace.language())},
            {QStringLiteral("changesText"), changes.join(QLatin1Char('\n'))},
            {QStringLiteral("settledText"), settledText(revision)},
            {QStringLiteral("reason"), textIn(reason, "reason")},
            {QStringLiteral("atMs"), static_cast<qint64>(revision.atMs)},
            {QStringLiteral("safety"), stateCode(revision.standing)},
            {QStringLiteral("safetyWord"), stateWord(revision.standing.state, m_workspace.language())},
            {QStringLiteral("safetyText"), standingText(revision.standing, m_workspace.language())}};
    }
    // Newest first; of the same moment the later one in the chain of edits first.
    std::reverse(m_history.begin(), m_history.end());
    std::stable_sort(m_history.begin(), m_history.end(), [](const QVariant& a, const QVariant& b) {
        return a.toMap().value(QStringLiteral("atMs")).toLongLong() > b.toMap().value(QStringLiteral("atMs")).toLongLong();
    });
}

bool RecordView::retract(const QString& reason)
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || !canRetract()) return false;
    if (reason.trimmed().isEmpty()) {
        m_errorText = tr("Say why it is taken back.");
        Q_EMIT changed();
        return false;
    }
    const auto saved = home->dossiers().retract(m_row->record, toUtf8(reason.trimmed()));
    if (!saved.ok()) {
        m_errorText = veldpost::viewmodels::errorText(saved.error());
        Q_EMIT changed();
        return false;
    }
    m_workspace.noteSaved(caseId());
    return true;
}

}  // namespace veldpost::viewmodels
