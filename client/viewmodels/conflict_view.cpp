#include "client/viewmodels/conflict_view.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/record_text.h"
#include "shared/model/field_text.h"
#include "shared/model/kind_rules.h"

#include <QStringList>

#include <algorithm>

namespace veldpost::viewmodels {

namespace {

const QString kOwn = QStringLiteral("own");

// Fields that are words, and nothing but words. Codes, moments and places are changed in their form, after one was taken.
bool isWritable(const std::string& kind, const std::string& field)
{
    static constexpr std::string_view names[] = {"text", "title", "remarks", "facts", "pattern", "stated_cause", "municipality",
                                                 "source", "ecli"};
    if (field == "name") return kind == model::kPerson;
    return std::find(std::begin(names), std::end(names), field) != std::end(names);
}

QString authorsText(const engine::ConflictValue& value, const QString& language)
{
    QStringList lines;
    for (const engine::ValueAuthor& by : value.by)
        lines << QString::fromStdString(by.userName.empty() ? by.user.text() : by.userName) + QStringLiteral(", ") +
                     whenText(by.atMs, language);
    return lines.join(QLatin1Char('\n'));
}

QVariantMap fieldMap(const std::string& kind, const engine::ConflictField& field, const QString& language)
{
    QVariantList values;
    for (const engine::ConflictValue& value : field.values)
        values << QVariantMap{{QStringLiteral("revision"), QString::fromStdString(value.by.front().revision.text())},
                              {QStringLiteral("text"), fieldValue(kind, field.field, value.value, language)},
                              {QStringLiteral("whoText"), authorsText(value, language)}};
    QStringList before;
    for (const engine::Json& value : field.before) before << fieldValue(kind, field.field, value, language);
    return {{QStringLiteral("field"), QString::fromStdString(field.field)},
            {QStringLiteral("label"), fieldLabel(field.field)},
            {QStringLiteral("before"), before.join(QStringLiteral(" | "))},
            {QStringLiteral("writable"), isWritable(kind, field.field)},
            {QStringLiteral("values"), values}};
}

}  // namespace

ConflictView::ConflictView(QObject* parent) : QObject(parent), m_workspace(Workspace::current())
{
    connect(&m_workspace, &Workspace::closed, this, &ConflictView::lookAgain);
    connect(&m_workspace, &Workspace::languageChanged, this, [this] {
        if (m_conflict) show(engine::RecordConflict(*m_conflict));
    });
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& caseId) {
        if (m_conflict && (caseId.isEmpty() || caseId == QString::fromStdString(m_conflict->row.caseId.text()))) noteNews();
    });
}

QString ConflictView::kindText() const
{
    return m_conflict ? veldpost::viewmodels::kindText(QString::fromStdString(m_conflict->row.kind)) : QString();
}

void ConflictView::setRecordId(const QString& recordId)
{
    if (recordId == m_recordId) return;
    m_recordId = recordId;
    lookAgain();
}

void ConflictView::setReason(const QString& reason)
{
    if (reason == m_reason) return;
    m_reason = reason;
    Q_EMIT reasonChanged();
}

void ConflictView::lookAgain()
{
    m_conflict.reset();
    m_fields.clear();
    m_chosen.clear();
    m_typed.clear();
    m_caseTitle.clear();
    m_stale = false;
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr) setReason({});
    const auto id = RecordId::parse(toUtf8(m_recordId));
    if (home != nullptr && id) {
        const auto conflict = home->conflicts().of(*id);
        fail(conflict.ok() ? QString() : veldpost::viewmodels::errorText(conflict.error()));
        if (conflict.ok()) {
            const auto dossier = home->dossiers().caseRow(conflict->row.caseId);
            if (dossier.ok()) m_caseTitle = QString::fromStdString(dossier->title);
            show(*conflict);
        }
    }
    Q_EMIT chosenChanged();
    Q_EMIT changed();
}

void ConflictView::show(const engine::RecordConflict& conflict)
{
    m_conflict = conflict;
    m_fields.clear();
    for (const engine::ConflictField& field : conflict.fields)
        m_fields << fieldMap(conflict.row.kind, field, m_workspace.language());
    Q_EMIT changed();
}

void ConflictView::noteNews()
{
    engine::OpenHome* home = m_workspace.home();
    const auto now = home->conflicts().of(m_conflict->row.key());
    if (!now.ok()) return lookAgain();  // taken away
    if (now->heads == m_conflict->heads) return;
    if (m_chosen.isEmpty() && m_reason.isEmpty()) return lookAgain();
    m_stale = true;
    Q_EMIT changed();
}

void ConflictView::take(const QString& field, const QString& revision)
{
    if (revision.isEmpty()) m_chosen.remove(field);
    else m_chosen[field] = revision;
    Q_EMIT chosenChanged();
}

void ConflictView::write(const QString& field, const QString& text)
{
    m_typed[field] = text;
    take(field, kOwn);
}

Result<engine::Choice> ConflictView::choice() const
{
    engine::Choice choice;
    choice.shownOn = m_conflict->heads;
    choice.reason = toUtf8(m_reason.trimmed());
    for (auto it = m_chosen.begin(); it != m_chosen.end(); ++it) {
        const std::string field = toUtf8(it.key());
        if (it.value().toString() == kOwn) {
            VELDPOST_ASSIGN(choice.sets[field],
                            model::parseFieldText(m_conflict->row.kind, field, toUtf8(m_typed.value(it.key()).toString())));
        } else if (const auto revision = RevisionId::parse(toUtf8(it.value().toString()))) {
            choice.takes.emplace(field, *revision);
        }
    }
    return choice;
}

bool ConflictView::done()
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || !m_conflict) return false;
    const auto made = choice();
    if (!made.ok()) return fail(veldpost::viewmodels::errorText(made.error())), false;
    const auto saved = home->conflicts().resolve(m_conflict->row.key(), *made);
    if (!saved.ok()) return fail(veldpost::viewmodels::errorText(saved.error())), false;
    const QString caseId = QString::fromStdString(m_conflict->row.caseId.text());
    setReason({});
    lookAgain();
    m_workspace.noteSaved(caseId);
    return true;
}

void ConflictView::fail(const QString& text)
{
    m_errorText = text;
    Q_EMIT errorTextChanged();
}

}  // namespace veldpost::viewmodels
