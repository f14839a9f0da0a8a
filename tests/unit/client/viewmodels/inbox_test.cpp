// The inbox: what was written at the same time and the choice between it, and what the server holds back.
#include "client/engine/waiting_rows.h"
#include "client/viewmodels/conflict_model.h"
#include "client/viewmodels/conflict_view.h"
#include "client/viewmodels/waiting_model.h"
#include "tests/unit/client/viewmodels/opened_workspace.h"

#include <QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;
using revision::Json;
using test::cell;
using test::OpenedWorkspace;

namespace {

// A note in which two forms that were opened on the same heads wrote different texts.
struct InConflict {
    OpenedWorkspace world;
    QString note = world.add("note", Json{{"text", "donderdag"}});
    RecordId id = *RecordId::parse(note.toStdString());
    std::vector<RevisionId> openedOn = world.dossiers().record(id)->heads;

    InConflict() { edit("vrijdag"), edit("maandag"); }
    void edit(const char* text)
    {
        world.region.clock.advanceMs(1000);
        VELDPOST_CHECK(world.dossiers().edit(id, openedOn, Json{{"text", text}}).ok());
    }
    engine::RecordRow row() { return *world.dossiers().record(id); }
};

QString revisionOf(const ConflictView& view, const QString& text)
{
    for (const QVariant& value : view.fields().at(0).toMap().value(QStringLiteral("values")).toList())
        if (value.toMap().value(QStringLiteral("text")) == text) return value.toMap().value(QStringLiteral("revision")).toString();
    return {};
}

// A colleague's note that came after his access had ended.
struct LateWork {
    OpenedWorkspace world;
    test::Writer other = world.region.writer();
    revision::SignedRevision late =
        world.region.write(other, world.caseOf, world.region.newRecord(), "note", Json{{"text", "te laat"}});

    LateWork()
    {
        protocol::QuarantineAnswer answer;
        answer.certificates = {other.certificate};
        answer.items = {{{late, world.region.clock.nowMs(), {}}, "not_member", false, true, {}}};
        engine::LocalStore& store = world.workspace.home()->store();
        auto tx = store.db().begin();
        VELDPOST_CHECK(tx.ok() && engine::takeWaitingItems(store, answer, 1).ok() && tx->commit().ok());
    }
};

}  // namespace

class InboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void conflict_isListed_untilChosen()
    {
        InConflict c;
        ConflictModel list;
        const QAbstractItemModelTester tester(&list);
        QCOMPARE(list.count(), 1);
        QCOMPARE(cell(list, 0, "recordId").toString(), c.note);
        QCOMPARE(cell(list, 0, "title").toString(), QStringLiteral("Familie De Vries"));
        QCOMPARE(cell(list, 0, "whoText").toString(), QStringLiteral("anna"));
        ConflictView view;
        view.setRecordId(c.note);
        QCOMPARE(view.fields().at(0).toMap().value(QStringLiteral("before")).toString(), QStringLiteral("donderdag"));
        view.take(QStringLiteral("text"), revisionOf(view, QStringLiteral("vrijdag")));
        QVERIFY(!view.done() && !view.errorText().isEmpty());  // no reason yet
        view.setReason(QStringLiteral("zo afgesproken"));
        QVERIFY(view.done());
        QVERIFY(c.row().conflicts.empty());
        QCOMPARE(c.row().fields["text"].get<std::string>(), std::string("vrijdag"));
        QTRY_COMPARE(list.count(), 0);
        QVERIFY(view.fields().isEmpty());
    }

    void thirdValue_isWritten()
    {
        InConflict c;
        ConflictView view;
        view.setRecordId(c.note);
        view.write(QStringLiteral("text"), QStringLiteral("zaterdag"));
        view.setReason(QStringLiteral("nagevraagd"));
        QVERIFY(view.done());
        QCOMPARE(c.row().fields["text"].get<std::string>(), std::string("zaterdag"));
    }

    void whatComesWhileChoosing_staysBesideTheChoice()
    {
        InConflict c;
        ConflictView view;
        view.setRecordId(c.note);
        view.take(QStringLiteral("text"), revisionOf(view, QStringLiteral("vrijdag")));
        c.edit("zondag");
        c.world.workspace.noteChanged(c.world.caseId());
        QVERIFY(view.stale());
        view.setReason(QStringLiteral("zo afgesproken"));
        QVERIFY(view.done());
        QVERIFY(!c.row().conflicts.empty());
        QCOMPARE(view.fields().size(), 1);  // vrijdag and zondag
    }

    void lock_leavesNothing()
    {
        InConflict c;
        ConflictModel list;
        ConflictView view;
        view.setRecordId(c.note);
        view.setReason(QStringLiteral("x"));
        c.world.workspace.close();
        QVERIFY(list.count() == 0 && view.fields().isEmpty() && view.caseTitle().isEmpty() && view.reason().isEmpty());
    }

    void lateWork_isAcceptedOrDeclinedWithAReason()
    {
        LateWork late;
        WaitingModel waiting;
        const QAbstractItemModelTester tester(&waiting);
        QCOMPARE(waiting.toDecide(), 1);
        QVERIFY(cell(waiting, 0, "text").toString().contains(QStringLiteral("te laat")));
        const QString id = cell(waiting, 0, "revisionId").toString();
        QVERIFY(!waiting.decline(id, QStringLiteral(" ")) && !waiting.errorText().isEmpty());
        QVERIFY(waiting.accept(id) && waiting.errorText().isEmpty());
        QTRY_COMPARE(waiting.toDecide(), 0);
        QVERIFY(!cell(waiting, 0, "decisionText").toString().isEmpty());
        late.world.workspace.close();
        QCOMPARE(waiting.count(), 0);
    }
};

QTEST_GUILESS_MAIN(InboxTest)
#include "inbox_test.moc"
