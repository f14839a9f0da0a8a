#include "store_fixture.h"

#include "shared/storage/files.h"

#include <csignal>
#include <sys/resource.h>

using namespace veldpost;
using namespace veldpost::storage;

class FilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replaceFile_twice_holdsTheSecondAndIsPrivate()
    {
        StoreFolder folder;
        QVERIFY(replaceFile(folder.path("key"), "first, and longer").ok());
        QVERIFY(replaceFile(folder.path("key"), "second").ok());
        QCOMPARE(must(readFile(folder.path("key"), 100)), std::string("second"));
        QCOMPARE(static_cast<int>(std::filesystem::status(folder.path("key")).permissions()), 0600);
        QVERIFY(!std::filesystem::exists(folder.path("key.new")));
    }

    void replaceFile_whenWritingFails_keepsTheOldContent()
    {
        StoreFolder folder;
        QVERIFY(replaceFile(folder.path("key"), "old").ok());
        struct rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        auto* handler = std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit tiny = before;
        tiny.rlim_cur = 4;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &tiny), 0);
        const Status written = replaceFile(folder.path("key"), "new and too long for the limit");
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!written.ok());
        QCOMPARE(must(readFile(folder.path("key"), 100)), std::string("old"));
        QVERIFY(!std::filesystem::exists(folder.path("key.new")));
    }

    void replaceFile_overAStaleTemporary_works()
    {
        StoreFolder folder;
        QVERIFY(replaceFile(folder.path("key.new"), "half a fi").ok());
        QVERIFY(replaceFile(folder.path("key"), "whole").ok());
        QCOMPARE(must(readFile(folder.path("key"), 100)), std::string("whole"));
    }

    void readFile_missingOrTooLarge_isAProblem()
    {
        StoreFolder folder;
        QCOMPARE(typeOf(readFile(folder.path("none"), 10)), QStringLiteral("file_missing"));
        QVERIFY(replaceFile(folder.path("big"), "12345678901").ok());
        QCOMPARE(typeOf(readFile(folder.path("big"), 10)), QStringLiteral("too_large"));
        QCOMPARE(must(readFile(folder.path("big"), 11)).size(), std::size_t{11});
    }

    void makePrivateFolder_closesItToOthers()
    {
        StoreFolder folder;
        QVERIFY(makePrivateFolder(folder.path("a/b")).ok());
        QCOMPARE(static_cast<int>(std::filesystem::status(folder.path("a/b")).permissions()), 0700);
        QVERIFY(replaceFile(folder.path("file"), "x").ok());
        QVERIFY(!makePrivateFolder(folder.path("file/inside")).ok());
    }
};

QTEST_APPLESS_MAIN(FilesTest)
#include "files_test.moc"
