// A workspace on an unlocked home without a server, with one case, for tests of the view models.
#pragma once

#include "client/engine/local_store.h"
#include "client/viewmodels/workspace.h"
#include "tests/support/engine_fixture.h"

namespace veldpost::test {

class OpenedWorkspace {
public:
    explicit OpenedWorkspace(const std::string& role = "wijkteam") : workspace(region.clock, region.random)
    {
        workspace.setLanguage(QStringLiteral("nl"));
        workspace.open(region.home("anna", role));
        caseOf = workspace.home()->dossiers().createCase("Familie De Vries")->caseId;
    }

    engine::Dossiers& dossiers() { return workspace.home()->dossiers(); }
    // As a sync does that brings the end of a right: forms are told, the rows go, models hear of it.
    void loseTheCase()
    {
        engine::LocalStore& store = workspace.home()->store();
        store.aboutToPurge(caseOf);
        auto tx = store.db().begin();
        VELDPOST_CHECK(tx.ok() && workspace.home()->drafts().saveAll(caseOf, engine::Part::General).ok());
        VELDPOST_CHECK(store.purge(caseOf, engine::Part::General).ok() && tx->commit().ok());
        workspace.noteChanged(caseId());
    }
    QString caseId() const { return QString::fromStdString(caseOf.text()); }
    QString add(const char* kind, const revision::Json& set)
    {
        region.clock.advanceMs(1000);
        const auto saved = dossiers().add(caseOf, kind, dossiers().partFor(kind), set);
        VELDPOST_CHECK(saved.ok());
        return QString::fromStdString(saved->record.text());
    }
    // The program dies and is started again: nothing is told to anybody.
    void killAndRestart()
    {
        workspace.blockSignals(true);
        workspace.close();
        workspace.blockSignals(false);
        workspace.open(region.reopen("anna").value());
    }

    EngineFixture region;
    viewmodels::Workspace workspace;
    CaseId caseOf;
};

inline QVariant cell(const QAbstractItemModel& model, int row, const char* role)
{
    return model.data(model.index(row, 0), model.roleNames().key(role));
}

}  // namespace veldpost::test
