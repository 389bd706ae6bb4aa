<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>t2m</name>
    <message>
        <source>
{apart:.2f} away in the plane</source>
        <translation>
{apart:.2f} entfernt in der Ebene</translation>
    </message>
    <message>
        <source> and more</source>
        <translation> und mehr</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 by their words, then by what the words mean</source>
        <translation>%1 nach ihren Worten, dann nach deren Sinn</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>%1 found again</source>
        <translation>%1 wiedergefunden</translation>
    </message>
    <message>
        <source>%1 found, and folded under the best of each.</source>
        <translation>%1 gefunden und jeweils unter der besten zusammengefasst.</translation>
    </message>
    <message>
        <source>%1 gone</source>
        <translation>%1 verschwunden</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 Stunden</translation>
    </message>
    <message>
        <source>%1 known already</source>
        <translation>%1 schon bekannt</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 to be heard again: scan again</source>
        <translation>%1 neu anzuhören: noch einmal durchsuchen</translation>
    </message>
    <message>
        <source>%1 would be forgotten. No file is touched, and your ratings, tags and notes are kept: they are back when the folder is added again, which means hearing it anew.</source>
        <translation>%1 würde vergessen. Keine Datei wird angerührt, und Ihre Bewertungen, Schlagwörter und Notizen bleiben erhalten: Sie sind wieder da, wenn der Ordner wieder hinzugefügt wird; er wird dann neu angehört.</translation>
    </message>
    <message>
        <source>%1 × real time</source>
        <translation>%1 × Echtzeit</translation>
    </message>
    <message>
        <source>%1: columns</source>
        <translation>%1: Spalten</translation>
    </message>
    <message>
        <source>%1: rows</source>
        <translation>%1: Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <translation>
            <numerusform>%n Kanal</numerusform>
            <numerusform>%n Kanäle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clips</source>
        <translation>
            <numerusform>%n Ausschnitt</numerusform>
            <numerusform>%n Ausschnitte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies</source>
        <translation>
            <numerusform>%n Kopie</numerusform>
            <numerusform>%n Kopien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n errors</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files could not be read; the library says why.</source>
        <translation>
            <numerusform>%n Datei konnte nicht gelesen werden; die Bibliothek sagt, warum.</numerusform>
            <numerusform>%n Dateien konnten nicht gelesen werden; die Bibliothek sagt, warum.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders</source>
        <translation>
            <numerusform>%n Ordner</numerusform>
            <numerusform>%n Ordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n old clips were cleaned up</source>
        <translation>
            <numerusform>%n alter Ausschnitt wurde aufgeräumt</numerusform>
            <numerusform>%n alte Ausschnitte wurden aufgeräumt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces have been heard so far.</source>
        <translation>
            <numerusform>%n Stück wurde bisher angehört.</numerusform>
            <numerusform>%n Stücke wurden bisher angehört.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stars</source>
        <translation>
            <numerusform>%n Stern</numerusform>
            <numerusform>%n Sterne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n Stück</numerusform>
            <numerusform>%n Stücke</numerusform>
        </translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>23.976</source>
        <translation>23.976</translation>
    </message>
    <message>
        <source>24</source>
        <translation>24</translation>
    </message>
    <message>
        <source>24 bit</source>
        <translation>24 Bit</translation>
    </message>
    <message>
        <source>25</source>
        <translation>25</translation>
    </message>
    <message>
        <source>29.97</source>
        <translation>29.97</translation>
    </message>
    <message>
        <source>30</source>
        <translation>30</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32 Bit Gleitkomma</translation>
    </message>
    <message>
        <source>44.1 kHz</source>
        <translation>44,1 kHz</translation>
    </message>
    <message>
        <source>48 kHz</source>
        <translation>48 kHz</translation>
    </message>
    <message>
        <source>50</source>
        <translation>50</translation>
    </message>
    <message>
        <source>60</source>
        <translation>60</translation>
    </message>
    <message>
        <source>70 to 90 bpm</source>
        <translation>70 bis 90 bpm</translation>
    </message>
    <message>
        <source>88.2 kHz</source>
        <translation>88,2 kHz</translation>
    </message>
    <message>
        <source>90 to 120 bpm</source>
        <translation>90 bis 120 bpm</translation>
    </message>
    <message>
        <source>96 kHz</source>
        <translation>96 kHz</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>A click goes to that time of the score, space plays or stops</source>
        <translation>Ein Klick springt zu dieser Stelle der Partitur, die Leertaste spielt oder hält an</translation>
    </message>
    <message>
        <source>A copy of %1; only that one is suggested.</source>
        <translation>Eine Kopie von %1; nur jenes wird vorgeschlagen.</translation>
    </message>
    <message>
        <source>A filter in words</source>
        <translation>Ein Filter in Worten</translation>
    </message>
    <message>
        <source>A folder for the score</source>
        <translation>Ein Ordner für die Partitur</translation>
    </message>
    <message>
        <source>A line of a story</source>
        <translation>Eine Zeile einer Geschichte</translation>
    </message>
    <message>
        <source>A recording of the text</source>
        <translation>Eine Aufnahme des Textes</translation>
    </message>
    <message>
        <source>A short story and its music, both free (CC0)</source>
        <translation>Eine kurze Geschichte und ihre Musik, beide frei (CC0)</translation>
    </message>
    <message>
        <source>AAC</source>
        <translation>AAC</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>About t2m</source>
        <translation>Über t2m</translation>
    </message>
    <message>
        <source>About the cue</source>
        <translation>Über den Cue</translation>
    </message>
    <message>
        <source>About the map</source>
        <translation>Über die Karte</translation>
    </message>
    <message>
        <source>About the track</source>
        <translation>Über das Stück</translation>
    </message>
    <message>
        <source>Across from dark to bright, up from calm to tense.</source>
        <translation>Quer von dunkel zu hell, hinauf von ruhig zu gespannt.</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Einen Filter hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of music</source>
        <translation>Einen Musikordner hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of music. It is heard once, on this computer, and nothing leaves it. Then every paragraph that you write finds its clips here.</source>
        <translation>Fügen Sie einen Musikordner hinzu. Er wird einmal angehört, auf diesem Rechner, und nichts verlässt ihn. Dann findet jeder Absatz, den Sie schreiben, hier seine Ausschnitte.</translation>
    </message>
    <message>
        <source>Add a folder of music…</source>
        <translation>Einen Musikordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add the demo music</source>
        <translation>Die Beispielmusik hinzufügen</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Again and again: the clip, or the part that is marked</source>
        <translation>Immer wieder: den Ausschnitt, oder den markierten Teil</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>All cues to Ardour</source>
        <translation>Alle Cues an Ardour</translation>
    </message>
    <message>
        <source>All cues to Audacity</source>
        <translation>Alle Cues an Audacity</translation>
    </message>
    <message>
        <source>All cues to Blender</source>
        <translation>Alle Cues an Blender</translation>
    </message>
    <message>
        <source>All cues to DaVinci Resolve</source>
        <translation>Alle Cues an DaVinci Resolve</translation>
    </message>
    <message>
        <source>All cues to Kdenlive</source>
        <translation>Alle Cues an Kdenlive</translation>
    </message>
    <message>
        <source>All cues to Reaper</source>
        <translation>Alle Cues an Reaper</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Another model listens now</source>
        <translation>Jetzt hört ein anderes Modell zu</translation>
    </message>
    <message>
        <source>Another seed finds another score where several are as good</source>
        <translation>Ein anderer Startwert findet eine andere Partitur, wo mehrere gleich gut sind</translation>
    </message>
    <message>
        <source>Apple GPU (MPS)</source>
        <translation>Apple GPU (MPS)</translation>
    </message>
    <message>
        <source>Ardour</source>
        <translation>Ardour</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>As in the search, such as bpm:80-100 mood:tender tag:strings -vocals</source>
        <translation>Wie in der Suche, etwa bpm:80-100 mood:tender tag:strings -vocals</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>As the track has</source>
        <translation>Wie das Stück</translation>
    </message>
    <message>
        <source>As the track is</source>
        <translation>Wie das Stück</translation>
    </message>
    <message>
        <source>Audacity</source>
        <translation>Audacity</translation>
    </message>
    <message>
        <source>Audio output</source>
        <translation>Tonausgabe</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Nicht da</translation>
    </message>
    <message>
        <source>A♭</source>
        <translation>As</translation>
    </message>
    <message>
        <source>A♯</source>
        <translation>Ais</translation>
    </message>
    <message>
        <source>B</source>
        <translation>H</translation>
    </message>
    <message>
        <source>Back by five seconds</source>
        <translation>Fünf Sekunden zurück</translation>
    </message>
    <message>
        <source>Back up the library</source>
        <translation>Die Bibliothek sichern</translation>
    </message>
    <message>
        <source>Back up the library…</source>
        <translation>Die Bibliothek sichern …</translation>
    </message>
    <message>
        <source>Backed up: %1</source>
        <translation>Gesichert: %1</translation>
    </message>
    <message>
        <source>Backing up the library…</source>
        <translation>Die Bibliothek wird gesichert …</translation>
    </message>
    <message>
        <source>Begin to write</source>
        <translation>Zu schreiben beginnen</translation>
    </message>
    <message>
        <source>Bits of a sample</source>
        <translation>Bits je Abtastwert</translation>
    </message>
    <message>
        <source>Blender</source>
        <translation>Blender</translation>
    </message>
    <message>
        <source>Books and documents</source>
        <translation>Bücher und Dokumente</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>Heller</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>By feeling: from dark to bright, from calm to tense. By sound: what sounds alike lies together; made once from the library, and kept.</source>
        <translation>Nach Gefühl: von dunkel zu hell, von ruhig zu gespannt. Nach Klang: Was gleich klingt, liegt beisammen; einmal aus der Bibliothek gemacht und aufbewahrt.</translation>
    </message>
    <message>
        <source>B♭</source>
        <translation>B</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CREDITS</source>
        <translation>NENNUNGEN</translation>
    </message>
    <message>
        <source>Calmer</source>
        <translation>Ruhiger</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the scan</source>
        <translation>Das Durchhören abbrechen</translation>
    </message>
    <message>
        <source>Change the score’s folder</source>
        <translation>Den Ordner der Partitur ändern</translation>
    </message>
    <message>
        <source>Changes count at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Check the library…</source>
        <translation>Die Bibliothek prüfen …</translation>
    </message>
    <message>
        <source>Checking the library…</source>
        <translation>Die Bibliothek wird geprüft …</translation>
    </message>
    <message>
        <source>Choose a cue with ← and →, or click one.</source>
        <translation>Wählen Sie einen Cue mit ← und →, oder klicken Sie einen an.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Einen Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose a recording of the text</source>
        <translation>Eine Aufnahme des Textes wählen</translation>
    </message>
    <message>
        <source>Choose a suggestion first.</source>
        <translation>Wählen Sie erst einen Vorschlag.</translation>
    </message>
    <message>
        <source>Choose a suggestion first: then it can be copied.</source>
        <translation>Wählen Sie erst einen Vorschlag: Dann kann er kopiert werden.</translation>
    </message>
    <message>
        <source>Choose a suggestion first: then it can be saved.</source>
        <translation>Wählen Sie erst einen Vorschlag: Dann kann er gespeichert werden.</translation>
    </message>
    <message>
        <source>Choose a suggestion first: then it can be sent.</source>
        <translation>Erst einen Vorschlag wählen: Dann kann er gesendet werden.</translation>
    </message>
    <message>
        <source>Choose a suggestion first: then there can be more like it.</source>
        <translation>Wählen Sie erst einen Vorschlag: Dann kann es mehr davon geben.</translation>
    </message>
    <message>
        <source>Choose a track that is there first: then it can be copied.</source>
        <translation>Wählen Sie erst ein Stück, das da ist: Dann kann es kopiert werden.</translation>
    </message>
    <message>
        <source>Choose a track to see what is known of it.</source>
        <translation>Wählen Sie ein Stück, um zu sehen, was darüber bekannt ist.</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Einen anderen Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>Wählen: {what}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Die Suche leeren</translation>
    </message>
    <message>
        <source>Click to hear from there</source>
        <translation>Klicken, um von dort an zu hören</translation>
    </message>
    <message>
        <source>Click to stop</source>
        <translation>Klicken, um anzuhalten</translation>
    </message>
    <message>
        <source>Clips for editors</source>
        <translation>Ausschnitte für andere Programme</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close: what changed</source>
        <translation>Schließen: was sich geändert hat</translation>
    </message>
    <message>
        <source>Columns of the table…</source>
        <translation>Spalten der Tabelle …</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Komponist</translation>
    </message>
    <message>
        <source>Copied as a file: %1</source>
        <translation>Als Datei kopiert: %1</translation>
    </message>
    <message>
        <source>Copied as {what}</source>
        <translation>Als {what} kopiert</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as files</source>
        <translation>Als Dateien kopieren</translation>
    </message>
    <message>
        <source>Copy suggestion as a file</source>
        <translation>Den Vorschlag als Datei kopieren</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>Copyright</translation>
    </message>
    <message>
        <source>Counterpoint: music that feels the opposite</source>
        <translation>Kontrapunkt: Musik, die das Gegenteil fühlt</translation>
    </message>
    <message>
        <source>Counterpoint: the opposite</source>
        <translation>Kontrapunkt: das Gegenteil</translation>
    </message>
    <message>
        <source>Cover of %1</source>
        <translation>Titelbild von %1</translation>
    </message>
    <message>
        <source>Crossfade</source>
        <translation>Überblendung</translation>
    </message>
    <message>
        <source>Curves of the track</source>
        <translation>Kurven des Stücks</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>DaVinci Resolve</source>
        <translation>DaVinci Resolve</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>Dunkler</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Done again: the marks of %1</source>
        <translation>Wiederhergestellt: die Bewertung von %1</translation>
    </message>
    <message>
        <source>Don’t save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <source>Drag as a file</source>
        <translation>Als Datei ziehen</translation>
    </message>
    <message>
        <source>Drag this clip into another program, as a WAV file</source>
        <translation>Diesen Ausschnitt als WAV-Datei in ein anderes Programm ziehen</translation>
    </message>
    <message>
        <source>Draw around some music on the map first.</source>
        <translation>Umkreisen Sie erst etwas Musik auf der Karte.</translation>
    </message>
    <message>
        <source>Each save keeps what it replaces: one in five minutes, of the last month one a day.</source>
        <translation>Jedes Speichern behält, was es ersetzt: eine Fassung in fünf Minuten, vom letzten Monat eine am Tag.</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Frühere Fassungen</translation>
    </message>
    <message>
        <source>Earlier versions kept</source>
        <translation>Aufbewahrte frühere Fassungen</translation>
    </message>
    <message>
        <source>Earlier versions of {name}</source>
        <translation>Frühere Fassungen von {name}</translation>
    </message>
    <message>
        <source>Earlier versions, newest first</source>
        <translation>Frühere Fassungen, die neueste zuerst</translation>
    </message>
    <message>
        <source>Earlier versions…</source>
        <translation>Frühere Fassungen …</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Embedding space</source>
        <translation>Einbettungsraum</translation>
    </message>
    <message>
        <source>Embedding space: {}</source>
        <translation>Einbettungsraum: {}</translation>
    </message>
    <message>
        <source>Emotion arc</source>
        <translation>Gefühlsbogen</translation>
    </message>
    <message>
        <source>Emotion arc of the manuscript</source>
        <translation>Gefühlsbogen des Manuskripts</translation>
    </message>
    <message>
        <source>End the cue earlier</source>
        <translation>Den Cue früher enden lassen</translation>
    </message>
    <message>
        <source>End the cue later</source>
        <translation>Den Cue später enden lassen</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Enter plays. A clip counts as heard after some seconds, as used once it is dragged, copied or saved.</source>
        <translation>Eingabe spielt. Ein Ausschnitt gilt nach einigen Sekunden als gehört, und als verwendet, sobald er gezogen, kopiert oder gespeichert wurde.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>FLAC</source>
        <translation>FLAC</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Liebling</translation>
    </message>
    <message>
        <source>Favourite, or none any more</source>
        <translation>Liebling, oder keiner mehr</translation>
    </message>
    <message>
        <source>Feeling of the passage, in the plane of valence and arousal</source>
        <translation>Gefühl der Textstelle, in der Ebene von Valenz und Erregung</translation>
    </message>
    <message>
        <source>Feeling of the scene</source>
        <translation>Gefühl der Szene</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>Dateien, die nicht gelesen werden konnten</translation>
    </message>
    <message>
        <source>Filter bar</source>
        <translation>Filterleiste</translation>
    </message>
    <message>
        <source>Filter: {}. Press to take it away</source>
        <translation>Filter: {}. Drücken, um ihn wegzunehmen</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>Suchen und ersetzen …</translation>
    </message>
    <message>
        <source>Find in the manuscript</source>
        <translation>Im Manuskript suchen</translation>
    </message>
    <message>
        <source>Find it again…</source>
        <translation>Wiederfinden …</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>Find what is new or changed in the library&apos;s folders</source>
        <translation>Finden, was in den Ordnern der Bibliothek neu oder geändert ist</translation>
    </message>
    <message>
        <source>Finds the music for a story, in your own library, on your own computer. {what}Apache-2.0. Inter and Noto Serif under the SIL Open Font License.</source>
        <translation>Findet die Musik zu einer Geschichte, in Ihrer eigenen Bibliothek, auf Ihrem eigenen Rechner. {what}Apache-2.0. Inter und Noto Serif unter der SIL Open Font License.</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>First cue</source>
        <translation>Erster Cue</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation>Fünf Sekunden zurück</translation>
    </message>
    <message>
        <source>Five seconds on</source>
        <translation>Fünf Sekunden weiter</translation>
    </message>
    <message>
        <source>Focus mode</source>
        <translation>Ruhemodus</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder of the clips</source>
        <translation>Ordner der Ausschnitte</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders of the library</source>
        <translation>Ordner der Bibliothek</translation>
    </message>
    <message>
        <source>Follow changes in the folders</source>
        <translation>Änderungen in den Ordnern verfolgen</translation>
    </message>
    <message>
        <source>Follow the text</source>
        <translation>Dem Text folgen</translation>
    </message>
    <message>
        <source>Follow, or not</source>
        <translation>Verfolgen, oder nicht</translation>
    </message>
    <message>
        <source>Followed</source>
        <translation>Verfolgt</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Bilder in der Sekunde</translation>
    </message>
    <message>
        <source>From it the times of a score and the reading times follow.</source>
        <translation>Daraus folgen die Zeiten einer Partitur und die Lesezeiten.</translation>
    </message>
    <message>
        <source>From the map  ×</source>
        <translation>Von der Karte  ×</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to the manuscript</source>
        <translation>Zum Manuskript</translation>
    </message>
    <message>
        <source>Go to the suggestions</source>
        <translation>Zu den Vorschlägen</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Headings (# …) and chapter lines make scenes.</source>
        <translation>Überschriften (# …) und Kapitelzeilen machen Szenen.</translation>
    </message>
    <message>
        <source>Hear choice 1</source>
        <translation>Wahl 1 hören</translation>
    </message>
    <message>
        <source>Hear choice 2</source>
        <translation>Wahl 2 hören</translation>
    </message>
    <message>
        <source>Hear choice 3</source>
        <translation>Wahl 3 hören</translation>
    </message>
    <message>
        <source>Hear choice 4</source>
        <translation>Wahl 4 hören</translation>
    </message>
    <message>
        <source>Hear choice 5</source>
        <translation>Wahl 5 hören</translation>
    </message>
    <message>
        <source>Hear choice 6</source>
        <translation>Wahl 6 hören</translation>
    </message>
    <message>
        <source>Hear choice 7</source>
        <translation>Wahl 7 hören</translation>
    </message>
    <message>
        <source>Hear choice 8</source>
        <translation>Wahl 8 hören</translation>
    </message>
    <message>
        <source>Hear choice 9</source>
        <translation>Wahl 9 hören</translation>
    </message>
    <message>
        <source>Hear instead</source>
        <translation>Stattdessen hören</translation>
    </message>
    <message>
        <source>Hear the next music instead</source>
        <translation>Stattdessen die nächste Musik hören</translation>
    </message>
    <message>
        <source>Hear the previous music instead</source>
        <translation>Stattdessen die vorige Musik hören</translation>
    </message>
    <message>
        <source>Hear what the pointer rests on, quietly</source>
        <translation>Leise hören, worauf der Zeiger ruht</translation>
    </message>
    <message>
        <source>Heard and used</source>
        <translation>Gehört und verwendet</translation>
    </message>
    <message>
        <source>Heard and used…</source>
        <translation>Gehört und verwendet …</translation>
    </message>
    <message>
        <source>Hearing</source>
        <translation>Hören</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>How files are called, by {scene}, {moods}, {title}, {artist}, {start} and {end}.</source>
        <translation>Wie Dateien heißen, aus {scene}, {moods}, {title}, {artist}, {start} und {end}.</translation>
    </message>
    <message>
        <source>How large everything but the manuscript is drawn; it changes at the next start.</source>
        <translation>Wie groß alles außer dem Manuskript gezeichnet wird; es ändert sich beim nächsten Start.</translation>
    </message>
    <message>
        <source>How long one piece takes to give way to the next.</source>
        <translation>Wie lange ein Stück braucht, um dem nächsten Platz zu machen.</translation>
    </message>
    <message>
        <source>How loud t2m plays.</source>
        <translation>Wie laut t2m spielt.</translation>
    </message>
    <message>
        <source>How many earlier versions of a manuscript are kept at most; they grow sparser with age.</source>
        <translation>Wie viele frühere Fassungen eines Manuskripts höchstens aufbewahrt werden; mit dem Alter werden es weniger.</translation>
    </message>
    <message>
        <source>How many words a new manuscript aims at; 0: none. Each manuscript may have its own.</source>
        <translation>Wie viele Wörter ein neues Manuskript haben soll; 0: kein Ziel. Jedes Manuskript kann sein eigenes haben.</translation>
    </message>
    <message>
        <source>How many words is it to have? 0: no target</source>
        <translation>Wie viele Wörter soll es haben? 0: kein Ziel</translation>
    </message>
    <message>
        <source>How much of the story music stands under: 0 is sparse, 1 wall-to-wall.</source>
        <translation>Unter wie viel der Geschichte Musik liegt: 0 ist karg, 1 durchgehend.</translation>
    </message>
    <message>
        <source>INSIDE</source>
        <translation>DARIN</translation>
    </message>
    <message>
        <source>INSTEAD (PRESS THE NUMBER)</source>
        <translation>STATTDESSEN (ZIFFER DRÜCKEN)</translation>
    </message>
    <message>
        <source>ISRC</source>
        <translation>ISRC</translation>
    </message>
    <message>
        <source>ITS EDGES</source>
        <translation>SEINE RÄNDER</translation>
    </message>
    <message>
        <source>In WAV and FLAC; 16 is dithered, 32f is float (WAV only).</source>
        <translation>In WAV und FLAC; 16 mit Dither, 32f ist Gleitkomma (nur WAV).</translation>
    </message>
    <message>
        <source>In words of the search…</source>
        <translation>In Worten der Suche …</translation>
    </message>
    <message>
        <source>It has not heard {tracks} of your library yet. What was there stays until it has.</source>
        <translation>Es hat {tracks} Ihrer Bibliothek noch nicht gehört. Was da war, bleibt bis dahin.</translation>
    </message>
    <message>
        <source>It is here as it was at the last key ({when}). Nothing on your disk changes until you save.</source>
        <translation>Es ist hier, wie es bei der letzten Taste war ({when}). Auf der Festplatte ändert sich nichts, bis Sie speichern.</translation>
    </message>
    <message>
        <source>It is not what was opened here. Saving would overwrite those changes.</source>
        <translation>Sie ist nicht mehr das, was hier geöffnet wurde. Speichern würde jene Änderungen überschreiben.</translation>
    </message>
    <message>
        <source>Its folder is not there.</source>
        <translation>Ihr Ordner ist nicht da.</translation>
    </message>
    <message>
        <source>Kdenlive</source>
        <translation>Kdenlive</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep mine as a copy</source>
        <translation>Meine Fassung als Kopie behalten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tonart</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>LUFS</source>
        <translation>LUFS</translation>
    </message>
    <message>
        <source>Labels for Audacity</source>
        <translation>Marken für Audacity</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Last cue</source>
        <translation>Letzter Cue</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Left and right choose a cue, up and down hear another music in its place, space plays or stops</source>
        <translation>Links und rechts wählen einen Cue, auf und ab hören andere Musik an seiner Stelle, die Leertaste spielt oder hält an</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>Weniger davon</translation>
    </message>
    <message>
        <source>Lexicon of feelings</source>
        <translation>Lexikon der Gefühle</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Licence, in your words</source>
        <translation>Lizenz, in Ihren Worten</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Listen again</source>
        <translation>Noch einmal anhören</translation>
    </message>
    <message>
        <source>Listen to my music</source>
        <translation>Meine Musik anhören</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Hören</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Es wird gehört …</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Look for copies</source>
        <translation>Nach Kopien suchen</translation>
    </message>
    <message>
        <source>Looking for copies…</source>
        <translation>Kopien werden gesucht …</translation>
    </message>
    <message>
        <source>Looking for music…</source>
        <translation>Musik wird gesucht …</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Lauter</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautheit</translation>
    </message>
    <message>
        <source>MP3</source>
        <translation>MP3</translation>
    </message>
    <message numerus="yes">
        <source>Making the clips…</source>
        <translation>
            <numerusform>Der Ausschnitt wird gemacht…</numerusform>
            <numerusform>Die Ausschnitte werden gemacht…</numerusform>
        </translation>
    </message>
    <message>
        <source>Click to hear from there; drag to mark a part, and drag that into another program</source>
        <translation>Klicken, um von dort zu hören; ziehen, um einen Teil zu markieren, und diesen in ein anderes Programm ziehen</translation>
    </message>
    <message numerus="yes">
        <source>%n cues</source>
        <translation>
            <numerusform>%n Einsatz</numerusform>
            <numerusform>%n Einsätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n places</source>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scenes</source>
        <translation>
            <numerusform>%n Szene</numerusform>
            <numerusform>%n Szenen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks were heard by another model: scan again</source>
        <translation>
            <numerusform>%n Stück wurde von einem anderen Modell angehört: noch einmal durchhören</numerusform>
            <numerusform>%n Stücke wurden von einem anderen Modell angehört: noch einmal durchhören</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n words</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more changes.</source>
        <translation>
            <numerusform>Und eine weitere Änderung (%n).</numerusform>
            <numerusform>Und %n weitere Änderungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back and on in what plays</source>
        <translation>Zurück und vor in dem, was spielt</translation>
    </message>
    <message>
        <source>Back to the manuscript</source>
        <translation>Zurück zum Manuskript</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Choose and play</source>
        <translation>Wählen und spielen</translation>
    </message>
    <message>
        <source>Copy the clip as a file</source>
        <translation>Den Ausschnitt als Datei kopieren</translation>
    </message>
    <message>
        <source>Copy the marked part as a file</source>
        <translation>Den markierten Teil als Datei kopieren</translation>
    </message>
    <message>
        <source>Cue to Ardour</source>
        <translation>Cue an Ardour</translation>
    </message>
    <message>
        <source>Cue to Audacity</source>
        <translation>Cue an Audacity</translation>
    </message>
    <message>
        <source>Cue to Blender</source>
        <translation>Cue an Blender</translation>
    </message>
    <message>
        <source>Cue to DaVinci Resolve</source>
        <translation>Cue an DaVinci Resolve</translation>
    </message>
    <message>
        <source>Cue to Kdenlive</source>
        <translation>Cue an Kdenlive</translation>
    </message>
    <message>
        <source>Cue to Reaper</source>
        <translation>Cue an Reaper</translation>
    </message>
    <message>
        <source>C♯</source>
        <translation>Cis</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>D♭</source>
        <translation>Des</translation>
    </message>
    <message>
        <source>D♯</source>
        <translation>Dis</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>E♭</source>
        <translation>Es</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Folder of your projects</source>
        <translation>Ordner Ihrer Projekte</translation>
    </message>
    <message>
        <source>From beginning to end: </source>
        <translation>Vom Anfang bis zum Ende: </translation>
    </message>
    <message>
        <source>F♯</source>
        <translation>Fis</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>G♭</source>
        <translation>Ges</translation>
    </message>
    <message>
        <source>G♯</source>
        <translation>Gis</translation>
    </message>
    <message>
        <source>Hear another music instead</source>
        <translation>Stattdessen andere Musik hören</translation>
    </message>
    <message>
        <source>How it works</source>
        <translation>Wie es geht</translation>
    </message>
    <message>
        <source>In the suggestions</source>
        <translation>In den Vorschlägen</translation>
    </message>
    <message>
        <source>It is not running, or what t2m needs in it is switched off</source>
        <translation>Es läuft nicht, oder was t2m darin braucht, ist ausgeschaltet</translation>
    </message>
    <message>
        <source>Looking for editors…</source>
        <translation>Suche nach Programmen…</translation>
    </message>
    <message>
        <source>Manuscript</source>
        <translation>Manuskript</translation>
    </message>
    <message>
        <source>Manuscripts</source>
        <translation>Manuskripte</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Map by feeling</source>
        <translation>Karte nach Gefühl</translation>
    </message>
    <message>
        <source>Map by sound</source>
        <translation>Karte nach Klang</translation>
    </message>
    <message>
        <source>Map of the library</source>
        <translation>Karte der Bibliothek</translation>
    </message>
    <message>
        <source>Markers as a table (CSV)</source>
        <translation>Marken als Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Match loudness</source>
        <translation>Lautheit angleichen</translation>
    </message>
    <message>
        <source>Meanwhile, try a line of yours:</source>
        <translation>Versuchen Sie derweil eine eigene Zeile:</translation>
    </message>
    <message>
        <source>Model pack</source>
        <translation>Modellpaket</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Mood that is pinned: {}</source>
        <translation>Festgelegte Stimmung: {}</translation>
    </message>
    <message>
        <source>Moods: </source>
        <translation>Stimmungen: </translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Motifs: {motifs}</source>
        <translation>Motive: {motifs}</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Music and model</source>
        <translation>Musik und Modell</translation>
    </message>
    <message>
        <source>Music for “{words}”</source>
        <translation>Musik zu „{words}“</translation>
    </message>
    <message>
        <source>Music is heard equally loud, whatever its level; files that go out are not changed.</source>
        <translation>Musik klingt gleich laut, welchen Pegel sie auch hat; ausgegebene Dateien werden nicht verändert.</translation>
    </message>
    <message>
        <source>Music that feels what the text feels, that is calmer than it, or that feels the opposite.</source>
        <translation>Musik, die fühlt, was der Text fühlt, die ruhiger ist als er, oder die das Gegenteil fühlt.</translation>
    </message>
    <message>
        <source>Mute the cue</source>
        <translation>Den Cue stummschalten</translation>
    </message>
    <message>
        <source>NVIDIA GPU (CUDA)</source>
        <translation>NVIDIA GPU (CUDA)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of a clip</source>
        <translation>Name eines Ausschnitts</translation>
    </message>
    <message>
        <source>Never use this cue’s track</source>
        <translation>Das Stück dieses Cues nie verwenden</translation>
    </message>
    <message>
        <source>New manuscript</source>
        <translation>Neues Manuskript</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next cue</source>
        <translation>Nächster Cue</translation>
    </message>
    <message>
        <source>Next scene</source>
        <translation>Nächste Szene</translation>
    </message>
    <message>
        <source>Next suggestion</source>
        <translation>Nächster Vorschlag</translation>
    </message>
    <message>
        <source>No cover picture</source>
        <translation>Kein Titelbild</translation>
    </message>
    <message>
        <source>No earlier version could be kept ({what}).</source>
        <translation>Es konnte keine frühere Fassung aufbewahrt werden ({what}).</translation>
    </message>
    <message>
        <source>No favourite any more</source>
        <translation>Kein Liebling mehr</translation>
    </message>
    <message>
        <source>No music yet</source>
        <translation>Noch keine Musik</translation>
    </message>
    <message>
        <source>No music yet. Add a folder, or try the demo.</source>
        <translation>Noch keine Musik. Fügen Sie einen Ordner hinzu, oder versuchen Sie das Beispiel.</translation>
    </message>
    <message>
        <source>No passage yet</source>
        <translation>Noch keine Textstelle</translation>
    </message>
    <message>
        <source>No score yet</source>
        <translation>Noch keine Partitur</translation>
    </message>
    <message>
        <source>No setting holds these words.</source>
        <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Not everything could be mended.</source>
        <translation>Nicht alles konnte repariert werden.</translation>
    </message>
    <message>
        <source>Not for this project</source>
        <translation>Nicht für dieses Projekt</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Not used after all</source>
        <translation>Doch nicht verwendet</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Nothing has been read yet</source>
        <translation>Noch ist nichts gelesen</translation>
    </message>
    <message>
        <source>Nothing in the library fits.</source>
        <translation>Nichts in der Bibliothek passt.</translation>
    </message>
    <message>
        <source>Nothing is found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing is known of it yet</source>
        <translation>Noch ist nichts darüber bekannt</translation>
    </message>
    <message>
        <source>Nothing is on the map yet</source>
        <translation>Noch ist nichts auf der Karte</translation>
    </message>
    <message>
        <source>Nothing lies here.</source>
        <translation>Hier liegt nichts.</translation>
    </message>
    <message>
        <source>Nothing playing</source>
        <translation>Nichts spielt</translation>
    </message>
    <message>
        <source>Nothing there takes files: drag it onto a track or a bin.</source>
        <translation>Dort nimmt nichts Dateien an: Ziehen Sie auf eine Spur oder eine Ablage.</translation>
    </message>
    <message>
        <source>Nothing was heard yet</source>
        <translation>Noch wurde nichts gehört</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>Angebote</translation>
    </message>
    <message>
        <source>Ogg Vorbis</source>
        <translation>Ogg Vorbis</translation>
    </message>
    <message>
        <source>On by five seconds</source>
        <translation>Fünf Sekunden weiter</translation>
    </message>
    <message>
        <source>On the timeline of a score</source>
        <translation>Auf der Zeitleiste einer Partitur</translation>
    </message>
    <message>
        <source>One thing at a time: the library is being cared for already.</source>
        <translation>Eins nach dem anderen: Die Bibliothek wird schon gepflegt.</translation>
    </message>
    <message>
        <source>Only what was circled on the map: show all again</source>
        <translation>Nur, was auf der Karte umkreist wurde: wieder alles zeigen</translation>
    </message>
    <message>
        <source>Open a manuscript</source>
        <translation>Ein Manuskript öffnen</translation>
    </message>
    <message>
        <source>Open a score…</source>
        <translation>Eine Partitur öffnen …</translation>
    </message>
    <message>
        <source>Open as a new manuscript</source>
        <translation>Als neues Manuskript öffnen</translation>
    </message>
    <message>
        <source>Open the demo story</source>
        <translation>Die Beispielgeschichte öffnen</translation>
    </message>
    <message>
        <source>Open the folder of a score</source>
        <translation>Den Ordner einer Partitur öffnen</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>Den Bericht öffnen</translation>
    </message>
    <message>
        <source>Open the score’s folder</source>
        <translation>Den Ordner der Partitur öffnen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabegerät</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Pace, in words a minute</source>
        <translation>Tempo, in Wörtern in der Minute</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>Seiten der Hilfe</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause the scan</source>
        <translation>Das Durchhören unterbrechen</translation>
    </message>
    <message>
        <source>Pin a mood</source>
        <translation>Eine Stimmung festlegen</translation>
    </message>
    <message>
        <source>Pin the cue</source>
        <translation>Den Cue festlegen</translation>
    </message>
    <message>
        <source>Pin the mood: angry</source>
        <translation>Die Stimmung festlegen: zornig</translation>
    </message>
    <message>
        <source>Pin the mood: exciting</source>
        <translation>Die Stimmung festlegen: aufregend</translation>
    </message>
    <message>
        <source>Pin the mood: funny</source>
        <translation>Die Stimmung festlegen: lustig</translation>
    </message>
    <message>
        <source>Pin the mood: happy</source>
        <translation>Die Stimmung festlegen: fröhlich</translation>
    </message>
    <message>
        <source>Pin the mood: sad</source>
        <translation>Die Stimmung festlegen: traurig</translation>
    </message>
    <message>
        <source>Pin the mood: scary</source>
        <translation>Die Stimmung festlegen: unheimlich</translation>
    </message>
    <message>
        <source>Pin the mood: tender</source>
        <translation>Die Stimmung festlegen: zärtlich</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planen</translation>
    </message>
    <message>
        <source>Plan anew</source>
        <translation>Neu planen</translation>
    </message>
    <message>
        <source>Plan anew with other wishes…</source>
        <translation>Mit anderen Wünschen neu planen …</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Spielen</translation>
    </message>
    <message>
        <source>Play from the playhead, or stop</source>
        <translation>Von der Abspielmarke spielen, oder anhalten</translation>
    </message>
    <message>
        <source>Play in a loop</source>
        <translation>In einer Schleife spielen</translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation>Spielen oder anhalten</translation>
    </message>
    <message>
        <source>Playhead</source>
        <translation>Abspielmarke</translation>
    </message>
    <message>
        <source>Position in the track</source>
        <translation>Stelle im Stück</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Previous cue</source>
        <translation>Voriger Cue</translation>
    </message>
    <message>
        <source>Previous scene</source>
        <translation>Vorige Szene</translation>
    </message>
    <message>
        <source>Previous suggestion</source>
        <translation>Voriger Vorschlag</translation>
    </message>
    <message>
        <source>Progress of the scan</source>
        <translation>Fortschritt des Durchhörens</translation>
    </message>
    <message>
        <source>Progress of {job}</source>
        <translation>Fortschritt: {job}</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>Verlag</translation>
    </message>
    <message>
        <source>Put this backup in the place of the library?</source>
        <translation>Diese Sicherung an die Stelle der Bibliothek setzen?</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>Leiser</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Rank by {space}</source>
        <translation>Ordnen nach {space}</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Read back from {editor}: {what} at {time}, track {tracks}.</source>
        <translation>Zurückgelesen aus {editor}: {what} bei {time}, Spur {tracks}.</translation>
    </message>
    <message>
        <source>Reading speed</source>
        <translation>Lesegeschwindigkeit</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>{name} wird gelesen …</translation>
    </message>
    <message>
        <source>Reaper</source>
        <translation>Reaper</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo it</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from the library?</source>
        <translation>%1 aus der Bibliothek entfernen?</translation>
    </message>
    <message>
        <source>Remove from the library…</source>
        <translation>Aus der Bibliothek entfernen …</translation>
    </message>
    <message>
        <source>Remove the cue</source>
        <translation>Den Cue entfernen</translation>
    </message>
    <message>
        <source>Removed: %1 forgotten.</source>
        <translation>Entfernt: %1 vergessen.</translation>
    </message>
    <message>
        <source>Render the sound</source>
        <translation>Den Ton mischen</translation>
    </message>
    <message>
        <source>Rendered: {counted} in {out}</source>
        <translation>Gemischt: {counted} in {out}</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Repairing the library…</source>
        <translation>Die Bibliothek wird repariert …</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset: {what}</source>
        <translation>Zurücksetzen: {what}</translation>
    </message>
    <message>
        <source>Rest to hear, click to play, draw around to choose, wheel to come nearer. By keyboard: arrows, Enter, Shift and arrows, + and −, N for the next scene.</source>
        <translation>Verweilen, um zu hören, klicken, um zu spielen, umkreisen, um zu wählen, das Rad, um näher zu kommen. Mit der Tastatur: Pfeile, Eingabe, Umschalt und Pfeile, + und −, N für die nächste Szene.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the library from a backup</source>
        <translation>Die Bibliothek aus einer Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the library from a backup…</source>
        <translation>Die Bibliothek aus einer Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Restoring the library…</source>
        <translation>Die Bibliothek wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>Room for clips</source>
        <translation>Platz für Ausschnitte</translation>
    </message>
    <message>
        <source>SCENES</source>
        <translation>SZENEN</translation>
    </message>
    <message>
        <source>SOUND</source>
        <translation>KLANG</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>Abtastrate</translation>
    </message>
    <message>
        <source>Samples a second.</source>
        <translation>Abtastwerte in der Sekunde.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Save as UTF-8</source>
        <translation>Als UTF-8 speichern</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern als …</translation>
    </message>
    <message>
        <source>Save by itself after</source>
        <translation>Von selbst speichern nach</translation>
    </message>
    <message>
        <source>Save suggestion as…</source>
        <translation>Vorschlag speichern als …</translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>Die Änderungen an {name} speichern?</translation>
    </message>
    <message>
        <source>Save the manuscript first: then music can be left out of it.</source>
        <translation>Speichern Sie erst das Manuskript: Dann kann Musik dafür ausgelassen werden.</translation>
    </message>
    <message>
        <source>Save the marked part as…</source>
        <translation>Den markierten Teil sichern als…</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
    <message>
        <source>Saving replaces it.</source>
        <translation>Speichern ersetzt sie.</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>Noch einmal durchhören</translation>
    </message>
    <message>
        <source>Scan all folders again</source>
        <translation>Alle Ordner noch einmal durchhören</translation>
    </message>
    <message>
        <source>Scene %1, “%2”, has the least music near it: %3.</source>
        <translation>Szene %1, „%2“, hat die wenigste Musik in der Nähe: %3.</translation>
    </message>
    <message>
        <source>Scene %1, “%2”: %3 within reach.</source>
        <translation>Szene %1, „%2“: %3 in Reichweite.</translation>
    </message>
    <message>
        <source>Scene {at} of {scenes}</source>
        <translation>Szene {at} von {scenes}</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>Szenen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Partitur</translation>
    </message>
    <message>
        <source>Score manuscript</source>
        <translation>Manuskript vertonen</translation>
    </message>
    <message>
        <source>Score manuscript…</source>
        <translation>Manuskript vertonen …</translation>
    </message>
    <message>
        <source>Score the manuscript…</source>
        <translation>Das Manuskript vertonen …</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Vertonung</translation>
    </message>
    <message>
        <source>Scoring reads the whole manuscript and places music where it turns: cues with their reasons, which you can hear, swap and move here before they go out as a cue sheet, a timeline and a temp score.</source>
        <translation>Das Vertonen liest das ganze Manuskript und setzt Musik dorthin, wo es sich wendet: Cues mit ihren Gründen, die Sie hier hören, tauschen und verschieben können, ehe sie als Cue-Sheet, Zeitleiste und Probemischung hinausgehen.</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Drehbücher</translation>
    </message>
    <message>
        <source>Search music and commands</source>
        <translation>Musik und Befehle suchen</translation>
    </message>
    <message>
        <source>Search music and commands   Ctrl K</source>
        <translation>Musik und Befehle suchen   Strg K</translation>
    </message>
    <message>
        <source>Search music, moods and commands</source>
        <translation>Musik, Stimmungen und Befehle suchen</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>Die Bibliothek durchsuchen</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Die Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search:  rain at night  bpm:90-120  mood:tender  -vocals</source>
        <translation>Suche:  rain at night  bpm:90-120  mood:tender  -vocals</translation>
    </message>
    <message>
        <source>Seconds after the last key in which a manuscript that has a file is saved; 0: only when you say so. What you type is in the journal within a second in any case.</source>
        <translation>Sekunden nach der letzten Taste, in denen ein Manuskript mit Datei gespeichert wird; 0: nur, wenn Sie es sagen. Was Sie tippen, steht auf jeden Fall binnen einer Sekunde im Journal.</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Send all cues to</source>
        <translation>Alle Cues senden an</translation>
    </message>
    <message>
        <source>Send the cue to</source>
        <translation>Den Cue senden an</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Senden an</translation>
    </message>
    <message>
        <source>Sending to {editor} …</source>
        <translation>Wird an {editor} gesendet …</translation>
    </message>
    <message>
        <source>Shares of moods</source>
        <translation>Anteile der Stimmungen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Show in the library</source>
        <translation>In der Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Show its copies</source>
        <translation>Seine Kopien zeigen</translation>
    </message>
    <message>
        <source>Show the whole score</source>
        <translation>Die ganze Partitur zeigen</translation>
    </message>
    <message>
        <source>Show what was circled in the library</source>
        <translation>Das Umkreiste in der Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Size of the manuscript&apos;s text</source>
        <translation>Schriftgröße des Manuskripts</translation>
    </message>
    <message>
        <source>Size of the window&apos;s text</source>
        <translation>Schriftgröße des Fensters</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Sorting…</source>
        <translation>Es wird sortiert …</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Sounds like “{title}”</source>
        <translation>Klingt wie „{title}“</translation>
    </message>
    <message>
        <source>Space plays or stops, 0 to 5 rate, F marks a favourite, Ctrl+C copies as files</source>
        <translation>Die Leertaste spielt oder hält an, 0 bis 5 bewerten, F merkt einen Liebling, Strg+C kopiert als Dateien</translation>
    </message>
    <message>
        <source>Spell check</source>
        <translation>Rechtschreibprüfung</translation>
    </message>
    <message>
        <source>Start over: let go of what was changed by hand</source>
        <translation>Von vorn: fallen lassen, was von Hand geändert wurde</translation>
    </message>
    <message>
        <source>Start the cue earlier</source>
        <translation>Den Cue früher beginnen</translation>
    </message>
    <message>
        <source>Start the cue later</source>
        <translation>Den Cue später beginnen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop or play</source>
        <translation>Anhalten oder spielen</translation>
    </message>
    <message>
        <source>Stop scoring or rendering</source>
        <translation>Vertonen oder Mischen anhalten</translation>
    </message>
    <message>
        <source>Stop what is done</source>
        <translation>Anhalten, was getan wird</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Stopped. What was there before is as it was.</source>
        <translation>Angehalten. Was vorher da war, ist, wie es war.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Es wird angehalten …</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>Untertitel</translation>
    </message>
    <message>
        <source>Suggestion {rank}: {title}</source>
        <translation>Vorschlag {rank}: {title}</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>THE SCORE</source>
        <translation>DIE PARTITUR</translation>
    </message>
    <message>
        <source>TO KNOW</source>
        <translation>ZU WISSEN</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>Schlagwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Take all away</source>
        <translation>Alle wegnehmen</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>Alle Filter wegnehmen</translation>
    </message>
    <message>
        <source>Take back all that is pinned</source>
        <translation>Alles Festgelegte zurücknehmen</translation>
    </message>
    <message>
        <source>Take the thumb back</source>
        <translation>Den Daumen zurücknehmen</translation>
    </message>
    <message>
        <source>Take this filter away</source>
        <translation>Diesen Filter wegnehmen</translation>
    </message>
    <message>
        <source>Target of a manuscript</source>
        <translation>Ziel eines Manuskripts</translation>
    </message>
    <message>
        <source>Target of words</source>
        <translation>Ziel in Wörtern</translation>
    </message>
    <message>
        <source>Target of words…</source>
        <translation>Ziel in Wörtern …</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Tenser</source>
        <translation>Gespannter</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The arc of the whole manuscript, under the text.</source>
        <translation>Der Bogen des ganzen Manuskripts, unter dem Text.</translation>
    </message>
    <message numerus="yes">
        <source>The clips are ready now: drag them.</source>
        <translation>
            <numerusform>Der Ausschnitt ist jetzt fertig: Ziehen Sie ihn.</numerusform>
            <numerusform>Die Ausschnitte sind jetzt fertig: Ziehen Sie sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>The colours; as the system says, dark and high contrast included.</source>
        <translation>Die Farben; wie das System es sagt, auch dunkel und mit hohem Kontrast.</translation>
    </message>
    <message>
        <source>The door stood open, and no one was there.</source>
        <translation>The door stood open, and no one was there.</translation>
    </message>
    <message>
        <source>The drive or folder that holds it is not there. It comes back with it.</source>
        <translation>Das Laufwerk oder der Ordner, in dem es liegt, ist nicht da. Es kommt damit zurück.</translation>
    </message>
    <message>
        <source>The embedding space in which text and music are compared</source>
        <translation>Der Einbettungsraum, in dem Text und Musik verglichen werden</translation>
    </message>
    <message>
        <source>The engine cannot start: {detail}</source>
        <translation>Die Maschine kann nicht starten: {detail}</translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation>Die Maschine startet …</translation>
    </message>
    <message>
        <source>The engine stopped and is starting again…</source>
        <translation>Die Maschine ist stehen geblieben und startet neu …</translation>
    </message>
    <message>
        <source>The engine stopped; the scan goes on when it is back.</source>
        <translation>Die Maschine ist stehen geblieben; das Durchhören geht weiter, wenn sie wieder da ist.</translation>
    </message>
    <message>
        <source>The engine stopped; the scoring goes on when it is back.</source>
        <translation>Die Maschine ist stehen geblieben; das Vertonen geht weiter, wenn sie wieder da ist.</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>Das schnellste, das da ist</translation>
    </message>
    <message>
        <source>The feelings that were pinned in {name} are this manuscript’s now.</source>
        <translation>Die Gefühle, die in {name} festgelegt waren, gehören jetzt zu diesem Manuskript.</translation>
    </message>
    <message>
        <source>The file is gone. If it was moved, show where it is: nothing is lost.</source>
        <translation>Die Datei ist weg. Wurde sie verschoben, zeigen Sie, wo sie ist: Nichts ist verloren.</translation>
    </message>
    <message>
        <source>The filters leave nothing: take them away</source>
        <translation>Die Filter lassen nichts übrig: wegnehmen</translation>
    </message>
    <message>
        <source>The first pieces come in a moment.</source>
        <translation>Die ersten Stücke kommen gleich.</translation>
    </message>
    <message>
        <source>The folder is not there: connect its drive first.</source>
        <translation>Der Ordner ist nicht da: Schließen Sie erst sein Laufwerk an.</translation>
    </message>
    <message>
        <source>The folder of the music library&apos;s catalogue; your music stays where it is.</source>
        <translation>Der Ordner des Katalogs der Musikbibliothek; Ihre Musik bleibt, wo sie ist.</translation>
    </message>
    <message>
        <source>The grid of timelines, on which all cues lie.</source>
        <translation>Das Raster der Zeitleisten, auf dem alle Cues liegen.</translation>
    </message>
    <message>
        <source>The kind of file that a dragged clip is.</source>
        <translation>Die Art Datei, die ein gezogener Ausschnitt ist.</translation>
    </message>
    <message>
        <source>The language of the window; it changes at the next start.</source>
        <translation>Die Sprache des Fensters; sie ändert sich beim nächsten Start.</translation>
    </message>
    <message>
        <source>The language whose dictionary checks what you write, such as en_GB; the system has the dictionaries (Debian: hunspell-en-gb).</source>
        <translation>Die Sprache, deren Wörterbuch prüft, was Sie schreiben, etwa en_GB; die Wörterbücher hat das System (Debian: hunspell-en-gb).</translation>
    </message>
    <message>
        <source>The library as it is now is kept beside it. No music is touched.</source>
        <translation>Die Bibliothek, wie sie jetzt ist, wird daneben aufbewahrt. Keine Musik wird angerührt.</translation>
    </message>
    <message>
        <source>The library is as it was in the backup; the other is kept beside it.</source>
        <translation>Die Bibliothek ist, wie sie in der Sicherung war; die andere liegt daneben.</translation>
    </message>
    <message>
        <source>The library is in order.</source>
        <translation>Die Bibliothek ist in Ordnung.</translation>
    </message>
    <message>
        <source>The library is mended.</source>
        <translation>Die Bibliothek ist repariert.</translation>
    </message>
    <message>
        <source>The library is not in order.</source>
        <translation>Die Bibliothek ist nicht in Ordnung.</translation>
    </message>
    <message>
        <source>The library is thin where it is %1.</source>
        <translation>Die Bibliothek ist dünn, wo sie %1 ist.</translation>
    </message>
    <message>
        <source>The library was in order: there was nothing to repair.</source>
        <translation>Die Bibliothek war in Ordnung: Es gab nichts zu reparieren.</translation>
    </message>
    <message>
        <source>The line that is written stays at one height.</source>
        <translation>Die geschriebene Zeile bleibt auf einer Höhe.</translation>
    </message>
    <message>
        <source>The manuscript could not be saved.</source>
        <translation>Das Manuskript konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The other paragraphs are drawn paler.</source>
        <translation>Die anderen Absätze sind blasser.</translation>
    </message>
    <message>
        <source>The pack that listens: a name, or a folder.</source>
        <translation>Das Paket, das zuhört: ein Name oder ein Ordner.</translation>
    </message>
    <message>
        <source>The scan goes on while you write. “Help &gt; First steps” brings this page back.</source>
        <translation>Das Durchhören geht weiter, während Sie schreiben. „Hilfe &gt; Erste Schritte“ holt diese Seite zurück.</translation>
    </message>
    <message>
        <source>The scan was stopped. What it found stays; add the folder to go on.</source>
        <translation>Das Durchhören wurde angehalten. Was es fand, bleibt; fügen Sie den Ordner hinzu, um weiterzumachen.</translation>
    </message>
    <message>
        <source>The score is ready: Ctrl+4 shows it.</source>
        <translation>Die Partitur ist fertig: Strg+4 zeigt sie.</translation>
    </message>
    <message>
        <source>The settings had to be mended.</source>
        <translation>Die Einstellungen mussten repariert werden.</translation>
    </message>
    <message>
        <source>The size of the letters on the paper.</source>
        <translation>Die Größe der Buchstaben auf dem Papier.</translation>
    </message>
    <message>
        <source>The sound device that plays.</source>
        <translation>Das Tongerät, das spielt.</translation>
    </message>
    <message>
        <source>The sound is being made ready…</source>
        <translation>Der Ton wird vorbereitet …</translation>
    </message>
    <message>
        <source>The space in which passages and clips are compared; a pack has its own.</source>
        <translation>Der Raum, in dem Textstellen und Ausschnitte verglichen werden; ein Paket hat seine eigenen.</translation>
    </message>
    <message>
        <source>The story’s path on the map</source>
        <translation>Der Weg der Geschichte auf der Karte</translation>
    </message>
    <message>
        <source>The story’s path, scene by scene</source>
        <translation>Der Weg der Geschichte, Szene für Szene</translation>
    </message>
    <message>
        <source>The system’s output</source>
        <translation>Die Ausgabe des Systems</translation>
    </message>
    <message>
        <source>The table cannot be sorted by this column.</source>
        <translation>Nach dieser Spalte kann die Tabelle nicht sortiert werden.</translation>
    </message>
    <message>
        <source>The text, reading along</source>
        <translation>Der Text zum Mitlesen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>Farbschema: wie das System</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Farbschema: dunkel</translation>
    </message>
    <message>
        <source>Theme: high contrast</source>
        <translation>Farbschema: hoher Kontrast</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Farbschema: hell</translation>
    </message>
    <message>
        <source>There are no copies in the library.</source>
        <translation>In der Bibliothek gibt es keine Kopien.</translation>
    </message>
    <message>
        <source>There is no earlier version of this manuscript yet.</source>
        <translation>Von diesem Manuskript gibt es noch keine frühere Fassung.</translation>
    </message>
    <message>
        <source>There is no music on the map yet: add a folder in the Library.</source>
        <translation>Auf der Karte ist noch keine Musik: Fügen Sie in der Bibliothek einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>There is nothing to redo in the library.</source>
        <translation>In der Bibliothek gibt es nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>There is nothing to score yet.</source>
        <translation>Es gibt noch nichts zu vertonen.</translation>
    </message>
    <message>
        <source>There is nothing to undo here.</source>
        <translation>Hier gibt es nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>There is nothing to undo in the library.</source>
        <translation>In der Bibliothek gibt es nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>These files could not be read; everything else went on. What was mended, or was on its way, can be tried again.</source>
        <translation>Diese Dateien konnten nicht gelesen werden; alles andere ging weiter. Was repariert wurde oder noch unterwegs war, kann noch einmal versucht werden.</translation>
    </message>
    <message>
        <source>This clip cannot be played: {error}</source>
        <translation>Dieser Ausschnitt kann nicht gespielt werden: {error}</translation>
    </message>
    <message>
        <source>This cue</source>
        <translation>Dieser Cue</translation>
    </message>
    <message>
        <source>This file is not there: it cannot be dragged.</source>
        <translation>Diese Datei ist nicht da: Sie kann nicht gezogen werden.</translation>
    </message>
    <message>
        <source>This suggestion</source>
        <translation>Dieser Vorschlag</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Wegwerfen</translation>
    </message>
    <message>
        <source>Thumb down: do not suggest it again</source>
        <translation>Daumen runter: nicht wieder vorschlagen</translation>
    </message>
    <message>
        <source>Thumb up</source>
        <translation>Daumen hoch</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Timeline as edit decision lists (CMX 3600)</source>
        <translation>Zeitleiste als Schnittlisten (CMX 3600)</translation>
    </message>
    <message>
        <source>Timeline for Ardour</source>
        <translation>Zeitleiste für Ardour</translation>
    </message>
    <message>
        <source>Timeline for Audacity</source>
        <translation>Zeitleiste für Audacity</translation>
    </message>
    <message>
        <source>Timeline for Bitwig or Studio One (DAWproject)</source>
        <translation>Zeitleiste für Bitwig oder Studio One (DAWproject)</translation>
    </message>
    <message>
        <source>Timeline for Final Cut Pro (FCPXML)</source>
        <translation>Zeitleiste für Final Cut Pro (FCPXML)</translation>
    </message>
    <message>
        <source>Timeline for Kdenlive</source>
        <translation>Zeitleiste für Kdenlive</translation>
    </message>
    <message>
        <source>Timeline for OpenTimelineIO</source>
        <translation>Zeitleiste für OpenTimelineIO</translation>
    </message>
    <message>
        <source>Timeline for Premiere Pro or Resolve (Final Cut Pro 7 XML)</source>
        <translation>Zeitleiste für Premiere Pro oder Resolve (Final Cut Pro 7 XML)</translation>
    </message>
    <message>
        <source>Timeline for Reaper</source>
        <translation>Zeitleiste für Reaper</translation>
    </message>
    <message>
        <source>Timeline for Shotcut (MLT)</source>
        <translation>Zeitleiste für Shotcut (MLT)</translation>
    </message>
    <message>
        <source>Timeline of cues</source>
        <translation>Zeitleiste der Cues</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Tracks inside</source>
        <translation>Stücke darin</translation>
    </message>
    <message>
        <source>Tracks inside: columns</source>
        <translation>Stücke darin: Spalten</translation>
    </message>
    <message>
        <source>Tracks inside: rows</source>
        <translation>Stücke darin: Zeilen</translation>
    </message>
    <message>
        <source>Tracks: columns</source>
        <translation>Stücke: Spalten</translation>
    </message>
    <message>
        <source>Tracks: rows</source>
        <translation>Stücke: Zeilen</translation>
    </message>
    <message>
        <source>True peak</source>
        <translation>True Peak</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle noch einmal versuchen</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Das Beispiel versuchen</translation>
    </message>
    <message>
        <source>Try the selected again</source>
        <translation>Die ausgewählten noch einmal versuchen</translation>
    </message>
    <message>
        <source>Typewriter scrolling</source>
        <translation>Schreibmaschinenrollen</translation>
    </message>
    <message>
        <source>UTF-8 holds every character; nearly all programs read it.</source>
        <translation>UTF-8 fasst jedes Zeichen; fast alle Programme lesen es.</translation>
    </message>
    <message>
        <source>Underscore: calmer</source>
        <translation>Untermalung: ruhiger</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last change of feelings, filters or marks</source>
        <translation>Die letzte Änderung an Gefühlen, Filtern oder Bewertungen zurücknehmen</translation>
    </message>
    <message>
        <source>Undo: {}</source>
        <translation>Rückgängig: {}</translation>
    </message>
    <message>
        <source>Undone: the marks of %1</source>
        <translation>Zurückgenommen: die Bewertung von %1</translation>
    </message>
    <message>
        <source>Unknown artist</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>Up and down choose and play, left and right go back and on, space stops or plays, Ctrl+C copies as a file, F is favourite, plus and minus are thumbs</source>
        <translation>Auf und ab wählen und spielen, links und rechts gehen zurück und weiter, die Leertaste hält an oder spielt, Strg+C kopiert als Datei, F ist Liebling, Plus und Minus sind Daumen</translation>
    </message>
    <message>
        <source>Valence {:+.2f} (dark to bright), arousal {:+.2f} (calm to tense). Drag it, or move it by arrow keys; Delete takes it back</source>
        <translation>Valenz {:+.2f} (dunkel bis hell), Erregung {:+.2f} (ruhig bis gespannt). Ziehen Sie den Punkt, oder bewegen Sie ihn mit den Pfeiltasten; Entf nimmt es zurück</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Vocals</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Volume: {} %</source>
        <translation>Lautstärke: {} %</translation>
    </message>
    <message>
        <source>WAV</source>
        <translation>WAV</translation>
    </message>
    <message>
        <source>WHY</source>
        <translation>WARUM</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>What a save replaced, and when. The file itself stays.</source>
        <translation>Was ein Speichern ersetzte, und wann. Die Datei selbst bleibt.</translation>
    </message>
    <message>
        <source>What clips are brought to.</source>
        <translation>Worauf Ausschnitte gebracht werden.</translation>
    </message>
    <message>
        <source>What comes, moves or goes in a folder that is followed is noticed by itself. A folder whose drive is away keeps its tracks: they come back with it.</source>
        <translation>Was in einem verfolgten Ordner kommt, wandert oder geht, wird von selbst bemerkt. Ein Ordner, dessen Laufwerk fehlt, behält seine Stücke: Sie kommen mit ihm zurück.</translation>
    </message>
    <message>
        <source>What else can be done with it</source>
        <translation>Was sonst damit getan werden kann</translation>
    </message>
    <message>
        <source>What sounds alike lies together.</source>
        <translation>Was gleich klingt, liegt beisammen.</translation>
    </message>
    <message>
        <source>What the folder of the clips may take. Above it, the oldest go by themselves: those that never left the window, and those that no project names, if the projects’ folder is told.</source>
        <translation>Wie viel der Ordner der Ausschnitte einnehmen darf. Darüber gehen die ältesten von selbst: die, die das Fenster nie verlassen haben, und die, die kein Projekt nennt, sofern der Ordner der Projekte angegeben ist.</translation>
    </message>
    <message>
        <source>What the networks run on; auto takes the fastest there is.</source>
        <translation>Worauf die Netze rechnen; auto nimmt das schnellste, das da ist.</translation>
    </message>
    <message>
        <source>What the search found</source>
        <translation>Was die Suche fand</translation>
    </message>
    <message>
        <source>What was heard and used, the latest first</source>
        <translation>Was gehört und verwendet wurde, das Letzte zuerst</translation>
    </message>
    <message>
        <source>What words feel like by themselves: glasgow, or a file such as your own NRC-VAD.</source>
        <translation>Wie Wörter für sich genommen wirken: glasgow, oder eine Datei wie Ihr eigenes NRC-VAD.</translation>
    </message>
    <message>
        <source>What you say of the feeling holds for {}</source>
        <translation>Was Sie vom Gefühl sagen, gilt für {}</translation>
    </message>
    <message>
        <source>What you write cannot be kept safe in {folder} ({what}): save often.</source>
        <translation>Was Sie schreiben, kann in {folder} nicht gesichert werden ({what}): Speichern Sie oft.</translation>
    </message>
    <message>
        <source>Where clips lie that are dragged or copied into other programs. A project there refers to them: choose a folder that stays.</source>
        <translation>Wo Ausschnitte liegen, die in andere Programme gezogen oder kopiert werden. Ein Projekt dort verweist auf sie: Wählen Sie einen Ordner, der bleibt.</translation>
    </message>
    <message>
        <source>Where is the music now?</source>
        <translation>Wo ist die Musik jetzt?</translation>
    </message>
    <message>
        <source>Where is your music?</source>
        <translation>Wo ist Ihre Musik?</translation>
    </message>
    <message>
        <source>Where the projects of your editors and workstations lie. With it, clips that none of them names can be cleaned up; without it, whatever was carried out once stays.</source>
        <translation>Wo die Projekte Ihrer Schnittprogramme und Workstations liegen. Damit können Ausschnitte aufgeräumt werden, die keines von ihnen nennt; ohne ihn bleibt, was einmal hinausgetragen wurde.</translation>
    </message>
    <message>
        <source>Where the sound goes</source>
        <translation>Wohin der Ton geht</translation>
    </message>
    <message>
        <source>Whether music that comes, moves or goes in the folders that were added is followed while the window is open.</source>
        <translation>Ob Musik, die in den hinzugefügten Ordnern kommt, wandert oder geht, verfolgt wird, solange das Fenster offen ist.</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Without saving, they are lost.</source>
        <translation>Ohne Speichern sind sie verloren.</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Words are found in titles, names, tags and folders, and by what they mean.
Fields: bpm:90-120  key:Am  length:1:30-3:00  mood:tender  -vocals  rating:&gt;=3  tag:  artist:  folder:  licence:
“Words in quotes” must be there; a minus before anything turns it round.</source>
        <translation>Wörter werden in Titeln, Namen, Schlagwörtern und Ordnern gefunden, und nach ihrer Bedeutung.
Felder: bpm:90-120  key:Am  length:1:30-3:00  mood:tender  -vocals  rating:&gt;=3  tag:  artist:  folder:  licence:
„Wörter in Anführungszeichen“ müssen vorkommen; ein Minus vor etwas kehrt es um.</translation>
    </message>
    <message>
        <source>Words that drove the feeling</source>
        <translation>Wörter, die das Gefühl bestimmten</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write a sentence</source>
        <translation>Schreiben Sie einen Satz</translation>
    </message>
    <message>
        <source>Write, or open a manuscript.</source>
        <translation>Schreiben Sie, oder öffnen Sie ein Manuskript.</translation>
    </message>
    <message>
        <source>Write, or open a manuscript. The music follows your cursor.</source>
        <translation>Schreiben Sie, oder öffnen Sie ein Manuskript. Die Musik folgt Ihrem Cursor.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Wrote {name} in {parent}</source>
        <translation>{name} in {parent} geschrieben</translation>
    </message>
    <message>
        <source>YOURS</source>
        <translation>IHRES</translation>
    </message>
    <message>
        <source>You have used it for this manuscript</source>
        <translation>Sie haben es für dieses Manuskript verwendet</translation>
    </message>
    <message>
        <source>Your music, listening</source>
        <translation>Ihre Musik hört zu</translation>
    </message>
    <message>
        <source>Your notes</source>
        <translation>Ihre Notizen</translation>
    </message>
    <message>
        <source>Your tags, with commas between</source>
        <translation>Ihre Schlagwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>a dry smile</source>
        <translation>ein trockenes Lächeln</translation>
    </message>
    <message>
        <source>a headlong rush</source>
        <translation>ein Sturm nach vorn</translation>
    </message>
    <message>
        <source>a little bright</source>
        <translation>etwas hell</translation>
    </message>
    <message>
        <source>a little brighter</source>
        <translation>etwas heller</translation>
    </message>
    <message>
        <source>a little calm</source>
        <translation>etwas ruhig</translation>
    </message>
    <message>
        <source>a little calmer</source>
        <translation>etwas ruhiger</translation>
    </message>
    <message>
        <source>a little dark</source>
        <translation>etwas dunkel</translation>
    </message>
    <message>
        <source>a little darker</source>
        <translation>etwas dunkler</translation>
    </message>
    <message>
        <source>a little tense</source>
        <translation>etwas gespannt</translation>
    </message>
    <message>
        <source>a little tenser</source>
        <translation>etwas gespannter</translation>
    </message>
    <message>
        <source>a quickening</source>
        <translation>ein Erwachen</translation>
    </message>
    <message>
        <source>add filter ▾</source>
        <translation>Filter hinzufügen ▾</translation>
    </message>
    <message>
        <source>and where it is</source>
        <translation>und wo sie</translation>
    </message>
    <message>
        <source>anger</source>
        <translation>Zorn</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>zornig</translation>
    </message>
    <message>
        <source>anguish</source>
        <translation>Qual</translation>
    </message>
    <message>
        <source>anticipation</source>
        <translation>Erwartung</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Erregung</translation>
    </message>
    <message>
        <source>as “{}”: {}</source>
        <translation>wie „{}“: {}</translation>
    </message>
    <message>
        <source>as “{}”: {} to {} bpm</source>
        <translation>wie „{}“: {} bis {} bpm</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>ausgewogen</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>bright and calm</source>
        <translation>hell und ruhig</translation>
    </message>
    <message>
        <source>bright and tense</source>
        <translation>hell und gespannt</translation>
    </message>
    <message>
        <source>brighter</source>
        <translation>heller</translation>
    </message>
    <message>
        <source>by what the words mean</source>
        <translation>nach der Bedeutung der Wörter</translation>
    </message>
    <message>
        <source>by {} ▾</source>
        <translation>nach {} ▾</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>calmer</source>
        <translation>ruhiger</translation>
    </message>
    <message>
        <source>contentment, at ease</source>
        <translation>Zufriedenheit, gelöst</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>gegen</translation>
    </message>
    <message>
        <source>counterpoint</source>
        <translation>Kontrapunkt</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>dark and calm</source>
        <translation>dunkel und ruhig</translation>
    </message>
    <message>
        <source>dark and tense</source>
        <translation>dunkel und gespannt</translation>
    </message>
    <message>
        <source>darker</source>
        <translation>dunkler</translation>
    </message>
    <message>
        <source>dread, held back</source>
        <translation>Grauen, verhalten</translation>
    </message>
    <message>
        <source>drive is away</source>
        <translation>Laufwerk fehlt</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>exciting</source>
        <translation>aufregend</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>ziemlich sicher</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>Liebling</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>Lieblinge</translation>
    </message>
    <message>
        <source>fear</source>
        <translation>Angst</translation>
    </message>
    <message>
        <source>feeling</source>
        <translation>Gefühl</translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation>Datei ist weg</translation>
    </message>
    <message>
        <source>follow</source>
        <translation>folgen</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>funny</source>
        <translation>lustig</translation>
    </message>
    <message>
        <source>fury</source>
        <translation>Raserei</translation>
    </message>
    <message>
        <source>gladness</source>
        <translation>Freude</translation>
    </message>
    <message>
        <source>grief, quiet</source>
        <translation>Trauer, still</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>gehört</translation>
    </message>
    <message>
        <source>high comedy</source>
        <translation>große Komik</translation>
    </message>
    <message>
        <source>hover hears</source>
        <translation>Verweilen hört</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>in der Mitte</translation>
    </message>
    <message>
        <source>in {}</source>
        <translation>in {}</translation>
    </message>
    <message>
        <source>instrumental</source>
        <translation>instrumental</translation>
    </message>
    <message>
        <source>joy, let loose</source>
        <translation>Jubel</translation>
    </message>
    <message>
        <source>just as it feels</source>
        <translation>ganz wie der Text</translation>
    </message>
    <message>
        <source>less like “{}”</source>
        <translation>weniger wie „{}“</translation>
    </message>
    <message>
        <source>line: calm to tense</source>
        <translation>Linie: ruhig bis gespannt</translation>
    </message>
    <message>
        <source>loading the model…</source>
        <translation>das Modell wird geladen …</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>Millisekunden</translation>
    </message>
    <message>
        <source>mischief</source>
        <translation>Schalk</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>mixed feelings</source>
        <translation>gemischte Gefühle</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no favourite</source>
        <translation>kein Liebling</translation>
    </message>
    <message>
        <source>no vocals</source>
        <translation>ohne Gesang</translation>
    </message>
    <message>
        <source>none: the text is read at the pace above</source>
        <translation>keine: Der Text wird im obigen Tempo gelesen</translation>
    </message>
    <message>
        <source>not for this project</source>
        <translation>nicht für dieses Projekt</translation>
    </message>
    <message>
        <source>not measured yet: scan again</source>
        <translation>noch nicht gemessen: noch einmal durchhören</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>not used after all</source>
        <translation>doch nicht verwendet</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>one to three minutes</source>
        <translation>eine bis drei Minuten</translation>
    </message>
    <message>
        <source>over 120 bpm</source>
        <translation>über 120 bpm</translation>
    </message>
    <message>
        <source>over three minutes</source>
        <translation>über drei Minuten</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>pin a mood ▾</source>
        <translation>Stimmung festlegen ▾</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>festgelegt</translation>
    </message>
    <message>
        <source>pinned: {} ▾</source>
        <translation>festgelegt: {} ▾</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>resentment, simmering</source>
        <translation>Groll, schwelend</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>scary</source>
        <translation>unheimlich</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>sorrow</source>
        <translation>Kummer</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>sparse</source>
        <translation>karg</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>stereo</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>t2m hears each piece of your music once, on this computer, and nothing leaves it. From then on every paragraph that you write finds the seconds that feel like it.</source>
        <translation>t2m hört jedes Stück Ihrer Musik einmal an, auf diesem Rechner, und nichts verlässt ihn. Von da an findet jeder Absatz, den Sie schreiben, die Sekunden, die sich so anfühlen.</translation>
    </message>
    <message>
        <source>tender</source>
        <translation>zärtlich</translation>
    </message>
    <message>
        <source>tenderness, hushed</source>
        <translation>Zärtlichkeit, leise</translation>
    </message>
    <message>
        <source>tense</source>
        <translation>gespannt</translation>
    </message>
    <message>
        <source>tenser</source>
        <translation>gespannter</translation>
    </message>
    <message>
        <source>terror</source>
        <translation>Entsetzen</translation>
    </message>
    <message>
        <source>the system&apos;s own</source>
        <translation>das des Systems</translation>
    </message>
    <message>
        <source>there</source>
        <translation>da</translation>
    </message>
    <message>
        <source>this manuscript</source>
        <translation>dieses Manuskript</translation>
    </message>
    <message>
        <source>thumb down</source>
        <translation>Daumen runter</translation>
    </message>
    <message>
        <source>thumb up</source>
        <translation>Daumen hoch</translation>
    </message>
    <message>
        <source>under 70 bpm</source>
        <translation>unter 70 bpm</translation>
    </message>
    <message>
        <source>under a minute</source>
        <translation>unter einer Minute</translation>
    </message>
    <message>
        <source>underscore</source>
        <translation>untermalen</translation>
    </message>
    <message>
        <source>used</source>
        <translation>verwendet</translation>
    </message>
    <message>
        <source>used for this manuscript</source>
        <translation>für dieses Manuskript verwendet</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>valence {valence:+.1f}, arousal {arousal:+.1f}</source>
        <translation>Valenz {valence:+.1f}, Erregung {arousal:+.1f}</translation>
    </message>
    <message>
        <source>versions</source>
        <translation>Fassungen</translation>
    </message>
    <message>
        <source>very bright</source>
        <translation>sehr hell</translation>
    </message>
    <message>
        <source>very calm</source>
        <translation>sehr ruhig</translation>
    </message>
    <message>
        <source>very dark</source>
        <translation>sehr dunkel</translation>
    </message>
    <message>
        <source>very tense</source>
        <translation>sehr gespannt</translation>
    </message>
    <message>
        <source>vocals</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>wall to wall</source>
        <translation>durchgehend</translation>
    </message>
    <message>
        <source>warmth</source>
        <translation>Wärme</translation>
    </message>
    <message>
        <source>warmth, brimming</source>
        <translation>Wärme, überströmend</translation>
    </message>
    <message>
        <source>with vocals</source>
        <translation>mit Gesang</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>words a minute</source>
        <translation>Wörter in der Minute</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>yours · {}</source>
        <translation>Ihres · {}</translation>
    </message>
    <message>
        <source>{counted} replaced</source>
        <translation>{counted} ersetzt</translation>
    </message>
    <message>
        <source>{cues} in {scenes} · {music} of music in {end}</source>
        <translation>{cues} in {scenes} · {music} Musik in {end}</translation>
    </message>
    <message>
        <source>{cues} in {scenes}, {duration} read aloud</source>
        <translation>{cues} in {scenes}, {duration} vorgelesen</translation>
    </message>
    <message>
        <source>{date}   ({what:,.1f} kB)</source>
        <translation>{date}   ({what:,.1f} kB)</translation>
    </message>
    <message>
        <source>{editor} does not answer</source>
        <translation>{editor} antwortet nicht</translation>
    </message>
    <message>
        <source>{mood} too</source>
        <translation>auch {mood}</translation>
    </message>
    <message>
        <source>{name} cannot be renamed: {what}.</source>
        <translation>{name} kann nicht umbenannt werden: {what}.</translation>
    </message>
    <message>
        <source>{name} cannot be written: {what}.</source>
        <translation>{name} kann nicht geschrieben werden: {what}.</translation>
    </message>
    <message>
        <source>{name} could not be opened.</source>
        <translation>{name} konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>{name} could not be written.</source>
        <translation>{name} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>{name} exists already.</source>
        <translation>{name} gibt es schon.</translation>
    </message>
    <message>
        <source>{name} stays as it is: saving asks for a new name.</source>
        <translation>{name} bleibt, wie es ist: Speichern fragt nach einem neuen Namen.</translation>
    </message>
    <message>
        <source>{name} was changed by another program.</source>
        <translation>{name} wurde von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>{} bpm</source>
        <translation>{} bpm</translation>
    </message>
    <message>
        <source>{start} to {end}, its best fit: {score:.2f} by “{space}”, number {rank}</source>
        <translation>{start} bis {end}, was am besten passt: {score:.2f} nach „{space}“, Nummer {rank}</translation>
    </message>
    <message>
        <source>{time} read aloud</source>
        <translation>{time} vorgelesen</translation>
    </message>
    <message>
        <source>{tonic} major</source>
        <translation>{tonic}-Dur</translation>
    </message>
    <message>
        <source>{tonic} minor</source>
        <translation>{tonic}-Moll</translation>
    </message>
    <message>
        <source>{what:,} of {places:,}</source>
        <translation>{what:,} von {places:,}</translation>
    </message>
    <message>
        <source>{what}. It is still here: save it in another place.</source>
        <translation>{what}. Es ist noch hier: Speichern Sie es an einem anderen Ort.</translation>
    </message>
    <message>
        <source>{what}: {size} GB</source>
        <translation>{what}: {size} GB</translation>
    </message>
    <message>
        <source>{words} of {target}, {share:.0%}</source>
        <translation>{words} von {target}, {share:.0%}</translation>
    </message>
    <message>
        <source>{}, {} steps</source>
        <translation>{}, {} Schritte</translation>
    </message>
    <message>
        <source>“{stem}” was not saved when t2m ended.</source>
        <translation>„{stem}“ war nicht gespeichert, als t2m endete.</translation>
    </message>
    <message>
        <source>“{}” is not suggested again.</source>
        <translation>„{}“ wird nicht wieder vorgeschlagen.</translation>
    </message>
    <message>
        <source>“{}” is not suggested for this manuscript.</source>
        <translation>„{}“ wird für dieses Manuskript nicht vorgeschlagen.</translation>
    </message>
    <message>
        <source>−14 LUFS (streaming)</source>
        <translation>−14 LUFS (Streaming)</translation>
    </message>
    <message>
        <source>−16 LUFS (podcasts)</source>
        <translation>−16 LUFS (Podcasts)</translation>
    </message>
    <message>
        <source>−18 LUFS (audiobooks)</source>
        <translation>−18 LUFS (Hörbücher)</translation>
    </message>
    <message>
        <source>−23 LUFS (broadcast, EBU R 128)</source>
        <translation>−23 LUFS (Rundfunk, EBU R 128)</translation>
    </message>
    <message>
        <source>■  Stop</source>
        <translation>■  Halt</translation>
    </message>
    <message>
        <source>▶  Play</source>
        <translation>▶  Spielen</translation>
    </message>
    <message>
        <source>♡ Favourite</source>
        <translation>♡ Liebling</translation>
    </message>
    <message>
        <source>♥ Favourite</source>
        <translation>♥ Liebling</translation>
    </message>
    <message>
        <source>Markers of Kdenlive</source>
        <translation>Marken von Kdenlive</translation>
    </message>
    <message>
        <source>Markers of Audacity</source>
        <translation>Marken von Audacity</translation>
    </message>
    <message>
        <source>Markers of Ardour</source>
        <translation>Marken von Ardour</translation>
    </message>
    <message>
        <source>Markers of Blender</source>
        <translation>Marken von Blender</translation>
    </message>
    <message>
        <source>Markers of Reaper</source>
        <translation>Marken von Reaper</translation>
    </message>
    <message>
        <source>Markers of DaVinci Resolve</source>
        <translation>Marken von DaVinci Resolve</translation>
    </message>
    <message>
        <source>Begin with the markers of</source>
        <translation>Beginnen mit den Marken von</translation>
    </message>
    <message>
        <source>It shows no markers with words.</source>
        <translation>Es zeigt keine Marken mit Worten.</translation>
    </message>
    <message>
        <source>Asking {editor} …</source>
        <translation>Frage {editor} …</translation>
    </message>
</context>
</TS>
