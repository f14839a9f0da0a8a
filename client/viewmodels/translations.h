// The words of the app in the workspace's language. Sources are English; Dutch is complete, English has the plurals.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QTranslator>

namespace veldpost::viewmodels {

// REQUIRES: made right after the workspace, before any model: it must be the first to hear of a new language.
class Translations : public QObject {
    Q_OBJECT

public:
    explicit Translations(Workspace& workspace, QObject* parent = nullptr);
    ~Translations() override;

private:
    void install();

    Workspace& m_workspace;
    QTranslator m_translator;
};

}  // namespace veldpost::viewmodels
