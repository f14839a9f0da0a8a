#include "shared/model/rulings.h"

#include <algorithm>
#include <array>

namespace veldpost::model {

namespace {

using calendar::Moment;

constexpr std::array<std::string_view, 18> kKeys{
    "ecli",      "related_ecli", "source_name", "municipality", "imposed_at", "served_at", "ends_at", "ends_word", "extension",
    "withdrawn_at", "court_end", "request_on",  "hearing_at",   "ruling_on",  "outcome",   "breach",  "grade",     "source_kind"};
constexpr std::array<std::string_view, 4> kExtensionKeys{"decided_on", "days", "new_end", "served_on"};
constexpr std::array<std::string_view, 3> kBreachKeys{"on", "what", "max_penalty"};

bool contains(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

// Reads one entry's values; the first wrong one is remembered, and the reading goes on with nothing in its place.
class EntryReader {
public:
    EntryReader(const Json& object, std::string path) : m_object(object), m_path(std::move(path)) {}

    const Json* find(std::string_view key) const
    {
        const auto it = m_object.find(key);
        return it == m_object.end() || it->is_null() ? nullptr : &*it;
    }

    std::optional<std::string> text(std::string_view key)
    {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (value->is_string() && !isBlank(value->get_ref<const std::string&>())) {
            const auto clean = cleanText(value->get_ref<const std::string&>());
            if (clean.ok()) return *clean;
        }
        fail(key, "not a text");
        return std::nullopt;
    }

    std::optional<Moment> moment(std::string_view key)
    {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (value->is_string()) {
            const auto parsed = Moment::parse(value->get_ref<const std::string&>());
            if (parsed.ok()) return *parsed;
        }
        fail(key, "not a moment");
        return std::nullopt;
    }

    std::optional<int> days(std::string_view key)
    {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (checkIntegerBetween(*value, 1, 366) == nullptr) return value->get<int>();
        fail(key, "not a number of days");
        return std::nullopt;
    }

    std::optional<EntryReader> object(std::string_view key)
    {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (value->is_object()) return EntryReader(*value, m_path + "." + std::string(key));
        fail(key, "not an object");
        return std::nullopt;
    }

    // "key: value" of every key that is not in the list, one a line.
    template <std::size_t N>
    std::string unknown(const std::array<std::string_view, N>& known) const
    {
        std::string out;
        for (const auto& [key, value] : m_object.items())
            if (std::find(known.begin(), known.end(), key) == known.end() && !value.is_null())
                out += (out.empty() ? "" : "\n") + key + ": " + revision::canonicalText(value);
        return out;
    }

    void fail(std::string_view key, const char* why)
    {
        if (!m_error)
            m_error = Error{ErrorKind::Malformed, "bad_entry", "An entry of the rulings is not valid",
                            m_path + "." + std::string(key) + ": " + why};
    }
    void adopt(const EntryReader& inner)
    {
        if (!m_error) m_error = inner.m_error;
    }
    const std::optional<Error>& error() const { return m_error; }
    const std::string& path() const { return m_path; }

private:
    const Json& m_object;
    std::string m_path;
    std::optional<Error> m_error;
};

void addLine(std::optional<std::string>& text, const std::string& line)
{
    if (line.empty()) return;
    text = text ? *text + "\n" + line : line;
}

void addEvent(RulingImport& import, const char* code, std::optional<Moment> at, std::optional<std::string> remarks = {})
{
    if (!at) return;
    HuisverbodEvent event;
    event.event = code;
    event.at = at;
    event.remarks = std::move(remarks);
    import.events.push_back(std::move(event));
}

void readEnd(EntryReader& entry, RulingImport& import)
{
    import.huisverbod.endsAt = entry.moment("ends_at");
    const auto word = entry.text("ends_word");
    if (!word || *word == "tot") return;
    addLine(import.huisverbod.source, "ends_word: " + *word);
    if (*word == "tot en met") {
        import.huisverbod.endsInclusive = true;
        import.problems.emplace_back("end_word_inclusive");
    } else {
        import.problems.emplace_back("end_word_unusual");
    }
}

// Where only days are stated the end follows from them; where both are, they are compared as far as both are known.
void readExtensionEnd(EntryReader& from, const Moment& imposed, HuisverbodEvent& event, RulingImport& import)
{
    event.until = from.moment("new_end");
    const auto days = from.days("days");
    if (!days) return;
    const auto end = calendar::extensionEnd(imposed, *days);
    if (!end.ok()) return from.fail("days", "leads to no date");
    const Moment computed = *end;
    addLine(event.remarks, "days: " + std::to_string(*days));
    if (!event.until) {
        event.until = computed;
        import.problems.emplace_back("extension_end_computed");
    } else if (event.until->isDay() || computed.isDay() ? event.until->date() != computed.date()
                                                       : !(*event.until == computed)) {
        import.problems.emplace_back("extension_days_differ");
    }
}

void readExtension(EntryReader& entry, RulingImport& import)
{
    auto from = entry.object("extension");
    if (!from) return;
    HuisverbodEvent event;
    event.event = "extension";
    event.decidedAt = from->moment("decided_on");
    readExtensionEnd(*from, import.huisverbod.imposedAt, event, import);
    if (const auto served = from->moment("served_on")) addLine(event.remarks, "served_on: " + served->text());
    const std::string unknown = from->unknown(kExtensionKeys);
    if (!unknown.empty()) import.problems.emplace_back("unknown_key");
    addLine(event.remarks, unknown);
    entry.adopt(*from);
    const bool dated = event.decidedAt || event.until;
    if (!dated) {  // an event needs a moment; that there was an extension is told all the same
        addLine(import.huisverbod.source, "extension without a date");
        import.problems.emplace_back("extension_end_unknown");
        return;
    }
    import.events.push_back(std::move(event));
}

void readRuling(EntryReader& entry, RulingImport& import)
{
    const auto courtEnd = entry.moment("court_end");
    const auto rulingOn = entry.moment("ruling_on");
    const auto outcome = entry.text("outcome");
    if (!courtEnd && !rulingOn) {
        if (outcome) addLine(import.huisverbod.source, "outcome: " + *outcome);
        return;
    }
    HuisverbodEvent event;
    event.event = "ruling";
    event.at = courtEnd;
    event.decidedAt = rulingOn;
    event.remarks = outcome;
    const bool suspended = outcome && contains(*outcome, "geschorst");
    const bool annulled = outcome && contains(*outcome, "vernietigd");
    if (courtEnd) {
        event.effect = suspended && !annulled ? "suspended" : "annulled";
        if (!suspended && !annulled) import.problems.emplace_back("court_end_unclear");
    } else if (annulled) {
        import.problems.emplace_back("annulled_without_end");
    }
    import.events.push_back(std::move(event));
}

void readBreach(EntryReader& entry, RulingImport& import)
{
    auto from = entry.object("breach");
    if (!from) return;
    const auto on = from->moment("on");
    std::optional<std::string> remarks = from->text("what");
    if (const auto penalty = from->text("max_penalty")) addLine(remarks, "max_penalty: " + *penalty);
    const std::string unknown = from->unknown(kBreachKeys);
    if (!unknown.empty()) import.problems.emplace_back("unknown_key");
    addLine(remarks, unknown);
    entry.adopt(*from);
    if (on) addEvent(import, "breach", on, remarks);
    else addLine(import.huisverbod.source, "breach: " + remarks.value_or("without a date"));
}

void readSource(EntryReader& entry, const Json& object, RulingImport& import)
{
    std::optional<std::string>& source = import.huisverbod.source;
    for (const char* key : {"source_name", "source_kind", "grade"})
        if (const auto value = entry.text(key)) addLine(source, std::string(key) + ": " + *value);
    if (const auto related = object.find("related_ecli"); related != object.end() && !related->is_null()) {
        const bool texts = related->is_array() && std::all_of(related->begin(), related->end(),
                                                              [](const Json& e) { return e.is_string(); });
        if (!texts) return entry.fail("related_ecli", "not a list of texts");
        for (const Json& ecli : *related) addLine(source, "related_ecli: " + ecli.get<std::string>());
    }
    const std::string unknown = entry.unknown(kKeys);
    if (!unknown.empty()) import.problems.emplace_back("unknown_key");
    addLine(source, unknown);
}

void readEvents(EntryReader& entry, RulingImport& import)
{
    readExtension(entry, import);
    addEvent(import, "relief_requested", entry.moment("request_on"));
    addEvent(import, "hearing", entry.moment("hearing_at"));
    addEvent(import, "withdrawal", entry.moment("withdrawn_at"));
    readRuling(entry, import);
    readBreach(entry, import);
    const auto key = [](const HuisverbodEvent& e) { return e.decidedAt ? e.decidedAt : e.at ? e.at : e.until; };
    std::stable_sort(import.events.begin(), import.events.end(), [&](const HuisverbodEvent& a, const HuisverbodEvent& b) {
        return calendar::sortsBefore(*key(a), *key(b));
    });
}

// Adds what the calendar finds in the dates; each code once.
void judge(RulingImport& import)
{
    const HuisverbodSummary summary = summarise(import.huisverbod, import.events, import.huisverbod.imposedAt);
    std::vector<std::string> all = std::move(import.problems);
    all.insert(all.end(), summary.problems.begin(), summary.problems.end());
    import.problems.clear();
    for (std::string& code : all) {
        const bool there = std::find(import.problems.begin(), import.problems.end(), code) != import.problems.end();
        if (!there && code != "day_precision" && code != "ends_inclusive") import.problems.push_back(std::move(code));
    }
}

// What the kinds' own rules say of the records this makes.
Status checkMade(const RulingImport& import, const std::string& path)
{
    Status made = checkFields(kHuisverbod, import.huisverbod.toSet());
    for (const HuisverbodEvent& event : import.events)
        if (made.ok()) made = checkFields(kHuisverbodEvent, event.toSet());
    if (made.ok()) return done();
    return Error{ErrorKind::Malformed, "bad_entry", "An entry of the rulings is not valid",
                 path + ": " + made.error().detail};
}

Result<RulingImport> importEntry(const Json& object, EntryReader& entry)
{
    const auto imposed = entry.moment("imposed_at");
    const auto served = entry.moment("served_at");
    if (entry.error()) return *entry.error();
    if (!imposed && !served)
        return Error{ErrorKind::Malformed, "imposed_at_missing",
                     "Neither when it was imposed nor when it was served is stated", entry.path()};
    RulingImport import{Huisverbod{imposed ? *imposed : *served, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}, {}, {}};
    import.huisverbod.ecli = entry.text("ecli");
    import.huisverbod.municipality = entry.text("municipality");
    if (!import.huisverbod.ecli) import.problems.emplace_back("ecli_missing");
    if (!imposed) import.problems.emplace_back("imposed_from_served");
    else if (served) addLine(import.huisverbod.source, "served_at: " + served->text());
    readSource(entry, object, import);
    readEnd(entry, import);
    readEvents(entry, import);
    if (entry.error()) return *entry.error();
    judge(import);
    VELDPOST_TRY(checkMade(import, entry.path()));
    return import;
}

RulingEntry readEntry(const Json& object, std::size_t place)
{
    const std::string path = "rulings[" + std::to_string(place) + "]";
    if (!object.is_object())
        return {place, {}, {}, Error{ErrorKind::Malformed, "bad_entry", "An entry of the rulings is not valid",
                                     path + ": not an object"}};
    EntryReader names(object, path);
    EntryReader entry(object, path);
    return {place, names.text("ecli"), names.text("source_name").value_or(""), importEntry(object, entry)};
}

Error badRulings(const char* why)
{
    return {ErrorKind::Malformed, "bad_rulings", "The file does not hold rulings", why};
}

}  // namespace

Result<std::vector<RulingEntry>> readRulings(std::string_view file)
{
    auto json = revision::readJson(file);
    if (!json.ok()) {
        Error error = std::move(json).error();
        error.title = "The file is not whole or not JSON; nothing of it was taken";
        return error;
    }
    if (!json->is_object() || !json->contains("rulings")) return badRulings("no key \"rulings\"");
    const Json& list = (*json)["rulings"];
    if (!list.is_array()) return badRulings("\"rulings\" is not a list");
    for (const auto& [key, value] : json->items())
        if (key != "about" && key != "rulings") return badRulings("a key beside \"about\" and \"rulings\"");
    VELDPOST_TRY(calendar::zoneReady());
    std::vector<RulingEntry> out;
    for (std::size_t i = 0; i < list.size(); ++i) out.push_back(readEntry(list[i], i));
    return out;
}

}  // namespace veldpost::model
