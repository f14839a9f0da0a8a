#include "shared/model/injury.h"

#include "shared/model/set_fields.h"

#include <array>

namespace veldpost::model {

namespace {

constexpr std::array<const char*, 2> kPlaceKeys{"region", "laterality"};
constexpr std::array<const char*, 4> kPositionKeys{"view", "x", "y", "map_v"};
constexpr std::array<const char*, 3> kSizeKeys{"length_mm", "width_mm", "depth_mm"};

Error badInjury(std::string detail)
{
    return {ErrorKind::Malformed, "bad_injury", "The injury file is not valid", std::move(detail)};
}

// Moves the keys that are there into one field of `set`; a null counts as absent.
template <std::size_t N>
void gather(Json& set, const std::array<const char*, N>& keys, const char* field)
{
    Json gathered = Json::object();
    for (const char* key : keys) {
        const auto it = set.find(key);
        if (it == set.end()) continue;
        if (!it->is_null()) gathered[key] = *it;
        set.erase(it);
    }
    if (!gathered.empty()) set[field] = std::move(gathered);
}

template <std::size_t N>
void spread(Json& file, const std::array<const char*, N>& keys, const char* field)
{
    const auto it = file.find(field);
    if (it == file.end()) return;
    const Json gathered = *it;
    file.erase(it);
    for (const char* key : keys)
        if (gathered.contains(key)) file[key] = gathered[key];
}

Status checkKeys(const Json& file)
{
    if (!file.is_object()) return badInjury("not an object");
    const KindRule& kind = *findKind(kInjury);
    for (const auto& [key, value] : file.items()) {
        const auto named = [&, k = std::string_view(key)](const char* one) { return k == one; };
        const bool flat = std::any_of(kPlaceKeys.begin(), kPlaceKeys.end(), named) ||
                          std::any_of(kPositionKeys.begin(), kPositionKeys.end(), named) ||
                          std::any_of(kSizeKeys.begin(), kSizeKeys.end(), named);
        if (flat) continue;
        if (kind.field(key) == nullptr || key == "place" || key == "position" || key == "size")
            return badInjury(key.substr(0, 64) + ": unknown key");
    }
    for (const char* key : {"type", "region"})
        if (!file.contains(key)) return badInjury(std::string(key) + ": is missing");
    return done();
}

}  // namespace

Result<Injury> Injury::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kInjury, fields));
    const SetReader reader(fields);
    Injury injury;
    injury.type = reader.requiredText("type");
    const SetReader place(*reader.find("place"));
    injury.region = place.requiredText("region");
    injury.laterality = place.text("laterality");
    if (const Json* at = reader.find("position"))
        injury.position = MapPosition{(*at)["view"].get<std::string>(), (*at)["x"].get<int>(), (*at)["y"].get<int>(),
                                      (*at)["map_v"].get<int>()};
    injury.count = reader.get<int>("count");
    injury.cluster = reader.get<bool>("cluster");
    if (const Json* measured = reader.find("size")) {
        const SetReader size(*measured);
        injury.lengthMm = size.get<int>("length_mm");
        injury.widthMm = size.get<int>("width_mm");
        injury.depthMm = size.get<int>("depth_mm");
    }
    injury.shape = reader.text("shape");
    injury.patterned = reader.get<bool>("patterned");
    injury.pattern = reader.text("pattern");
    injury.colours = reader.get<std::vector<std::string>>("colours").value_or(std::vector<std::string>());
    injury.swelling = reader.get<bool>("swelling");
    injury.tender = reader.get<bool>("tender");
    injury.bleeding = reader.get<bool>("bleeding");
    injury.overBonyProminence = reader.get<bool>("over_bony_prominence");
    injury.statedCause = reader.text("stated_cause");
    VELDPOST_TRY(reader.moment("seen_at", injury.seenAt));
    injury.remarks = reader.text("remarks");
    return injury;
}

Json Injury::toSet() const
{
    Json set{{"type", type}, {"place", {{"region", region}}}};
    putOptional(set["place"], "laterality", laterality);
    if (position)
        set["position"] = Json{
            {"view", position->view}, {"x", position->x}, {"y", position->y}, {"map_v", position->mapVersion}};
    putOptional(set, "count", count);
    putOptional(set, "cluster", cluster);
    Json size = Json::object();
    putOptional(size, "length_mm", lengthMm);
    putOptional(size, "width_mm", widthMm);
    putOptional(size, "depth_mm", depthMm);
    if (!size.empty()) set["size"] = std::move(size);
    putOptional(set, "shape", shape);
    putOptional(set, "patterned", patterned);
    putOptional(set, "pattern", pattern);
    if (!colours.empty()) set["colours"] = colours;
    putOptional(set, "swelling", swelling);
    putOptional(set, "tender", tender);
    putOptional(set, "bleeding", bleeding);
    putOptional(set, "over_bony_prominence", overBonyProminence);
    putOptional(set, "stated_cause", statedCause);
    putOptional(set, "seen_at", seenAt);
    putOptional(set, "remarks", remarks);
    return set;
}

Result<Injury> injuryFromFile(std::string_view json)
{
    VELDPOST_ASSIGN(Json set, revision::readJson(json));
    VELDPOST_TRY(checkKeys(set));
    VELDPOST_ASSIGN(set, cleanTexts(std::move(set)));
    for (auto it = set.begin(); it != set.end();) it = it->is_null() ? set.erase(it) : std::next(it);
    gather(set, kPlaceKeys, "place");
    gather(set, kPositionKeys, "position");
    gather(set, kSizeKeys, "size");
    if (const auto seen = set.find("seen_at"); seen != set.end() && seen->is_string()) {
        const auto moment = calendar::Moment::parse(seen->get_ref<const std::string&>());
        if (!moment.ok()) return badInjury("seen_at: not a moment");
        *seen = moment->text();
    }
    const Status fits = checkFields(kInjury, set);
    if (!fits.ok()) return badInjury(fits.error().detail);
    return Injury::from(set);
}

Json injuryToFile(const Injury& injury)
{
    Json file = injury.toSet();
    spread(file, kPlaceKeys, "place");
    spread(file, kPositionKeys, "position");
    spread(file, kSizeKeys, "size");
    return file;
}

}  // namespace veldpost::model
