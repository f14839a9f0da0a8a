<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>veldpost::viewmodels::Delivery</name>
    <message numerus="yes">
        <source>%n change(s) wait here to be sent.</source>
        <translation>
            <numerusform>%n change waits here to be sent.</numerusform>
            <numerusform>%n changes wait here to be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DateText</name>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>in %n minute</numerusform>
            <numerusform>in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>in %n hour</numerusform>
            <numerusform>in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemWords</name>
    <message numerus="yes">
        <source>This PIN is not right. %n try(s) left.</source>
        <translation>
            <numerusform>This PIN is not right. %n try left.</numerusform>
            <numerusform>This PIN is not right. %n tries left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::CaseListModel</name>
    <message numerus="yes">
        <source>%n change(s) waiting for somebody to decide</source>
        <translation>
            <numerusform>%n change waiting for somebody to decide</numerusform>
            <numerusform>%n changes waiting for somebody to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation>
            <numerusform>%n change only on this device</numerusform>
            <numerusform>%n changes only on this device</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::CasePage</name>
    <message numerus="yes">
        <source>%n change(s) waiting for somebody to decide</source>
        <translation>
            <numerusform>%n change waiting for somebody to decide</numerusform>
            <numerusform>%n changes waiting for somebody to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation>
            <numerusform>%n change only on this device</numerusform>
            <numerusform>%n changes only on this device</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::PersonEditor</name>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::SearchModel</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n; add a word to find others</source>
        <translation>
            <numerusform>The newest %n; add a word to find others</numerusform>
            <numerusform>The newest %n; add a word to find others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::SyncIndicator</name>
    <message numerus="yes">
        <source>%n change(s) only on this device</source>
        <translation>
            <numerusform>%n change only on this device</numerusform>
            <numerusform>%n changes only on this device</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting for somebody to decide</source>
        <translation>
            <numerusform>%n change waiting for somebody to decide</numerusform>
            <numerusform>%n changes waiting for somebody to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) on their way</source>
        <translation>
            <numerusform>%n change on its way</numerusform>
            <numerusform>%n changes on their way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BodyMap</name>
    <message numerus="yes">
        <source>%1, %n injury(s)</source>
        <translation>
            <numerusform>%1, %n injury</numerusform>
            <numerusform>%1, %n injuries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseRow</name>
    <message numerus="yes">
        <source>%n item(s) with two versions</source>
        <translation>
            <numerusform>%n item with two versions</numerusform>
            <numerusform>%n items with two versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message numerus="yes">
        <source>%1, %n injury(s)</source>
        <translation>
            <numerusform>%1, %n injury</numerusform>
            <numerusform>%1, %n injuries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncPill</name>
    <message numerus="yes">
        <source>%n not safe yet</source>
        <translation>
            <numerusform>%n not safe yet</numerusform>
            <numerusform>%n not safe yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message numerus="yes">
        <source>Too many wrong tries. Wait %n more second(s).</source>
        <translation>
            <numerusform>Too many wrong tries. Wait %n more second.</numerusform>
            <numerusform>Too many wrong tries. Wait %n more seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CarryWords</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message numerus="yes">
        <source>Add %n file(s)</source>
        <translation>
            <numerusform>Add %n file</numerusform>
            <numerusform>Add %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>veldpost::viewmodels::PhotoModel</name>
    <message numerus="yes">
        <source>%n file(s) saved on this device, encrypted. The original lies where it was, not encrypted: delete it there when it is not needed any more.</source>
        <translation>
            <numerusform>%n file is saved on this device, encrypted. The original lies where it was, not encrypted: delete it there when it is not needed any more.</numerusform>
            <numerusform>%n files are saved on this device, encrypted. The originals lie where they were, not encrypted: delete them there when they are not needed any more.</numerusform>
        </translation>
    </message>
</context>
</TS>
