// A prepared statement on loan from its Database.
#pragma once

#include "shared/base/id.h"
#include "shared/base/result.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

struct sqlite3_stmt;

namespace veldpost::storage {

class Database;

// Bind, step, read columns. On destruction it is reset, its values are cleared and it goes back to the cache of the
// Database, which must outlive it. Bound values are copied. Parameters count from 1, columns from 0, as in SQLite.
// A bind that fails (no memory, too large) is reported by the next step().
class Statement {
public:
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // REQUIRES: the statement has a parameter `index`
    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view text);
    void bind(int index, std::span<const std::uint8_t> blob);
    void bind(int index, std::nullptr_t) { bindNull(index); }
    void bindNull(int index);

    template <std::integral T>
    void bind(int index, T value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, const char* text) { bind(index, std::string_view(text)); }
    template <typename Tag>
    void bind(int index, const Uuid<Tag>& id) { bind(index, std::span<const std::uint8_t>(id.bytes())); }
    template <typename Tag>
    void bind(int index, const Hash<Tag>& hash) { bind(index, std::span<const std::uint8_t>(hash.bytes())); }
    template <typename T>
    void bind(int index, const std::optional<T>& value)
    {
        if (value) bind(index, *value);
        else bindNull(index);
    }

    // Parameters 1, 2, 3 …, after a reset().
    template <typename... Values>
    void bindAll(const Values&... values)
    {
        reset();
        int index = 0;
        (bind(++index, values), ...);
    }

    // The next row: true; no more: false.
    Result<bool> step();

    // Binds, runs to the end, resets. For statements whose rows do not matter.
    template <typename... Values>
    Status run(const Values&... values)
    {
        bindAll(values...);
        return finish();
    }

    // Back to before the first row; values are cleared.
    void reset();

    // Of the current row. REQUIRES: the last step() said true. Views live until the next step(), reset() or the end.
    bool isNull(int column) const;
    std::int64_t int64(int column) const;                     // NULL reads as 0
    std::string_view text(int column) const;                  // NULL reads as empty
    std::span<const std::uint8_t> blob(int column) const;     // NULL reads as empty

    // A column whose table rule is length 16 or 32. REQUIRES: it has that length
    template <typename Id>
    Id uuid(int column) const { return fixed<Id>(column); }
    template <typename Id>
    Id hash(int column) const { return fixed<Id>(column); }
    template <typename Id>
    std::optional<Id> optionalUuid(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional<Id>(fixed<Id>(column));
    }
    template <typename Id>
    std::optional<Id> optionalHash(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional<Id>(fixed<Id>(column));
    }

private:
    friend class Database;
    Statement(Database& db, const void* slot, sqlite3_stmt* stmt) : m_db(&db), m_slot(slot), m_stmt(stmt) {}

    template <typename Id>
    Id fixed(int column) const
    {
        const auto id = Id::fromBytes(blob(column));
        VELDPOST_CHECK(id.has_value());
        return *id;
    }
    void noteBind(int rc);
    Status finish();
    void giveBack();

    Database* m_db;
    const void* m_slot;  // which entry of the cache it belongs to
    sqlite3_stmt* m_stmt;
    int m_bindCode = 0;
    bool m_hasRow = false;
};

}  // namespace veldpost::storage
