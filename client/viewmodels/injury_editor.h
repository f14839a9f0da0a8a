// InjuryEditor: one injury as it is seen, in neutral words and measures.
#pragma once

#include "client/viewmodels/record_editor.h"

#include <QStringList>

namespace veldpost::viewmodels {

class InjuryEditor : public RecordEditor {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString type READ type WRITE setType NOTIFY fieldsChanged)  // a code of Codes.injuryTypes
    // Where: the region's code and the person's own side ("left", "right", "both", "midline", "").
    Q_PROPERTY(QString region READ region WRITE setRegion NOTIFY fieldsChanged)
    Q_PROPERTY(QString laterality READ laterality WRITE setLaterality NOTIFY fieldsChanged)
    Q_PROPERTY(QVariantList lateralityChoices READ lateralityChoices NOTIFY fieldsChanged)  // [{code, name}] that fit
    Q_PROPERTY(QString placeText READ placeText NOTIFY fieldsChanged)                       // "Wang, links"
    // The point on the drawing; view is empty when none was pointed at. Set by setPlace().
    Q_PROPERTY(QString view READ view NOTIFY fieldsChanged)
    Q_PROPERTY(int x READ x NOTIFY fieldsChanged)
    Q_PROPERTY(int y READ y NOTIFY fieldsChanged)
    // Millimetres as typed; empty: not measured.
    Q_PROPERTY(QString lengthMm READ lengthMm WRITE setLengthMm NOTIFY fieldsChanged)
    Q_PROPERTY(QString widthMm READ widthMm WRITE setWidthMm NOTIFY fieldsChanged)
    Q_PROPERTY(QString depthMm READ depthMm WRITE setDepthMm NOTIFY fieldsChanged)
    Q_PROPERTY(QString countText READ countText WRITE setCountText NOTIFY fieldsChanged)
    Q_PROPERTY(bool cluster READ cluster WRITE setCluster NOTIFY fieldsChanged)
    Q_PROPERTY(QString shape READ shape WRITE setShape NOTIFY fieldsChanged)  // a code of Codes.injuryShapes
    Q_PROPERTY(bool patterned READ patterned WRITE setPatterned NOTIFY fieldsChanged)
    Q_PROPERTY(QString pattern READ pattern WRITE setPattern NOTIFY fieldsChanged)
    Q_PROPERTY(QStringList colours READ colours WRITE setColours NOTIFY fieldsChanged)  // codes of Codes.injuryColours
    Q_PROPERTY(bool swelling READ swelling WRITE setSwelling NOTIFY fieldsChanged)
    Q_PROPERTY(bool tender READ tender WRITE setTender NOTIFY fieldsChanged)
    Q_PROPERTY(bool bleeding READ bleeding WRITE setBleeding NOTIFY fieldsChanged)
    Q_PROPERTY(bool overBone READ overBone WRITE setOverBone NOTIFY fieldsChanged)
    Q_PROPERTY(QString statedCause READ statedCause WRITE setStatedCause NOTIFY fieldsChanged)  // word for word
    Q_PROPERTY(QString remarks READ remarks WRITE setRemarks NOTIFY fieldsChanged)
    // When seen: day "23-11-2026" and clock "21:30" as typed; without a clock only the day is kept.
    Q_PROPERTY(QString seenDay READ seenDay WRITE setSeenDay NOTIFY fieldsChanged)
    Q_PROPERTY(QString seenClock READ seenClock WRITE setSeenClock NOTIFY fieldsChanged)
    Q_PROPERTY(QString seenText READ seenText NOTIFY fieldsChanged)  // "ma 23 november 2026 21:30": how it was understood
    // problems: "type", "place", "length_mm", "width_mm", "depth_mm", "count", "colours", "seen_at", "pattern", "reason"

public:
    explicit InjuryEditor(QObject* parent = nullptr);

    QString type() const { return text("type"); }
    void setType(const QString& code) { setText("type", code); }
    QString region() const;
    void setRegion(const QString& code);
    QString laterality() const;
    void setLaterality(const QString& code);
    QVariantList lateralityChoices() const;
    QString placeText() const;
    QString view() const;
    int x() const;
    int y() const;
    QString lengthMm() const { return measure("size/length_mm"); }
    void setLengthMm(const QString& mm) { setMeasure("size/length_mm", mm); }
    QString widthMm() const { return measure("size/width_mm"); }
    void setWidthMm(const QString& mm) { setMeasure("size/width_mm", mm); }
    QString depthMm() const { return measure("size/depth_mm"); }
    void setDepthMm(const QString& mm) { setMeasure("size/depth_mm", mm); }
    QString countText() const { return measure("count"); }
    void setCountText(const QString& count) { setMeasure("count", count); }
    bool cluster() const { return flag("cluster"); }
    void setCluster(bool on) { setFlag("cluster", on); }
    QString shape() const { return text("shape"); }
    void setShape(const QString& code) { setText("shape", code); }
    bool patterned() const { return flag("patterned"); }
    void setPatterned(bool on) { setFlag("patterned", on); }
    QString pattern() const { return text("pattern"); }
    void setPattern(const QString& words) { setText("pattern", words); }
    QStringList colours() const;
    void setColours(const QStringList& codes);
    bool swelling() const { return flag("swelling"); }
    void setSwelling(bool on) { setFlag("swelling", on); }
    bool tender() const { return flag("tender"); }
    void setTender(bool on) { setFlag("tender", on); }
    bool bleeding() const { return flag("bleeding"); }
    void setBleeding(bool on) { setFlag("bleeding", on); }
    bool overBone() const { return flag("over_bony_prominence"); }
    void setOverBone(bool on) { setFlag("over_bony_prominence", on); }
    QString statedCause() const { return text("stated_cause"); }
    void setStatedCause(const QString& words) { setText("stated_cause", words); }
    QString remarks() const { return text("remarks"); }
    void setRemarks(const QString& words) { setText("remarks", words); }
    QString seenDay() const;
    void setSeenDay(const QString& day);
    QString seenClock() const;
    void setSeenClock(const QString& clock);
    QString seenText() const;

    // A tap on the map: region and side, and the point in units of the drawing. x, y below 0: no point (keyboard).
    Q_INVOKABLE void setPlace(const QString& region, const QString& laterality, const QString& view, int x, int y);
    Q_INVOKABLE void toggleColour(const QString& code);

protected:
    QVariantMap check() const override;

private:
    QString measure(const char* field) const;
    void setMeasure(const char* field, const QString& typed);
    void setFlag(const char* field, bool on);
    void checkMeasures(QVariantMap& problems) const;
};

}  // namespace veldpost::viewmodels
