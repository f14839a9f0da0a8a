#include "shared/model/code_lists.h"

#include <array>

namespace veldpost::model {

namespace {

constexpr auto kInjuryTypes = std::to_array<InjuryType>({
    {"bruise", "Bruise", "Bloeduitstorting", "125667009"},
    {"abrasion", "Abrasion", "Schaafwond", "399963005"},
    {"laceration", "Laceration", "Scheurwond", "312608009"},
    {"incised_wound", "Incised wound", "Snijwond", "283396008"},
    {"stab_wound", "Stab wound", "Steekwond", "425322008"},
    {"burn", "Burn", "Brandwond", "125666000"},
    {"scald", "Scald", "Verbranding door heet vocht", ""},
    {"bite", "Bite", "Bijtwond", "283682007"},
    {"petechiae", "Petechiae", "Petechiën", ""},
    {"fracture", "Fracture", "Botbreuk", "125605004"},
    {"swelling", "Swelling", "Zwelling", "65124004"},
    {"redness", "Redness", "Roodheid", "247441003"},
    {"other", "Other", "Anders", ""},
});

constexpr auto kHuisverbodEvents = std::to_array<HuisverbodEventCode>({
    {"incident", "HV01", "Incident or report", "Incident of melding"},
    {"rihg", "HV02", "RiHG filled in", "RiHG ingevuld"},
    {"consult_vt", "HV03", "Veilig Thuis consulted", "Veilig Thuis geraadpleegd"},
    {"imposed", "HV04", "Huisverbod imposed", "Huisverbod opgelegd"},
    {"mayor_informed", "HV05", "Mayor informed", "Burgemeester geïnformeerd"},
    {"key_handed_over", "HV06", "Key handed over", "Sleutel afgegeven"},
    {"reachability", "HV07", "Reachable address given", "Bereikbaarheid opgegeven"},
    {"written_decision", "HV08", "Decision in writing", "Besluit op schrift"},
    {"notification", "HV09", "People concerned told", "Betrokkenen geïnformeerd"},
    {"counsel", "HV10", "Counsel", "Rechtsbijstand"},
    {"relief_requested", "HV11", "Provisional measure requested", "Voorlopige voorziening gevraagd"},
    {"hearing", "HV12", "Hearing", "Zitting"},
    {"ruling", "HV13", "Ruling", "Uitspraak"},
    {"help_contact", "HV14", "Contact with help", "Hulpverleningscontact"},
    {"extension_advice", "HV15", "Advice on extension", "Advies over verlenging"},
    {"view_heard", "HV16", "View heard", "Zienswijze gehoord"},
    {"extension", "HV17", "Extension", "Verlenging"},
    {"withdrawal", "HV18", "Withdrawal", "Intrekking"},
    {"breach", "HV19", "Breach", "Overtreding"},
    {"expiry", "HV20", "End", "Einde"},
    {"guided_contact", "HV21", "Guided contact", "Begeleid contact"},
    {"follow_up", "HV22", "Follow-up plan or handover", "Vervolgplan of warme overdracht"},
});

constexpr auto kShapes = std::to_array<Code>({
    {"round", "Round", "Rond"},
    {"oval", "Oval", "Ovaal"},
    {"linear", "Linear", "Streepvormig"},
    {"loop", "Loop", "Lusvormig"},
    {"irregular", "Irregular", "Onregelmatig"},
    {"ring", "Ring", "Ringvormig"},
    {"hand", "Hand or finger marks", "Hand- of vingerafdruk"},
    {"bite_arch", "Arch of a bite", "Tandboog"},
    {"angular", "Angular", "Hoekig"},
    {"punctate", "Dots", "Puntvormig"},
    {"other", "Other", "Anders"},
});

constexpr auto kColours = std::to_array<Code>({
    {"red", "Red", "Rood"},
    {"blue", "Blue", "Blauw"},
    {"purple", "Purple", "Paars"},
    {"green", "Green", "Groen"},
    {"yellow", "Yellow", "Geel"},
    {"brown", "Brown", "Bruin"},
    {"black", "Black", "Zwart"},
    {"skin", "Skin colour", "Huidkleur"},
    {"white", "White", "Wit"},
    {"other", "Other", "Anders"},
});

constexpr auto kViews = std::to_array<Code>({
    {"front", "Front", "Voorkant"},
    {"back", "Back", "Achterkant"},
    {"left_side", "Left side", "Linkerzijde"},
    {"right_side", "Right side", "Rechterzijde"},
    {"head_front", "Head, front", "Hoofd, voorkant"},
    {"head_back", "Head, back", "Hoofd, achterkant"},
    {"head_left", "Head, left", "Hoofd, links"},
    {"head_right", "Head, right", "Hoofd, rechts"},
});

constexpr auto kLateralities = std::to_array<Code>({
    {"left", "Left", "Links"},
    {"right", "Right", "Rechts"},
    {"both", "Both sides", "Beide zijden"},
    {"midline", "Middle", "Midden"},
});

constexpr auto kPersonRoles = std::to_array<Code>({
    {"child", "Child", "Kind"},
    {"parent", "Parent", "Ouder"},
    {"step_parent", "Step-parent", "Stiefouder"},
    {"partner", "Partner", "Partner"},
    {"ex_partner", "Former partner", "Ex-partner"},
    {"grandparent", "Grandparent", "Grootouder"},
    {"sibling", "Brother or sister", "Broer of zus"},
    {"family", "Other family", "Ander familielid"},
    {"household_member", "Household member", "Huisgenoot"},
    {"victim", "Victim", "Slachtoffer"},
    {"pleger", "Pleger", "Pleger"},
    {"uithuisgeplaatste", "Uithuisgeplaatste", "Uithuisgeplaatste"},
    {"informal_carer", "Informal carer", "Mantelzorger"},
    {"neighbour", "Neighbour", "Buur"},
    {"professional", "Professional", "Professional"},
    {"other", "Other", "Anders"},
});

constexpr auto kAuthorities = std::to_array<Code>({
    {"mayor", "Mayor", "Burgemeester"},
    {"hovj", "Hulpofficier van justitie", "Hulpofficier van justitie"},
});

constexpr auto kAnnouncements = std::to_array<Code>({
    {"oral", "Orally", "Mondeling"},
    {"written", "In writing", "Schriftelijk"},
});

constexpr auto kEffects = std::to_array<Code>({
    {"upheld", "Upheld", "In stand gelaten"},
    {"suspended", "Suspended", "Geschorst"},
    {"annulled", "Annulled", "Vernietigd"},
});

constexpr auto kRights = std::to_array<Code>({
    {"none", "No access", "Geen toegang"},
    {"read", "May read", "Mag lezen"},
    {"write", "May write", "Mag schrijven"},
    {"own", "Owner", "Eigenaar"},
});

constexpr auto kRoles = std::to_array<Code>({
    {"wijkteam", "Wijkteam", "Wijkteam"},
    {"vertrouwensarts", "Vertrouwensarts", "Vertrouwensarts"},
    {"coordinator", "Coordinator", "Coördinator"},
    {"auditor", "Auditor", "Auditor"},
});

constexpr auto kVerdicts = std::to_array<Code>({
    {"accept", "Accepted", "Aanvaard"},
    {"decline", "Declined", "Afgewezen"},
});

}  // namespace

std::span<const InjuryType> injuryTypes() { return kInjuryTypes; }
std::span<const HuisverbodEventCode> huisverbodEventCodes() { return kHuisverbodEvents; }
std::span<const Code> injuryShapes() { return kShapes; }
std::span<const Code> injuryColours() { return kColours; }
std::span<const Code> bodyViews() { return kViews; }
std::span<const Code> lateralities() { return kLateralities; }
std::span<const Code> personRoles() { return kPersonRoles; }
std::span<const Code> huisverbodAuthorities() { return kAuthorities; }
std::span<const Code> announcements() { return kAnnouncements; }
std::span<const Code> rulingEffects() { return kEffects; }
std::span<const Code> rights() { return kRights; }
std::span<const Code> roles() { return kRoles; }
std::span<const Code> verdicts() { return kVerdicts; }

}  // namespace veldpost::model
