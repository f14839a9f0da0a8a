// One invariant of protocol §10, watched along a history and judged at its end.
#pragma once

#include "shared/protocol/messages.h"
#include "tests/sync/mirror.h"
#include "tests/sync/sim_client.h"

#include <memory>
#include <string_view>
#include <vector>

namespace veldpost::sync {

class World;

// A page of a pull on its way, with who gets it.
struct Page {
    SimClient& client;
    const protocol::PullPage& page;
};

class Checker {
public:
    virtual ~Checker() = default;
    virtual std::string_view name() const = 0;  // "I1" … "I13", "I15", "I16"

    // A save answered; `set` is what it set.
    virtual void onSaved(World&, SimClient&, const engine::Saved&, const revision::Json& /*set*/) {}
    virtual void onClientReopened(World&, SimClient&) {}
    virtual void onServerReopened(World&) {}
    // A backup is about to take the place of the server's store.
    virtual void onServerRestored(World&) {}
    // A device reads the server's order from an earlier place: its store was put back, or it has another name now.
    virtual void onOrderBegunAnew(World&, SimClient&) {}
    // A place of the server's order came, or came anew after a release.
    virtual void onRevision(World&, const MirrorRevision& /*now*/, const MirrorRevision* /*before*/) {}
    // Every answer as it leaves the server; the mirror is up to date.
    virtual void onServed(World&, SimClient&, const engine::HttpRequest&, const engine::HttpAnswer&) {}
    virtual void onPageServed(World&, const Page&) {}
    // A page reaches the client; and has been taken or refused by it.
    virtual void onPageDelivered(World&, const Page&) {}
    virtual void onPageTaken(World&, const Page&) {}
    // Faults have stopped and nothing moves any more.
    virtual void atEnd(World&) {}
};

using Checkers = std::vector<std::unique_ptr<Checker>>;
Checkers allCheckers();

std::unique_ptr<Checker> makeI01();
std::unique_ptr<Checker> makeI02();
std::unique_ptr<Checker> makeI03();
std::unique_ptr<Checker> makeI04();
std::unique_ptr<Checker> makeI05();
std::unique_ptr<Checker> makeI06();
std::unique_ptr<Checker> makeI07();
std::unique_ptr<Checker> makeI08();
std::unique_ptr<Checker> makeI09();
std::unique_ptr<Checker> makeI10();
std::unique_ptr<Checker> makeI11();
std::unique_ptr<Checker> makeI12();
std::unique_ptr<Checker> makeI13();
std::unique_ptr<Checker> makeI15();
std::unique_ptr<Checker> makeI16();

}  // namespace veldpost::sync
