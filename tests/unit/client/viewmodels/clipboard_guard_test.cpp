#include "client/viewmodels/clipboard_guard.h"
#include "tests/unit/client/viewmodels/opened_workspace.h"

#include <QGuiApplication>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;

namespace {

// The offscreen platform does not tell whose the clipboard is.
class ToldGuard : public ClipboardGuard {
public:
    using ClipboardGuard::ClipboardGuard;
    bool ours = true;

protected:
    bool isOurs(QClipboard::Mode mode) const override { return ours && mode == QClipboard::Clipboard; }
};

}  // namespace

class ClipboardGuardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lock_copiedFromTheApp_isTakenAway()
    {
        test::OpenedWorkspace world;
        QClipboard& clipboard = *QGuiApplication::clipboard();
        ToldGuard guard(world.workspace, clipboard);
        clipboard.setText(QStringLiteral("wat zij zei"));
        world.workspace.close();
        QCOMPARE(clipboard.text(), QString());
    }

    void lock_somebodyElsesText_stays()
    {
        test::OpenedWorkspace world;
        QClipboard& clipboard = *QGuiApplication::clipboard();
        ToldGuard guard(world.workspace, clipboard);
        clipboard.setText(QStringLiteral("boodschappen"));
        guard.ours = false;
        world.workspace.close();
        QCOMPARE(clipboard.text(), QStringLiteral("boodschappen"));
    }
};

// Not QTEST_MAIN: a clipboard needs a QGuiApplication, and that makes one of Qt Core only.
int main(int argc, char** argv)
{
    const QGuiApplication gui(argc, argv);
    ClipboardGuardTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "clipboard_guard_test.moc"
