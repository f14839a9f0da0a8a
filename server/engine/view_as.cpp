#include "server/engine/view_as.h"
#include "server/engine/access.h"

namespace veldpost::server {

namespace {

constexpr std::size_t kTextCharactersMax = 120;

Result<UserRow> asker(View& view, const Session& session)
{
    VELDPOST_ASSIGN(const auto user, view.user(session.user));
    VELDPOST_ASSIGN(const auto device, view.device(session.device));
    const bool may = user && !user->disabled && device && !device->revoked && Access::coversRegion(*user);
    return may ? Result<UserRow>(*user) : notFound();
}

// At most so many code points of valid UTF-8.
std::string beginning(const std::string& text)
{
    std::size_t bytes = 0;
    for (std::size_t characters = 0; bytes < text.size(); ++bytes)
        if ((static_cast<unsigned char>(text[bytes]) & 0xc0) != 0x80 && ++characters > kTextCharactersMax) break;
    return text.substr(0, bytes);
}

// The beginning of what a revision sets, for a list: its title, text or name.
std::optional<std::string> beginningOf(const revision::SignedRevision& rev)
{
    if (rev.header.v != 1 || rev.header.enc) return std::nullopt;
    const auto payload = revision::Payload::fromBytes(rev.payloadBytes);
    if (!payload.ok()) return std::nullopt;
    for (const char* field : {"title", "text", "name"}) {
        const auto it = payload->set.find(field);
        if (it != payload->set.end() && it->is_string())
            return beginning(it->get_ref<const std::string&>());
    }
    return std::nullopt;
}

}  // namespace

Result<Reading> ViewAs::read(const UserRow& user, const Session& session, const ViewAsRequest& request)
{
    Cursor cursor{m_keys.epoch, 0, {}};
    if (!request.cursor.empty()) {
        VELDPOST_ASSIGN(cursor, Cursor::parse(request.cursor));
    }
    Session his = session;
    his.user = user.id;
    his.device = DeviceId();  // a new one, which has nothing of its own
    VELDPOST_ASSIGN(const auto view, m_store.view());
    return PageReader(*view, m_keys, his, request.limit, m_clock.nowMs()).readAs(user, std::move(cursor));
}

Status ViewAs::note(const Session& session, const UserId& user, const Reading& reading)
{
    return m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        VELDPOST_ASSIGN(const UserRow coordinator, asker(work.change, session));
        for (AuditEvent event : reading.audit) {
            event.code = "view_as";
            event.user = coordinator.id;
            event.role = model::roleWord(*coordinator.role);
            event.device = session.device;
            event.object = user.text();
            event.byMembership = false;
            VELDPOST_TRY(work.audit.add(event));
        }
        return done();
    }, .done = {}, .weight = reading.audit.size() + 1, .alone = true});
}

Result<protocol::ViewAsAnswer> ViewAs::page(const Session& session, const ViewAsRequest& request)
{
    protocol::ViewAsAnswer answer;
    Reading reading;
    UserRow coordinator;
    {
        VELDPOST_ASSIGN(const auto view, m_store.view());
        VELDPOST_ASSIGN(coordinator, asker(*view, session));
        VELDPOST_ASSIGN(const auto user, view->user(request.user));
        if (!user || user->isServer || user->region != session.region) return notFound();
        answer.role = user->role ? model::roleWord(*user->role) : "";
        answer.disabled = user->disabled;
        if (user->disabled) return answer;
        VELDPOST_ASSIGN(reading, read(*user, session, request));
    }
    for (const protocol::ReceivedRevision& item : reading.page.revisions) {
        const revision::Header& header = item.revision.header;
        if (header.caseId.bytes() == header.region.bytes()) continue;
        protocol::SeenRevision seen{item.revision.id, header.caseId, header.part, header.kind, header.record, {}};
        if (Access::roleSees(coordinator, header.part)) seen.text = beginningOf(item.revision);
        answer.revisions.push_back(std::move(seen));
    }
    answer.cursor = reading.page.cursor;
    answer.more = reading.page.more;
    VELDPOST_TRY(note(session, request.user, reading));
    return answer;
}

}  // namespace veldpost::server
