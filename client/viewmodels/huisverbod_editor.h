// HuisverbodEditor: a huisverbod as it was decided. What was decided is kept as written; what it comes to is shown
// beside it, from the calendar.
#pragma once

#include "client/viewmodels/record_editor.h"

namespace veldpost::viewmodels {

class HuisverbodEditor : public RecordEditor {
    Q_OBJECT
    QML_ELEMENT
    // Day "23-11-2026" and clock "21:30" as typed; without a clock only the day is known and computed with.
    Q_PROPERTY(QString imposedDay READ imposedDay WRITE setImposedDay NOTIFY fieldsChanged)
    Q_PROPERTY(QString imposedClock READ imposedClock WRITE setImposedClock NOTIFY fieldsChanged)
    // Only where the decision states an end.
    Q_PROPERTY(QString endDay READ endDay WRITE setEndDay NOTIFY fieldsChanged)
    Q_PROPERTY(QString endClock READ endClock WRITE setEndClock NOTIFY fieldsChanged)
    Q_PROPERTY(QString municipality READ municipality WRITE setMunicipality NOTIFY fieldsChanged)
    Q_PROPERTY(QString ecli READ ecli WRITE setEcli NOTIFY fieldsChanged)
    Q_PROPERTY(QString imposedBy READ imposedBy WRITE setImposedBy NOTIFY fieldsChanged)  // Codes.authorities
    Q_PROPERTY(QString announced READ announced WRITE setAnnounced NOTIFY fieldsChanged)  // Codes.announcements
    Q_PROPERTY(QString place READ place WRITE setPlace NOTIFY fieldsChanged)
    Q_PROPERTY(QString contactBan READ contactBan WRITE setContactBan NOTIFY fieldsChanged)  // one name a line
    Q_PROPERTY(QString facts READ facts WRITE setFacts NOTIFY fieldsChanged)
    // How it was understood, while typing: "ma 23 november 2026 21:30"; empty while it cannot be read.
    Q_PROPERTY(QString imposedText READ imposedText NOTIFY fieldsChanged)
    Q_PROPERTY(QString computedEndText READ computedEndText NOTIFY fieldsChanged)
    Q_PROPERTY(QString latestEndText READ latestEndText NOTIFY fieldsChanged)
    Q_PROPERTY(QStringList notices READ notices NOTIFY fieldsChanged)  // what deserves a look, sentences
    // problems: "imposed_at", "ends_at", "municipality", "ecli", "place", "contact_ban", "reason"

public:
    explicit HuisverbodEditor(QObject* parent = nullptr);

    QString imposedDay() const;
    void setImposedDay(const QString& day);
    QString imposedClock() const;
    void setImposedClock(const QString& clock);
    QString endDay() const;
    void setEndDay(const QString& day);
    QString endClock() const;
    void setEndClock(const QString& clock);
    QString municipality() const { return text("municipality"); }
    void setMunicipality(const QString& name) { setText("municipality", name); }
    QString ecli() const { return text("ecli"); }
    void setEcli(const QString& ecli) { setText("ecli", ecli); }
    QString imposedBy() const { return text("imposed_by"); }
    void setImposedBy(const QString& code) { setText("imposed_by", code); }
    QString announced() const { return text("announced"); }
    void setAnnounced(const QString& code) { setText("announced", code); }
    QString place() const { return text("place"); }
    void setPlace(const QString& place) { setText("place", place); }
    QString contactBan() const;
    void setContactBan(const QString& lines);
    QString facts() const { return text("facts"); }
    void setFacts(const QString& facts) { setText("facts", facts); }
    QString imposedText() const;
    QString computedEndText() const;
    QString latestEndText() const;
    QStringList notices() const;

protected:
    QVariantMap check() const override;

private:
    void dropEmptyEnd();
};

// Something that happened around a huisverbod: extension, withdrawal, ruling, breach …
class HuisverbodEventEditor : public RecordEditor {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString huisverbodId READ huisverbodId NOTIFY opened)
    Q_PROPERTY(QString event READ eventCode WRITE setEventCode NOTIFY fieldsChanged)  // Codes.huisverbodEvents
    Q_PROPERTY(QString atDay READ atDay WRITE setAtDay NOTIFY fieldsChanged)
    Q_PROPERTY(QString atClock READ atClock WRITE setAtClock NOTIFY fieldsChanged)
    // Extension only: the new end as decided.
    Q_PROPERTY(QString untilDay READ untilDay WRITE setUntilDay NOTIFY fieldsChanged)
    Q_PROPERTY(QString untilClock READ untilClock WRITE setUntilClock NOTIFY fieldsChanged)
    Q_PROPERTY(bool untilAsked READ untilAsked NOTIFY fieldsChanged)
    Q_PROPERTY(QString effect READ effect WRITE setEffect NOTIFY fieldsChanged)  // ruling only: Codes.rulingEffects
    Q_PROPERTY(bool effectAsked READ effectAsked NOTIFY fieldsChanged)
    Q_PROPERTY(QString remarks READ remarks WRITE setRemarks NOTIFY fieldsChanged)
    Q_PROPERTY(QString atText READ atText NOTIFY fieldsChanged)
    Q_PROPERTY(QString untilText READ untilText NOTIFY fieldsChanged)
    Q_PROPERTY(QStringList notices READ notices NOTIFY fieldsChanged)  // what deserves a look, sentences
    // problems: "event", "at", "until", "effect", "reason"

public:
    explicit HuisverbodEventEditor(QObject* parent = nullptr);

    // A new event of this huisverbod.
    Q_INVOKABLE bool openFor(const QString& caseId, const QString& huisverbodId, const QString& event);

    QString huisverbodId() const { return text("huisverbod"); }
    QString eventCode() const { return text("event"); }
    void setEventCode(const QString& code);
    QString atDay() const;
    void setAtDay(const QString& day);
    QString atClock() const;
    void setAtClock(const QString& clock);
    QString untilDay() const;
    void setUntilDay(const QString& day);
    QString untilClock() const;
    void setUntilClock(const QString& clock);
    bool untilAsked() const { return eventCode() == QStringLiteral("extension"); }
    QString effect() const { return text("effect"); }
    void setEffect(const QString& code) { setText("effect", code); }
    bool effectAsked() const { return eventCode() == QStringLiteral("ruling"); }
    QString remarks() const { return text("remarks"); }
    void setRemarks(const QString& words) { setText("remarks", words); }
    QString atText() const;
    QString untilText() const;
    QStringList notices() const;

protected:
    QVariantMap check() const override;

private:
    std::vector<std::string> extensionProblems() const;
};

}  // namespace veldpost::viewmodels
