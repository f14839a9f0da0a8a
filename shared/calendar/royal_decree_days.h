// Days the Crown has equated with a holiday (Algemene termijnenwet art. 3(3)). They follow no rule and come every few
// years by decree, so they are data: shared/calendar/data/royal_decree_days.json.
#pragma once

#include "shared/calendar/date.h"

#include <vector>

namespace veldpost::calendar {

struct RoyalDecreeDay {
    Date date;
    int version;         // of the file, when the day came in
    std::string source;  // the decree
};

// Invariants: days ascending, each once, none on a Saturday or Sunday, all within knownFrom..knownTo.
class RoyalDecreeDays {
public:
    // No day at all: what the law alone gives.
    RoyalDecreeDays() = default;

    // Reads the JSON form, no key more. Error `bad_royal_decree_days` (Malformed) names the first thing wrong.
    static Result<RoyalDecreeDays> parse(std::string_view json);
    // Those built into the program.
    static const RoyalDecreeDays& builtIn();

    bool contains(const Date& date) const;
    const std::vector<RoyalDecreeDay>& days() const { return m_days; }
    int version() const { return m_version; }
    // Years the decrees cover. A term outside may move once a decree comes: say so beside the date.
    bool covers(int year) const { return year >= m_knownFrom && year <= m_knownTo; }
    int knownFrom() const { return m_knownFrom; }
    int knownTo() const { return m_knownTo; }

private:
    std::vector<RoyalDecreeDay> m_days;
    int m_version = 0;
    int m_knownFrom = 0;
    int m_knownTo = -1;
};

}  // namespace veldpost::calendar
