#include "client/app/running_app.h"

#include "client/app/picture_provider.h"
#include "client/viewmodels/register_types.h"

#include <QEventLoop>
#include <QGuiApplication>

namespace veldpost::app {

RunningApp::RunningApp(const std::filesystem::path& home, const Clock& clock, RandomSource& random)
    : m_workspace(clock, random), m_translations(m_workspace),
      m_clipboard(m_workspace, *QGuiApplication::clipboard()), m_keeper(home, clock, random), m_app(m_workspace, m_keeper), m_watch(m_app, m_keeper)
{
    viewmodels::registerTypes();
    QObject::connect(&m_workspace, &viewmodels::Workspace::languageChanged, &m_app, [this] {
        if (m_engine) m_engine->retranslate();
    });
}

RunningApp::~RunningApp()
{
    // Drafts are kept and keys wiped while models and pages are still there to be told.
    m_app.lock();
    m_engine.reset();
}

Status RunningApp::show()
{
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImageProvider(QLatin1String(viewmodels::PictureShelf::kProvider), new PictureProvider(m_workspace.pictures()));
    m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Veldpost/Main.qml")));
    const bool shown = !m_engine->rootObjects().isEmpty() && qobject_cast<QQuickWindow*>(m_engine->rootObjects().first());
    if (!shown) return Error{ErrorKind::Failed, "pages_missing", "The pages of the app do not load", ""};
    return done();
}

QQuickWindow& RunningApp::window()
{
    auto* window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().first());
    VELDPOST_CHECK(window != nullptr);
    return *window;
}

void RunningApp::untilReady()
{
    if (!m_app.busy()) return;
    QEventLoop loop;
    QObject::connect(&m_app, &viewmodels::App::busyChanged, &loop, &QEventLoop::quit);
    loop.exec();
}

}  // namespace veldpost::app
