#include "client/app/preferences.h"

#include <QSettings>

#include <memory>

namespace veldpost::app {

namespace {

const QString kLanguage = QStringLiteral("language");
const QString kTheme = QStringLiteral("theme");
const QString kTextPercent = QStringLiteral("text_percent");
const QString kLockWhenInactive = QStringLiteral("lock_when_inactive");

std::unique_ptr<QSettings> settings()
{
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("veldpost"),
                                       QStringLiteral("app"));
}

}  // namespace

Preferences::Preferences(viewmodels::App& app)
{
    using viewmodels::App;
    const auto kept = settings();
    app.setLanguage(kept->value(kLanguage, app.language()).toString());
    app.setTheme(kept->value(kTheme, app.theme()).toString());
    app.setTextPercent(kept->value(kTextPercent, app.textPercent()).toInt());
    app.setLockWhenInactive(kept->value(kLockWhenInactive, app.lockWhenInactive()).toBool());
    connect(&app, &App::languageChanged, this, [&app] { settings()->setValue(kLanguage, app.language()); });
    connect(&app, &App::themeChanged, this, [&app] { settings()->setValue(kTheme, app.theme()); });
    connect(&app, &App::textPercentChanged, this, [&app] { settings()->setValue(kTextPercent, app.textPercent()); });
    connect(&app, &App::lockWhenInactiveChanged, this,
            [&app] { settings()->setValue(kLockWhenInactive, app.lockWhenInactive()); });
}

}  // namespace veldpost::app
