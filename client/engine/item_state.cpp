#include "client/engine/item_state.h"

namespace veldpost::engine {

namespace {

constexpr StateWords kStates[] = {
    {ItemState::OnDevice, "on_device", "on this device", "op dit apparaat",
     "saved in the encrypted store here; the server does not have all of it yet"},
    {ItemState::OnItsWay, "on_its_way", "on its way", "onderweg",
     "being sent; the server has not confirmed all of it yet"},
    {ItemState::Safe, "safe", "safe on the server", "veilig op de server",
     "the server's receipt covers all of it, every byte of its files too"},
    {ItemState::Waiting, "waiting", "waiting for you", "wacht op jou",
     "a person has to look at it; the reason stands beside it"},
};

constexpr WaitReason kReasons[] = {
    {"conflict", "several people wrote different things; choose", "meer mensen schreven iets anders; kies"},
    {"declined", "it was declined and does not count; you may write it anew",
     "het is afgewezen en telt niet; je kunt het opnieuw schrijven"},
    {"not_member", "your access had ended when it arrived; a colleague of the case decides",
     "je toegang was voorbij toen het aankwam; een collega van de zaak beslist"},
    {"revoked_device", "the device that wrote it had been revoked; a colleague of the case decides",
     "het apparaat waarop het geschreven is, was ingetrokken; een collega van de zaak beslist"},
    {"rule_broken", "it breaks a rule; a colleague of the case decides",
     "het past niet bij een regel; een collega van de zaak beslist"},
    {"too_large", "it is too large; a colleague of the case decides", "het is te groot; een collega van de zaak beslist"},
    {"too_many_heads", "this device has too many versions of it side by side; a colleague of the case decides",
     "dit apparaat heeft er te veel versies van naast elkaar; een collega van de zaak beslist"},
    {"needs_newer_server", "the server is too old to read it; it waits for an update",
     "de server is te oud om het te lezen; het wacht op een nieuwe versie"},
    {"unknown_parent", "what it builds on is not at the server yet", "waar het op voortbouwt, is nog niet bij de server"},
    {"parent_quarantined", "what it builds on waits for a decision", "waar het op voortbouwt, wacht op een beslissing"},
    {"unknown_case", "its case is not at the server yet", "de zaak is nog niet bij de server"},
    {"no_grant_known", "the server does not know yet that you were given this case",
     "de server weet nog niet dat je deze zaak hebt gekregen"},
    {"no_certificate", "the server does not know the device that wrote it yet",
     "de server kent het apparaat nog niet waarop het geschreven is"},
    {"no_payload", "its content is not at the server yet", "de inhoud is nog niet bij de server"},
    {"refused", "the server could not read it; it stays here", "de server kon het niet lezen; het blijft hier"},
};

constexpr WaitReason kUnknownReason{"", "somebody has to decide about it", "iemand moet erover beslissen"};

}  // namespace

ItemStanding standingOf(const ItemFacts& facts)
{
    if (!facts.waitReason.empty()) return {ItemState::Waiting, facts.waitReason};
    if (!facts.covered) return {facts.underWay ? ItemState::OnItsWay : ItemState::OnDevice};
    if (facts.files.missing > 0) return {facts.files.underWay ? ItemState::OnItsWay : ItemState::OnDevice};
    if (facts.inConflict) return {ItemState::Waiting, "conflict"};
    return {ItemState::Safe};
}

std::span<const StateWords> itemStates()
{
    return kStates;
}

const StateWords& wordsOf(ItemState state)
{
    return kStates[static_cast<std::size_t>(state)];
}

std::string_view stateCode(ItemState state)
{
    return wordsOf(state).code;
}

std::span<const WaitReason> waitReasons()
{
    return kReasons;
}

const WaitReason& wordsOfReason(std::string_view code)
{
    for (const WaitReason& reason : kReasons)
        if (reason.code == code) return reason;
    return kUnknownReason;
}

}  // namespace veldpost::engine
