#include "client/viewmodels/record_editor.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/record_text.h"
#include "shared/model/kind_rules.h"

namespace veldpost::viewmodels {

namespace {

// Long enough not to write at every key, short enough that a dead battery costs a few words at most.
constexpr int kPauseMs = 700;
constexpr int kLatestMs = 2000;

Error locked()
{
    return {ErrorKind::Locked, "not_open", "The app is locked", ""};
}

template <typename Id>
Result<Id> parseId(const QString& text, const char* problem)
{
    const auto id = Id::parse(toUtf8(text));
    if (!id) return Error{ErrorKind::NotFound, problem, "There is no such thing on this device", ""};
    return *id;
}

}  // namespace

RecordEditor::RecordEditor(const char* kind, QObject* parent)
    : QObject(parent), m_workspace(Workspace::current()), m_kind(kind)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &RecordEditor::keepNow);
    m_latest.setSingleShot(true);
    m_latest.setInterval(kLatestMs);
    connect(&m_latest, &QTimer::timeout, this, &RecordEditor::keepNow);
    // On lock the form is emptied, even where the disk would not take its text.
    connect(&m_workspace, &Workspace::aboutToClose, this, [this] {
        if (!keepNow()) m_workspace.unkept().hold(m_draft);
        if (m_open) close();
    });
    connect(&m_workspace, &Workspace::aboutToLose, this, [this](const QString& lost) {
        if (m_open && lost == caseId() && !keepNow()) m_workspace.unkept().hold(m_draft);
    });
    // Taken away: the text went along as a revision, and the form shows nothing of the case any more.
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& changedCase) {
        engine::OpenHome* home = m_workspace.home();
        if (!m_open || home == nullptr || (!changedCase.isEmpty() && changedCase != caseId())) return;
        const Status here = home->dossiers().requireCase(m_draft.caseId);
        if (!here.ok() && here.error().type == "unknown_case") close();
    });
    connect(&m_workspace, &Workspace::languageChanged, this, [this] {
        updateProblems();
        Q_EMIT fieldsChanged();
        Q_EMIT saveStateChanged();
    });
}

RecordEditor::~RecordEditor()
{
    if (!keepNow()) m_workspace.unkept().hold(m_draft);
}

QString RecordEditor::caseId() const
{
    return m_open ? QString::fromStdString(m_draft.caseId.text()) : QString();
}

QString RecordEditor::recordId() const
{
    return m_open && m_draft.record ? QString::fromStdString(m_draft.record->text()) : QString();
}

QString RecordEditor::conflictText() const
{
    engine::OpenHome* home = m_workspace.home();
    if (!m_open || home == nullptr || !m_draft.record) return {};
    const auto row = home->dossiers().record(*m_draft.record);
    if (!row.ok() || row->conflicts.empty()) return {};
    QStringList lines{conflictSentence(*row)};
    for (const QVariant& line : fieldLines(*row, m_workspace.language())) {
        const QVariantMap field = line.toMap();
        if (field.value(QStringLiteral("conflict")).toBool())
            lines << field.value(QStringLiteral("label")).toString() + QLatin1Char(':')
                  << field.value(QStringLiteral("value")).toString();
    }
    lines << tr("These fields are empty below. What you write there counts from now on; the versions stay in the history.");
    return lines.join(QLatin1Char('\n'));
}

QString RecordEditor::stateText() const
{
    switch (m_saveState) {
    case Typing: return tr("typing …");
    case DraftKept: return tr("draft kept");
    case Saved: return tr("saved on this device");
    case NotKept: return tr("not saved");
    case Untouched: break;
    }
    return {};
}

void RecordEditor::setReason(const QString& reason)
{
    if (reason == m_reason || !m_open) return;
    m_reason = reason;
    m_draft.reason = toUtf8(reason);
    touched();
}

bool RecordEditor::openNew(const QString& caseId)
{
    if (!leave()) return false;
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr) return show(locked(), false);
    const auto id = parseId<CaseId>(caseId, "unknown_case");
    return show(id.ok() ? home->drafts().openNew(*id, m_kind) : Result<engine::Draft>(id.error()), false);
}

bool RecordEditor::openEdit(const QString& recordId)
{
    if (!leave()) return false;
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr) return show(locked(), false);
    const auto id = parseId<RecordId>(recordId, "unknown_record");
    if (!id.ok()) return show(id.error(), false);
    auto drafts = home->drafts().all();
    if (!drafts.ok()) return show(drafts.error(), false);
    for (engine::Draft& draft : *drafts)  // newest first
        if (draft.record == *id) return show(std::move(draft), true);
    return show(home->drafts().openEdit(*id), false);
}

bool RecordEditor::openDraft(const QString& draftId)
{
    if (!leave()) return false;
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr) return show(locked(), false);
    auto drafts = home->drafts().all();
    if (!drafts.ok()) return show(drafts.error(), false);
    for (engine::Draft& draft : *drafts)
        if (QString::fromStdString(draft.id.text()) == draftId) return show(std::move(draft), true);
    return show(Error{ErrorKind::NotFound, "unknown_record", "There is no such draft", ""}, false);
}

bool RecordEditor::show(Result<engine::Draft> draft, bool fromDraft)
{
    if (!draft.ok()) {
        showError(draft.error());
        return false;
    }
    VELDPOST_CHECK(draft->kind == m_kind);
    m_draft = std::move(draft).value();
    m_reason = QString::fromStdString(m_draft.reason);
    m_open = true;
    m_kept = m_modified = fromDraft;
    m_reasonNeeded = false;
    if (m_draft.record) {
        const auto row = m_workspace.home()->dossiers().record(*m_draft.record);
        m_reasonNeeded = model::findKind(m_kind)->event || (row.ok() && row->retracted);
    }
    m_errorText.clear();
    setSaveState(fromDraft ? DraftKept : Untouched);
    Q_EMIT opened();
    Q_EMIT fieldsChanged();
    return true;
}

bool RecordEditor::keepNow()
{
    m_pause.stop();
    m_latest.stop();
    engine::OpenHome* home = m_workspace.home();
    if (!m_open || home == nullptr || m_saveState == Untouched || m_saveState == DraftKept) return true;
    const Status kept = home->drafts().keep(m_draft);
    if (!kept.ok()) {
        showError(kept.error());
        return false;
    }
    m_kept = true;
    m_errorText.clear();
    setSaveState(DraftKept);
    m_workspace.noteChanged(caseId());
    return true;
}

bool RecordEditor::done()
{
    engine::OpenHome* home = m_workspace.home();
    if (!m_open || home == nullptr) {
        showError(locked());
        return false;
    }
    m_checked = true;
    updateProblems();
    if (!m_problems.isEmpty()) {
        keepNow();
        return false;
    }
    engine::Draft ready = m_draft;
    ready.fields = recordFields();
    const auto reason = m_reason.trimmed().isEmpty() ? std::nullopt : std::optional(toUtf8(m_reason.trimmed()));
    const auto saved = home->drafts().finish(ready, reason);
    const bool unchanged = !saved.ok() && saved.error().type == "unchanged";
    if (!saved.ok() && !unchanged) {
        keepNow();
        takeFieldProblem(saved.error());
        return false;
    }
    const QString record = unchanged ? recordId() : QString::fromStdString(saved->record.text());
    const QString caseOfIt = caseId();
    close();
    setSaveState(Saved);
    m_workspace.noteSaved(caseOfIt);
    Q_EMIT finished(record);
    return true;
}

bool RecordEditor::discard()
{
    engine::OpenHome* home = m_workspace.home();
    if (!m_open || home == nullptr) return true;
    if (m_kept) {
        const Status gone = home->drafts().discard(m_draft.id);
        if (!gone.ok()) {
            showError(gone.error());
            return false;
        }
    }
    const QString caseOfIt = caseId();
    close();
    m_workspace.noteChanged(caseOfIt);
    return true;
}

bool RecordEditor::leave()
{
    if (!m_open) return true;
    if (!keepNow()) return false;
    close();
    return true;
}

void RecordEditor::close()
{
    m_pause.stop();
    m_latest.stop();
    m_open = m_kept = m_modified = m_checked = m_reasonNeeded = false;
    m_draft = {};
    m_reason.clear();
    m_errorText.clear();
    m_problems.clear();
    setSaveState(Untouched);
    Q_EMIT opened();
    Q_EMIT fieldsChanged();
    Q_EMIT problemsChanged();
}

void RecordEditor::setSaveState(SaveState state)
{
    m_saveState = state;
    Q_EMIT saveStateChanged();
}

void RecordEditor::updateProblems()
{
    if (!m_checked) return;
    m_problems = check();
    if (m_reasonNeeded && m_reason.trimmed().isEmpty()) m_problems.insert(QStringLiteral("reason"), tr("Say why."));
    Q_EMIT problemsChanged();
}

void RecordEditor::showError(const Error& error)
{
    m_errorText = veldpost::viewmodels::errorText(error);
    setSaveState(NotKept);
}

// "field: why" of a rule the form did not foresee goes to its field.
void RecordEditor::takeFieldProblem(const Error& error)
{
    const QString detail = QString::fromStdString(error.detail);
    const qsizetype colon = detail.indexOf(QStringLiteral(": "));
    if (error.type == "rule_broken" && colon > 0) {
        m_problems.insert(detail.left(colon), ruleText(detail.mid(colon + 2)));
        Q_EMIT problemsChanged();
    }
    showError(error);
}

}  // namespace veldpost::viewmodels
