#include "client/viewmodels/moment_field.h"

namespace veldpost::viewmodels {

MomentTexts momentTexts(const QString& stored)
{
    const auto moment = calendar::Moment::parse(stored.toStdString());
    if (!moment.ok()) return {};
    return {typedDay(moment->date()), typedClock(*moment)};
}

revision::Json momentValue(const MomentTexts& typed, const QString& stored)
{
    const MomentTexts shown = momentTexts(stored);
    if (!stored.isEmpty() && shown.day == typed.day && shown.clock == typed.clock) return stored.toStdString();
    const auto moment = readMoment(typed.day, typed.clock);
    return moment ? revision::Json(moment->text()) : revision::Json();
}

}  // namespace veldpost::viewmodels
