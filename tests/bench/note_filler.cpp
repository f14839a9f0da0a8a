#include "tests/bench/note_filler.h"

#include "client/engine/local_store.h"
#include "shared/model/kind_rules.h"
#include "tests/bench/dutch_text.h"

#include <algorithm>

namespace veldpost::bench {

namespace {

constexpr std::int64_t kNotesPerCommit = 1'000;
constexpr std::int64_t kIndexChunk = 2'000;
constexpr std::int64_t kNoteEveryMs = 60'000;

class Filler {
public:
    Filler(engine::OpenHome& home, const Filling& filling, const Clock& clock, RandomSource& random)
        : m_home(home), m_store(home.store()), m_filling(filling), m_random(random), m_text(filling.seed),
          m_nowMs(clock.nowMs()), m_atMs(m_nowMs - filling.notes * kNoteEveryMs)
    {
    }

    Status fillCase(const CaseId& caseId, std::int64_t notes)
    {
        while (notes > 0) {
            const std::int64_t some = std::min(notes, kNotesPerCommit);
            VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
            for (std::int64_t i = 0; i < some; ++i) VELDPOST_TRY(addNote(caseId));
            VELDPOST_TRY(tx.commit());
            notes -= some;
        }
        return done();
    }

    Status indexAll()
    {
        for (std::int64_t indexed = kIndexChunk; indexed == kIndexChunk;) {
            VELDPOST_ASSIGN(indexed, m_store.indexSome(kIndexChunk));
        }
        return done();
    }

private:
    Status addNote(const CaseId& caseId)
    {
        revision::Header header;
        header.region = m_home.identity().region();
        header.user = m_home.identity().user();
        header.device = m_home.identity().device();
        header.caseId = caseId;
        header.record = makeUuid7<RecordId>(m_nowMs, m_random);
        header.kind = model::kNote;
        header.kindVersion = model::findKind(model::kNote)->version;
        header.atMs = m_atMs += kNoteEveryMs;
        VELDPOST_ASSIGN(const engine::ChainHead head, m_store.chainHead(header.chain()));
        header.n = head.n + 1;
        if (head.n > 0) header.prev = head.id;
        const revision::Payload payload{revision::makeSalt(m_random),
                                        revision::Json{{"text", m_text.note(m_filling.noteBytes)}}, {}};
        const engine::StoredRevision row{
            revision::signRevision(std::move(header), payload.canonicalBytes(), m_store.deviceKey())};
        VELDPOST_TRY(m_store.insertRevision(row));
        const std::int64_t seq = m_store.db().lastInsertRowid();
        const revision::Header& h = row.revision.header;
        VELDPOST_TRY(m_store.setChainHead(h.chain(), {h.n, row.revision.id}));
        return m_store.addSingleRecord(row.revision, seq);
    }

    engine::OpenHome& m_home;
    engine::LocalStore& m_store;
    const Filling& m_filling;
    RandomSource& m_random;
    DutchText m_text;
    const std::int64_t m_nowMs;
    std::int64_t m_atMs;
};

}  // namespace

Result<std::vector<CaseId>> fillHome(engine::OpenHome& home, const Filling& filling, const Clock& clock,
                                     RandomSource& random)
{
    Filler filler(home, filling, clock, random);
    std::vector<CaseId> cases;
    for (std::int64_t i = 0; i < filling.cases; ++i) {
        VELDPOST_ASSIGN(const engine::Saved made, home.dossiers().createCase(std::string("Dossier ").append(std::to_string(i + 1))));
        const std::int64_t upTo = filling.notes * (i + 1) / filling.cases;
        VELDPOST_TRY(filler.fillCase(made.caseId, upTo - filling.notes * i / filling.cases));
        cases.push_back(made.caseId);
    }
    VELDPOST_TRY(filler.indexAll());
    return cases;
}

}  // namespace veldpost::bench
