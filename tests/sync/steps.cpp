#include "tests/sync/steps.h"

#include "client/engine/local_store.h"

#include <array>

namespace veldpost::sync {

using engine::Dossiers;
using revision::Json;
using revision::Part;

namespace {

void createCase(World& w, SimClient& c)
{
    const std::string word = w.newCanary();
    const Json set{{"title", "Zaak " + word + " van " + c.name()}};
    const auto result = c.home->dossiers().createCase(set["title"].get<std::string>());
    if (result.ok()) w.bindCanary(word, result->caseId, Part::General);
    w.saved(c, result, set);
}

void addNote(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return createCase(w, c);
    const Json set{{"text", "Notitie " + w.canary(*caseId, Part::General) + " " + w.newTag()}};
    w.saved(c, c.home->dossiers().add(*caseId, "note", Part::General, set), set);
}

// Of a vertrouwensarts the doctor's file, which others with the case do not see.
void addInjury(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    const Part part = c.home->dossiers().partFor("injury");
    const Json set{{"type", "bruise"},
                   {"place", {{"region", "cheek"}, {"laterality", "left"}}},
                   {"remarks", w.canary(*caseId, part) + " " + w.newTag()}};
    w.saved(c, c.home->dossiers().add(*caseId, "injury", part, set), set);
}

void editNote(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    const auto rows = c.home->dossiers().records({*caseId, "note", true, 30, {}});
    if (!rows.ok() || rows->empty()) return addNote(w, c);
    const auto& row = (*rows)[w.random().below(rows->size())];
    const Json set{{"text", "Anders " + w.canary(*caseId, row.part) + " " + w.newTag()}};
    w.saved(c, c.home->dossiers().edit(row.key(), row.heads, set, "aanvulling"), set);
}

void retractNote(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    const auto rows = c.home->dossiers().records({*caseId, "note", false, 30, {}});
    if (!rows.ok() || rows->empty()) return;
    const auto& row = (*rows)[w.random().below(rows->size())];
    w.saved(c, c.home->dossiers().retract(row.record, "vergissing"), Json{{"retracted", true}});
}

void share(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    const SimClient& other = w.anyClient();
    constexpr const char* kRights[] = {"write", "write", "write", "read", "own", "none"};
    const char* right = kRights[w.random().below(std::size(kRights))];
    if (!caseId || other.member.user == c.member.user) return;
    w.saved(c, c.home->dossiers().share(*caseId, other.member.user, right), Json::object());
}

void unshare(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    const auto members = c.home->dossiers().members(*caseId);
    if (!members.ok() || members->empty()) return;
    const auto& member = (*members)[w.random().below(members->size())];
    w.saved(c, c.home->dossiers().unshare(*caseId, member.user), Json::object());
}

// Most are small, some go in pieces. Its canary stands in every kilobyte: whoever gets a piece of it has read of that.
std::string photoBytes(World& w, const CaseId& caseId, Part part)
{
    constexpr std::uint64_t kSmallMax = 3'000, kLargeMax = 400'000;
    const std::size_t size = 64 + w.random().below(w.random().below(8) == 0 ? kLargeMax : kSmallMax);
    const std::string words = w.canary(caseId, part) + " " + w.newTag() + " ";
    std::string out;
    while (out.size() < size) {
        std::array<std::uint8_t, 1'000> pixels;
        w.random().fill(pixels);
        out += words;
        out.append(reinterpret_cast<const char*>(pixels.data()), pixels.size());
    }
    out.resize(size);
    return out;
}

void addPhoto(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    const auto rows = c.home->dossiers().records({*caseId, "note", false, 30, {}});
    if (!rows.ok() || rows->empty()) return addNote(w, c);
    const auto& row = (*rows)[w.random().below(rows->size())];
    const std::string bytes = photoBytes(w, *caseId, row.part);
    engine::MemorySource source(bytes);
    const auto added = c.home->blobs().add(row.key(), source, "foto.jpg");
    w.saved(c, added.ok() ? Result<engine::Saved>(added->saved) : added.error(), Json::object());
    if (added.ok()) w.photos().push_back({added->address, added->bytes, added->saved.revision});
}

// Typed and left open.
void type(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    auto draft = c.home->drafts().openNew(*caseId, "note");
    if (!draft.ok()) return;
    const std::string tag = w.newTag();
    draft->fields = Json{{"text", "Getypt " + w.canary(*caseId, Part::General) + " " + tag}};
    if (c.home->drafts().keep(*draft).ok()) c.typed[tag] = true;
}

void finishTyping(World& w, SimClient& c)
{
    const auto drafts = c.home->drafts().all();
    if (!drafts.ok() || drafts->empty()) return;
    const auto& draft = (*drafts)[w.random().below(drafts->size())];
    w.saved(c, c.home->drafts().finish(draft), draft.fields);
}

// On something that waits, as far as this user may.
void decide(World& w, SimClient& c)
{
    const auto entries = c.home->quarantine().entries();
    if (!entries.ok()) return;
    std::vector<RevisionId> open;
    for (const auto& entry : *entries)
        if (entry.mayDecide && entry.state == engine::WaitState::Waiting && entry.decisionOnItsWay.empty())
            open.push_back(entry.revision);
    if (open.empty()) return;
    const std::vector<RevisionId> one{open[w.random().below(open.size())]};
    const bool accepts = w.random().below(3) != 0;
    const auto decided = accepts ? c.home->quarantine().accept(one) : c.home->quarantine().decline(one, "hoort hier niet");
    if (!decided.ok()) return w.say(c.name() + " could not decide: " + decided.error().type);
    w.say(c.name() + (accepts ? " accepts " : " declines ") + one.front().text());
    for (const engine::Saved& saved : *decided) c.saved.insert(saved.revision);
    if (c.watches) c.home->sync()->nudge();
}

// At the server, by its administrator.
void changeRole(World& w, SimClient& c)
{
    constexpr model::Role kRoles[] = {model::Role::Wijkteam, model::Role::Wijkteam, model::Role::Coordinator,
                                      model::Role::Vertrouwensarts};
    const model::Role role = kRoles[w.random().below(std::size(kRoles))];
    if (!w.server().isUp()) return;
    const Status changed = w.server().admin().setRole(c.member.user, role);
    w.say(changed.ok() ? c.name() + "'s user has a new role" : "a role could not be changed: " + changed.error().type);
    w.serverWrote();
}

void sync(World& w, SimClient& c)
{
    w.startSync(c);
}

void rest(World&, SimClient&) {}

constexpr Step kSteps[] = {
    {"create case", 4, createCase}, {"note", 18, addNote},         {"injury", 5, addInjury},
    {"edit", 16, editNote},         {"retract", 4, retractNote},   {"share", 9, share},
    {"unshare", 3, unshare},        {"type", 4, type},             {"finish typing", 3, finishTyping},
    {"sync", 24, sync},             {"rest", 12, rest},            {"decide", 4, decide},
    {"change role", 1, changeRole}, {"photo", 5, addPhoto},
};

}  // namespace

std::span<const Step> steps()
{
    return kSteps;
}

const Step& drawStep(RandomSource& random)
{
    unsigned total = 0;
    for (const Step& step : kSteps) total += step.weight;
    auto at = static_cast<unsigned>(random.below(total));
    for (const Step& step : kSteps) {
        if (at < step.weight) return step;
        at -= step.weight;
    }
    VELDPOST_CHECK(false);
}

}  // namespace veldpost::sync
