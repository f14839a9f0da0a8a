// Symptom: on a tablet that had not synced yet, one's own notes stood without a name ("changed by , Wednesday …").
// Cause: names came from the region's dossier alone, which arrives with the first sync.
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;

class OwnWorkBearsItsAuthorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void note_beforeTheFirstSync_hasItsAuthorsName()
    {
        test::EngineFixture world;
        auto home = world.home("Anna");
        const auto saved = home->dossiers().createCase("A");
        QVERIFY(saved.ok());
        const auto row = home->dossiers().record(saved->record);
        QVERIFY(row.ok());
        QCOMPARE(row->authorName, std::string("Anna"));
        QCOMPARE(row->lastAuthorName, std::string("Anna"));
    }
};

QTEST_APPLESS_MAIN(OwnWorkBearsItsAuthorTest)
#include "own_work_bears_its_author_test.moc"
