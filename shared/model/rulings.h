// Takes in published court rulings on the huisverbod: a file {"about": text, "rulings": [entry, …]}, one entry a ban.
//
// Every entry is imported or refused with a reason; what is odd about it stays as it is and is flagged, since the
// oddities are real. Nothing of an entry is dropped: what has no field of its own goes into `source`.
#pragma once

#include "shared/model/huisverbod.h"

namespace veldpost::model {

struct RulingImport {
    Huisverbod huisverbod;
    // In the order of time; their `huisverbod` is nil until the record it belongs to is made.
    std::vector<HuisverbodEvent> events;
    // The codes of calendar::HuisverbodTerms but `day_precision`, `suspended_by_court`, and:
    // imposed_from_served         the day of imposing is not stated; that of serving stands in
    // ecli_missing                the ruling is not named
    // imposed_clock_… , …         (a clock time that does not exist or comes twice, see calendar)
    // end_word_inclusive          "tot en met"
    // end_word_unusual            neither "tot" nor "tot en met"
    // extension_end_computed      only a number of days was stated
    // extension_days_differ       the number of days stated leads to another end than the end stated
    // court_end_unclear           the court ended it, but the outcome says neither "geschorst" nor "vernietigd": taken
    //                             as annulled
    // annulled_without_end        the outcome says "vernietigd", without a moment: no effect is recorded
    // unknown_key                 a key this program does not know; kept in `source`
    std::vector<std::string> problems;
};

// One entry, by its place in the file (from 0).
struct RulingEntry {
    std::size_t place = 0;
    std::optional<std::string> ecli;
    std::string sourceName;  // empty when not stated
    // Errors (Malformed), detail "rulings[N]" or "rulings[N].key: why": `imposed_at_missing`: neither imposing nor
    // serving is stated, so that nothing can be computed; `bad_entry`: a value that is not what it should be.
    Result<RulingImport> outcome;
};

// Errors: `malformed_json` (half a file, or none), `too_large`, `bad_rulings` (Malformed) when it is not such a file;
// then nothing of it is taken.
Result<std::vector<RulingEntry>> readRulings(std::string_view file);

}  // namespace veldpost::model
