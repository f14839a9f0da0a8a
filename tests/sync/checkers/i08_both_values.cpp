// I8: of two edits of one field both values stay readable, and a field without a conflict has its one value.
#include "tests/sync/checkers/local_rows.h"

namespace veldpost::sync {

namespace {

class BothValues final : public Checker {
public:
    std::string_view name() const override { return "I8"; }

    void atEnd(World& world) override
    {
        for (const auto& client : world.clients()) {
            if (!client->isOpen() || isBarred(world, *client)) continue;
            const auto due = dueStates(world, *client);
            std::map<revision::RecordKey, engine::RecordRow> shown;
            for (engine::RecordRow& row : shownRows(*client)) shown.emplace(row.key(), std::move(row));
            for (const auto& [key, state] : due) {
                const auto row = shown.find(key);
                if (row == shown.end()) world.complain(name(), client->name() + " does not show record " + key.record.text());
                else if (!row->second.needsNewerApp) compare(world, *client, row->second, state);
            }
        }
    }

private:
    void compare(World& world, SimClient& client, const engine::RecordRow& row, const ModelState& state)
    {
        for (const auto& [field, values] : state) {
            if (field == "retracted" && values.size() == 1) continue;
            std::set<std::string> here;
            const auto conflict = row.conflictValues.find(field);
            if (conflict != row.conflictValues.end())
                for (const revision::Json& value : conflict->second) here.insert(revision::canonicalText(value));
            else
                here.insert(row.fields.contains(field) ? revision::canonicalText(row.fields[field]) : "null");
            if (here != values)
                world.complain(name(), client.name() + " shows " + std::to_string(here.size()) + " values of " + field +
                                           " where " + std::to_string(values.size()) + " stand, record " + row.record.text());
        }
    }
};

}  // namespace

std::unique_ptr<Checker> makeI08()
{
    return std::make_unique<BothValues>();
}

}  // namespace veldpost::sync
