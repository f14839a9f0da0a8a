// One bit flipped in every column of every table that a store has, taken from its schema, and whether the check of the
// whole store finds it. A column that nothing can be held against is excused by name and with the reason.
#pragma once

#include "shared/base/random.h"
#include "shared/storage/table_rows.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

namespace veldpost::test {

using storage::RawBlob;
using storage::RawRow;
using storage::RawValue;

struct Excused {
    const char* table;
    const char* column;  // "*": all of them
    const char* why;
    std::function<bool(const RawRow&)> only = {};  // which rows; empty: all
};

// What the check finds in the store of this file, each by the word it uses for it; "cannot be opened" counts as found.
using Findings = std::function<std::set<std::string>(const std::filesystem::path& store)>;

class FlippedColumns {
public:
    // `filled`: a closed store that the check finds nothing in. `scratch`: where copies of it go.
    FlippedColumns(std::filesystem::path filled, std::filesystem::path scratch, storage::Key key, std::vector<Excused> excused,
                   Findings findings)
        : m_filled(std::move(filled)), m_scratch(std::move(scratch)), m_key(std::move(key)), m_excused(std::move(excused)),
          m_findings(std::move(findings)), m_unfound(m_excused.size(), 0), m_tried(m_excused.size(), 0)
    {
    }

    // What is not as it should be, in words; empty: all bits are found or excused.
    QStringList run()
    {
        renew();
        const std::set<std::string> sound = m_findings(m_scratch);
        if (!sound.empty()) return {QStringLiteral("not sound before: ") + QString::fromStdString(*sound.begin())};
        for (const auto& [table, columns, rows] : contents())
            for (const std::string& column : columns)
                if (!isExcusedWhole(table)) flipColumn(table, column, rows);
        for (std::size_t i = 0; i < m_excused.size(); ++i) {
            const QString name = QString::fromLatin1(m_excused[i].table) + QLatin1Char('.') + QLatin1String(m_excused[i].column);
            if (!m_known.contains(name.toStdString())) m_complaints << name + QStringLiteral(" is excused and does not exist");
            else if (m_tried[i] > 0 && m_unfound[i] == 0) m_complaints << name + QStringLiteral(" is excused and always found");
        }
        return m_complaints;
    }
    int flips() const { return m_flips; }

private:
    struct Table {
        std::string name;
        std::vector<std::string> columns;
        std::vector<RawRow> rows;
    };
    // Enough of them that each kind of row is among them in the stores of the tests.
    static constexpr std::size_t kRowsMax = 6;

    void renew()
    {
        for (const char* beside : {"-wal", "-shm"}) std::filesystem::remove(m_scratch.string() + beside);
        std::filesystem::copy_file(m_filled, m_scratch, std::filesystem::copy_options::overwrite_existing);
    }

    std::unique_ptr<storage::Database> open()
    {
        auto db = storage::Database::open(m_scratch, m_key, storage::OpenMode::Existing);
        VELDPOST_CHECK(db.ok());
        return std::move(*db);
    }

    std::vector<Table> contents()
    {
        renew();
        const auto db = open();
        std::vector<Table> out;
        const auto tables = storage::tablesOf(*db);
        VELDPOST_CHECK(tables.ok());
        for (const std::string& name : *tables) {
            auto columns = storage::columnsOf(*db, name);
            auto rows = storage::rowsOf(*db, name);
            VELDPOST_CHECK(columns.ok() && rows.ok());
            m_known.insert(name + ".*");
            for (const std::string& column : *columns) m_known.insert(name + '.' + column);
            out.push_back({name, std::move(*columns), std::move(*rows)});
        }
        return out;
    }

    std::optional<std::size_t> excuseOf(const std::string& table, const std::string& column, const RawRow* row) const
    {
        for (std::size_t i = 0; i < m_excused.size(); ++i) {
            const Excused& e = m_excused[i];
            const bool named = table == e.table && (column == e.column || std::string_view(e.column) == "*");
            if (named && (!e.only || (row != nullptr && e.only(*row)))) return i;
        }
        return std::nullopt;
    }

    bool isExcusedWhole(const std::string& table) const
    {
        return std::any_of(m_excused.begin(), m_excused.end(), [&](const Excused& e) {
            return table == e.table && std::string_view(e.column) == "*" && !e.only;
        });
    }

    void flipColumn(const std::string& table, const std::string& column, const std::vector<RawRow>& rows)
    {
        const QString name = QString::fromStdString(table + '.' + column);
        std::vector<const RawRow*> with;
        for (const RawRow& row : rows)
            if (!std::holds_alternative<std::monostate>(row[column])) with.push_back(&row);
        if (with.empty()) {
            if (!excuseOf(table, column, nullptr)) m_complaints << name + QStringLiteral(" holds nothing to flip a bit of");
            return;
        }
        const std::size_t step = (with.size() + kRowsMax - 1) / kRowsMax;
        for (std::size_t i = 0; i < with.size(); i += step) flipOne(name, *with[i], column);
        if ((with.size() - 1) % step != 0) flipOne(name, *with.back(), column);
    }

    void flipOne(const QString& name, const RawRow& row, const std::string& column)
    {
        if (!change(row, column)) {
            m_complaints << name + QStringLiteral(" cannot be changed at all");
            return;
        }
        ++m_flips;
        const bool found = !m_findings(m_scratch).empty();
        const auto excuse = excuseOf(row.table, column, &row);
        if (excuse) {
            ++m_tried[*excuse];
            m_unfound[*excuse] += found ? 0 : 1;
        } else if (!found) {
            m_complaints << name + QStringLiteral(": a flipped bit is not found in ") + shown(row);
        }
    }

    // The first bit that the table's rules let pass, tried from one that the seed draws.
    bool change(const RawRow& row, const std::string& column)
    {
        const std::uint64_t drawn = m_random.below(1 << 16);
        for (std::uint64_t attempt = 0; attempt < 24; ++attempt) {
            renew();
            const auto db = open();
            if (storage::changeValue(*db, row, column, flipped(row[column], drawn, attempt)).ok()) return true;
        }
        return false;
    }

    // Of a number the lowest bit first: it is the least that can change. Text stays text.
    static RawValue flipped(const RawValue& value, std::uint64_t drawn, std::uint64_t attempt)
    {
        if (const auto* number = std::get_if<std::int64_t>(&value)) return *number ^ (std::int64_t{1} << attempt);
        const bool isText = std::holds_alternative<std::string>(value);
        std::string bytes = isText ? std::get<std::string>(value) : std::get<RawBlob>(value).bytes;
        if (bytes.empty()) bytes = std::string(1, '\0');  // it grows by a bit
        const std::size_t at = static_cast<std::size_t>(drawn + attempt * 7) % bytes.size();
        bytes[at] = static_cast<char>(bytes[at] ^ (isText ? 1 : 1 << (drawn + attempt) % 8));
        return isText ? RawValue(bytes) : RawValue(RawBlob{bytes});
    }

    static QString shown(const RawRow& row)
    {
        QStringList out;
        for (std::size_t i = 0; i < row.columns.size(); ++i) {
            const RawValue& value = row.values[i];
            QString text = QStringLiteral("NULL");
            if (const auto* number = std::get_if<std::int64_t>(&value)) text = QString::number(*number);
            else if (const auto* words = std::get_if<std::string>(&value)) text = QString::fromStdString(*words).left(24);
            else if (const auto* blob = std::get_if<RawBlob>(&value))
                text = QString::fromLatin1(QByteArray::fromStdString(blob->bytes.substr(0, 4)).toHex());
            out << QString::fromStdString(row.columns[i]) + QLatin1Char('=') + text;
        }
        return out.join(QLatin1Char(' '));
    }

    const std::filesystem::path m_filled, m_scratch;
    const storage::Key m_key;
    const std::vector<Excused> m_excused;
    const Findings m_findings;
    SeededRandom m_random{7};
    std::vector<int> m_unfound, m_tried;
    std::set<std::string> m_known;
    QStringList m_complaints;
    int m_flips = 0;
};

}  // namespace veldpost::test
