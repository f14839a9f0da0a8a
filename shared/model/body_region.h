// The regions of the body map. Codes are stable: they stand in files that are kept for twenty years.
// Sides are the person's own, never the viewer's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace veldpost::model {

// The drawings of the body map, as bits.
enum View : std::uint8_t {
    ViewFront = 1, ViewBack = 2, ViewLeftSide = 4, ViewRightSide = 8,
    ViewHeadFront = 16, ViewHeadBack = 32, ViewHeadLeft = 64, ViewHeadRight = 128,
};

// What a side means for a region.
enum class Sides : std::uint8_t {
    Paired,    // there are two: left, right or both must be said
    Spanning,  // one that reaches over both sides: any laterality may be said
    Midline,   // one in the middle: "midline" or nothing
};

struct BodyRegion {
    std::string_view code;
    std::string_view nameEn;
    std::string_view nameNl;
    std::uint8_t views;           // View bits: where the region can be pointed at
    Sides sides;
    std::string_view screenedAs;  // the code that calendar::screenTen4Facesp takes for it
};

// From head to foot.
std::span<const BodyRegion> bodyRegions();
const BodyRegion* findBodyRegion(std::string_view code);

// Whether a laterality ("left", "right", "both", "midline"; empty for none) may stand beside the region.
bool lateralityFits(const BodyRegion& region, std::string_view laterality);

}  // namespace veldpost::model
