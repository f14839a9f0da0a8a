// RecordEditor: what the forms of a note, an injury, a person, a huisverbod have in common. What is typed is kept as a
// draft at every pause, on lock and on close; done() makes one revision of it.
//
// Invariants: 1. "Saved" is shown only on the engine's answer. 2. An open form loses nothing: keepNow() on destruction,
// lock and pause; what the disk does not take then goes to Workspace::unkept(). 3. Opening and leaving without a change leaves no draft.
#pragma once

#include "client/viewmodels/moment_field.h"
#include "client/viewmodels/workspace.h"

#include <QTimer>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <initializer_list>

namespace veldpost::viewmodels {

class RecordEditor : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("use one of the editors")

    Q_PROPERTY(QString caseId READ caseId NOTIFY opened)
    Q_PROPERTY(QString recordId READ recordId NOTIFY opened)  // empty: not made yet
    Q_PROPERTY(bool isOpen READ isOpen NOTIFY opened)
    Q_PROPERTY(bool isNew READ isNew NOTIFY opened)
    Q_PROPERTY(bool modified READ modified NOTIFY saveStateChanged)  // since the form was opened
    Q_PROPERTY(SaveState saveState READ saveState NOTIFY saveStateChanged)
    Q_PROPERTY(QString stateText READ stateText NOTIFY saveStateChanged)  // "concept bewaard", "opgeslagen op dit apparaat"
    Q_PROPERTY(QString errorText READ errorText NOTIFY saveStateChanged)  // why keeping or saving failed
    // The record is in conflict: which fields, and every value they have; empty: it is not. The form shows those fields
    // empty, and what is written there settles them.
    Q_PROPERTY(QString conflictText READ conflictText NOTIFY opened)
    // Field name → what is wrong with it, a sentence. Filled by done() and kept up to date from then on.
    Q_PROPERTY(QVariantMap problems READ problems NOTIFY problemsChanged)
    // An edit of what happened (injury, huisverbod, event) says why.
    Q_PROPERTY(QString reason READ reason WRITE setReason NOTIFY fieldsChanged)
    Q_PROPERTY(bool reasonNeeded READ reasonNeeded NOTIFY opened)

public:
    enum SaveState { Untouched, Typing, DraftKept, Saved, NotKept };
    Q_ENUM(SaveState)

    ~RecordEditor() override;

    QString caseId() const;
    QString recordId() const;
    bool isOpen() const { return m_open; }
    bool isNew() const { return m_open && !m_draft.record.has_value(); }
    bool modified() const { return m_modified; }
    SaveState saveState() const { return m_saveState; }
    QString stateText() const;
    const QString& errorText() const { return m_errorText; }
    const QVariantMap& problems() const { return m_problems; }
    QString reason() const { return m_reason; }
    void setReason(const QString& reason);
    bool reasonNeeded() const { return m_reasonNeeded; }
    QString conflictText() const;

    // Each answers true when the form is open; else errorText says why.
    Q_INVOKABLE bool openNew(const QString& caseId);
    // Takes up the newest draft of that record when there is one.
    Q_INVOKABLE bool openEdit(const QString& recordId);
    Q_INVOKABLE bool openDraft(const QString& draftId);
    // Stores what is typed, now. True when it is on the disk (or there was nothing to keep).
    Q_INVOKABLE bool keepNow();
    // Makes the revision. True: saved, the form is closed and finished(recordId) was sent. False: see problems, errorText.
    Q_INVOKABLE bool done();
    // Throws the draft away and closes the form. False: it could not be (the disk), and the form stays open.
    Q_INVOKABLE bool discard();
    // Keeps the draft and closes the form. False: it could not be kept (a full disk) and the form stays open.
    Q_INVOKABLE bool leave();

Q_SIGNALS:
    void opened();
    void fieldsChanged();
    void saveStateChanged();
    void problemsChanged();
    void finished(const QString& recordId);

protected:
    RecordEditor(const char* kind, QObject* parent);

    // Field name → sentence, for what would not pass. Empty: nothing found.
    virtual QVariantMap check() const = 0;

    const engine::Json& fields() const { return m_draft.fields; }
    QString text(const char* field) const;
    void setText(const char* field, const QString& text);  // empty removes the field
    std::optional<std::int64_t> integer(const char* field) const;
    bool flag(const char* field) const;
    // A field, or a part of one that holds an object: "size/length_mm". Null removes it.
    void setField(const char* field, engine::Json value);
    void preset(const char* field, engine::Json value);    // what a new form begins with: no change of the user's
    // What was typed, where it is not (yet) a value: kept in the draft beside the field, as "field.part", so that half a
    // date survives a kill; left out of the revision.
    static constexpr char kText[] = "text";  // the usual part
    std::optional<QString> typed(const char* field, const char* part) const;
    void setTyped(const char* field, const char* part, const QString& text);
    bool unreadable(const char* field, std::initializer_list<const char*> parts) const;  // typed, but no value

    Workspace& workspace() const { return m_workspace; }
    // A moment as two typed fields over the stored one.
    QString momentDay(const char* field) const { return momentTyped(field).day; }
    QString momentClock(const char* field) const { return momentTyped(field).clock; }
    void setMomentDay(const char* field, const QString& day);
    void setMomentClock(const char* field, const QString& clock);
    bool momentUnreadable(const char* field) const { return unreadable(field, {kDayPart, kClockPart}); }
    QString momentInWords(const char* field) const;  // empty: none, or it cannot be read
    // The moment of the field, with the note on its clock time where it was typed here: what is stored has none.
    std::optional<calendar::Moment> momentAsTyped(const char* field) const;
    void touched();
    void showError(const Error& error);

private:
    MomentTexts momentTyped(const char* field) const;
    void setMoment(const char* field, const MomentTexts& typed);
    engine::Json recordFields() const;
    bool show(Result<engine::Draft> draft, bool fromDraft);
    void close();
    void setSaveState(SaveState state);
    void updateProblems();
    void takeFieldProblem(const Error& error);

    Workspace& m_workspace;
    const char* m_kind;
    engine::Draft m_draft;
    bool m_open = false;
    bool m_modified = false;
    bool m_kept = false;      // the draft has a row on the disk
    bool m_checked = false;   // done() was tried: problems follow every change
    bool m_reasonNeeded = false;
    SaveState m_saveState = Untouched;
    QString m_reason;
    QString m_errorText;
    QVariantMap m_problems;
    QTimer m_pause;
    QTimer m_latest;  // whoever types on without a pause is kept all the same
};

}  // namespace veldpost::viewmodels
