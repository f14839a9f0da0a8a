// What the crash tests of both sides have in common: all scenarios, within one folder in memory.
#pragma once

#include "tests/crash/trial.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

namespace veldpost::crash {

// Stores of a trial are written thousands of times, and their durability is played, not had: memory will do.
inline QString folderTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QDir(memory).exists() ? memory : QDir::tempPath()) + QStringLiteral("/veldpost-crash-XXXXXX");
}

// VELDPOST_CRASH_STRIDE: every how manyth operation; VELDPOST_CRASH_SEED: other garbage, other torn writes.
inline Reach reachOf(std::size_t stride)
{
    Reach reach;
    reach.stride = qEnvironmentVariableIsSet("VELDPOST_CRASH_STRIDE")
                       ? static_cast<std::size_t>(qEnvironmentVariableIntValue("VELDPOST_CRASH_STRIDE")) : stride;
    reach.seed = qEnvironmentVariableIsSet("VELDPOST_CRASH_SEED") ? qgetenv("VELDPOST_CRASH_SEED").toULongLong() : 1;
    return reach;
}

using Trial = Tally (*)(const Scenario&, const std::string& folder, const Reach&);

inline Tally runAll(const std::vector<Scenario>& scenarios, Trial trial, const Reach& reach)
{
    Tally sum;
    for (const Scenario& scenario : scenarios) {
        const QTemporaryDir folder(folderTemplate());
        const Tally one = trial(scenario, folder.path().toStdString(), reach);
        sum.states += one.states;
        sum.faults += one.faults;
        if (!one.complaint.empty()) {
            sum.complaint = one.complaint;
            break;
        }
    }
    // Read by the table of what was run in all: tests/proof.
    qInfo("crash states %lld, faults %lld", static_cast<long long>(sum.states), static_cast<long long>(sum.faults));
    return sum;
}

}  // namespace veldpost::crash
