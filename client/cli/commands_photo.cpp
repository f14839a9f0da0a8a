// photo add, get, list.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/record_listing.h"
#include "client/cli/server_link.h"
#include "client/engine/blobs.h"
#include "client/transport/http_transport.h"

namespace veldpost::cli {

namespace {

using engine::BlobRow;
using engine::BlobView;

struct PhotoOptions {
    std::string id;
    std::string file;
    int timeoutSeconds = 0;
};

constexpr int kTimeoutSecondsMax = 24 * 3600;

Error timedOut()
{
    return {ErrorKind::Unreachable, "timed_out", "The file was not fetched in time",
            "What came is kept; run it again and it goes on from there."};
}

Result<Answer> addPhoto(Context& context, const PhotoOptions& options)
{
    VELDPOST_ASSIGN(const RecordId record, parseId<RecordId>(options.id, "RECORD"));
    VELDPOST_ASSIGN(const auto source, engine::FileSource::open(options.file));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const RecordRow row, unlocked.dossiers().record(record));
    const std::string name = std::filesystem::path(options.file).filename().string();
    VELDPOST_ASSIGN(const engine::AddedBlob added, unlocked.home->blobs().add(row.key(), *source, name));
    const std::string sha256 = added.address.sha256.text();
    return Answer{{{"blob", sha256},
                   {"sha256", sha256},
                   {"bytes", added.bytes},
                   {"record", added.saved.record.text()},
                   {"revision", added.saved.revision.text()}},
                  "Saved on this device: " + std::to_string(added.bytes) + " bytes, blob " + sha256 + "\n"};
}

// The transport needs the event loop's application, so the home goes first.
Status fetch(UnlockedHome& unlocked, const BlobRow& blob, int timeoutSeconds)
{
    ServerLink link;
    const engine::Identity& me = unlocked.home->identity();
    VELDPOST_ASSIGN(auto transport, transport::HttpTransport::make(me.serverUrl, me.caPem));
    engine::SyncEngine& engine = unlocked.home->connect(std::move(transport));
    auto fetched = link.await<Unit>([&](auto done) { engine.fetchBlob(blob.address, std::move(done)); },
                                    std::int64_t{timeoutSeconds} * 1000);
    unlocked.home->disconnect();
    return fetched ? *fetched : Status(timedOut());
}

Result<Answer> getPhoto(Context& context, const PhotoOptions& options)
{
    if (options.timeoutSeconds < 0 || options.timeoutSeconds > kTimeoutSecondsMax)
        return Error{ErrorKind::Usage, "bad_timeout", "This time is not possible", "--timeout: 1 to 86400 seconds"};
    VELDPOST_ASSIGN(const Sha256 sha256, parseId<Sha256>(options.id, "BLOB"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const BlobRow blob, unlocked.home->blobs().byHash(sha256));
    if (!blob.whole) VELDPOST_TRY(fetch(unlocked, blob, options.timeoutSeconds));
    VELDPOST_TRY(unlocked.home->blobs().writeTo(blob.address, options.file));
    VELDPOST_ASSIGN(const BlobRow now, unlocked.home->blobs().byHash(sha256));
    return Answer{{{"blob", sha256.text()},
                   {"sha256", sha256.text()},
                   {"bytes", now.bytes},
                   {"file", options.file},
                   {"fetched", !blob.whole}},
                  std::to_string(now.bytes) + " bytes written; the file is not encrypted\n"};
}

Json viewJson(const BlobView& view)
{
    Json item = rowJson(view.ref);
    item["of_record"] = view.record.text();
    item["blob"] = view.address.sha256.text();
    item["sha256"] = view.address.sha256.text();
    item["bytes"] = view.bytes;
    item["part"] = std::string(revision::partWord(view.address.part));
    item["name"] = view.name.empty() ? Json(nullptr) : Json(view.name);
    item["media_type"] = view.mediaType.empty() ? Json(nullptr) : Json(view.mediaType);
    item["here"] = view.isHere;
    return item;
}

// CASE or RECORD: ids of both are alike, and no id is of both.
Result<std::vector<BlobView>> viewsOf(engine::OpenHome& home, const std::string& id)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(id, "CASE or RECORD"));
    if (home.dossiers().requireCase(caseId).ok()) return home.blobs().ofCase(caseId);
    VELDPOST_ASSIGN(const RecordRow row, home.dossiers().record(RecordId(caseId.bytes())));
    return home.blobs().ofRecord(row.key());
}

Result<Answer> listPhotos(Context& context, const PhotoOptions& options)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto views, viewsOf(*unlocked.home, options.id));
    Json photos = Json::array();
    Table table({"Blob", "Of record", "Written", "By", "Bytes", "Name", "Here", "Safety"});
    for (const BlobView& view : views) {
        photos.push_back(viewJson(view));
        table.add({view.address.sha256.text(), view.record.text(), clockText(view.ref.atMs), authorText(view.ref),
                   std::to_string(view.bytes), printable(view.name), view.isHere ? "yes" : "no",
                   safetyText(view.ref) + marksText(view.ref)});
    }
    return Answer{{{"photos", std::move(photos)}}, table.text("No photos or documents.")};
}

}  // namespace

void addPhotoCommands(CommandLine& line)
{
    const auto options = std::make_shared<PhotoOptions>();
    CLI::App& group = line.group("photo", "Photos and documents that belong to a record");
    CLI::App& add = line.command(group, "add", "Adds a file to a record, its bytes untouched",
                                 [options](Context& context) { return addPhoto(context, *options); });
    add.add_option("RECORD", options->id, "Any record of a case")->required();
    add.add_option("FILE", options->file, "Any file of up to 50 MB")->required();
    CLI::App& get = line.command(group, "get", "Writes the original; fetches it from the server when it is not here",
                                 [options](Context& context) { return getPhoto(context, *options); });
    get.add_option("BLOB", options->id, "Its SHA-256, as add and list give it")->required();
    get.add_option("FILE", options->file, "The file to write; an existing one is replaced")->required();
    get.add_option("--timeout", options->timeoutSeconds, "Seconds after which fetching ends")->type_name("S");
    CLI::App& list = line.command(group, "list", "Lists the photos and documents of a case or of a record, oldest first",
                                  [options](Context& context) { return listPhotos(context, *options); });
    list.add_option("CASE", options->id, "The case, or one record of it")->required();
}

}  // namespace veldpost::cli
