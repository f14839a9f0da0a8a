#include "tests/crash/migration_scenario.h"

#include "shared/base/clock.h"
#include "shared/storage/database.h"
#include "shared/storage/migrator.h"

#include <array>
#include <string>

namespace veldpost::crash {

namespace {

using storage::Database;
using storage::OpenMode;

constexpr storage::Migration kMigrations[] = {
    {1, "notes", "CREATE TABLE note (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT"},
    {2, "length of each note", "ALTER TABLE note ADD COLUMN length INTEGER; UPDATE note SET length = length(body);"
                               "CREATE INDEX note_length ON note (length)"},
    {3, "words of their own", "CREATE TABLE word (seq INTEGER PRIMARY KEY, note INTEGER NOT NULL, text TEXT NOT NULL) STRICT;"
                              "INSERT INTO word (note, text) SELECT seq, substr(body, 1, 20) FROM note;"
                              "DELETE FROM note WHERE seq % 7 = 0"},
};

storage::Key key()
{
    std::array<std::uint8_t, storage::Key::kBytes> bytes;
    bytes.fill(11);
    return storage::Key(bytes);
}

class MigratedSubject final : public Subject {
public:
    explicit MigratedSubject(std::unique_ptr<Database> db) : m_db(std::move(db)) {}

    Status verify() override { return m_db->verify(); }
    Status goOn() override { return add("more"); }
    Status add(std::string_view body)
    {
        VELDPOST_ASSIGN(auto tx, m_db->begin());
        VELDPOST_TRY(m_db->run("INSERT INTO note (body, length) VALUES (?, length(?1))", body));
        return tx.commit();
    }

private:
    std::unique_ptr<Database> m_db;
};

void makeOld(const std::string& file)
{
    const FakeClock clock;
    auto db = Database::open(file, key(), OpenMode::Create);
    VELDPOST_CHECK(db.ok());
    VELDPOST_CHECK(storage::migrate(**db, std::span(kMigrations).first(1), clock).ok());
    for (int i = 0; i < 60; ++i) {
        const Status added = (*db)->run("INSERT INTO note (body) VALUES (?)", std::string(800, 'n') + std::to_string(i));
        VELDPOST_CHECK(added.ok());
    }
}

}  // namespace

Scenario migrationScenario()
{
    const auto open = [](const std::string& file, int) -> Result<std::unique_ptr<Subject>> {
        const FakeClock clock;
        VELDPOST_ASSIGN(auto db, Database::open(file, key(), OpenMode::Existing));
        VELDPOST_TRY(storage::migrate(*db, kMigrations, clock));
        return std::unique_ptr<Subject>(new MigratedSubject(std::move(db)));
    };
    return {"migration", std::make_shared<const storage::Key>(key()), makeOld, open,
            {{"a note in the new form", [](Subject& s) { return static_cast<MigratedSubject&>(s).add("new"); }}}};
}

}  // namespace veldpost::crash
