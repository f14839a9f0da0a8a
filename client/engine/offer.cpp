#include "client/engine/offer.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"

namespace veldpost::engine {

using protocol::OfferedChain;
using protocol::PlaceRange;
using storage::Statement;

namespace {

// The last place of each chain that is here and counts, or would if its parents were here. Quarantined and declined work
// is its author's to send; so is all of an own chain that goes another way at the server, under another name.
constexpr char kChains[] =
    "SELECT v.device, v.case_id, v.part, v.n, v.id FROM chains h"
    " CROSS JOIN revisions v INDEXED BY revisions_by_chain ON v.device = h.device AND v.case_id = h.case_id"
    "   AND v.part = h.part AND v.n = (SELECT max(n) FROM revisions INDEXED BY revisions_by_chain WHERE device = h.device"
    "     AND case_id = h.case_id AND part = h.part AND status IN (0, 4) AND payload IS NOT NULL)"
    " WHERE (h.device, h.case_id, h.part) > (?1, ?2, ?3) AND (h.case_id = ?4) = ?5"
    "   AND NOT EXISTS (SELECT 1 FROM chain_notes c WHERE c.device = h.device AND h.device = ?7 AND c.case_id = h.case_id"
    "     AND c.part = h.part AND c.what IN ('fork', 'behind'))"
    "   AND (?6 = 0 OR (h.device = ?7 AND EXISTS (SELECT 1 FROM chain_notes c WHERE c.device = h.device"
    "     AND c.case_id = h.case_id AND c.part = h.part AND c.what = 'hole')))"
    " ORDER BY h.device, h.case_id, h.part LIMIT ?8";

}  // namespace

void Offerer::run(const std::string& epoch, std::function<void(Status)> whenDone)
{
    m_done = std::move(whenDone);
    m_epoch = epoch;
    const auto offered = m_store.meta("offered");
    if (!offered.ok()) return finish(offered.error());
    m_onlyHoles = *offered == epoch;
    m_inDossier = true;
    m_anyClosed = false;
    begin();
}

void Offerer::begin()
{
    m_after.reset();
    m_wanted.clear();
    m_limit = protocol::kPageRevisionsMax;
    ask();
}

void Offerer::finish(Status status)
{
    m_asked.clear();
    m_wanted.clear();
    auto done = std::move(m_done);
    done(std::move(status));
}

Result<std::vector<OfferedChain>> Offerer::nextChains()
{
    const Identity& me = m_store.identity();
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(kChains));
    // Before every id there is: the nil ones with a part below the first.
    s.bindAll(m_after ? m_after->device : DeviceId(), m_after ? m_after->caseId : CaseId(),
              m_after ? static_cast<int>(m_after->part) : -1, me.region(), m_inDossier ? 1 : 0, m_onlyHoles ? 1 : 0,
              me.device(), static_cast<std::int64_t>(protocol::kPageRevisionsMax));
    std::vector<OfferedChain> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        const auto part = static_cast<Part>(s.int64(2));
        out.push_back({{s.uuid<DeviceId>(0), s.uuid<CaseId>(1), part}, s.int64(3), s.hash<RevisionId>(4)});
    }
}

void Offerer::ask()
{
    auto chains = nextChains();
    if (!chains.ok()) return finish(std::move(chains).error());
    if (chains->empty() && m_inDossier) {
        m_inDossier = false;
        return begin();
    }
    if (chains->empty()) {
        const Status noted = m_store.setMeta("offered", m_epoch);
        return finish(noted.ok() && m_anyClosed ? Status(serverSetBack()) : noted);
    }
    m_asked = std::move(*chains);
    m_after = m_asked.back().chain;
    const protocol::OfferAsk request{m_asked};
    m_calls.post("/v1/offer/ask", revision::writeCbor(request.toJson()), [this](Result<Json> json) {
        if (!json.ok() && json.error().type == "not_found") return finish(done());
        if (!json.ok()) return finish(std::move(json).error());
        const auto wish = protocol::OfferWish::fromJson(*json);
        if (!wish.ok()) return finish(wish.error());
        take(*wish);
    });
}

void Offerer::take(const protocol::OfferWish& wish)
{
    if (const Status closed = closeHoles(wish); !closed.ok()) return finish(closed);
    m_unknown = {wish.unknown.begin(), wish.unknown.end()};
    for (const protocol::WantedChain& wanted : wish.wanted) {
        if (wanted.index >= static_cast<std::int64_t>(m_asked.size())) return finish(protocol::malformed("index"));
        m_wanted.push_back({m_asked[static_cast<std::size_t>(wanted.index)].chain, wanted.missing});
    }
    send();
}

// An own chain whose next place at the server is here goes the usual way again; what its receipt covers is asked anew.
Status Offerer::closeHoles(const protocol::OfferWish& wish)
{
    std::map<std::size_t, std::int64_t> next;  // the first place that is missing
    for (const protocol::WantedChain& chain : wish.wanted)
        if (!chain.missing.empty()) next[static_cast<std::size_t>(chain.index)] = chain.missing.front().from;
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    bool anyClosed = false;
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        const revision::ChainKey& chain = m_asked[i].chain;
        if (chain.device != m_store.identity().device()) continue;
        // Of a chain that nothing is missing of: the place 0, which is nowhere, and so nothing hinders.
        VELDPOST_TRY(m_store.db().run(
            "DELETE FROM chain_notes WHERE device = ?1 AND case_id = ?2 AND part = ?3 AND what = 'hole' AND (?4 = 0 OR EXISTS"
            " (SELECT 1 FROM revisions WHERE device = ?1 AND case_id = ?2 AND part = ?3 AND n = ?4))",
            chain.device, chain.caseId, static_cast<int>(chain.part), next.contains(i) ? next[i] : 0));
        anyClosed = anyClosed || m_store.db().changes() > 0;
    }
    if (anyClosed) VELDPOST_TRY(m_store.setMeta("epoch", ""));
    VELDPOST_TRY(tx.commit());
    m_anyClosed = m_anyClosed || anyClosed;
    return done();
}

// From the first range on, as far as the page goes; what is read is taken from the ranges.
Status Offerer::readChain(Place& place, std::vector<Row>& rows, std::size_t& bytes)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT n, header, payload, signature, received_at, stamp FROM revisions INDEXED BY revisions_by_chain"
        " WHERE device = ? AND case_id = ? AND part = ? AND n >= ? AND n <= ? AND status IN (0, 4)"
        " AND payload IS NOT NULL ORDER BY n"));
    while (!place.missing.empty()) {
        PlaceRange& range = place.missing.front();
        s.bindAll(place.chain.device, place.chain.caseId, static_cast<int>(place.chain.part), range.from, range.to);
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            if (rows.size() >= m_limit || bytes >= protocol::kPageBytesTarget) return done();
            const auto signature = crypto::Signature::fromBytes(s.blob(3));
            if (!signature) return Error{ErrorKind::Damaged, "store_damaged", "A stored signature is damaged", ""};
            Row row;
            VELDPOST_ASSIGN(row.revision, SignedRevision::fromParts(std::string(crypto::asText(s.blob(1))),
                                                                    std::string(crypto::asText(s.blob(2))), *signature));
            if (!s.isNull(4)) row.receivedAtMs = s.int64(4);
            if (!s.isNull(5)) row.stamp = protocol::Stamp::fromBytes(s.blob(5));
            bytes += row.revision.payloadBytes.size() + 400;
            range.from = s.int64(0) + 1;
            rows.push_back(std::move(row));
        }
        place.missing.erase(place.missing.begin());
    }
    return done();
}

Result<std::vector<Offerer::Row>> Offerer::nextRows()
{
    std::vector<Row> rows;
    for (std::size_t bytes = 0; !m_wanted.empty();) {
        VELDPOST_TRY(readChain(m_wanted.front(), rows, bytes));
        if (!m_wanted.front().missing.empty()) return rows;  // the page is full
        m_wanted.pop_front();
    }
    return rows;
}

Result<std::string> Offerer::encode(const std::vector<Row>& rows)
{
    protocol::RevisionPageWriter writer;
    std::set<DeviceId> authors;
    for (const Row& row : rows) {
        writer.add(row.revision, row.receivedAtMs, row.stamp);
        if (m_unknown.contains(row.revision.header.device)) authors.insert(row.revision.header.device);
    }
    std::vector<protocol::Certificate> certificates;
    for (const DeviceId& device : authors) {
        VELDPOST_ASSIGN(auto certificate, m_store.certificate(device));
        if (certificate) certificates.push_back(std::move(*certificate));
    }
    return revision::writeCbor(protocol::offerJson(certificates, std::move(writer)));
}

void Offerer::send()
{
    const std::deque<Place> before = m_wanted;
    auto rows = nextRows();
    if (!rows.ok()) return finish(std::move(rows).error());
    if (rows->empty()) return ask();
    auto body = encode(*rows);
    if (!body.ok()) return finish(std::move(body).error());
    m_calls.post("/v1/offer", std::move(*body), [this, before, sent = std::move(*rows)](Result<Json> json) {
        const bool aboutContent = !json.ok() && (json.error().kind == ErrorKind::Malformed || json.error().kind == ErrorKind::TooLarge);
        if (aboutContent && sent.size() > 1) {
            m_wanted = before;
            m_limit = sent.size() / 2;
            return send();
        }
        answered(json, sent);
    });
}

// What the server refuses delays nothing else: it is here, and its author may have it too.
void Offerer::answered(const Result<Json>& json, const std::vector<Row>& sent)
{
    const bool isOneBad = !json.ok() && sent.size() == 1 &&
                          (json.error().kind == ErrorKind::Malformed || json.error().kind == ErrorKind::TooLarge);
    if (!json.ok() && !isOneBad) return finish(json.error());
    if (json.ok()) {
        const auto answer = protocol::OfferAnswer::fromJson(*json);
        if (!answer.ok()) return finish(answer.error());
        if (answer->results.size() != sent.size()) return finish(protocol::malformed("results"));
    }
    m_limit = protocol::kPageRevisionsMax;
    send();
}

}  // namespace veldpost::engine
