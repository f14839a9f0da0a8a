<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_NL" sourcelanguage="en">
<context>
    <name>CodeNames</name>
    <message>
        <source>Neighbourhood team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vertrouwensarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May read and write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Injury</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huisverbod</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huisverbod event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something a newer app has made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DateText</name>
    <message>
        <source>today %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldWords</name>
    <message>
        <source>Made known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bleeding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Born</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth in mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ECLI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effect of the ruling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End as decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to and including the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts and circumstances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imposed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length in mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type of file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over a bone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pattern in words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has a pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point on the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause as told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swelling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width in mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HuisverbodPage</name>
    <message>
        <source>Not yet in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extended, in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annulled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reachable address must be given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hearing at latest (three days, by law)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End of the huisverbod</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ten days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest possible end (four weeks)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemWords</name>
    <message>
        <source>This passphrase is not right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong tries. Wait a moment; nothing is erased.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN is not right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now the passphrase is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PIN has digits only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 6 digits or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 12 digits or fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN is too easy to guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 15 characters or more. A sentence of your own is easy to keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passphrase is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a character in it that cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device is not set up yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device is set up already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Veldpost is open already on this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store with your work is missing. Nothing was replaced; ask for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file is missing. Nothing was replaced; ask for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file is damaged. Nothing was replaced; ask for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version of Veldpost made this. Update the app.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store is damaged. Nothing was replaced; ask for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough free memory. Close other programs and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk cannot be written, so no try can be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. What you typed is still on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk does not answer as it should. What you typed is still on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection with the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server cannot be trusted: its certificate is not the one given at enrolment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code is not right, used already, or too old. Ask for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation cannot be read. Copy the whole line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server address cannot be used. It begins with https://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with the region&apos;s certificate cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device has been revoked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too long without contact with the server: sync first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This case is not on this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This item is not on this device any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be saved as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device does not know the Dutch time zone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number cannot be right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which side: the person&apos;s own left or right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This place has no left or right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say when.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the day of imposing is known, not the hour: the ends are days too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock time of imposing did not exist: the clock went forward. One hour later was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock time of imposing came twice: the clock went back. The first was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the end of the ten days the clock goes forward: the hour does not exist and one hour later was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the end of the ten days the clock goes back: the hour comes twice and the first was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the latest possible end the clock goes forward: the hour does not exist and one hour later was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the latest possible end the clock goes back: the hour comes twice and the first was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decided end is an hour that does not exist: the clock goes forward. One hour later was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decided end is an hour that comes twice: the clock goes back. The first was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision states another end than ten days after imposing. The decision holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision is shorter than ten days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision is longer than ten days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decided end is more than four weeks after imposing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decided end lies before the imposing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision says &quot;up to and including&quot;: read it before you rely on the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of the extension is an hour that does not exist: the clock goes forward. One hour later was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of the extension is an hour that comes twice: the clock goes back. The first was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is an extension, but its end is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extension ends before the end it extends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the extension the huisverbod lasts longer than four weeks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extension was decided when the huisverbod had ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extension was decided on the day the huisverbod ended; the hour is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extension was decided before the huisverbod was imposed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The withdrawal lies before the imposing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The withdrawal lies after the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The annulment lies before the imposing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A court has suspended this huisverbod.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This PIN is not right. %n try(s) left.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This did not work (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something about the dates deserves a look (%1).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordWords</name>
    <message>
        <source>born %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huisverbod</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imposed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huisverbod: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a newer app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept and synced; this app cannot show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only on this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for somebody to decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe on the server since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed by %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two people changed this at the same time: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::CaseListModel</name>
    <message>
        <source>Give the case a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Safe on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::CasePage</name>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Everything of this case is safe on the server</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::Codes</name>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the device</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::HuisverbodEditor</name>
    <message>
        <source>Write the day as 23-11-2026 and the time as 21:30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say when it was imposed; the day alone will do.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::HuisverbodEventEditor</name>
    <message>
        <source>Write the day as 23-11-2026 and the time as 21:30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say when; the day alone will do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say until when, as it was decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what the court decided.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::InjuryEditor</name>
    <message>
        <source>not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a whole number from 1 to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what kind of injury it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at the place on the body, or choose it from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which side: the person&apos;s own left or right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the day as 23-11-2026 and the time as 21:30.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::NoteEditor</name>
    <message>
        <source>Write something first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This note is too long: make it two.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::PersonEditor</name>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Give a name, or what you know of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the date as 14-3-2019, 3-2019 or 2019.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::ProblemWords::ProblemWords</name>
    <message>
        <source>This cannot be saved as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::RecordEditor</name>
    <message>
        <source>typing …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draft kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved on this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::RecordView</name>
    <message>
        <source>Say why it is taken back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::SearchModel</name>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::SyncIndicator</name>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting for somebody to decide</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is safe on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
