#include "client/viewmodels/codes.h"

#include "client/viewmodels/code_names.h"

namespace veldpost::viewmodels {

Codes::Codes(QObject* parent) : QObject(parent)
{
    connect(&Workspace::current(), &Workspace::languageChanged, this, &Codes::changed);
}

Codes* Codes::create(QQmlEngine*, QJSEngine*)
{
    return new Codes;  // the engine's to delete
}

namespace {

const QString& language()
{
    return Workspace::current().language();
}

}  // namespace

QVariantList Codes::injuryTypes() const { return choices(model::injuryTypes(), language()); }
QVariantList Codes::injuryShapes() const { return choices(model::injuryShapes(), language()); }
QVariantList Codes::injuryColours() const { return choices(model::injuryColours(), language()); }
QVariantList Codes::lateralities() const { return choices(model::lateralities(), language()); }
QVariantList Codes::personRoles() const { return choices(model::personRoles(), language()); }
QVariantList Codes::authorities() const { return choices(model::huisverbodAuthorities(), language()); }
QVariantList Codes::announcements() const { return choices(model::announcements(), language()); }
QVariantList Codes::rulingEffects() const { return choices(model::rulingEffects(), language()); }

// The imposing is the huisverbod itself, and its end is computed.
QVariantList Codes::huisverbodEvents() const
{
    QVariantList out;
    for (const model::HuisverbodEventCode& entry : model::huisverbodEventCodes())
        if (entry.code != "imposed" && entry.code != "expiry")
            out << choice(fromView(entry.code), nameOf(entry, language()));
    return out;
}

QVariantList Codes::rights() const
{
    QVariantList out;
    for (const char* right : {"read", "write", "own"}) out << choice(QLatin1String(right), rightText(QLatin1String(right)));
    return out;
}

// In their own language each: whoever cannot read the others must find his.
QVariantList Codes::languages() const
{
    return {choice(QStringLiteral("nl"), QStringLiteral("Nederlands")),
            choice(QStringLiteral("en"), QStringLiteral("English"))};
}

QVariantList Codes::themes() const
{
    return {choice(QStringLiteral("light"), tr("Light")), choice(QStringLiteral("dark"), tr("Dark")),
            choice(QStringLiteral("system"), tr("As the device"))};
}

QVariantList Codes::textSizes() const
{
    return {choice(QStringLiteral("100"), tr("Normal")), choice(QStringLiteral("125"), tr("Larger")),
            choice(QStringLiteral("150"), tr("Large")), choice(QStringLiteral("200"), tr("Twice as large"))};
}

}  // namespace veldpost::viewmodels
