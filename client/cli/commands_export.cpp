// export: a case in a form that others can verify.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/engine/case_revisions.h"
#include "shared/storage/files.h"

#include <set>

namespace veldpost::cli {

namespace {

struct ExportOptions {
    std::string caseId;
    std::string format;
    std::string file;
};

const char* statusWord(engine::RevisionStatus status)
{
    switch (status) {
    case engine::RevisionStatus::Live: return "live";
    case engine::RevisionStatus::Quarantined: return "quarantined";
    case engine::RevisionStatus::Declined: return "declined";
    case engine::RevisionStatus::Refused: return "refused";
    case engine::RevisionStatus::Held: return "held";
    case engine::RevisionStatus::Leaving: return "leaving";
    }
    VELDPOST_CHECK(false);
}

// Stored payloads are JSON text, or the text of the sealed bytes; none where it was destroyed.
Result<Json> payloadJson(const revision::SignedRevision& rev)
{
    if (rev.payloadBytes.empty()) return Json(nullptr);
    if (rev.header.enc) return Json(rev.payloadBytes);
    return revision::readJson(rev.payloadBytes);
}

Result<Json> revisionJson(const engine::StoredRevision& row)
{
    VELDPOST_ASSIGN(const Json header, revision::readJson(row.revision.headerBytes));
    VELDPOST_ASSIGN(const Json payload, payloadJson(row.revision));
    return Json{{"id", row.revision.id.text()},
                {"header", header},
                {"payload", payload},
                {"signature", row.revision.signature.text()},
                {"status", statusWord(row.status)},
                {"received_at", isoTime(row.receivedAtMs)}};
}

// The keys, each with the certificate that says whose it is, so that a reader can go up to the server's key.
Result<Json> devicesJson(engine::LocalStore& store, const std::set<DeviceId>& devices)
{
    Json out = Json::array();
    for (const DeviceId& device : devices) {
        VELDPOST_ASSIGN(const auto certificate, store.certificate(device));
        if (!certificate)
            return Error{ErrorKind::Damaged, "no_certificate", "An author's certificate is missing", device.text()};
        out.push_back({{"device", device.text()},
                       {"user", certificate->user.text()},
                       {"public_key", certificate->key.text()},
                       {"certificate", certificate->bytes},
                       {"certificate_signature", certificate->signature.text()}});
    }
    return out;
}

Result<Answer> exportCase(Context& context, const ExportOptions& options)
{
    if (options.format != "json")
        return Error{ErrorKind::Usage, "format_not_offered", "This version exports json only",
                     "fhir and pdf come with a later version"};
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_TRY(unlocked.dossiers().caseRow(caseId));
    VELDPOST_ASSIGN(const auto rows, engine::revisionsOfCase(unlocked.home->store(), caseId));
    Json revisions = Json::array();
    std::set<DeviceId> authors;
    for (const engine::StoredRevision& row : rows) {
        VELDPOST_ASSIGN(Json item, revisionJson(row));
        revisions.push_back(std::move(item));
        authors.insert(row.revision.header.device);
    }
    VELDPOST_ASSIGN(Json devices, devicesJson(unlocked.home->store(), authors));
    const Json document{{"case", caseId.text()},
                        {"revisions", std::move(revisions)},
                        {"devices", std::move(devices)},
                        {"server_key", unlocked.home->identity().serverKey.text()}};
    VELDPOST_TRY(storage::replaceFile(options.file, document.dump() + "\n"));
    return Answer{{{"file", options.file}, {"revisions", rows.size()}, {"devices", authors.size()}},
                  std::to_string(rows.size()) + " revisions written; the file is not encrypted\n"};
}

}  // namespace

void addExportCommand(CommandLine& line)
{
    const auto options = std::make_shared<ExportOptions>();
    CLI::App& app = line.command("export", "Writes a case with all its revisions and signatures; not encrypted",
                                 [options](Context& context) { return exportCase(context, *options); });
    app.add_option("CASE", options->caseId, "The case")->required();
    app.add_option("--format", options->format, "json")->required()->type_name("json");
    app.add_option("FILE", options->file, "The file to write; an existing one is replaced")->required();
}

}  // namespace veldpost::cli
