#include "client/engine/view_as.h"

#include "shared/protocol/limits.h"

namespace veldpost::engine {

void ViewAs::run(const UserId& user, std::function<void(Result<ColleaguesView>)> done)
{
    m_view = {};
    m_view.user = user;
    m_cases.clear();
    m_records.clear();
    m_done = std::move(done);
    ask("");
}

void ViewAs::ask(const std::string& cursor)
{
    std::string path = "/v1/users/" + m_view.user.text() + "/view?limit=" + std::to_string(protocol::kPageRevisionsMax);
    if (!cursor.empty()) path += "&cursor=" + cursor;
    m_calls.get(path, 30'000, [this, cursor](Result<Json> json) {
        if (!json.ok()) return m_done(std::move(json).error());
        const auto page = protocol::ViewAsAnswer::fromJson(*json);
        if (!page.ok()) return m_done(page.error());
        m_view.role = page->role;
        m_view.disabled = page->disabled;
        for (const protocol::SeenRevision& seen : page->revisions) take(seen);
        if (!page->more) return m_done(std::move(m_view));
        if (page->cursor == cursor)
            return m_done(Error{ErrorKind::Failed, "no_progress", "The server's pages do not move on", ""});
        ask(page->cursor);
    });
}

void ViewAs::take(const protocol::SeenRevision& seen)
{
    const auto inCase = m_cases.try_emplace(seen.caseId, m_view.cases.size());
    if (inCase.second) m_view.cases.push_back({seen.caseId, {}, {}});
    SeenCase& found = m_view.cases[inCase.first->second];
    const revision::RecordKey key{seen.caseId, seen.part, seen.kind, seen.record};
    const auto inRecord = m_records.try_emplace(key, found.records.size());
    if (inRecord.second) found.records.push_back({seen.record, seen.part, seen.kind, 0, {}});
    SeenRecord& record = found.records[inRecord.first->second];
    ++record.revisions;
    ++m_view.revisions;
    if (!seen.text) return;
    record.text = seen.text;
    if (seen.kind == "case") found.title = seen.text;
}

}  // namespace veldpost::engine
