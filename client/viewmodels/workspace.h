// What every view model works on: the unlocked home, the clock, and the news that something changed. One per program.
//
// Thread rule: the GUI thread. Invariants: 1. home() is null whenever the app is locked. 2. aboutToClose() comes while
// the home is still open (drafts are kept then); after it every model empties itself, so that no text of a record stays
// in memory for the pages to show.
#pragma once

#include "client/engine/open_home.h"
#include "client/viewmodels/picture_shelf.h"
#include "client/viewmodels/unkept_drafts.h"

#include <QDate>
#include <QObject>

#include <memory>

namespace veldpost::viewmodels {

class Workspace : public QObject {
    Q_OBJECT

public:
    Workspace(const Clock& clock, RandomSource& random, QObject* parent = nullptr);
    ~Workspace() override;

    // The program's one workspace: pages make their models by name, so the models must find it by themselves.
    static Workspace& current();

    const Clock& clock() const { return m_clock; }
    RandomSource& random() const { return m_random; }
    QDate today() const;  // in Europe/Amsterdam

    engine::OpenHome* home() const { return m_home.get(); }
    void open(std::unique_ptr<engine::OpenHome> home);
    // Keeps drafts, empties models, closes the store and wipes its key.
    void close();
    // The same, but the home stays open and goes to the caller: its content may be shown no longer. REQUIRES: home()
    std::unique_ptr<engine::OpenHome> release();
    // Here an editor leaves what the store would not take (a full disk), so that closing a form never loses it.
    UnkeptDrafts& unkept() { return m_unkept; }
    // What pages show of photos; empty while the app is locked.
    PictureShelf& pictures() { return m_pictures; }

    // Says to all models that this case changed; empty: any of them may have.
    void noteChanged(const QString& caseId);
    // A save was made here: notes the change and wakes the sync engine.
    void noteSaved(const QString& caseId);

    // "nl" or "en": for names that come from data tables and for dates.
    const QString& language() const { return m_language; }
    // The translator of the program is the first to hear of it (connected before any model is made): the models ask it
    // for their words when they hear.
    void setLanguage(const QString& language);

Q_SIGNALS:
    void opened();
    void aboutToClose();
    // A case may be taken away now: what a form of it holds is kept.
    void aboutToLose(const QString& caseId);
    // From now on nothing of the home may be shown: whoever opened it releases it before this returns.
    void barred();
    void closed();
    void changed(const QString& caseId);
    void languageChanged();

private:
    const Clock& m_clock;
    RandomSource& m_random;
    std::unique_ptr<engine::OpenHome> m_home;
    UnkeptDrafts m_unkept;
    PictureShelf m_pictures;
    QString m_language = QStringLiteral("nl");
};

}  // namespace veldpost::viewmodels
