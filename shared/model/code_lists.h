// Lists of codes with their names in English and Dutch. Codes are stable and stand in records; names are for people.
// A code is never taken out and never changes its meaning; a new one needs a new version of the kind that uses it,
// since a program that does not know it could not show it.
#pragma once

#include <span>
#include <string_view>

namespace veldpost::model {

struct Code {
    std::string_view code;
    std::string_view nameEn;
    std::string_view nameNl;
};

// A kind of injury with its SNOMED CT code, empty where none is known for sure. None of them has been checked against
// the current Dutch edition: an export says so.
struct InjuryType {
    std::string_view code;
    std::string_view nameEn;
    std::string_view nameNl;
    std::string_view snomed;
};

// Something that happens around a huisverbod (Wet tijdelijk huisverbod), in the order in which it usually does.
struct HuisverbodEventCode {
    std::string_view code;
    std::string_view number;  // HV01 … HV22
    std::string_view nameEn;
    std::string_view nameNl;
};

std::span<const InjuryType> injuryTypes();
std::span<const HuisverbodEventCode> huisverbodEventCodes();
std::span<const Code> injuryShapes();
std::span<const Code> injuryColours();  // never to be converted to an age
std::span<const Code> bodyViews();
std::span<const Code> lateralities();
// Those the pages offer. A role in a record may be any word: a person's place in a family fits no list.
std::span<const Code> personRoles();
std::span<const Code> huisverbodAuthorities();  // who imposed it
std::span<const Code> announcements();          // how it was made known
std::span<const Code> rulingEffects();

std::span<const Code> rights();  // in the order of model::Right, the least first
std::span<const Code> roles();   // in the order of model::Role
std::span<const Code> verdicts();  // of a decision, in the order of model::Ruling

template <typename Entry>
const Entry* findCode(std::span<const Entry> list, std::string_view code)
{
    for (const Entry& entry : list)
        if (entry.code == code) return &entry;
    return nullptr;
}

}  // namespace veldpost::model
