#include "client/viewmodels/translations.h"

#include <QCoreApplication>

namespace veldpost::viewmodels {

Translations::Translations(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    connect(&workspace, &Workspace::languageChanged, this, &Translations::install);
    install();
}

Translations::~Translations()
{
    QCoreApplication::removeTranslator(&m_translator);
}

void Translations::install()
{
    QCoreApplication::removeTranslator(&m_translator);
    const bool loaded = m_translator.load(QStringLiteral(":/i18n/veldpost_%1.qm").arg(m_workspace.language()));
    VELDPOST_CHECK(loaded);  // both are built into the program
    QCoreApplication::installTranslator(&m_translator);
}

}  // namespace veldpost::viewmodels
