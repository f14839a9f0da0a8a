#include "client/app/demo_story.h"

#include "client/app/demo_colleague.h"
#include "client/app/demo_pictures.h"
#include "shared/calendar/moment.h"
#include "shared/model/huisverbod.h"
#include "shared/model/injury.h"

namespace veldpost::app {

namespace {

using calendar::Moment;

constexpr int kClockChangeSearchDays = 400;

// Writes records as if they were made when they happened.
class Story {
public:
    Story(engine::OpenHome& home, StoryClock& clock, RandomSource& random)
        : m_home(home), m_dossiers(home.dossiers()), m_drafts(home.drafts()), m_clock(clock), m_random(random),
          m_today(Moment::fromUtcMs(clock.presentMs()).value().date())
    {
    }

    calendar::Date today() const { return m_today; }
    Moment moment(int daysAgo, int hour, int minute) const
    {
        return Moment::atClock(m_today.plusDays(-daysAgo), hour * 3600 + minute * 60);
    }

    // From here on everything is written at that moment, a minute apart.
    void at(int daysAgo, int hour, int minute) { m_nowMs = moment(daysAgo, hour, minute).utcMs(); }

    Status begin(const std::string& title)
    {
        tick();
        VELDPOST_ASSIGN(const engine::Saved saved, m_dossiers.createCase(title));
        m_case = saved.caseId;
        return done();
    }

    Result<RecordId> add(const char* kind, const engine::Json& set)
    {
        tick();
        VELDPOST_ASSIGN(const engine::Saved saved, m_dossiers.add(m_case, kind, m_dossiers.partFor(kind), set));
        return saved.record;
    }

    Result<RecordId> person(const char* name, const char* born, const char* role)
    {
        return add(model::kPerson, model::Person{name, born, role}.toSet());
    }

    Result<RecordId> note(const char* text) { return add(model::kNote, model::Note{text}.toSet()); }

    Result<RecordId> injury(const model::Injury& injury) { return add(model::kInjury, injury.toSet()); }

    Status photo(const RecordId& of, int seed, const char* name)
    {
        tick();
        VELDPOST_ASSIGN(const engine::RecordRow row, m_dossiers.record(of));
        const std::string jpeg = drawnBruise(seed);
        engine::MemorySource source(jpeg);
        VELDPOST_TRY(m_home.blobs().add(row.key(), source, name));
        return done();
    }

    Status share(const DemoColleague& colleague)
    {
        tick();
        VELDPOST_TRY(m_dossiers.share(m_case, colleague.user(), "write"));
        return done();
    }

    // This user and the colleague change a record, each without having seen the other's change.
    Status bothChange(const RecordId& record, const engine::Json& mine, DemoColleague& colleague, const engine::Json& theirs)
    {
        VELDPOST_ASSIGN(const engine::RecordRow row, m_dossiers.record(record));
        tick();
        VELDPOST_TRY(m_dossiers.edit(record, row.heads, mine));
        tick();
        return colleague.write(row.key(), theirs, row.heads);
    }

    Status comesLate(DemoColleague& colleague, const engine::Json& note)
    {
        tick();
        return colleague.writeLate({m_case, engine::Part::General, model::kNote, newId()}, note);
    }

    Status join(DemoColleague& colleague, const char* name, const char* role)
    {
        tick();
        return colleague.join(name, role);
    }

    Status event(const RecordId& huisverbod, const char* code, const Moment& when, const char* remarks,
                 const std::optional<Moment>& until = {})
    {
        model::HuisverbodEvent happened;
        happened.huisverbod = huisverbod;
        happened.event = code;
        happened.at = when;
        happened.until = until;
        happened.remarks = remarks;
        VELDPOST_TRY(add(model::kHuisverbodEvent, happened.toSet()));
        return done();
    }

    // An edit of a record, as the form makes it.
    Status change(const RecordId& record, const engine::Json& changes, const std::optional<std::string>& reason = {})
    {
        tick();
        VELDPOST_ASSIGN(const engine::RecordRow row, m_dossiers.record(record));
        VELDPOST_TRY(m_dossiers.edit(record, row.heads, changes, reason));
        return done();
    }

    Status retract(const RecordId& record, const char* reason)
    {
        tick();
        VELDPOST_TRY(m_dossiers.retract(record, reason));
        return done();
    }

    Status draft(const char* kind, const engine::Json& fields)
    {
        tick();
        VELDPOST_ASSIGN(engine::Draft draft, m_drafts.openNew(m_case, kind));
        draft.fields = fields;
        return m_drafts.keep(draft);
    }

private:
    RecordId newId() { return makeUuid7<RecordId>(m_clock.nowMs(), m_random); }
    void tick()
    {
        m_nowMs += 60'000;
        m_clock.tellOf(m_nowMs);
    }

    engine::OpenHome& m_home;
    engine::Dossiers& m_dossiers;
    engine::Drafts& m_drafts;
    StoryClock& m_clock;
    RandomSource& m_random;
    calendar::Date m_today;
    CaseId m_case;
    std::int64_t m_nowMs = 0;
};

model::Injury injuryAt(const char* type, const char* region, std::optional<std::string> side, model::MapPosition position)
{
    model::Injury injury;
    injury.type = type;
    injury.region = region;
    injury.laterality = std::move(side);
    injury.position = std::move(position);
    return injury;
}

model::Huisverbod huisverbodAt(const Moment& imposed, const char* municipality)
{
    model::Huisverbod huisverbod{imposed, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    huisverbod.municipality = municipality;
    huisverbod.imposedBy = "hovj";
    huisverbod.announced = "oral";
    return huisverbod;
}

Status tellInjuries(Story& story)
{
    model::Injury cheek = injuryAt("bruise", "cheek", "left", {"head_front", 6150, 5450, 1});
    cheek.lengthMm = 32;
    cheek.widthMm = 18;
    cheek.shape = "oval";
    cheek.colours = {"blue", "purple"};
    cheek.tender = true;
    cheek.statedCause = "\"Tegen de deur gelopen.\"";
    VELDPOST_ASSIGN(const RecordId cheekId, story.injury(cheek));
    VELDPOST_TRY(story.photo(cheekId, 0, "wang-overzicht.jpg"));
    VELDPOST_TRY(story.photo(cheekId, 1, "wang-met-maatlat.jpg"));
    model::Injury arm = injuryAt("bruise", "upper_arm", "right", {"front", 3650, 3150, 1});
    arm.lengthMm = 14;
    arm.widthMm = 12;
    arm.count = 4;
    arm.cluster = true;
    arm.patterned = true;
    arm.pattern = "Vier ronde plekken op een rij, aan de binnenzijde één grotere.";
    arm.colours = {"yellow", "green"};
    VELDPOST_ASSIGN(const RecordId armId, story.injury(arm));
    VELDPOST_TRY(story.photo(armId, 3, "bovenarm.jpg"));
    model::Injury knee = injuryAt("abrasion", "knee", "left", {"front", 5600, 7250, 1});
    knee.lengthMm = 25;
    knee.widthMm = 20;
    knee.colours = {"red"};
    knee.remarks = "Korstvorming, schone randen.";
    VELDPOST_TRY(story.injury(knee));
    return done();
}

Status tellBakker(Story& story, DemoColleague& karim)
{
    story.at(3, 22, 5);
    VELDPOST_TRY(story.begin("Gezin Bakker-Yıldız, Lindenlaan"));
    VELDPOST_TRY(story.person("Elif Yıldız", "1991-05-08", "victim"));
    VELDPOST_ASSIGN(const RecordId mark, story.person("Mark Bakker", "1988-11", "uithuisgeplaatste"));
    VELDPOST_TRY(story.share(karim));
    VELDPOST_TRY(story.person("Noah Bakker", "2019-03-14", "child"));
    VELDPOST_TRY(story.note("Met de politie meegegaan naar de Lindenlaan. Moeder is geschrokken maar helder. Noah zat boven op "
                            "zijn kamer met de tablet; hij heeft geschreeuw en glas gehoord. Moeder wil dat het stopt, niet "
                            "dat hij \"alles kwijt is\"."));
    model::Huisverbod ban = huisverbodAt(story.moment(3, 21, 30), "Rotterdam");
    ban.place = "Lindenlaan 14";
    ban.contactBan = {"Elif Yıldız", "Noah Bakker"};
    ban.facts = "Slaan en duwen, in het bijzijn van het kind; derde melding in twee maanden.";
    VELDPOST_ASSIGN(const RecordId id, story.add(model::kHuisverbod, ban.toSet()));
    VELDPOST_TRY(story.event(id, "key_handed_over", story.moment(3, 21, 50), "Twee sleutels, tegen ontvangstbewijs."));
    VELDPOST_TRY(story.event(id, "consult_vt", story.moment(3, 22, 20), "Overleg met Veilig Thuis in verband met Noah."));
    story.at(2, 10, 15);
    VELDPOST_TRY(tellInjuries(story));
    VELDPOST_TRY(story.event(id, "reachability", story.moment(2, 11, 0), "Verblijft bij zijn broer; nummer bekend."));
    story.at(1, 9, 40);
    VELDPOST_ASSIGN(const RecordId talk,
                    story.note("Gebeld met de school. Noah is er vandaag, stil maar vrolijk met zijn vriendje. De juf houdt "
                               "een oogje in het zeil en belt bij bijzonderheden."));
    VELDPOST_TRY(story.change(talk, {{"text", "Gebeld met de school. Noah is er vandaag, stil maar vrolijk met zijn vriendje. "
                                              "De juf, mevrouw Van Dam, belt bij bijzonderheden. Afspraak: donderdag om "
                                              "15:00 uur even langs."}}));
    VELDPOST_TRY(story.bothChange(talk, {{"text", "Gebeld met de school. Noah is er vandaag, stil maar vrolijk met zijn vriendje. "
                                                  "De juf, mevrouw Van Dam, belt bij bijzonderheden. Afspraak verzet naar "
                                                  "vrijdag om 14:00 uur."}},
                                  karim, {{"text", "Gebeld met de school. Noah is er vandaag, stil maar vrolijk met zijn vriendje. "
                                                   "De juf, mevrouw Van Dam, belt bij bijzonderheden. Afspraak: donderdag om "
                                                   "15:00 uur; de intern begeleider zit erbij."}}));
    VELDPOST_TRY(story.bothChange(mark, {{"born", "1988-11-04"}}, karim, {{"born", "1988-11-14"}}));
    return story.draft(model::kNote, {{"text", "Huisbezoek. Moeder heeft met haar zus gesproken en "}});
}

// The most recent date on which the clock changed.
calendar::Date lastClockChange(const calendar::Date& today)
{
    const auto offsetAtNoon = [](const calendar::Date& day) {
        return calendar::offsetSecondsAt(std::int64_t{day.days()} * 86400 + 43200);
    };
    calendar::Date day = today.plusDays(-12);
    for (int i = 0; i < kClockChangeSearchDays; ++i, day = day.plusDays(-1))
        if (offsetAtNoon(day) != offsetAtNoon(day.plusDays(-1))) return day;
    return today.plusDays(-12);
}

Status tellSmit(Story& story, DemoColleague& petra)
{
    // Four days before a clock change, so that ten days by the clock are 239 or 241 hours.
    const int daysAgo = story.today().days() - lastClockChange(story.today()).days() + 4;
    story.at(daysAgo, 23, 10);
    VELDPOST_TRY(story.begin("Familie Smit, Havenkade"));
    VELDPOST_TRY(story.person("Ria Smit", "1957", "victim"));
    VELDPOST_TRY(story.person("Dennis Smit", "1984-02-29", "pleger"));
    VELDPOST_ASSIGN(const RecordId id,
                    story.add(model::kHuisverbod, huisverbodAt(story.moment(daysAgo, 22, 15), "Schiedam").toSet()));
    VELDPOST_TRY(story.note("Mevrouw woont samen met haar zoon. Hij beheert haar pas; zij durft niet om geld te vragen."));
    story.at(daysAgo - 8, 16, 0);
    VELDPOST_TRY(story.event(id, "view_heard", story.moment(daysAgo - 8, 14, 30), "Zienswijze door de burgemeester gehoord."));
    VELDPOST_TRY(story.event(id, "extension", story.moment(daysAgo - 8, 15, 45), "Verlengd met achttien dagen.",
                             story.moment(daysAgo, 22, 15).plusDaysSameClock(28)));
    VELDPOST_ASSIGN(const RecordId wrong, story.note("Afspraak bij de bank om 10:00 uur."));
    VELDPOST_TRY(story.retract(wrong, "Hoort bij een ander gezin."));
    return story.comesLate(petra, {{"text", "Nog van vorige week: mevrouw belde, de pas is terug. Dit stond alleen op mijn tablet."}});
}

Status tellJansen(Story& story)
{
    story.at(1, 16, 30);
    VELDPOST_TRY(story.begin("Advies: zorgen om mevrouw Jansen"));
    VELDPOST_TRY(story.note("De thuiszorg belt: mevrouw vergeet te eten en de buurman komt erg vaak langs. Besproken wat zij "
                            "zelf kan vragen en wanneer zij terugbelt."));
    model::Huisverbod known = huisverbodAt(Moment::ofDay(story.today().plusDays(-200)), "Vlaardingen");
    known.announced = "written";
    known.source = "Brief van de gemeente; het uur staat er niet in.";
    VELDPOST_TRY(story.add(model::kHuisverbod, known.toSet()));
    return done();
}

}  // namespace

Status tellDemoStory(engine::OpenHome& home, const crypto::SigningKey& serverKey, StoryClock& clock, RandomSource& random)
{
    VELDPOST_TRY(calendar::zoneReady());
    Story story(home, clock, random);
    story.at(60, 9, 0);
    DemoColleague karim(home, serverKey, clock, random);
    DemoColleague petra(home, serverKey, clock, random);
    VELDPOST_TRY(story.join(karim, "Karim Idrissi", "wijkteam"));
    VELDPOST_TRY(story.join(petra, "Petra Vos", "wijkteam"));
    VELDPOST_TRY(tellSmit(story, petra));
    VELDPOST_TRY(tellBakker(story, karim));
    return tellJansen(story);
}

}  // namespace veldpost::app
