#include "client/cli/huisverbod_import.h"

#include "client/cli/huisverbod_records.h"
#include "shared/model/rulings.h"

namespace veldpost::cli {

namespace {

using engine::Part;

// What an entry of the file is to the case.
enum class Presence { Absent, BrokenOff, There };

struct Counts {
    std::int64_t imported = 0;
    std::int64_t resumed = 0;
};

Json eventSet(const model::HuisverbodEvent& event, const RecordId& huisverbod)
{
    model::HuisverbodEvent owned = event;
    owned.huisverbod = huisverbod;
    return owned.toSet();
}

// An import that broke off left the huisverbod as it came and the first of its events, all untouched since.
bool brokeOff(const HuisverbodRecord& record, const model::RulingImport& ruling)
{
    if (record.row.revisions != 1 || record.eventRows.size() >= ruling.events.size()) return false;
    if (record.fields != ruling.huisverbod.toSet()) return false;
    for (std::size_t i = 0; i < record.eventRows.size(); ++i) {
        const auto& [row, fields] = record.eventRows[i];
        if (row.revisions != 1 || fields != eventSet(ruling.events[i], record.row.record)) return false;
    }
    return true;
}

// By its ECLI; a ruling that has none by all it says.
bool isSame(const HuisverbodRecord& record, const model::RulingImport& ruling)
{
    if (ruling.huisverbod.ecli) return record.fields.value("ecli", Json(nullptr)) == *ruling.huisverbod.ecli;
    return record.fields == ruling.huisverbod.toSet();
}

const HuisverbodRecord* findSame(const std::vector<HuisverbodRecord>& there, const model::RulingImport& ruling)
{
    for (const HuisverbodRecord& record : there)
        if (isSame(record, ruling)) return &record;
    return nullptr;
}

Presence presenceOf(const HuisverbodRecord* record, const model::RulingImport& ruling)
{
    if (record == nullptr) return Presence::Absent;
    return brokeOff(*record, ruling) ? Presence::BrokenOff : Presence::There;
}

class Import {
public:
    Import(engine::OpenHome& home, const CaseId& caseId) : m_dossiers(home.dossiers()), m_caseId(caseId) {}

    Status take(const model::RulingEntry& entry, const std::vector<HuisverbodRecord>& there)
    {
        if (!entry.outcome.ok()) {
            refuse(entry, entry.outcome.error().type, entry.outcome.error().detail);
            return done();
        }
        const model::RulingImport& ruling = *entry.outcome;
        const HuisverbodRecord* same = findSame(there, ruling);
        const Presence presence = presenceOf(same, ruling);
        if (presence == Presence::There) {
            refuse(entry, "already_there", same->row.record.text());
            return done();
        }
        VELDPOST_ASSIGN(const RecordId record, presence == Presence::Absent ? addHuisverbod(ruling) : resume(*same));
        const std::size_t first = presence == Presence::Absent ? 0 : same->eventRows.size();
        for (std::size_t i = first; i < ruling.events.size(); ++i)
            VELDPOST_TRY(m_dossiers.add(m_caseId, model::kHuisverbodEvent, Part::General,
                                        eventSet(ruling.events[i], record)));
        ++m_counts.imported;
        if (!ruling.problems.empty()) flag(entry, record);
        return done();
    }

    Answer answer() const
    {
        std::string text = std::to_string(m_counts.imported) + " imported, " + std::to_string(m_flagged.size()) +
                           " of them flagged, " + std::to_string(m_refused.size()) + " refused\n";
        return {{{"imported", m_counts.imported},
                 {"resumed", m_counts.resumed},
                 {"flagged", m_flagged},
                 {"refused", m_refused}},
                text + m_flagTable.text("Nothing flagged.") + m_refuseTable.text("Nothing refused.")};
    }
    const Counts& counts() const { return m_counts; }

private:
    Result<RecordId> addHuisverbod(const model::RulingImport& ruling)
    {
        VELDPOST_ASSIGN(const engine::Saved saved,
                        m_dossiers.add(m_caseId, model::kHuisverbod, Part::General, ruling.huisverbod.toSet()));
        return saved.record;
    }

    Result<RecordId> resume(const HuisverbodRecord& record)
    {
        ++m_counts.resumed;
        return record.row.record;
    }

    static Json nameOf(const model::RulingEntry& entry)
    {
        return {{"ecli", entry.ecli ? Json(*entry.ecli) : Json(nullptr)},
                {"source", entry.sourceName.empty() ? Json(nullptr) : Json(entry.sourceName)},
                {"place", entry.place}};
    }
    static std::string nameText(const model::RulingEntry& entry)
    {
        return printable(entry.ecli ? *entry.ecli : entry.sourceName);
    }

    void flag(const model::RulingEntry& entry, const RecordId& record)
    {
        Json item = nameOf(entry);
        item["record"] = record.text();
        item["problems"] = entry.outcome->problems;
        m_flagged.push_back(std::move(item));
        m_flagTable.add({nameText(entry), joined(entry.outcome->problems)});
    }

    void refuse(const model::RulingEntry& entry, const std::string& reason, const std::string& detail)
    {
        Json item = nameOf(entry);
        item["reason"] = reason;
        item["detail"] = detail;
        m_refused.push_back(std::move(item));
        m_refuseTable.add({nameText(entry), reason});
    }

    engine::Dossiers& m_dossiers;
    CaseId m_caseId;
    Counts m_counts;
    Json m_flagged = Json::array();
    Json m_refused = Json::array();
    Table m_flagTable{{"Flagged", "Problems"}};
    Table m_refuseTable{{"Refused", "Reason"}};
};

}  // namespace

Result<Answer> importRulings(engine::OpenHome& home, const CaseId& caseId, std::string_view file)
{
    VELDPOST_ASSIGN(const auto entries, model::readRulings(file));
    VELDPOST_ASSIGN(const auto there, huisverbodenOf(home, caseId));
    Import import(home, caseId);
    for (const model::RulingEntry& entry : entries) {
        const Status taken = import.take(entry, there);
        if (taken.ok()) continue;
        Error error = taken.error();
        error.detail += " (" + std::to_string(import.counts().imported) + " rulings were imported before; run it again)";
        return error;
    }
    return import.answer();
}

}  // namespace veldpost::cli
