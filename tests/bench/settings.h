// What the bench was asked to do, and how much of it.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace veldpost::bench {

// How many of everything. Targets are only judged at full scale: a few notes say nothing about ten thousand.
struct Scale {
    std::string name;
    bool isJudged;
    std::int64_t saves;
    std::int64_t notesOfOpenCase;
    std::int64_t notesSearched;
    std::int64_t queries;
    std::int64_t notesSynced;
    std::int64_t casesSynced;
    std::int64_t liveRounds;
    std::int64_t liveRoundsDelayed;
    std::int64_t ingestConnections;
    std::int64_t ingestPagesOfTen;  // a connection
    std::int64_t ingestPagesOfOne;  // a connection
    std::int64_t appStarts;
    std::int64_t loadDevices;
    std::int64_t loadSeconds;
    std::int64_t loadPerSecond;  // notes, of all devices together
    std::int64_t firstSyncs;     // at once
    std::int64_t firstSyncNotes; // each
    std::int64_t waiters;
    std::int64_t fairDevices;  // beside the one that asks for more
    std::int64_t fairPages;    // of each, one a second
    std::int64_t fairRounds;
};

const Scale& fullScale();
const Scale& tinyScale();
const Scale* findScale(std::string_view name);  // nullptr: there is none

inline constexpr std::size_t kNoteBytes = 1024;  // of text; the payload around it comes on top
inline constexpr std::int64_t kDelayMsOneWay = 20;

// Of the texts: the same ones in every run, and for packaging/bench at the peer's.
inline constexpr std::uint64_t kFillTextSeed = 20'001;
inline constexpr std::uint64_t kSaveTextSeed = 20'002;
inline constexpr std::uint64_t kLiveTextSeed = 30'001;
inline constexpr std::uint64_t kIngestTextSeed = 40'001;

struct Settings {
    Scale scale = fullScale();
    bool json = false;
    bool help = false;
    std::vector<std::string> only;  // names of workloads; empty: all
    std::string folder = "/var/tmp";  // where stores are made: a disk, so that an fsync costs what it costs
    std::string childJob;             // JSON: this process is a child that does one job
};

// Error `bad_option` (Usage).
Result<Settings> readSettings(const std::vector<std::string>& arguments);
std::string helpText();

}  // namespace veldpost::bench
