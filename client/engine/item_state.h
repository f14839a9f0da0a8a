// Where an item (a record, a revision, a file) is, and the words for it: one machine, one table, for app, command line
// and documents.
//
//   on this device → on its way → safe on the server          a new epoch of the server leads back to the first
//          └───────────────┴──────────────┴──→ waiting for you   with the reason; back when somebody decided
//
// Invariants: 1. Safe is said from the server's receipt of this epoch alone, of a record only with all its files.
// 2. What waits is not called safe. 3. Nothing else in the client decides or words any of this.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace veldpost::engine {

enum class ItemState { OnDevice, OnItsWay, Safe, Waiting };

// What the files of a record have of the server. Answered by BlobRows::factsOf.
struct FileFacts {
    std::int64_t missing = 0;  // files of which the server has not confirmed every byte
    bool underWay = false;     // of those, some bytes are there or being sent
};

// What is known of an item. REQUIRES of who fills it: the receipt's word where it says so, no guesses
struct ItemFacts {
    bool covered = false;    // the server has confirmed all of it; also: it came from there
    bool underWay = false;   // not covered, but handed to the line and not answered yet
    std::string waitReason;  // the server's word for why a person must decide; empty: nothing of it waits
    FileFacts files = {};
    bool inConflict = false;
};

struct ItemStanding {
    ItemState state = ItemState::OnDevice;
    std::string reason = {};  // of Waiting: a code of waitReasons(), or a later server's word; else empty
};

// A conflict makes an item wait only once it is covered: first of all is said what is not safe yet.
ItemStanding standingOf(const ItemFacts& facts);

// One line of the table: the code for scripts, the words for people, what it means. Both languages stand here, as with
// the model's lists of codes: the words belong to the state, and there is no second place to change them.
struct StateWords {
    ItemState state;
    std::string_view code;
    std::string_view nameEn;
    std::string_view nameNl;
    std::string_view meaning;  // English
};
std::span<const StateWords> itemStates();
std::string_view stateCode(ItemState state);
const StateWords& wordsOf(ItemState state);

struct WaitReason {
    std::string_view code;
    std::string_view nameEn;
    std::string_view nameNl;
};
// Why something waits: a conflict, the server's words of its quarantine, a refusal.
std::span<const WaitReason> waitReasons();
// For a code this program does not know: that there is something to decide.
const WaitReason& wordsOfReason(std::string_view code);

}  // namespace veldpost::engine
