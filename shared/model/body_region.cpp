#include "shared/model/body_region.h"

#include <algorithm>
#include <array>

namespace veldpost::model {

namespace {

constexpr std::uint8_t F = ViewFront, B = ViewBack, L = ViewLeftSide, R = ViewRightSide;
constexpr std::uint8_t HF = ViewHeadFront, HB = ViewHeadBack, HL = ViewHeadLeft, HR = ViewHeadRight;
constexpr std::uint8_t kBody = F | B | L | R;
constexpr std::uint8_t kHeadSides = HL | HR;
constexpr std::uint8_t kFace = HF | HL | HR;

constexpr auto kRegions = std::to_array<BodyRegion>({
    {"crown", "Top of the head", "Kruin", HF | HB | HL | HR, Sides::Spanning, "scalp"},
    {"forehead", "Forehead", "Voorhoofd", F | kFace, Sides::Spanning, "forehead"},
    {"temple", "Temple", "Slaap", kFace, Sides::Paired, "temple"},
    {"side_of_head", "Side of the head", "Zijkant van het hoofd", kHeadSides | HB | L | R, Sides::Paired, "scalp"},
    {"back_of_head", "Back of the head", "Achterhoofd", B | HB | HL | HR, Sides::Spanning, "scalp"},
    {"eyebrow", "Eyebrow", "Wenkbrauw", kFace, Sides::Paired, "forehead"},
    {"eyelid", "Eyelid", "Ooglid", kFace, Sides::Paired, "eyelid"},
    {"subconjunctiva", "White of the eye", "Oogwit (bindvlies)", HF, Sides::Paired, "subconjunctiva"},
    {"nose", "Nose", "Neus", F | kFace, Sides::Spanning, "nose"},
    {"cheek", "Cheek", "Wang", F | kFace, Sides::Paired, "cheek"},
    {"cheekbone", "Cheekbone", "Jukbeen", kFace, Sides::Paired, "temple"},
    {"ear", "Ear", "Oor", F | B | L | R | HF | HB | HL | HR, Sides::Paired, "ear"},
    {"behind_ear", "Behind the ear", "Achter het oor", HB | HL | HR, Sides::Paired, "ear"},
    {"upper_lip", "Upper lip", "Bovenlip", kFace, Sides::Spanning, "lip"},
    {"lower_lip", "Lower lip", "Onderlip", kFace, Sides::Spanning, "lip"},
    {"frenulum", "Frenulum of lip or tongue", "Lip- of tongriempje", HF, Sides::Midline, "frenulum"},
    {"mouth_inside", "Inside of the mouth", "Binnenkant van de mond", HF, Sides::Spanning, "mouth"},
    {"teeth", "Teeth", "Gebit", HF, Sides::Spanning, "mouth"},
    {"tongue", "Tongue", "Tong", HF, Sides::Spanning, "mouth"},
    {"chin", "Chin", "Kin", F | kFace, Sides::Spanning, "chin"},
    {"jaw_line", "Jaw line", "Kaaklijn", kFace, Sides::Paired, "chin"},
    {"jaw_angle", "Angle of the jaw", "Kaakhoek", L | R | kFace, Sides::Paired, "jaw_angle"},
    {"neck", "Neck", "Hals of nek", kBody | HF | HB | HL | HR, Sides::Spanning, "neck"},
    {"shoulder", "Shoulder", "Schouder", kBody, Sides::Paired, "shoulder"},
    {"collarbone", "Collarbone", "Sleutelbeen", F, Sides::Paired, "shoulder"},
    {"chest", "Chest", "Borst", F | L | R, Sides::Spanning, "chest"},
    {"abdomen", "Abdomen", "Buik", F | L | R, Sides::Spanning, "abdomen"},
    {"flank", "Flank", "Flank", kBody, Sides::Paired, "flank"},
    {"back", "Back", "Rug", B | L | R, Sides::Spanning, "back"},
    {"shoulder_blade", "Shoulder blade", "Schouderblad", B, Sides::Paired, "back"},
    {"lower_back", "Lower back", "Onderrug", B | L | R, Sides::Spanning, "back"},
    {"hip", "Hip", "Heup", kBody, Sides::Paired, "hip"},
    {"groin", "Groin", "Lies", F, Sides::Paired, "genitals"},
    {"genitals", "Genitals", "Geslachtsdelen", F, Sides::Spanning, "genitals"},
    {"buttocks", "Buttocks", "Billen", B | L | R, Sides::Spanning, "buttocks"},
    {"anus", "Anus", "Anus", B, Sides::Midline, "anus"},
    {"armpit", "Armpit", "Oksel", F | L | R, Sides::Paired, "shoulder"},
    {"upper_arm", "Upper arm", "Bovenarm", kBody, Sides::Paired, "upper_arm"},
    {"elbow", "Elbow", "Elleboog", kBody, Sides::Paired, "elbow"},
    {"forearm", "Forearm", "Onderarm", kBody, Sides::Paired, "forearm"},
    {"wrist", "Wrist", "Pols", kBody, Sides::Paired, "wrist"},
    {"hand", "Hand", "Hand", kBody, Sides::Paired, "hand"},
    {"finger", "Finger or thumb", "Vinger of duim", kBody, Sides::Paired, "finger"},
    {"thigh", "Thigh", "Bovenbeen", kBody, Sides::Paired, "thigh"},
    {"knee", "Knee", "Knie", F | L | R, Sides::Paired, "knee"},
    {"back_of_knee", "Back of the knee", "Knieholte", B, Sides::Paired, "knee"},
    {"shin", "Shin", "Scheenbeen", F | L | R, Sides::Paired, "shin"},
    {"calf", "Calf", "Kuit", B | L | R, Sides::Paired, "calf"},
    {"ankle", "Ankle", "Enkel", kBody, Sides::Paired, "ankle"},
    {"foot", "Foot", "Voet", kBody, Sides::Paired, "foot"},
    {"heel", "Heel", "Hiel", B | L | R, Sides::Paired, "foot"},
    {"sole", "Sole of the foot", "Voetzool", B, Sides::Paired, "foot"},
    {"toe", "Toe", "Teen", F | L | R, Sides::Paired, "toe"},
});

}  // namespace

std::span<const BodyRegion> bodyRegions()
{
    return kRegions;
}

const BodyRegion* findBodyRegion(std::string_view code)
{
    const auto it = std::find_if(kRegions.begin(), kRegions.end(), [&](const BodyRegion& r) { return r.code == code; });
    return it == kRegions.end() ? nullptr : &*it;
}

bool lateralityFits(const BodyRegion& region, std::string_view laterality)
{
    const bool sided = laterality == "left" || laterality == "right" || laterality == "both";
    switch (region.sides) {
    case Sides::Paired: return sided;
    case Sides::Spanning: return sided || laterality == "midline" || laterality.empty();
    case Sides::Midline: return laterality == "midline" || laterality.empty();
    }
    return false;
}

}  // namespace veldpost::model
