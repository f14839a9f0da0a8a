// A moment in a form: a day and a clock as typed, over a field that holds the stored moment while they can be read.
#pragma once

#include "client/viewmodels/date_text.h"
#include "shared/revision/json.h"

namespace veldpost::viewmodels {

inline constexpr char kDayPart[] = "day";
inline constexpr char kClockPart[] = "clock";

struct MomentTexts {
    QString day;
    QString clock;
};

// What the stored moment looks like in the two fields; both empty when there is none.
MomentTexts momentTexts(const QString& stored);

// The value the field takes for what is typed now. `stored` stays word for word when the fields show just that: its
// seconds and, in the hour that comes twice, its offset are not in what is typed. Null: it cannot be read, or is empty.
revision::Json momentValue(const MomentTexts& typed, const QString& stored);

}  // namespace veldpost::viewmodels
