#include "server/store/restoring.h"

#include "server/engine/audit.h"
#include "shared/protocol/fields.h"
#include "shared/storage/files.h"

#include <algorithm>

namespace veldpost::store {

namespace fs = std::filesystem;
using revision::Json;

namespace {

constexpr std::size_t kNoteBytesMax = 4096;
// The file itself last: while it is in its place the old store can be found by its name.
constexpr const char* kSideFiles[] = {"-wal", "-shm", ""};

struct Names {
    explicit Names(const fs::path& storeFile)
        : store(storeFile), ledger(ledgerBeside(storeFile)), fresh(storeFile.parent_path() / "restored.db"),
          freshLedger(ledgerBeside(fresh)), incoming(storeFile.parent_path() / "incoming.db"),
          note(storeFile.parent_path() / "restore.json")
    {
    }

    fs::path store, ledger, fresh, freshLedger, incoming, note;
};

Error fileFailure(const std::error_code& failure, const char* title)
{
    const bool full = failure == std::errc::no_space_on_device;
    return {ErrorKind::Failed, full ? "disk_full" : "io_error", title, failure.message()};
}

bool isThere(const fs::path& path)
{
    std::error_code failure;
    return fs::exists(path, failure);
}

void removeAll(const fs::path& path)
{
    std::error_code failure;  // what is left is overwritten or refused by its name later
    for (const char* suffix : kSideFiles) fs::remove(path.string() + suffix, failure);
}

struct Note {
    std::string aside;
    bool withLedger = false;
};

Result<std::optional<Note>> readNote(const Names& names)
{
    const auto text = storage::readFile(names.note, kNoteBytesMax);
    if (!text.ok() && text.error().type == "file_missing") return std::optional<Note>();
    VELDPOST_TRY(text);
    const Error unreadable{ErrorKind::Damaged, "restore_unfinished", "A restore was cut short and cannot be carried on",
                           "restore.json cannot be read; the store before it lies beside it. Restore again."};
    const auto json = revision::readJson(*text);
    if (!json.ok()) return unreadable;
    const auto aside = protocol::textField(*json, "aside");
    const auto ledger = protocol::booleanField(*json, "ledger");
    if (!aside.ok() || !ledger.ok() || aside->empty() || aside->find('/') != std::string::npos) return unreadable;
    return std::optional<Note>({*aside, *ledger});
}

// While the new file waits under its own name, whatever has the old name is the old one.
void addMoves(std::vector<Move>& moves, const fs::path& fresh, const fs::path& place, const fs::path& aside)
{
    if (!isThere(fresh)) return;
    for (const char* suffix : kSideFiles) {
        const fs::path from = place.string() + suffix;
        if (isThere(from)) moves.push_back({from, aside.string() + suffix});
    }
    moves.push_back({fresh, place});
}

// Word for word from the file while no WAL belongs to it, so that a backup on a disk that is read only is opened here.
Result<fs::path> bringIn(const Names& names, const fs::path& backup)
{
    if (!isThere(backup))
        return Error{ErrorKind::NotFound, "store_missing", "There is no such backup", "Nothing was changed."};
    if (isThere(backup.string() + "-wal")) return backup;
    std::error_code failure;
    fs::copy_file(backup, names.incoming, failure);
    if (failure) return fileFailure(failure, "The backup cannot be copied");
    fs::permissions(names.incoming, fs::perms::owner_read | fs::perms::owner_write, failure);
    if (failure) return fileFailure(failure, "The backup cannot be copied");
    return names.incoming;
}

Status makeFresh(const Names& names, const RestoreRequest& request)
{
    VELDPOST_ASSIGN(const fs::path source, bringIn(names, request.backup));
    const auto copy = [&]() -> Status {
        VELDPOST_ASSIGN(const auto reader, storage::Database::openReader(source, request.backupKey));
        VELDPOST_TRY(reader->verify());
        return reader->copyTo(names.fresh, request.key);
    };
    const Status copied = copy();
    if (source == names.incoming) removeAll(names.incoming);
    return copied;
}

// The new store counts on what is in the new ledger: nothing yet.
Status forgetLedger(const Names& names, const storage::Key& key)
{
    VELDPOST_ASSIGN(const auto db, storage::Database::open(names.fresh, key, storage::OpenMode::Existing));
    return db->run("DELETE FROM setting WHERE name = ?", kLedgerEntries);
}

Status findDamage(SqlcipherStore& store, std::vector<server::Finding>& oddities)
{
    VELDPOST_ASSIGN(const auto view, store.view());
    VELDPOST_ASSIGN(const auto keys, server::ServerKeys::load(*view));
    VELDPOST_ASSIGN(server::VerifyReport report, server::verifyStore(*view, keys));
    for (server::Finding& finding : report.bad) {
        // Of what lasts a day, or tells and decides nothing: no reason to be without a server.
        const bool isOdd = finding.what == "audit" || finding.what == "recovery" || finding.what == "invitation";
        if (!isOdd)
            return Error{ErrorKind::Damaged, "backup_damaged", "What is in the backup does not hold; nothing was changed",
                         finding.what + " " + finding.which + ": " + finding.why};
        oddities.push_back(std::move(finding));
    }
    return done();
}

// Where the log of the store that goes ended. Opening and closing it also brings its WAL home, as far as it still can.
std::string headOf(const Names& names, const storage::Key& key, const Clock& clock)
{
    constexpr char kUnknown[] = "unknown";
    if (!isThere(names.store)) return kUnknown;
    const auto store = SqlcipherStore::open(names.store, key, clock);
    if (!store.ok()) return kUnknown;
    const auto view = (*store)->view();
    if (!view.ok()) return kUnknown;
    auto head = server::auditHead(**view);
    return head.ok() ? std::move(*head) : kUnknown;
}

Result<Restored> prepare(const Names& names, const RestoreRequest& request, const Clock& clock, RandomSource& random)
{
    VELDPOST_TRY(makeFresh(names, request));
    StoreOptions options;
    options.ledger = request.withoutLedger ? names.freshLedger : names.ledger;
    if (request.withoutLedger) {
        VELDPOST_TRY(forgetLedger(names, request.key));
        VELDPOST_TRY(LedgerFile::open(names.freshLedger, request.key, storage::OpenMode::Create, clock));
    }
    VELDPOST_ASSIGN(const auto store, SqlcipherStore::open(names.fresh, request.key, clock, options));
    Restored out;
    VELDPOST_TRY(findDamage(*store, out.oddities));
    const auto use = request.withoutLedger ? server::LedgerUse::Anew : server::LedgerUse::InForce;
    VELDPOST_ASSIGN(out.epoch, server::beginEpoch(*store, use, headOf(names, request.key, clock), clock, random));
    return out;
}

Status writeNote(const Names& names, const Note& note)
{
    const Json json{{"aside", note.aside}, {"ledger", note.withLedger}};
    return storage::replaceFile(names.note, revision::canonicalText(json));
}

std::string asideName(const Names& names, std::int64_t nowMs)
{
    std::string date = server::isoUtc(nowMs);
    std::erase_if(date, [](char c) { return c == '-' || c == ':' || c == '.'; });
    std::string name = "replaced-" + date;
    // Two restores within one millisecond of a clock that was set back.
    for (int i = 2; isThere(names.store.parent_path() / (name + ".db")); ++i) name = "replaced-" + date + "-" + std::to_string(i);
    return name;
}

}  // namespace

Result<std::vector<Move>> movesLeft(const fs::path& store)
{
    const Names names(store);
    std::vector<Move> moves;
    VELDPOST_ASSIGN(const auto note, readNote(names));
    if (!note) return moves;
    const fs::path folder = store.parent_path();
    if (note->withLedger) addMoves(moves, names.freshLedger, names.ledger, folder / (note->aside + "-ledger.db"));
    addMoves(moves, names.fresh, names.store, folder / (note->aside + ".db"));
    return moves;
}

Status finishRestore(const fs::path& store)
{
    const Names names(store);
    VELDPOST_ASSIGN(const auto note, readNote(names));
    if (!note) return done();
    VELDPOST_ASSIGN(const auto moves, movesLeft(store));
    std::error_code failure;
    for (const Move& move : moves) {
        fs::rename(move.from, move.to, failure);
        if (failure) return fileFailure(failure, "The stores cannot change places");
    }
    VELDPOST_TRY(storage::syncFolder(store.parent_path()));
    fs::remove(names.note, failure);
    if (failure) return fileFailure(failure, "The note of the restore cannot be removed");
    return storage::syncFolder(store.parent_path());
}

Result<Restored> restore(const RestoreRequest& request, const Clock& clock, RandomSource& random)
{
    const Names names(request.store);
    VELDPOST_TRY(finishRestore(request.store));
    for (const fs::path& left : {names.fresh, names.freshLedger, names.incoming}) removeAll(left);
    auto prepared = prepare(names, request, clock, random);
    // A store that was open until now may have left its WAL only if it could not be closed whole.
    if (prepared.ok() && isThere(names.fresh.string() + "-wal"))
        prepared = Error{ErrorKind::Failed, "io_error", "The new store could not be written whole", "Nothing was changed."};
    if (!prepared.ok()) {
        for (const fs::path& left : {names.fresh, names.freshLedger}) removeAll(left);
        return prepared;
    }
    const std::string aside = asideName(names, clock.nowMs());
    if (isThere(names.store)) prepared->replaced = request.store.parent_path() / (aside + ".db");
    VELDPOST_TRY(storage::syncFolder(request.store.parent_path()));
    VELDPOST_TRY(writeNote(names, {aside, request.withoutLedger}));
    VELDPOST_TRY(finishRestore(request.store));
    return prepared;
}

}  // namespace veldpost::store
