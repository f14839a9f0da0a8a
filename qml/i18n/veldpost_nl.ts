<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_NL" sourcelanguage="en">
<context>
    <name>CodeNames</name>
    <message>
        <source>Neighbourhood team</source>
        <translation>Wijkteam</translation>
    </message>
    <message>
        <source>Vertrouwensarts</source>
        <translation>Vertrouwensarts</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>Coördinator</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Auditor</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>Geen toegang</translation>
    </message>
    <message>
        <source>May read</source>
        <translation>Mag lezen</translation>
    </message>
    <message>
        <source>May read and write</source>
        <translation>Mag lezen en schrijven</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigenaar</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Zaak</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Toegang</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persoon</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notitie</translation>
    </message>
    <message>
        <source>Injury</source>
        <translation>Letsel</translation>
    </message>
    <message>
        <source>Huisverbod</source>
        <translation>Huisverbod</translation>
    </message>
    <message>
        <source>Huisverbod event</source>
        <translation>Gebeurtenis bij huisverbod</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Something a newer app has made</source>
        <translation>Iets van een nieuwere app</translation>
    </message>
</context>
<context>
    <name>DateText</name>
    <message>
        <source>today %1</source>
        <translation>vandaag %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gisteren %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>nu</translation>
    </message>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>over %n minuut</numerusform>
            <numerusform>over %n minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minuut geleden</numerusform>
            <numerusform>%n minuten geleden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>over %n uur</numerusform>
            <numerusform>over %n uur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n uur geleden</numerusform>
            <numerusform>%n uur geleden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>over %n dag</numerusform>
            <numerusform>over %n dagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n dag geleden</numerusform>
            <numerusform>%n dagen geleden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldWords</name>
    <message>
        <source>Size</source>
        <translation>Maat</translation>
    </message>
    <message>
        <source>%1, up to and including</source>
        <translation>tot en met %1</translation>
    </message>
    <message>
        <source>(left empty)</source>
        <translation>(leeg gelaten)</translation>
    </message>
    <message>
        <source>Made known</source>
        <translation>Aangezegd</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wanneer</translation>
    </message>
    <message>
        <source>Bleeding</source>
        <translation>Bloedt</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation>Grootte in bytes</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Groepje</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Kleuren</translation>
    </message>
    <message>
        <source>No contact with</source>
        <translation>Geen contact met</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Besloten</translation>
    </message>
    <message>
        <source>ECLI</source>
        <translation>ECLI</translation>
    </message>
    <message>
        <source>Effect of the ruling</source>
        <translation>Gevolg van de uitspraak</translation>
    </message>
    <message>
        <source>End as decided</source>
        <translation>Einde volgens besluit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Gebeurtenis</translation>
    </message>
    <message>
        <source>Facts and circumstances</source>
        <translation>Feiten en omstandigheden</translation>
    </message>
    <message>
        <source>Imposed</source>
        <translation>Opgelegd</translation>
    </message>
    <message>
        <source>Imposed by</source>
        <translation>Opgelegd door</translation>
    </message>
    <message>
        <source>Type of file</source>
        <translation>Soort bestand</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Gemeente</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Over a bone</source>
        <translation>Boven bot</translation>
    </message>
    <message>
        <source>Pattern in words</source>
        <translation>Patroon in woorden</translation>
    </message>
    <message>
        <source>Has a pattern</source>
        <translation>Met patroon</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plaats</translation>
    </message>
    <message>
        <source>Point on the drawing</source>
        <translation>Punt op de tekening</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Opmerkingen</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Ingetrokken</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Recht</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rol</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gezien</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Bron</translation>
    </message>
    <message>
        <source>Cause as told</source>
        <translation>Oorzaak zoals verteld</translation>
    </message>
    <message>
        <source>Swelling</source>
        <translation>Zwelling</translation>
    </message>
    <message>
        <source>Tender</source>
        <translation>Pijnlijk</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Tekst</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>New end</source>
        <translation>Nieuw einde</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
</context>
<context>
    <name>HuisverbodPage</name>
    <message>
        <source>Not yet in force</source>
        <translation>Nog niet van kracht</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>Van kracht</translation>
    </message>
    <message>
        <source>Extended, in force</source>
        <translation>Verlengd, van kracht</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Ingetrokken</translation>
    </message>
    <message>
        <source>Annulled</source>
        <translation>Vernietigd</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Afgelopen</translation>
    </message>
    <message>
        <source>Reachable address must be given</source>
        <translation>Bereikbaarheid moet opgegeven zijn</translation>
    </message>
    <message>
        <source>Hearing at latest (three days, by law)</source>
        <translation>Zitting uiterlijk (drie dagen, volgens de wet)</translation>
    </message>
    <message>
        <source>End of the huisverbod</source>
        <translation>Einde van het huisverbod</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>tot %1</translation>
    </message>
    <message>
        <source>Imposed</source>
        <translation>Opgelegd</translation>
    </message>
    <message>
        <source>Ten days</source>
        <translation>Tien dagen</translation>
    </message>
    <message>
        <source>End in effect</source>
        <translation>Geldend einde</translation>
    </message>
    <message>
        <source>Latest possible end (four weeks)</source>
        <translation>Uiterste einde (vier weken)</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Nu</translation>
    </message>
    <message>
        <source>Huisverbod</source>
        <translation>Huisverbod</translation>
    </message>
    <message>
        <source>Add an event</source>
        <translation>Gebeurtenis toevoegen</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>Verlenging</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Wijzigen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geschiedenis</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>Tot %1</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nu aan de beurt</translation>
    </message>
    <message>
        <source>Nothing is due any more.</source>
        <translation>Er hoeft niets meer.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Wat er gebeurde</translation>
    </message>
    <message>
        <source>The decision</source>
        <translation>Het besluit</translation>
    </message>
    <message>
        <source>An event has two versions. Settle that before you rely on these dates.</source>
        <translation>Een gebeurtenis heeft twee versies. Los dat op voordat je op deze datums vertrouwt.</translation>
    </message>
</context>
<context>
    <name>ProblemWords</name>
    <message>
        <source>Choose a value first.</source>
        <translation>Kies eerst een versie.</translation>
    </message>
    <message>
        <source>Choose one value for each field.</source>
        <translation>Kies voor elk veld één versie.</translation>
    </message>
    <message>
        <source>There is nothing to choose here any more. Look at it again.</source>
        <translation>Hier valt niets meer te kiezen. Bekijk het opnieuw.</translation>
    </message>
    <message>
        <source>This version does not stand any more. Look at it again.</source>
        <translation>Deze versie geldt niet meer. Bekijk het opnieuw.</translation>
    </message>
    <message>
        <source>Choose first, or together with this, whether it was taken back.</source>
        <translation>Kies eerst, of tegelijk, of het is ingetrokken.</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read. What you wrote is saved on this device; try again later.</source>
        <translation>Het antwoord van de server was niet te lezen. Wat je schreef, is bewaard op dit apparaat; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>This passphrase is not right.</source>
        <translation>Deze wachtzin klopt niet.</translation>
    </message>
    <message>
        <source>Too many wrong tries. Wait a moment; nothing is erased.</source>
        <translation>Te vaak fout. Wacht even; er wordt niets gewist.</translation>
    </message>
    <message>
        <source>This PIN is not right.</source>
        <translation>Deze pincode klopt niet.</translation>
    </message>
    <message>
        <source>Now the passphrase is needed.</source>
        <translation>Nu is de wachtzin nodig.</translation>
    </message>
    <message>
        <source>A PIN has digits only.</source>
        <translation>Een pincode heeft alleen cijfers.</translation>
    </message>
    <message>
        <source>Use 6 digits or more.</source>
        <translation>Gebruik 6 cijfers of meer.</translation>
    </message>
    <message>
        <source>Use 12 digits or fewer.</source>
        <translation>Gebruik 12 cijfers of minder.</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess.</source>
        <translation>Deze pincode is te makkelijk te raden.</translation>
    </message>
    <message>
        <source>Use 15 characters or more. A sentence of your own is easy to keep.</source>
        <translation>Gebruik 15 tekens of meer. Een eigen zin is goed te onthouden.</translation>
    </message>
    <message>
        <source>This passphrase is too long.</source>
        <translation>Deze wachtzin is te lang.</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess.</source>
        <translation>Deze wachtzin is te makkelijk te raden.</translation>
    </message>
    <message>
        <source>There is a character in it that cannot be used.</source>
        <translation>Er zit een teken in dat niet kan.</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>De twee wachtzinnen zijn niet gelijk.</translation>
    </message>
    <message>
        <source>This device is not set up yet.</source>
        <translation>Dit apparaat is nog niet aangemeld.</translation>
    </message>
    <message>
        <source>This device is set up already.</source>
        <translation>Dit apparaat is al aangemeld.</translation>
    </message>
    <message>
        <source>Veldpost is open already on this device.</source>
        <translation>Veldpost is al open op dit apparaat.</translation>
    </message>
    <message>
        <source>The store with your work is missing. Nothing was replaced; ask for help.</source>
        <translation>De opslag met je werk ontbreekt. Er is niets vervangen; vraag om hulp.</translation>
    </message>
    <message>
        <source>The key file is missing. Nothing was replaced; ask for help.</source>
        <translation>Het sleutelbestand ontbreekt. Er is niets vervangen; vraag om hulp.</translation>
    </message>
    <message>
        <source>The key file is damaged. Nothing was replaced; ask for help.</source>
        <translation>Het sleutelbestand is beschadigd. Er is niets vervangen; vraag om hulp.</translation>
    </message>
    <message>
        <source>A newer version of Veldpost made this. Update the app.</source>
        <translation>Een nieuwere versie van Veldpost heeft dit gemaakt. Werk de app bij.</translation>
    </message>
    <message>
        <source>The store is damaged. Nothing was replaced; ask for help.</source>
        <translation>De opslag is beschadigd. Er is niets vervangen; vraag om hulp.</translation>
    </message>
    <message>
        <source>There is not enough free memory. Close other programs and try again.</source>
        <translation>Er is te weinig geheugen vrij. Sluit andere programma’s en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The disk cannot be written, so no try can be made.</source>
        <translation>Er kan niet op de schijf geschreven worden, dus proberen kan niet.</translation>
    </message>
    <message>
        <source>The disk is full. What you typed is still on the screen.</source>
        <translation>De schijf is vol. Wat je typte staat nog op het scherm.</translation>
    </message>
    <message>
        <source>The disk does not answer as it should. What you typed is still on the screen.</source>
        <translation>De schijf werkt niet zoals het hoort. Wat je typte staat nog op het scherm.</translation>
    </message>
    <message>
        <source>No connection with the server.</source>
        <translation>Geen verbinding met de server.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>De server antwoordde niet op tijd.</translation>
    </message>
    <message>
        <source>The server cannot be trusted: its certificate is not the one given at enrolment.</source>
        <translation>De server is niet te vertrouwen: zijn certificaat is niet dat van de aanmelding.</translation>
    </message>
    <message>
        <source>This code is not right, used already, or too old. Ask for a new one.</source>
        <translation>Deze code klopt niet, is al gebruikt of te oud. Vraag een nieuwe.</translation>
    </message>
    <message>
        <source>This invitation cannot be read. Copy the whole line.</source>
        <translation>Deze uitnodiging is niet te lezen. Kopieer de hele regel.</translation>
    </message>
    <message>
        <source>This server address cannot be used. It begins with https://</source>
        <translation>Dit serveradres kan niet. Het begint met https://</translation>
    </message>
    <message>
        <source>The file with the region's certificate cannot be read.</source>
        <translation>Het bestand met het certificaat van de regio is niet te lezen.</translation>
    </message>
    <message>
        <source>This device has been revoked.</source>
        <translation>De toegang van dit apparaat is ingetrokken.</translation>
    </message>
    <message>
        <source>This home does not say where to ask for help. Ask your coordinator; nothing in it is lost.</source>
        <translation>Hier staat niet bij wie hulp te vragen is. Vraag je coördinator; er is niets verloren.</translation>
    </message>
    <message>
        <source>Ask for help first, then your coordinator can approve it.</source>
        <translation>Vraag eerst om hulp; daarna kan je coördinator het goedkeuren.</translation>
    </message>
    <message>
        <source>The key that came does not open what is here. Nothing was changed; ask again.</source>
        <translation>De sleutel die kwam past hier niet. Er is niets veranderd; vraag opnieuw.</translation>
    </message>
    <message>
        <source>There is no copy of the key for your region here. Only the passphrase opens it.</source>
        <translation>Hier is geen kopie van de sleutel voor je regio. Alleen de wachtzin opent het.</translation>
    </message>
    <message>
        <source>Your coordinator has not approved it yet. Read the code to him, on the phone or face to face.</source>
        <translation>Je coördinator heeft het nog niet goedgekeurd. Lees de code voor, aan de telefoon of persoonlijk.</translation>
    </message>
    <message>
        <source>The request is over or was not taken. Ask again, or ask your coordinator.</source>
        <translation>De aanvraag is verlopen of niet aangenomen. Vraag opnieuw, of vraag je coördinator.</translation>
    </message>
    <message>
        <source>The copy of the key for your region is damaged. Nothing is lost: the passphrase still opens it.</source>
        <translation>De kopie van de sleutel voor je regio is beschadigd. Er is niets verloren: de wachtzin opent het nog.</translation>
    </message>
    <message>
        <source>Only a coordinator may do this.</source>
        <translation>Dit mag alleen een coördinator.</translation>
    </message>
    <message>
        <source>This device was revoked already.</source>
        <translation>Dit apparaat was al ingetrokken.</translation>
    </message>
    <message>
        <source>This deadline is not possible.</source>
        <translation>Deze termijn kan niet.</translation>
    </message>
    <message>
        <source>Your region has ordered this device to be wiped. What you wrote here is being sent first; nothing of it is lost.</source>
        <translation>Je regio heeft opdracht gegeven dit apparaat te wissen. Wat je hier schreef wordt eerst verstuurd; er gaat niets van verloren.</translation>
    </message>
    <message>
        <source>This device was erased, as your region ordered. What was written here is at the server, or sealed in a file beside it for the coordinator.</source>
        <translation>Dit apparaat is gewist, in opdracht van je regio. Wat hier geschreven is staat op de server, of verzegeld in een bestand voor de coördinator.</translation>
    </message>
    <message>
        <source>An order to wipe this device does not hold and was not obeyed. Tell your coordinator.</source>
        <translation>Een opdracht om dit apparaat te wissen klopt niet en is niet uitgevoerd. Meld het je coördinator.</translation>
    </message>
    <message>
        <source>This is no file of a wiped device, or it is damaged.</source>
        <translation>Dit is geen bestand van een gewist apparaat, of het is beschadigd.</translation>
    </message>
    <message>
        <source>This device had no contact with the server for too long, so nothing is shown for now. Nothing is lost: as soon as there is contact, everything opens again.</source>
        <translation>Dit apparaat had te lang geen contact met de server; daarom is er nu niets te zien. Er is niets verloren: zodra er contact is, gaat alles weer open.</translation>
    </message>
    <message>
        <source>This case is not on this device.</source>
        <translation>Deze zaak staat niet op dit apparaat.</translation>
    </message>
    <message>
        <source>This item is not on this device any more.</source>
        <translation>Dit staat niet meer op dit apparaat.</translation>
    </message>
    <message>
        <source>The app is locked.</source>
        <translation>De app is op slot.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Er is niets gewijzigd.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>Dit is te lang.</translation>
    </message>
    <message>
        <source>This cannot be saved as it is.</source>
        <translation>Zo kan dit niet opgeslagen worden.</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>Zeg waarom.</translation>
    </message>
    <message>
        <source>This device does not know the Dutch time zone.</source>
        <translation>Dit apparaat kent de Nederlandse tijdzone niet.</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>Vul dit in.</translation>
    </message>
    <message>
        <source>This number cannot be right.</source>
        <translation>Dit getal kan niet kloppen.</translation>
    </message>
    <message>
        <source>Use a whole number.</source>
        <translation>Gebruik een heel getal.</translation>
    </message>
    <message>
        <source>Say which side: the person's own left or right.</source>
        <translation>Zeg welke kant: links of rechts van de persoon.</translation>
    </message>
    <message>
        <source>This place has no left or right.</source>
        <translation>Deze plek heeft geen links of rechts.</translation>
    </message>
    <message>
        <source>Say when.</source>
        <translation>Zeg wanneer.</translation>
    </message>
    <message>
        <source>Only the day of imposing is known, not the hour: the ends are days too.</source>
        <translation>Alleen de dag van opleggen is bekend, niet het uur: ook de eindes zijn dagen.</translation>
    </message>
    <message>
        <source>The clock time of imposing did not exist: the clock went forward. One hour later was taken.</source>
        <translation>Dit tijdstip van opleggen bestond niet: de klok ging vooruit. Er is een uur later genomen.</translation>
    </message>
    <message>
        <source>The clock time of imposing came twice: the clock went back. The first was taken.</source>
        <translation>Dit tijdstip van opleggen kwam twee keer: de klok ging terug. De eerste keer is genomen.</translation>
    </message>
    <message>
        <source>At the end of the ten days the clock goes forward: the hour does not exist and one hour later was taken.</source>
        <translation>Aan het eind van de tien dagen gaat de klok vooruit: het uur bestaat niet, er is een uur later genomen.</translation>
    </message>
    <message>
        <source>At the end of the ten days the clock goes back: the hour comes twice and the first was taken.</source>
        <translation>Aan het eind van de tien dagen gaat de klok terug: het uur komt twee keer, de eerste keer is genomen.</translation>
    </message>
    <message>
        <source>At the latest possible end the clock goes forward: the hour does not exist and one hour later was taken.</source>
        <translation>Bij het uiterste einde gaat de klok vooruit: het uur bestaat niet, er is een uur later genomen.</translation>
    </message>
    <message>
        <source>At the latest possible end the clock goes back: the hour comes twice and the first was taken.</source>
        <translation>Bij het uiterste einde gaat de klok terug: het uur komt twee keer, de eerste keer is genomen.</translation>
    </message>
    <message>
        <source>The decided end is an hour that does not exist: the clock goes forward. One hour later was taken.</source>
        <translation>Het besloten einde valt in een uur dat niet bestaat: de klok gaat vooruit. Er is een uur later genomen.</translation>
    </message>
    <message>
        <source>The decided end is an hour that comes twice: the clock goes back. The first was taken.</source>
        <translation>Het besloten einde valt in een uur dat twee keer komt: de klok gaat terug. De eerste keer is genomen.</translation>
    </message>
    <message>
        <source>The decision states another end than ten days after imposing. The decision holds.</source>
        <translation>Het besluit noemt een ander einde dan tien dagen na opleggen. Het besluit geldt.</translation>
    </message>
    <message>
        <source>The decision is shorter than ten days.</source>
        <translation>Het besluit is korter dan tien dagen.</translation>
    </message>
    <message>
        <source>The decision is longer than ten days.</source>
        <translation>Het besluit is langer dan tien dagen.</translation>
    </message>
    <message>
        <source>The decided end is more than four weeks after imposing.</source>
        <translation>Het besloten einde ligt meer dan vier weken na opleggen.</translation>
    </message>
    <message>
        <source>The decided end lies before the imposing.</source>
        <translation>Het besloten einde ligt vóór het opleggen.</translation>
    </message>
    <message>
        <source>The decision says "up to and including": read it before you rely on the end.</source>
        <translation>Het besluit zegt "tot en met": lees het na voordat je op het einde vertrouwt.</translation>
    </message>
    <message>
        <source>The end of the extension is an hour that does not exist: the clock goes forward. One hour later was taken.</source>
        <translation>Het einde van de verlenging valt in een uur dat niet bestaat: de klok gaat vooruit. Er is een uur later genomen.</translation>
    </message>
    <message>
        <source>The end of the extension is an hour that comes twice: the clock goes back. The first was taken.</source>
        <translation>Het einde van de verlenging valt in een uur dat twee keer komt: de klok gaat terug. De eerste keer is genomen.</translation>
    </message>
    <message>
        <source>There is an extension, but its end is not known.</source>
        <translation>Er is een verlenging, maar het einde is niet bekend.</translation>
    </message>
    <message>
        <source>The extension ends before the end it extends.</source>
        <translation>De verlenging eindigt vóór het einde dat ze verlengt.</translation>
    </message>
    <message>
        <source>With the extension the huisverbod lasts longer than four weeks.</source>
        <translation>Met de verlenging duurt het huisverbod langer dan vier weken.</translation>
    </message>
    <message>
        <source>The extension was decided when the huisverbod had ended.</source>
        <translation>De verlenging is besloten toen het huisverbod al was afgelopen.</translation>
    </message>
    <message>
        <source>The extension was decided on the day the huisverbod ended; the hour is not known.</source>
        <translation>De verlenging is besloten op de dag dat het huisverbod afliep; het uur is niet bekend.</translation>
    </message>
    <message>
        <source>The extension was decided before the huisverbod was imposed.</source>
        <translation>De verlenging is besloten voordat het huisverbod was opgelegd.</translation>
    </message>
    <message>
        <source>The withdrawal lies before the imposing.</source>
        <translation>De intrekking ligt vóór het opleggen.</translation>
    </message>
    <message>
        <source>The withdrawal lies after the end.</source>
        <translation>De intrekking ligt na het einde.</translation>
    </message>
    <message>
        <source>The annulment lies before the imposing.</source>
        <translation>De vernietiging ligt vóór het opleggen.</translation>
    </message>
    <message>
        <source>A court has suspended this huisverbod.</source>
        <translation>Een rechter heeft dit huisverbod geschorst.</translation>
    </message>
    <message numerus="yes">
        <source>This PIN is not right. %n try(s) left.</source>
        <translation>
            <numerusform>Deze pincode klopt niet. Nog %n poging.</numerusform>
            <numerusform>Deze pincode klopt niet. Nog %n pogingen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This did not work (%1).</source>
        <translation>Dit is niet gelukt (%1).</translation>
    </message>
    <message>
        <source>Something about the dates deserves a look (%1).</source>
        <translation>Kijk de data nog eens na (%1).</translation>
    </message>
    <message>
        <source>The files of Veldpost cannot be reached now. Nothing was changed in them. Start again; if it stays, ask for help.</source>
        <translation>De bestanden van Veldpost zijn nu niet te bereiken. Er is niets in veranderd. Begin opnieuw; blijft het zo, vraag dan om hulp.</translation>
    </message>
    <message>
        <source>This device's store is a copy, or was put back from a backup. What you write is saved here but not sent. Ask your coordinator.</source>
        <translation>De opslag van dit apparaat is een kopie, of is teruggezet. Wat je schrijft is hier bewaard, maar wordt niet verstuurd. Vraag je coördinator.</translation>
    </message>
    <message>
        <source>The store did not take this. What you typed is still on the screen.</source>
        <translation>De opslag nam dit niet aan. Wat je typte staat nog op het scherm.</translation>
    </message>
    <message>
        <source>This device may only deliver what it holds, and shows no cases any more. What you wrote here is being sent. Ask your coordinator.</source>
        <translation>Dit apparaat mag alleen nog afleveren wat het heeft, en toont geen zaken meer. Wat je hier schreef wordt verstuurd. Vraag je coördinator.</translation>
    </message>
    <message>
        <source>Your account is closed for now. What you wrote is saved on this device. Ask your coordinator.</source>
        <translation>Je account is nu afgesloten. Wat je schreef is bewaard op dit apparaat. Vraag je coördinator.</translation>
    </message>
    <message>
        <source>The server is busy. What you wrote is saved on this device; it tries again by itself.</source>
        <translation>De server heeft het druk. Wat je schreef is bewaard op dit apparaat; het gaat vanzelf opnieuw.</translation>
    </message>
    <message>
        <source>Some of what this device sends has to wait: it has sent as much today as one device may. What you wrote is saved here and goes little by little.</source>
        <translation>Een deel van wat dit apparaat verstuurt moet wachten: het heeft vandaag zoveel verstuurd als één apparaat mag. Wat je schreef is hier bewaard en gaat er stukje bij beetje heen.</translation>
    </message>
    <message>
        <source>The server and this app do not speak the same version. What you wrote is saved on this device and goes once one of them is updated. Ask your coordinator.</source>
        <translation>De server en deze app spreken niet dezelfde versie. Wat je schreef is bewaard op dit apparaat en gaat weg zodra een van beide is bijgewerkt. Vraag het je coördinator.</translation>
    </message>
    <message>
        <source>A file came over damaged and is sent again. It is kept whole on this device.</source>
        <translation>Een bestand kwam beschadigd over en wordt opnieuw verstuurd. Op dit apparaat is het heel bewaard.</translation>
    </message>
    <message>
        <source>This photo or document is not on this device any more.</source>
        <translation>Deze foto of dit document staat niet meer op dit apparaat.</translation>
    </message>
    <message>
        <source>This photo or document still has to be fetched from the server.</source>
        <translation>Deze foto of dit document moet nog van de server worden gehaald.</translation>
    </message>
    <message>
        <source>The server does not have this photo or document yet. Try again later.</source>
        <translation>De server heeft deze foto of dit document nog niet. Probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>This photo or document is damaged on this device. Nothing was replaced; ask for help.</source>
        <translation>Deze foto of dit document is beschadigd op dit apparaat. Er is niets vervangen; vraag om hulp.</translation>
    </message>
    <message>
        <source>This file is larger than 50 MB. Nothing was added.</source>
        <translation>Dit bestand is groter dan 50 MB. Er is niets toegevoegd.</translation>
    </message>
    <message>
        <source>The server cannot be reached. What you wrote is saved on this device.</source>
        <translation>De server is niet te bereiken. Wat je schreef is bewaard op dit apparaat.</translation>
    </message>
    <message>
        <source>At this address there is no Veldpost server. Check the address, or whether the network asks you to log in first.</source>
        <translation>Op dit adres is geen server van Veldpost. Kijk het adres na, en of het netwerk eerst om aanmelden vraagt.</translation>
    </message>
    <message>
        <source>Something from the server does not carry a right signature and was not taken. What you wrote is safe here. Ask your coordinator.</source>
        <translation>Iets van de server heeft geen geldige handtekening en is niet overgenomen. Wat je schreef is hier bewaard. Vraag je coördinator.</translation>
    </message>
    <message>
        <source>The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.</source>
        <translation>De server en deze app begrijpen elkaar niet. Wat je schreef is bewaard op dit apparaat. Vraag of er een nieuwe versie is.</translation>
    </message>
    <message>
        <source>The server was set back and is asked anew. What you wrote is saved on this device; it goes on by itself.</source>
        <translation>De server is teruggezet en wordt opnieuw bevraagd. Wat je schreef is bewaard op dit apparaat; het gaat vanzelf verder.</translation>
    </message>
    <message>
        <source>A newer version of Veldpost wrote this. Update the app to change it; it stays as it is.</source>
        <translation>Een nieuwere versie van Veldpost heeft dit geschreven. Werk de app bij om het te wijzigen; het blijft zoals het is.</translation>
    </message>
    <message>
        <source>This waits until somebody decides. It is kept; it cannot be changed until then.</source>
        <translation>Dit wacht tot iemand beslist. Het is bewaard; tot dan kan het niet gewijzigd worden.</translation>
    </message>
    <message>
        <source>This does not wait for a decision any more. Sync to see how it stands.</source>
        <translation>Dit wacht niet meer op een beslissing. Synchroniseer om te zien hoe het ermee staat.</translation>
    </message>
    <message>
        <source>This cannot be accepted. It can be declined, with a reason for whoever wrote it.</source>
        <translation>Dit kan niet worden aanvaard. Het kan wel worden afgewezen, met een reden voor wie het schreef.</translation>
    </message>
    <message>
        <source>This is for somebody else to decide.</source>
        <translation>Hierover beslist iemand anders.</translation>
    </message>
    <message>
        <source>Nobody has decided on this yet.</source>
        <translation>Hierover heeft nog niemand beslist.</translation>
    </message>
    <message>
        <source>This person is not known on this device. Sync first.</source>
        <translation>Deze persoon is op dit apparaat niet bekend. Synchroniseer eerst.</translation>
    </message>
    <message>
        <source>The server does not know this device. What you wrote is saved here. Ask your coordinator.</source>
        <translation>De server kent dit apparaat niet. Wat je schreef is hier bewaard. Vraag je coördinator.</translation>
    </message>
    <message>
        <source>The server does not have this. What you wrote is saved on this device.</source>
        <translation>De server heeft dit niet. Wat je schreef is bewaard op dit apparaat.</translation>
    </message>
    <message>
        <source>This date or time cannot be read.</source>
        <translation>Deze datum of tijd is niet te lezen.</translation>
    </message>
    <message>
        <source>Something does not fit this device's key. Nothing was replaced; ask for help.</source>
        <translation>Iets past niet bij de sleutel van dit apparaat. Er is niets vervangen; vraag om hulp.</translation>
    </message>
    <message>
        <source>This app was built without encryption and opens nothing. Ask for help.</source>
        <translation>Deze app is gebouwd zonder versleuteling en opent niets. Vraag om hulp.</translation>
    </message>
    <message>
        <source>The server did not take this now (%1). What you wrote is saved on this device; it tries again by itself.</source>
        <translation>De server nam dit nu niet aan (%1). Wat je schreef is bewaard op dit apparaat; het gaat vanzelf opnieuw.</translation>
    </message>
    <message>
        <source>This clock time did not exist: the clock went forward. One hour later was taken.</source>
        <translation>Dit tijdstip bestond niet: de klok ging vooruit. Er is een uur later genomen.</translation>
    </message>
    <message>
        <source>This clock time came twice: the clock went back. The first was taken.</source>
        <translation>Dit tijdstip kwam twee keer: de klok ging terug. De eerste keer is genomen.</translation>
    </message>
    <message>
        <source>Pictures of this kind cannot be shown here. The file is kept as it is.</source>
        <translation>Afbeeldingen van deze soort kunnen hier niet worden getoond. Het bestand blijft zoals het is.</translation>
    </message>
    <message>
        <source>This picture has too many points to be shown here. The file is kept as it is.</source>
        <translation>Deze afbeelding heeft te veel beeldpunten om hier te tonen. Het bestand blijft zoals het is.</translation>
    </message>
    <message>
        <source>This cannot be read as a picture: it is damaged or not what its name says. The file is kept as it is.</source>
        <translation>Dit is niet als afbeelding te lezen: het is beschadigd of niet wat de naam zegt. Het bestand blijft zoals het is.</translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation>Dit bestand is er niet meer.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>Dit bestand is niet te lezen.</translation>
    </message>
</context>
<context>
    <name>RecordWords</name>
    <message>
        <source>born %1</source>
        <translation>geboren %1</translation>
    </message>
    <message>
        <source>Huisverbod</source>
        <translation>Huisverbod</translation>
    </message>
    <message>
        <source>imposed %1</source>
        <translation>opgelegd %1</translation>
    </message>
    <message>
        <source>Huisverbod: %1</source>
        <translation>Huisverbod: %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>tot %1</translation>
    </message>
    <message>
        <source>Needs a newer app</source>
        <translation>Vraagt een nieuwere app</translation>
    </message>
    <message>
        <source>It is kept and synced; this app cannot show it.</source>
        <translation>Het blijft bewaard en gaat mee; deze app kan het niet tonen.</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 sinds %2</translation>
    </message>
    <message>
        <source>changed by %1, %2</source>
        <translation>gewijzigd door %1, %2</translation>
    </message>
    <message>
        <source>Two people changed this at the same time: %1</source>
        <translation>Twee mensen wijzigden dit tegelijk: %1</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::CaseListModel</name>
    <message numerus="yes">
        <source>%n change(s) waiting for somebody to decide</source>
        <translation>
            <numerusform>%n wijziging wacht tot iemand beslist</numerusform>
            <numerusform>%n wijzigingen wachten tot iemand beslist</numerusform>
        </translation>
    </message>
    <message>
        <source>Give the case a name.</source>
        <translation>Geef de zaak een naam.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation>
            <numerusform>%n wijziging alleen op dit apparaat</numerusform>
            <numerusform>%n wijzigingen alleen op dit apparaat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n onderdeel</numerusform>
            <numerusform>%n onderdelen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::CasePage</name>
    <message numerus="yes">
        <source>%n change(s) waiting for somebody to decide</source>
        <translation>
            <numerusform>%n wijziging wacht tot iemand beslist</numerusform>
            <numerusform>%n wijzigingen wachten tot iemand beslist</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation>
            <numerusform>%n wijziging alleen op dit apparaat</numerusform>
            <numerusform>%n wijzigingen alleen op dit apparaat</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything of this case is safe on the server</source>
        <translation>Alles van deze zaak staat veilig op de server</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::Codes</name>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>As the device</source>
        <translation>Zoals het apparaat</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Gewoon</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Groter</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groot</translation>
    </message>
    <message>
        <source>Twice as large</source>
        <translation>Twee keer zo groot</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::HuisverbodEditor</name>
    <message>
        <source>Write the day as 23-11-2026 and the time as 21:30.</source>
        <translation>Schrijf de dag als 23-11-2026 en de tijd als 21:30.</translation>
    </message>
    <message>
        <source>Say when it was imposed; the day alone will do.</source>
        <translation>Zeg wanneer het is opgelegd; alleen de dag mag ook.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::HuisverbodEventEditor</name>
    <message>
        <source>Write the day as 23-11-2026 and the time as 21:30.</source>
        <translation>Schrijf de dag als 23-11-2026 en de tijd als 21:30.</translation>
    </message>
    <message>
        <source>Say what happened.</source>
        <translation>Zeg wat er gebeurde.</translation>
    </message>
    <message>
        <source>Say when; the day alone will do.</source>
        <translation>Zeg wanneer; alleen de dag mag ook.</translation>
    </message>
    <message>
        <source>Say until when, as it was decided.</source>
        <translation>Zeg tot wanneer, zoals het besloten is.</translation>
    </message>
    <message>
        <source>Say what the court decided.</source>
        <translation>Zeg wat de rechter besliste.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::InjuryEditor</name>
    <message>
        <source>not said</source>
        <translation>niet gezegd</translation>
    </message>
    <message>
        <source>Use a whole number from 1 to %1.</source>
        <translation>Gebruik een heel getal van 1 tot en met %1.</translation>
    </message>
    <message>
        <source>Say what kind of injury it is.</source>
        <translation>Zeg wat voor letsel het is.</translation>
    </message>
    <message>
        <source>Point at the place on the body, or choose it from the list.</source>
        <translation>Wijs de plek op het lichaam aan, of kies hem uit de lijst.</translation>
    </message>
    <message>
        <source>Say which side: the person's own left or right.</source>
        <translation>Zeg welke kant: links of rechts van de persoon.</translation>
    </message>
    <message>
        <source>Write the day as 23-11-2026 and the time as 21:30.</source>
        <translation>Schrijf de dag als 23-11-2026 en de tijd als 21:30.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::NoteEditor</name>
    <message>
        <source>Write something first.</source>
        <translation>Schrijf eerst iets.</translation>
    </message>
    <message>
        <source>This note is too long: make it two.</source>
        <translation>Deze notitie is te lang: maak er twee van.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::PersonEditor</name>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n jaar</numerusform>
            <numerusform>%n jaar</numerusform>
        </translation>
    </message>
    <message>
        <source>Give a name, or what you know of one.</source>
        <translation>Geef een naam, of wat je ervan weet.</translation>
    </message>
    <message>
        <source>Write the date as 14-3-2019, 3-2019 or 2019.</source>
        <translation>Schrijf de datum als 14-3-2019, 3-2019 of 2019.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::ProblemWords::ProblemWords</name>
</context>
<context>
    <name>veldpost::viewmodels::RecordEditor</name>
    <message>
        <source>typing …</source>
        <translation>aan het typen …</translation>
    </message>
    <message>
        <source>draft kept</source>
        <translation>concept bewaard</translation>
    </message>
    <message>
        <source>saved on this device</source>
        <translation>opgeslagen op dit apparaat</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>niet opgeslagen</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>Zeg waarom.</translation>
    </message>
    <message>
        <source>These fields are empty below. What you write there counts from now on; the versions stay in the history.</source>
        <translation>Deze velden staan hieronder leeg. Wat je daar schrijft geldt voortaan; de versies blijven in de geschiedenis staan.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::RecordView</name>
    <message>
        <source>Chose for %1 between: %2</source>
        <translation>Koos bij %1 uit: %2</translation>
    </message>
    <message>
        <source>Say why it is taken back.</source>
        <translation>Zeg waarom je het intrekt.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::SearchModel</name>
    <message>
        <source>Nothing found</source>
        <translation>Niets gevonden</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gevonden</numerusform>
            <numerusform>%n gevonden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n; add a word to find others</source>
        <translation>
            <numerusform>De nieuwste %n; voeg een woord toe om andere te vinden</numerusform>
            <numerusform>De nieuwste %n; voeg een woord toe om andere te vinden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::SyncIndicator</name>
    <message>
        <source>Offline</source>
        <translation>Zonder verbinding</translation>
    </message>
    <message>
        <source>Trying again soon</source>
        <translation>Probeert het zo weer</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Bezig met versturen</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Bezig met ophalen</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Bijgewerkt</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation>
            <numerusform>%n wijziging alleen op dit apparaat</numerusform>
            <numerusform>%n wijzigingen alleen op dit apparaat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting for somebody to decide</source>
        <translation>
            <numerusform>%n wijziging wacht tot iemand beslist</numerusform>
            <numerusform>%n wijzigingen wachten tot iemand beslist</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is safe on the server</source>
        <translation>Alles staat veilig op de server</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Niets te versturen</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) on their way</source>
        <translation>
            <numerusform>%n wijziging is onderweg</numerusform>
            <numerusform>%n wijzigingen zijn onderweg</numerusform>
        </translation>
    </message>
    <message>
        <source>Photo on its way: %1</source>
        <translation>Foto onderweg: %1</translation>
    </message>
    <message>
        <source>Photo being fetched: %1</source>
        <translation>Foto wordt opgehaald: %1</translation>
    </message>
</context>
<context>
    <name>AppDialog</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
</context>
<context>
    <name>BodyMap</name>
    <message>
        <source>Body map: %1</source>
        <translation>Lichaamskaart: %1</translation>
    </message>
    <message>
        <source>Arrow keys go from region to region, Return chooses. Left is the person's own left.</source>
        <translation>Met de pijltjes ga je van plek naar plek, Enter kiest. Links is links van de persoon.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n injury(s)</source>
        <translation>
            <numerusform>%1, %n letsel</numerusform>
            <numerusform>%1, %n letsels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseListPage</name>
    <message>
        <source>Cases</source>
        <translation>Zaken</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Nieuwe zaak</translation>
    </message>
    <message>
        <source>Find a case by its name</source>
        <translation>Zoek een zaak op naam</translation>
    </message>
    <message>
        <source>Not finished yet</source>
        <translation>Nog niet af</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>Concept: %1</translation>
    </message>
    <message>
        <source>No cases yet. Make one, or sync to get those that were shared with you.</source>
        <translation>Nog geen zaken. Maak er een, of synchroniseer om te krijgen wat met je gedeeld is.</translation>
    </message>
    <message>
        <source>No case has this in its name.</source>
        <translation>Geen zaak heeft dit in de naam.</translation>
    </message>
    <message>
        <source>A name your colleagues will know it by. It is saved on this device at once.</source>
        <translation>Een naam waaraan je collega’s haar herkennen. Ze staat meteen op dit apparaat.</translation>
    </message>
    <message>
        <source>Name of the case</source>
        <translation>Naam van de zaak</translation>
    </message>
    <message>
        <source>Make the case</source>
        <translation>Zaak maken</translation>
    </message>
</context>
<context>
    <name>CaseRow</name>
    <message numerus="yes">
        <source>%n item(s) with two versions</source>
        <translation>
            <numerusform>%n onderdeel met twee versies</numerusform>
            <numerusform>%n onderdelen met twee versies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseTimelinePage</name>
    <message>
        <source>Back to the cases</source>
        <translation>Terug naar de zaken</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Delen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notitie</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Notitie toevoegen</translation>
    </message>
    <message>
        <source>Injury</source>
        <translation>Letsel</translation>
    </message>
    <message>
        <source>Add an injury</source>
        <translation>Letsel toevoegen</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persoon</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Persoon toevoegen</translation>
    </message>
    <message>
        <source>Huisverbod</source>
        <translation>Huisverbod</translation>
    </message>
    <message>
        <source>Add a huisverbod</source>
        <translation>Huisverbod toevoegen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tonen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notities</translation>
    </message>
    <message>
        <source>Injuries</source>
        <translation>Letsels</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Huisverboden</source>
        <translation>Huisverboden</translation>
    </message>
    <message>
        <source>What is in this case</source>
        <translation>Wat er in deze zaak staat</translation>
    </message>
    <message>
        <source>Needs a newer app to be shown whole</source>
        <translation>Pas met een nieuwere app helemaal te zien</translation>
    </message>
    <message>
        <source>Nothing here yet. A first note is a good beginning.</source>
        <translation>Hier staat nog niets. Een eerste notitie is een goed begin.</translation>
    </message>
    <message>
        <source>Nothing of this kind in the case.</source>
        <translation>Niets van deze soort in de zaak.</translation>
    </message>
</context>
<context>
    <name>EmergencyBar</name>
    <message>
        <source>Direct danger: call %1. Veilig Thuis, free, day and night: %2</source>
        <translation>Direct gevaar: bel %1. Veilig Thuis, gratis, dag en nacht: %2</translation>
    </message>
    <message>
        <source>Danger</source>
        <translation>Gevaar</translation>
    </message>
    <message>
        <source>Direct danger</source>
        <translation>Direct gevaar</translation>
    </message>
    <message>
        <source>Veilig Thuis</source>
        <translation>Veilig Thuis</translation>
    </message>
    <message>
        <source>Veilig Thuis, day and night</source>
        <translation>Veilig Thuis, dag en nacht</translation>
    </message>
</context>
<context>
    <name>DeliveryPage</name>
    <message>
        <source>Nothing is shown for now</source>
        <translation>Er is nu niets te zien</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Bezig…</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Nu proberen</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Op slot</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::Delivery</name>
    <message>
        <source>All that was written here is safe on the server.</source>
        <translation>Alles wat hier geschreven is staat veilig op de server.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait here to be sent.</source>
        <translation>
            <numerusform>%n wijziging wacht hier op verzending.</numerusform>
            <numerusform>%n wijzigingen wachten hier op verzending.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>Make this device yours</source>
        <translation>Maak dit apparaat van jou</translation>
    </message>
    <message>
        <source>Once, with network. After that everything works offline.</source>
        <translation>Eén keer, met netwerk. Daarna werkt alles zonder.</translation>
    </message>
    <message>
        <source>Enrolling…</source>
        <translation>Bezig met aanmelden…</translation>
    </message>
    <message>
        <source>Enrol this device</source>
        <translation>Apparaat aanmelden</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Uitnodiging</translation>
    </message>
    <message>
        <source>Invitation, or address of the server</source>
        <translation>Uitnodiging, of adres van de server</translation>
    </message>
    <message>
        <source>Your coordinator gives it to you. Paste it as one piece.</source>
        <translation>Je krijgt hem van je coördinator. Plak hem in één stuk.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Only with an address; an invitation has it inside.</source>
        <translation>Alleen bij een adres; in een uitnodiging zit hij al.</translation>
    </message>
    <message>
        <source>File with the region's certificate</source>
        <translation>Bestand met het certificaat van de regio</translation>
    </message>
    <message>
        <source>Only where you were given one.</source>
        <translation>Alleen als je er een gekregen hebt.</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Je wachtzin</translation>
    </message>
    <message>
        <source>At least %1 characters. A sentence of a few words is easy to keep and hard to guess. Nobody can read it back to you.</source>
        <translation>Minstens %1 tekens. Een zin van een paar woorden is goed te onthouden en moeilijk te raden. Niemand kan hem voor je teruglezen.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Wachtzin</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>Nog eens de wachtzin</translation>
    </message>
</context>
<context>
    <name>FieldLabel</name>
    <message>
        <source>%1 (needed)</source>
        <translation>%1 (nodig)</translation>
    </message>
</context>
<context>
    <name>HuisverbodEventPage</name>
    <message>
        <source>New event</source>
        <translation>Nieuwe gebeurtenis</translation>
    </message>
    <message>
        <source>Edit event</source>
        <translation>Gebeurtenis wijzigen</translation>
    </message>
    <message>
        <source>Save event</source>
        <translation>Gebeurtenis opslaan</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wanneer</translation>
    </message>
    <message>
        <source>The moment the extension was decided.</source>
        <translation>Het moment waarop de verlenging is besloten.</translation>
    </message>
    <message>
        <source>New end</source>
        <translation>Nieuw einde</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Wat er gebeurde</translation>
    </message>
    <message>
        <source>Effect of the ruling</source>
        <translation>Gevolg van de uitspraak</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Opmerkingen</translation>
    </message>
</context>
<context>
    <name>HuisverbodFormPage</name>
    <message>
        <source>New huisverbod</source>
        <translation>Nieuw huisverbod</translation>
    </message>
    <message>
        <source>Edit huisverbod</source>
        <translation>Huisverbod wijzigen</translation>
    </message>
    <message>
        <source>Save huisverbod</source>
        <translation>Huisverbod opslaan</translation>
    </message>
    <message>
        <source>Imposed</source>
        <translation>Opgelegd</translation>
    </message>
    <message>
        <source>The moment it was announced. Without a time only the day counts.</source>
        <translation>Het moment waarop het is aangezegd. Zonder tijd telt alleen de dag.</translation>
    </message>
    <message>
        <source>Ten days: until %1</source>
        <translation>Tien dagen: tot %1</translation>
    </message>
    <message>
        <source>Latest possible end, when extended: %1</source>
        <translation>Uiterste einde bij verlenging: %1</translation>
    </message>
    <message>
        <source>End, where the decision states one</source>
        <translation>Einde, als het besluit er een noemt</translation>
    </message>
    <message>
        <source>Leave empty for ten days.</source>
        <translation>Leeg laten bij tien dagen.</translation>
    </message>
    <message>
        <source>Imposed by</source>
        <translation>Opgelegd door</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>Aangezegd</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Gemeente</translation>
    </message>
    <message>
        <source>Dwelling it holds for</source>
        <translation>Woning waarvoor het geldt</translation>
    </message>
    <message>
        <source>Persons under the contact ban</source>
        <translation>Personen onder het contactverbod</translation>
    </message>
    <message>
        <source>One name on a line.</source>
        <translation>Eén naam per regel.</translation>
    </message>
    <message>
        <source>Facts and circumstances</source>
        <translation>Feiten en omstandigheden</translation>
    </message>
    <message>
        <source>ECLI of a ruling</source>
        <translation>ECLI van een uitspraak</translation>
    </message>
</context>
<context>
    <name>HuisverbodTimeline</name>
    <message>
        <source>Imposed</source>
        <translation>Opgelegd</translation>
    </message>
    <message>
        <source>Ends (ten days)</source>
        <translation>Einde (tien dagen)</translation>
    </message>
    <message>
        <source>Ten days</source>
        <translation>Tien dagen</translation>
    </message>
    <message>
        <source>Ends (latest possible)</source>
        <translation>Einde (uiterste)</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Einde</translation>
    </message>
    <message>
        <source>Latest possible end</source>
        <translation>Uiterste einde</translation>
    </message>
    <message>
        <source>Time line. Imposed %1. Ends %2. Latest possible end %3.</source>
        <translation>Tijdlijn. Opgelegd %1. Einde %2. Uiterste einde %3.</translation>
    </message>
    <message>
        <source>day 0</source>
        <translation>dag 0</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Nu</translation>
    </message>
</context>
<context>
    <name>InjuryPage</name>
    <message>
        <source>New injury</source>
        <translation>Nieuw letsel</translation>
    </message>
    <message>
        <source>Edit injury</source>
        <translation>Letsel wijzigen</translation>
    </message>
    <message>
        <source>Save injury</source>
        <translation>Letsel opslaan</translation>
    </message>
    <message>
        <source>Where?</source>
        <translation>Waar?</translation>
    </message>
    <message>
        <source>Tap the place. Left is the person's own left.</source>
        <translation>Tik de plek aan. Links is links van de persoon.</translation>
    </message>
    <message>
        <source>Side of the drawing</source>
        <translation>Kant van de tekening</translation>
    </message>
    <message>
        <source>Show the drawing</source>
        <translation>Toon de tekening</translation>
    </message>
    <message>
        <source>Choose from a list</source>
        <translation>Kies uit een lijst</translation>
    </message>
    <message>
        <source>Side of the person</source>
        <translation>Kant van de persoon</translation>
    </message>
    <message>
        <source>Kind of injury</source>
        <translation>Soort letsel</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Kleuren</translation>
    </message>
    <message>
        <source>As you see them. Colour does not tell how old a bruise is.</source>
        <translation>Zoals je ze ziet. Kleur zegt niet hoe oud een bloeduitstorting is.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Shows a pattern</source>
        <translation>Er is een patroon te zien</translation>
    </message>
    <message>
        <source>The print of a hand, a belt, a bite …</source>
        <translation>De afdruk van een hand, een riem, een beet …</translation>
    </message>
    <message>
        <source>What the pattern looks like</source>
        <translation>Hoe het patroon eruitziet</translation>
    </message>
    <message>
        <source>More than one close together</source>
        <translation>Meer dan één dicht bij elkaar</translation>
    </message>
    <message>
        <source>Swollen</source>
        <translation>Gezwollen</translation>
    </message>
    <message>
        <source>Tender when touched</source>
        <translation>Pijnlijk bij aanraken</translation>
    </message>
    <message>
        <source>Bleeding</source>
        <translation>Bloedt</translation>
    </message>
    <message>
        <source>Over bone</source>
        <translation>Boven bot</translation>
    </message>
    <message>
        <source>Cause as it was told</source>
        <translation>Oorzaak zoals verteld</translation>
    </message>
    <message>
        <source>Word for word, and who said it.</source>
        <translation>Woord voor woord, en wie het zei.</translation>
    </message>
    <message>
        <source>When you saw it</source>
        <translation>Wanneer je het zag</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Opmerkingen</translation>
    </message>
    <message>
        <source>Save injury and add photos</source>
        <translation>Letsel opslaan en foto's toevoegen</translation>
    </message>
</context>
<context>
    <name>KeyValueList</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Veldpost</source>
        <translation>Veldpost</translation>
    </message>
    <message>
        <source>Demonstration with made-up people. Nothing leaves this device.</source>
        <translation>Demonstratie met verzonnen mensen. Niets verlaat dit apparaat.</translation>
    </message>
    <message>
        <source>Close and lose what you typed?</source>
        <translation>Sluiten en kwijtraken wat je typte?</translation>
    </message>
    <message>
        <source>The disk does not take it. It is only in the memory of this device, and gone when Veldpost is closed.</source>
        <translation>De schijf neemt het niet aan. Het staat alleen in het geheugen van dit apparaat, en is weg als Veldpost sluit.</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation>Sluiten en kwijtraken</translation>
    </message>
    <message>
        <source>The disk did not take what you typed last. It waits in memory, encrypted. Make room on the disk and unlock: it becomes a draft then. Do not switch this device off before.</source>
        <translation>De schijf nam niet aan wat je het laatst typte. Het wacht versleuteld in het geheugen. Maak ruimte op de schijf en ontgrendel: dan wordt het een concept. Zet dit apparaat tot dan niet uit.</translation>
    </message>
</context>
<context>
    <name>MeasureRow</name>
    <message>
        <source>Length (mm)</source>
        <translation>Lengte (mm)</translation>
    </message>
    <message>
        <source>Width (mm)</source>
        <translation>Breedte (mm)</translation>
    </message>
    <message>
        <source>Depth (mm)</source>
        <translation>Diepte (mm)</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Hoeveel</translation>
    </message>
</context>
<context>
    <name>MembersPage</name>
    <message>
        <source>Take access away from %1?</source>
        <translation>Toegang van %1 wegnemen?</translation>
    </message>
    <message>
        <source>From the next sync on the case goes from their tablet. What they wrote there and had not sent yet is not lost: it comes to the inbox of this case, and whoever has the case decides on it. They are told so.</source>
        <translation>Vanaf de volgende synchronisatie gaat de zaak van hun tablet af. Wat zij daar schreven en nog niet verstuurden gaat niet verloren: het komt in het postvak bij deze zaak, en wie de zaak heeft beslist erover. Zij krijgen dat te horen.</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Delen</translation>
    </message>
    <message>
        <source>Works offline; takes effect at the next sync.</source>
        <translation>Werkt zonder netwerk; geldt vanaf de volgende synchronisatie.</translation>
    </message>
    <message>
        <source>In this case</source>
        <translation>In deze zaak</translation>
    </message>
    <message>
        <source>you</source>
        <translation>jij</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>Toegang intrekken</translation>
    </message>
    <message>
        <source>Give access to</source>
        <translation>Toegang geven aan</translation>
    </message>
    <message>
        <source>They may</source>
        <translation>Mag</translation>
    </message>
    <message>
        <source>Give access</source>
        <translation>Toegang geven</translation>
    </message>
    <message>
        <source>Nobody else is known on this device yet. After a sync the people of your region stand here.</source>
        <translation>Dit apparaat kent nog niemand anders. Na een synchronisatie staan hier de mensen van je regio.</translation>
    </message>
</context>
<context>
    <name>MomentField</name>
    <message>
        <source>dd-mm-yyyy</source>
        <translation>dd-mm-jjjj</translation>
    </message>
    <message>
        <source>%1: day</source>
        <translation>%1: dag</translation>
    </message>
    <message>
        <source>%1: a day earlier</source>
        <translation>%1: een dag eerder</translation>
    </message>
    <message>
        <source>%1: a day later</source>
        <translation>%1: een dag later</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>uu:mm</translation>
    </message>
    <message>
        <source>%1: time</source>
        <translation>%1: tijd</translation>
    </message>
    <message>
        <source>%1: a quarter earlier</source>
        <translation>%1: een kwartier eerder</translation>
    </message>
    <message>
        <source>%1: a quarter later</source>
        <translation>%1: een kwartier later</translation>
    </message>
</context>
<context>
    <name>NavBar</name>
    <message>
        <source>Inbox</source>
        <translation>Postvak</translation>
    </message>
    <message>
        <source>Places of the app</source>
        <translation>Plekken in de app</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Zaken</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Op slot</translation>
    </message>
</context>
<context>
    <name>NotePage</name>
    <message>
        <source>New note</source>
        <translation>Nieuwe notitie</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Notitie wijzigen</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Notitie opslaan</translation>
    </message>
    <message>
        <source>What you saw, heard and did</source>
        <translation>Wat je zag, hoorde en deed</translation>
    </message>
    <message>
        <source>Facts and words as they were said. Ctrl+Return saves.</source>
        <translation>Feiten, en woorden zoals ze gezegd zijn. Ctrl+Enter slaat op.</translation>
    </message>
    <message>
        <source>This is too long for one note.</source>
        <translation>Dit is te lang voor één notitie.</translation>
    </message>
    <message>
        <source>Save note and add photos</source>
        <translation>Notitie opslaan en foto's toevoegen</translation>
    </message>
</context>
<context>
    <name>PageFrame</name>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
</context>
<context>
    <name>PersonLine</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>New person</source>
        <translation>Nieuwe persoon</translation>
    </message>
    <message>
        <source>Edit person</source>
        <translation>Persoon wijzigen</translation>
    </message>
    <message>
        <source>Save person</source>
        <translation>Persoon opslaan</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Day, month and year, or what is known: 3-2019, 2019</source>
        <translation>Dag, maand en jaar, of wat bekend is: 3-2019, 2019</translation>
    </message>
    <message>
        <source>dd-mm-yyyy</source>
        <translation>dd-mm-jjjj</translation>
    </message>
    <message>
        <source>Who this is in the case</source>
        <translation>Wie dit is in de zaak</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Places on the body</source>
        <translation>Plekken op het lichaam</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n injury(s)</source>
        <translation>
            <numerusform>%1, %n letsel</numerusform>
            <numerusform>%1, %n letsels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReasonField</name>
    <message>
        <source>Why do you change this?</source>
        <translation>Waarom wijzig je dit?</translation>
    </message>
    <message>
        <source>Stays with the record; what stood there before stays readable.</source>
        <translation>Blijft erbij staan; wat er eerst stond blijft leesbaar.</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Choose what stands</source>
        <translation>Kies wat blijft staan</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Wijzigen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Intrekken</translation>
    </message>
    <message>
        <source>This was taken back. It stays readable.</source>
        <translation>Dit is ingetrokken. Het blijft leesbaar.</translation>
    </message>
    <message>
        <source>A newer app wrote this. It is kept and sent on; this app cannot show all of it.</source>
        <translation>Een nieuwere app schreef dit. Het blijft bewaard en gaat mee; deze app kan niet alles tonen.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geschiedenis</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Reden: %1</translation>
    </message>
    <message>
        <source>Take this back?</source>
        <translation>Dit intrekken?</translation>
    </message>
    <message>
        <source>It stays readable for everyone in the case, marked as taken back, with your reason.</source>
        <translation>Het blijft leesbaar voor iedereen in de zaak, als ingetrokken, met je reden erbij.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reden</translation>
    </message>
</context>
<context>
    <name>RecordRow</name>
    <message>
        <source>Taken back</source>
        <translation>Ingetrokken</translation>
    </message>
    <message>
        <source>Doctor's file</source>
        <translation>Dossier van de arts</translation>
    </message>
</context>
<context>
    <name>SaveBar</name>
    <message>
        <source>Save</source>
        <translation>Opslaan</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>Bewaar als concept</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Weggooien</translation>
    </message>
    <message>
        <source>Throw this away?</source>
        <translation>Dit weggooien?</translation>
    </message>
    <message>
        <source>What you typed here is gone then. What was saved before stays.</source>
        <translation>Wat je hier typte is dan weg. Wat eerder is opgeslagen blijft.</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Words in notes, injuries, people and huisverboden</source>
        <translation>Woorden in notities, letsels, personen en huisverboden</translation>
    </message>
    <message>
        <source>Every word must occur; the beginning of a word is enough. Works offline.</source>
        <translation>Elk woord moet voorkomen; het begin van een woord is genoeg. Werkt zonder netwerk.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gevonden</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>The PIN was set.</source>
        <translation>De pincode is ingesteld.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>How it looks</source>
        <translation>Hoe het eruitziet</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Licht of donker</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>Wat veilig staat</translation>
    </message>
    <message>
        <source>Last sync: %1</source>
        <translation>Laatst gesynchroniseerd: %1</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>Nog niet gesynchroniseerd</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Nu synchroniseren</translation>
    </message>
    <message>
        <source>PIN for today</source>
        <translation>Pincode voor vandaag</translation>
    </message>
    <message>
        <source>Opens the app again for 12 hours, as long as it keeps running. At least %1 digits, not all alike and not in a row.</source>
        <translation>Opent de app 12 uur lang opnieuw, zolang ze blijft draaien. Minstens %1 cijfers, niet allemaal gelijk en niet op een rij.</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Nieuwe pincode</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>Pincode instellen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Wachtzin</translation>
    </message>
    <message>
        <source>Passphrase now</source>
        <translation>Huidige wachtzin</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Nieuwe wachtzin</translation>
    </message>
    <message>
        <source>At least %1 characters</source>
        <translation>Minstens %1 tekens</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>Nog eens de nieuwe wachtzin</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>Wachtzin wijzigen</translation>
    </message>
    <message>
        <source>The passphrase was changed.</source>
        <translation>De wachtzin is gewijzigd.</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>Op slot</translation>
    </message>
    <message>
        <source>Lock when another window comes in front</source>
        <translation>Op slot als een ander venster voor komt</translation>
    </message>
    <message>
        <source>It always locks after five minutes without a touch, on sleep and on screen lock.</source>
        <translation>Na vijf minuten zonder aanraking, bij slaapstand en bij schermvergrendeling gaat de app altijd op slot.</translation>
    </message>
    <message>
        <source>Lock now (Ctrl+L)</source>
        <translation>Nu op slot (Ctrl+L)</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versie</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licentie</translation>
    </message>
    <message>
        <source>EUPL-1.2</source>
        <translation>EUPL-1.2</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Grootte van de tekst</translation>
    </message>
</context>
<context>
    <name>SyncPill</name>
    <message numerus="yes">
        <source>%n not safe yet</source>
        <translation>
            <numerusform>%n nog niet veilig</numerusform>
            <numerusform>%n nog niet veilig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineKey</name>
    <message>
        <source>Ten days</source>
        <translation>Tien dagen</translation>
    </message>
    <message>
        <source>Extended or decided longer</source>
        <translation>Verlengd of langer besloten</translation>
    </message>
    <message>
        <source>Possible at most</source>
        <translation>Hooguit mogelijk</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Gebeurtenis</translation>
    </message>
    <message>
        <source>Breach, ruling, withdrawal</source>
        <translation>Overtreding, uitspraak, intrekking</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Veldpost is locked</source>
        <translation>Veldpost is op slot</translation>
    </message>
    <message>
        <source>Veldpost</source>
        <translation>Veldpost</translation>
    </message>
    <message>
        <source>Locked. Your PIN opens it again.</source>
        <translation>Op slot. Je pincode opent het weer.</translation>
    </message>
    <message>
        <source>Locked. Your passphrase opens it, also without network.</source>
        <translation>Op slot. Je wachtzin opent het, ook zonder netwerk.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Pincode</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Wachtzin</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong tries. Wait %n more second(s).</source>
        <translation>
            <numerusform>Te vaak fout. Wacht nog %n seconde.</numerusform>
            <numerusform>Te vaak fout. Wacht nog %n seconden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Bezig met openen…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>Gebruik de wachtzin</translation>
    </message>
    <message>
        <source>Use the PIN</source>
        <translation>Gebruik de pincode</translation>
    </message>
</context>
<context>
    <name>Workplace</name>
    <message>
        <source>Choose a case, or make a new one.</source>
        <translation>Kies een zaak, of maak een nieuwe.</translation>
    </message>
</context>
<context>
    <name>EventLine</name>
    <message>
        <source>Taken back</source>
        <translation>Ingetrokken</translation>
    </message>
</context>
<context>
    <name>CarryWords</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>nog ongeveer %n seconde</numerusform>
            <numerusform>nog ongeveer %n seconden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>nog ongeveer %n minuut</numerusform>
            <numerusform>nog ongeveer %n minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>Folder %1</source>
        <translation>Map %1</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>Add photos and documents</source>
        <translation>Foto's en documenten toevoegen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Places on this device</source>
        <translation>Plekken op dit apparaat</translation>
    </message>
    <message>
        <source>To the folder above</source>
        <translation>Naar de map erboven</translation>
    </message>
    <message numerus="yes">
        <source>Add %n file(s)</source>
        <translation>
            <numerusform>%n bestand toevoegen</numerusform>
            <numerusform>%n bestanden toevoegen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick what to add</source>
        <translation>Vink aan wat erbij moet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Photo %1</source>
        <translation>Foto %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Groter</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Ingetrokken</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Volgende</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Intrekken</translation>
    </message>
    <message>
        <source>Take this photo back?</source>
        <translation>Deze foto intrekken?</translation>
    </message>
    <message>
        <source>It stays to be seen for everyone in the case, marked as taken back, with your reason.</source>
        <translation>De foto blijft te zien voor iedereen in de zaak, gemerkt als ingetrokken, met je reden.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reden</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photos and documents</source>
        <translation>Foto's en documenten</translation>
    </message>
    <message>
        <source>Photos belong to a saved record. Saving comes first; you can go on writing afterwards.</source>
        <translation>Foto's horen bij iets dat is opgeslagen. Eerst opslaan dus; daarna kun je verder schrijven.</translation>
    </message>
    <message>
        <source>Add from this device</source>
        <translation>Toevoegen van dit apparaat</translation>
    </message>
</context>
<context>
    <name>PhotoThumb</name>
    <message>
        <source>Without a name</source>
        <translation>Zonder naam</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Ingetrokken</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::FileChooser</name>
    <message>
        <source>Pictures</source>
        <translation>Afbeeldingen</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documenten</translation>
    </message>
    <message>
        <source>My files</source>
        <translation>Mijn bestanden</translation>
    </message>
    <message>
        <source>This folder cannot be read.</source>
        <translation>Deze map is niet te lezen.</translation>
    </message>
    <message>
        <source>There is nothing in this folder.</source>
        <translation>Er staat niets in deze map.</translation>
    </message>
    <message>
        <source>%1: more than the 50 MB that can be added</source>
        <translation>%1: meer dan de 50 MB die erbij kan</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::PhotoModel</name>
    <message>
        <source>Cannot be shown here</source>
        <translation>Hier niet te tonen</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Cannot be read as a picture</source>
        <translation>Niet als afbeelding te lezen</translation>
    </message>
    <message>
        <source>Being drawn…</source>
        <translation>Wordt getekend…</translation>
    </message>
    <message>
        <source>Not on this device yet</source>
        <translation>Nog niet op dit apparaat</translation>
    </message>
    <message>
        <source>Save the record first.</source>
        <translation>Sla het eerst op.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved on this device, encrypted. The original lies where it was, not encrypted: delete it there when it is not needed any more.</source>
        <translation>
            <numerusform>%n bestand staat versleuteld op dit apparaat. Het origineel staat nog waar het stond, niet versleuteld: wis het daar als het niet meer nodig is.</numerusform>
            <numerusform>%n bestanden staan versleuteld op dit apparaat. De originelen staan nog waar ze stonden, niet versleuteld: wis ze daar als ze niet meer nodig zijn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::PhotoView</name>
    <message>
        <source>This photo is not on this device any more.</source>
        <translation>Deze foto staat niet meer op dit apparaat.</translation>
    </message>
    <message>
        <source>Pictures of this kind cannot be shown here. It is kept as it is, and sent on.</source>
        <translation>Afbeeldingen van deze soort kunnen hier niet worden getoond. Het bestand blijft zoals het is en wordt verstuurd.</translation>
    </message>
    <message>
        <source>This is a document. The app keeps it and sends it on; it cannot show it.</source>
        <translation>Dit is een document. De app bewaart het en verstuurt het; tonen kan zij het niet.</translation>
    </message>
    <message>
        <source>This photo is not on this device, and there is no server to fetch it from.</source>
        <translation>Deze foto staat niet op dit apparaat, en er is geen server om hem op te halen.</translation>
    </message>
    <message>
        <source>Being fetched from the server…</source>
        <translation>Wordt opgehaald bij de server…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wordt geopend…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>Say why it is taken back.</source>
        <translation>Zeg waarom je dit intrekt.</translation>
    </message>
</context>
<context>
    <name>NavButton</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>99+</source>
        <translation>99+</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Inbox</source>
        <translation>Postvak</translation>
    </message>
    <message>
        <source>Works offline; takes effect at the next sync.</source>
        <translation>Werkt zonder netwerk; gaat in bij de volgende synchronisatie.</translation>
    </message>
    <message>
        <source>Nothing waits for you.</source>
        <translation>Er wacht niets op u.</translation>
    </message>
    <message>
        <source>Written differently at the same time</source>
        <translation>Tegelijk verschillend geschreven</translation>
    </message>
    <message>
        <source>%1: choose what stands</source>
        <translation>%1: kies wat blijft staan</translation>
    </message>
    <message>
        <source>Held back by the server</source>
        <translation>Door de server vastgehouden</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>By you, %1</source>
        <translation>Door u, %1</translation>
    </message>
    <message>
        <source>Accept under its author&apos;s name</source>
        <translation>Aannemen op naam van de schrijver</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Afwijzen</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>Gelezen</translation>
    </message>
    <message>
        <source>Decline this?</source>
        <translation>Dit afwijzen?</translation>
    </message>
    <message>
        <source>It does not become part of the case. Whoever wrote it reads your reason. It can still be accepted later.</source>
        <translation>Het wordt geen deel van de zaak. Wie het schreef leest uw reden. Het kan later alsnog worden aangenomen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reden</translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message>
        <source>Choose what stands</source>
        <translation>Kies wat blijft staan</translation>
    </message>
    <message>
        <source>Save the choice</source>
        <translation>Keuze bewaren</translation>
    </message>
    <message>
        <source>Choose a value first</source>
        <translation>Kies eerst een waarde</translation>
    </message>
    <message>
        <source>Something new has come in. Your choice is about what you see here; what came since stays beside it.</source>
        <translation>Er is iets nieuws binnengekomen. Uw keuze gaat over wat u hier ziet; wat daarna kwam blijft ernaast staan.</translation>
    </message>
    <message>
        <source>Look at it again</source>
        <translation>Opnieuw bekijken</translation>
    </message>
    <message>
        <source>There is nothing to choose here any more.</source>
        <translation>Hier valt niets meer te kiezen.</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>Hiervoor: %1</translation>
    </message>
    <message>
        <source>Before: not filled in</source>
        <translation>Hiervoor: niet ingevuld</translation>
    </message>
    <message>
        <source>Or write it yourself</source>
        <translation>Of schrijf het zelf</translation>
    </message>
    <message>
        <source>What you wrote yourself will stand.</source>
        <translation>Wat u zelf schreef blijft staan.</translation>
    </message>
    <message>
        <source>Why this one?</source>
        <translation>Waarom deze?</translation>
    </message>
    <message>
        <source>Stays with the record; every other value stays readable in the history.</source>
        <translation>Blijft bij het gegeven; elke andere waarde blijft leesbaar in de geschiedenis.</translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::WaitingModel</name>
    <message>
        <source>Say why: whoever wrote it reads this.</source>
        <translation>Zeg waarom: wie het schreef leest dit.</translation>
    </message>
    <message>
        <source>Accepted here; it counts when the server has the decision.</source>
        <translation>Hier aangenomen; het telt zodra de server de beslissing heeft.</translation>
    </message>
    <message>
        <source>Declined here; its author hears of it when the server has the decision.</source>
        <translation>Hier afgewezen; de schrijver hoort het zodra de server de beslissing heeft.</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>iemand anders</translation>
    </message>
    <message>
        <source>Accepted by %1</source>
        <translation>Aangenomen door %1</translation>
    </message>
    <message>
        <source>Declined by %1</source>
        <translation>Afgewezen door %1</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Beslissing</translation>
    </message>
    <message>
        <source>A case that is not on this device</source>
        <translation>Een zaak die niet op dit apparaat staat</translation>
    </message>
    <message>
        <source>Written on a tablet whose access had ended when it arrived.</source>
        <translation>Geschreven op een tablet waarvan de toegang voorbij was toen het aankwam.</translation>
    </message>
</context>
</TS>
