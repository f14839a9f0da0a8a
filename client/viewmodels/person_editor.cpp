#include "client/viewmodels/person_editor.h"

#include "client/viewmodels/code_names.h"
#include "shared/calendar/terms.h"
#include "shared/model/kind_rules.h"

namespace veldpost::viewmodels {

namespace {

constexpr char kBorn[] = "born";

}  // namespace

PersonEditor::PersonEditor(QObject* parent) : RecordEditor(model::kPerson, parent) {}

QString PersonEditor::bornText() const
{
    if (const auto asTyped = typed(kBorn, kText)) return *asTyped;
    const QString stored = text(kBorn);
    return stored.isEmpty() ? QString() : typedPartialDate(toUtf8(stored));
}

void PersonEditor::setBornText(const QString& words)
{
    if (words == bornText()) return;
    setTyped(kBorn, kText, words);
    const auto date = readPartialDate(words);
    setField(kBorn, date ? engine::Json(*date) : engine::Json());
}

QString PersonEditor::ageText() const
{
    const auto born = calendar::Date::parse(toUtf8(text(kBorn)));
    const auto today = calendar::Moment::fromUtcMs(workspace().clock().nowMs());
    if (!born.ok() || !today.ok() || *born > today->date()) return {};
    return tr("%n year(s)", nullptr, calendar::ageOn(*born, today->date()));
}

QVariantMap PersonEditor::check() const
{
    QVariantMap problems;
    if (name().trimmed().isEmpty()) problems.insert(QStringLiteral("name"), tr("Give a name, or what you know of one."));
    if (unreadable(kBorn, {kText}))
        problems.insert(QStringLiteral("born"), tr("Write the date as 14-3-2019, 3-2019 or 2019."));
    return problems;
}

}  // namespace veldpost::viewmodels
