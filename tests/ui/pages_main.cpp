// Runs every tst_*.qml of this folder on the pages as they are built into the app.
#include <QQmlEngine>
#include <QtQuickTest>

class PagesSetup : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void qmlEngineAvailable(QQmlEngine* engine)
    {
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        engine->addImportPath(QStringLiteral(QUICK_TEST_SOURCE_DIR "/modules"));  // made-up view models
    }
};

QUICK_TEST_MAIN_WITH_SETUP(ui_pages, PagesSetup)

#include "pages_main.moc"
