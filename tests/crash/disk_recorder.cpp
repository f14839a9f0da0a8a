#include "tests/crash/disk_recorder.h"

#include "shared/base/check.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace veldpost::crash {

using storage::Fault;
using storage::StoreFile;
using Kind = DiskOp::Kind;

namespace {

// What a disk writes as one.
constexpr std::size_t kSectorBytes = 512;
constexpr const char* kEndings[] = {"", "-wal", "-journal"};

storage::PathIo& ioOf(const std::filesystem::path& store)
{
    std::error_code error;
    const auto path = storage::canonicalPath(store, error);
    VELDPOST_CHECK(!error);
    return storage::pathIo(path.string());
}

void applyTo(Bytes& file, const DiskOp& op)
{
    const auto at = static_cast<std::size_t>(op.at);
    if (op.kind == Kind::Truncate) {
        file.resize(std::min(at, file.size()));
        return;
    }
    if (file.size() < at + op.bytes.size()) file.resize(at + op.bytes.size());
    std::copy(op.bytes.begin(), op.bytes.end(), file.begin() + op.at);
}

// One file: what is certain, and what was written since the last sync.
struct OneFile {
    std::optional<Bytes> durable;
    std::optional<Bytes> live;  // as the processes of the running machine see it
    std::vector<const DiskOp*> pending;

    void take(StoreFile which, const DiskOp& op)
    {
        switch (op.kind) {
        case Kind::Write:
        case Kind::Truncate:
            if (!live) live.emplace();
            applyTo(*live, op);
            pending.push_back(&op);
            break;
        case Kind::Sync:
            if (!durable) durable.emplace();
            for (const DiskOp* p : pending) applyTo(*durable, *p);
            pending.clear();
            break;
        case Kind::SyncFailed:
            pending.clear();
            break;
        case Kind::SyncForgotten:
            break;
        case Kind::Delete:
            live.reset();
            pending.clear();
            // SQLite syncs the folder when a journal goes, since that is the commit; a WAL may come back, and holds then
            // what is in the database as well.
            if (which == StoreFile::Journal) durable.reset();
            break;
        }
    }
};

DiskOp garbled(const DiskOp& op, RandomSource& random)
{
    DiskOp out = op;
    for (std::size_t from = 0; from < out.bytes.size(); from += kSectorBytes) {
        if (random.below(2) == 0) continue;
        const std::size_t size = std::min(kSectorBytes, out.bytes.size() - from);
        random.fill(std::span(out.bytes).subspan(from, size));
    }
    return out;
}

DiskOp torn(const DiskOp& op, RandomSource& random)
{
    DiskOp out = op;
    const std::size_t sectors = out.bytes.size() / kSectorBytes;
    out.bytes.resize(std::min(out.bytes.size(), kSectorBytes * random.below(sectors + 1)));
    return out;
}

std::optional<Bytes> found(const OneFile& file, Unsynced what, RandomSource& random)
{
    if (what == Unsynced::Kept) return file.live;
    if (what == Unsynced::Dropped || file.pending.empty()) return file.durable;
    Bytes out = file.durable.value_or(Bytes());
    const std::size_t last = random.below(file.pending.size());
    for (std::size_t i = 0; i < file.pending.size(); ++i) {
        const DiskOp& op = *file.pending[i];
        switch (what) {
        case Unsynced::Garbage: applyTo(out, garbled(op, random)); break;
        case Unsynced::Torn:
            if (i < last) applyTo(out, op);
            else if (i == last && op.kind == Kind::Write) applyTo(out, torn(op, random));
            break;
        default:
            if (random.below(2) == 0) applyTo(out, op);
        }
    }
    return out;
}

}  // namespace

const char* wordOf(Unsynced what)
{
    constexpr const char* kWords[] = {"kept", "dropped", "garbage", "torn", "shuffled"};
    return kWords[static_cast<std::size_t>(what)];
}

Files readFiles(const std::filesystem::path& store)
{
    Files out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::ifstream in(store.string() + kEndings[i], std::ios::binary);
        if (in) out[i] = Bytes(std::istreambuf_iterator<char>(in), {});
    }
    return out;
}

void writeFiles(const std::filesystem::path& store, const Files& files)
{
    std::filesystem::remove(store.string() + "-shm");
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string name = store.string() + kEndings[i];
        std::filesystem::remove(name);
        if (!files[i]) continue;
        std::ofstream out(name, std::ios::binary);
        out.write(reinterpret_cast<const char*>(files[i]->data()), static_cast<std::streamsize>(files[i]->size()));
        VELDPOST_CHECK(out.good());
    }
}

Files filesAfter(const Files& before, const std::vector<DiskOp>& ops, std::size_t count, Unsynced what,
                 RandomSource& random)
{
    std::array<OneFile, 3> files;
    for (std::size_t i = 0; i < files.size(); ++i) files[i] = {before[i], before[i], {}};
    for (std::size_t i = 0; i < count; ++i) files[static_cast<std::size_t>(ops[i].file)].take(ops[i].file, ops[i]);
    Files out;
    for (std::size_t i = 0; i < files.size(); ++i) out[i] = found(files[i], what, random);
    return out;
}

DiskRecorder::DiskRecorder(const std::filesystem::path& store) : m_io(ioOf(store))
{
    VELDPOST_CHECK(m_io.hand == nullptr);
    m_io.hand = this;
}

DiskRecorder::~DiskRecorder()
{
    m_io.hand = nullptr;
}

void DiskRecorder::failAt(std::size_t k, Fault fault, bool onwards)
{
    m_asked = 0;
    m_failAt = k;
    m_fault = fault;
    m_onwards = onwards;
    m_failed = false;
}

Fault DiskRecorder::next()
{
    const std::size_t index = m_asked++;
    if (!m_failAt || (m_onwards ? index < *m_failAt : index != *m_failAt)) return Fault::None;
    m_failed = true;
    return m_fault;
}

Fault DiskRecorder::onWrite(StoreFile file, std::int64_t at, std::span<const std::uint8_t>,
                            std::span<const std::uint8_t> bytes)
{
    const Fault fault = next();
    Bytes written(bytes.begin(), bytes.end());
    if (fault == Fault::ShortWrite) written.resize(written.size() / 2);
    if (fault == Fault::None || fault == Fault::ShortWrite)
        m_ops.push_back({Kind::Write, file, at, std::move(written)});
    return fault;
}

Fault DiskRecorder::onTruncate(StoreFile file, std::int64_t size, std::span<const std::uint8_t>)
{
    const Fault fault = next();
    if (fault == Fault::None) m_ops.push_back({Kind::Truncate, file, size});
    return fault;
}

Fault DiskRecorder::onSync(StoreFile file)
{
    const Fault fault = next();
    m_ops.push_back({fault == Fault::None ? Kind::Sync : Kind::SyncFailed, file});
    return fault;
}

Fault DiskRecorder::onDelete(StoreFile file)
{
    const Fault fault = next();
    if (fault == Fault::None) m_ops.push_back({Kind::Delete, file});
    return fault;
}

}  // namespace veldpost::crash
