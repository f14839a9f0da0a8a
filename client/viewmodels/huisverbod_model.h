// HuisverbodModel: one huisverbod with its terms, for the page with the drawn timeline. Its rows are the marks on that
// line in order of time: start, ten days, latest possible end, extension, events.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

struct TimelineMark {
    QString recordId;  // empty for computed marks
    QString kind;      // start, ten_days, end, latest_end, now, event
    QString event;     // the event's code, for kind event
    QString name;
    QString whenText;
    QString text;
    double position = 0;
    bool computed = false;
    bool retracted = false;
    QString authorName;
    QString safety;
    QString safetyWord;
    QString safetyText;
};

class HuisverbodModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: recordId, kind (start, ten_days, end, latest_end, now, event), event (code), name, whenText, text,
    // position (0..1 on the drawn line), computed (bool), retracted (bool), authorName, safety, safetyWord, safetyText.
    Q_PROPERTY(QString recordId READ recordId WRITE setRecordId NOTIFY changed)
    Q_PROPERTY(QString caseId READ caseId NOTIFY changed)
    Q_PROPERTY(QString state READ state NOTIFY changed)          // imposed, extended, ended, withdrawn, annulled
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed)  // "Van kracht", "Verlengd", "Afgelopen" …
    Q_PROPERTY(bool inForce READ inForce NOTIFY changed)
    Q_PROPERTY(QString imposedText READ imposedText NOTIFY changed)
    Q_PROPERTY(QString computedEndText READ computedEndText NOTIFY changed)  // ten days
    Q_PROPERTY(QString decidedEndText READ decidedEndText NOTIFY changed)    // empty: the decision states none
    Q_PROPERTY(QString endText READ endText NOTIFY changed)                  // in effect
    Q_PROPERTY(QString extendedEndText READ extendedEndText NOTIFY changed)  // empty: not extended
    Q_PROPERTY(QString latestEndText READ latestEndText NOTIFY changed)      // 28 days
    // What comes next: "Einde van het huisverbod" and "do 3 december 2026 21:30 (over 4 dagen)"; empty when nothing does.
    Q_PROPERTY(QString nextText READ nextText NOTIFY changed)
    Q_PROPERTY(QString nextWhenText READ nextWhenText NOTIFY changed)
    Q_PROPERTY(QStringList problems READ problems NOTIFY changed)  // what deserves a look, sentences
    // The drawn line runs from start to the latest end of all; positions 0..1.
    Q_PROPERTY(double tenDaysPosition READ tenDaysPosition NOTIFY changed)
    Q_PROPERTY(double endPosition READ endPosition NOTIFY changed)
    Q_PROPERTY(double latestEndPosition READ latestEndPosition NOTIFY changed)
    Q_PROPERTY(double nowPosition READ nowPosition NOTIFY changed)  // below 0 or above 1: not on the line
    Q_PROPERTY(QVariantList lines READ lines NOTIFY changed)  // [{label, value}]: municipality, place, persons under the ban …
    Q_PROPERTY(QString authorText READ authorText NOTIFY changed)  // "Anna de Vries, ma 23 november 2026 22:05"
    Q_PROPERTY(QString safety READ safety NOTIFY changed)
    Q_PROPERTY(QString safetyWord READ safetyWord NOTIFY changed)
    Q_PROPERTY(QString safetyText READ safetyText NOTIFY changed)
    Q_PROPERTY(bool conflict READ conflict NOTIFY changed)
    Q_PROPERTY(QString conflictText READ conflictText NOTIFY changed)
    // False: the moment of imposing itself is in conflict, so that there is no end and no line to show.
    Q_PROPERTY(bool known READ known NOTIFY changed)
    Q_PROPERTY(bool retracted READ retracted NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)

public:
    enum Role { RecordIdRole = Qt::UserRole + 1, KindRole, EventRole, NameRole, WhenTextRole, TextRole, PositionRole,
                ComputedRole, RetractedRole, AuthorNameRole, SafetyRole, SafetyWordRole, SafetyTextRole };

    // What the page shows, computed once per change.
    struct Shown {
        QString caseId, state, stateText, imposedText, computedEndText, decidedEndText, endText, extendedEndText,
            latestEndText, nextText, nextWhenText, authorText, safety, safetyWord, safetyText, conflictText;
        bool inForce = false;
        bool conflict = false;
        bool known = false;
        bool retracted = false;
        QStringList problems;
        QVariantList lines;
        double tenDaysPosition = 0, endPosition = 0, latestEndPosition = 1, nowPosition = -1;
        std::vector<TimelineMark> marks;
    };

    explicit HuisverbodModel(QObject* parent = nullptr);

    const QString& recordId() const { return m_recordId; }
    void setRecordId(const QString& recordId);
    QString caseId() const { return m_shown.caseId; }
    QString state() const { return m_shown.state; }
    QString stateText() const { return m_shown.stateText; }
    bool inForce() const { return m_shown.inForce; }
    QString imposedText() const { return m_shown.imposedText; }
    QString computedEndText() const { return m_shown.computedEndText; }
    QString decidedEndText() const { return m_shown.decidedEndText; }
    QString endText() const { return m_shown.endText; }
    QString extendedEndText() const { return m_shown.extendedEndText; }
    QString latestEndText() const { return m_shown.latestEndText; }
    QString nextText() const { return m_shown.nextText; }
    QString nextWhenText() const { return m_shown.nextWhenText; }
    QStringList problems() const { return m_shown.problems; }
    double tenDaysPosition() const { return m_shown.tenDaysPosition; }
    double endPosition() const { return m_shown.endPosition; }
    double latestEndPosition() const { return m_shown.latestEndPosition; }
    double nowPosition() const { return m_shown.nowPosition; }
    QVariantList lines() const { return m_shown.lines; }
    QString authorText() const { return m_shown.authorText; }
    QString safety() const { return m_shown.safety; }
    QString safetyWord() const { return m_shown.safetyWord; }
    QString safetyText() const { return m_shown.safetyText; }
    bool conflict() const { return m_shown.conflict; }
    QString conflictText() const { return m_shown.conflictText; }
    bool known() const { return m_shown.known; }
    bool retracted() const { return m_shown.retracted; }
    const QString& errorText() const { return m_errorText; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    void show(Shown shown);

    Workspace& m_workspace;
    QString m_recordId;
    Shown m_shown;
    QString m_errorText;
    QTimer m_minute;  // "now" moves
};

}  // namespace veldpost::viewmodels
