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
        <translation>Für andere Programme</translation>
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
    <message>
        <source>--device {error}, not “{device}”.</source>
        <translation>--device {error}, nicht „{device}“.</translation>
    </message>
    <message>
        <source>1 cue is unchanged.</source>
        <translation>1 Cue ist unverändert.</translation>
    </message>
    <message>
        <source>A clip cannot be fitted to {fit} s.</source>
        <translation>Ein Ausschnitt lässt sich nicht auf {fit} s bringen.</translation>
    </message>
    <message>
        <source>A clip has 1 or 2 channels, not {channels}.</source>
        <translation>Ein Ausschnitt hat 1 oder 2 Kanäle, nicht {channels}.</translation>
    </message>
    <message>
        <source>A cue lasts {least} s at least, and none starts before 0:00.</source>
        <translation>Ein Cue dauert mindestens {least} s, und keiner beginnt vor 0:00.</translation>
    </message>
    <message>
        <source>A fade lasts 0 s or more.</source>
        <translation>Eine Blende dauert 0 s oder mehr.</translation>
    </message>
    <message>
        <source>A lexicon&apos;s values go from 0 to 1, from -1 to 1 or from 1 to 9.</source>
        <translation>Die Werte eines Lexikons gehen von 0 bis 1, von -1 bis 1 oder von 1 bis 9.</translation>
    </message>
    <message>
        <source>A loudness is from −70 to 0 LUFS, not {loudness}.</source>
        <translation>Eine Lautheit liegt zwischen −70 und 0 LUFS, nicht bei {loudness}.</translation>
    </message>
    <message>
        <source>A name has no “{field}”; choose of {fields}, in braces.</source>
        <translation>Ein Name hat kein „{field}“; zur Wahl stehen {fields}, in geschweiften Klammern.</translation>
    </message>
    <message>
        <source>A pin must end after it starts, not at character {end} from {start}.</source>
        <translation>Eine Festlegung muss enden, nachdem sie beginnt, nicht bei Zeichen {end} von {start} an.</translation>
    </message>
    <message>
        <source>A preview is a stretch of the score, of {longest_preview} s at most, not {start} s to {end} s.</source>
        <translation>Eine Vorschau ist ein Stück der Partitur, höchstens {longest_preview} s lang, nicht {start} s bis {end} s.</translation>
    </message>
    <message>
        <source>A rating lies from 1 to {best}, or is 0 for none: not {rating}.</source>
        <translation>Eine Wertung liegt zwischen 1 und {best} oder ist 0 für keine, nicht {rating}.</translation>
    </message>
    <message>
        <source>A sample has {bits} bits, not {bits2}.</source>
        <translation>Ein Abtastwert hat {bits} Bit, nicht {bits2}.</translation>
    </message>
    <message>
        <source>A search may have {longest} characters, and this has {line}.</source>
        <translation>Eine Suche darf {longest} Zeichen haben, und diese hat {line}.</translation>
    </message>
    <message>
        <source>A search may have {most_terms} words and fields at most.</source>
        <translation>Eine Suche darf höchstens {most_terms} Wörter und Felder haben.</translation>
    </message>
    <message>
        <source>A table is sorted by {sorts}, not “{sort}”.</source>
        <translation>Eine Tabelle wird nach {sorts} sortiert, nicht nach „{sort}“.</translation>
    </message>
    <message>
        <source>A table shows {shown}, not “{shown2}”.</source>
        <translation>Eine Tabelle zeigt {shown}, nicht „{shown2}“.</translation>
    </message>
    <message>
        <source>A tag has at least one letter.</source>
        <translation>Ein Schlagwort hat mindestens einen Buchstaben.</translation>
    </message>
    <message>
        <source>A tag has {longest_tag} characters at most; “{tag}…” has {tag2}.</source>
        <translation>Ein Schlagwort hat höchstens {longest_tag} Zeichen; „{tag}…“ hat {tag2}.</translation>
    </message>
    <message>
        <source>A true peak is from −20 to 0 dBTP, not {ceiling}.</source>
        <translation>Ein True Peak liegt zwischen −20 und 0 dBTP, nicht bei {ceiling}.</translation>
    </message>
    <message>
        <source>A {name} has {longest_text} characters at most.</source>
        <translation>„{name}“ hat höchstens {longest_text} Zeichen.</translation>
    </message>
    <message>
        <source>All cues are unchanged.</source>
        <translation>Alle Cues sind unverändert.</translation>
    </message>
    <message>
        <source>All {missing} tracks of the library at {folder} are gone from the disk; connect the disk that holds them and run `t2m library add` again, or add another folder.</source>
        <translation>Alle {missing} Stücke der Bibliothek in {folder} sind vom Datenträger verschwunden. Verbinden Sie den Datenträger mit der Musik und lassen Sie `t2m library add` noch einmal laufen, oder fügen Sie einen anderen Ordner hinzu.</translation>
    </message>
    <message>
        <source>All {tracks} tracks of the library are vetoed, not for this project, or cannot be read; take a veto back, or add more music.</source>
        <translation>Alle {tracks} Stücke der Bibliothek sind ausgeschlossen, nicht für dieses Projekt oder nicht lesbar. Nehmen Sie einen Ausschluss zurück, oder fügen Sie mehr Musik hinzu.</translation>
    </message>
    <message numerus="yes">
        <source>And %n more changes.</source>
        <translation>
            <numerusform>Und eine weitere Änderung (%n).</numerusform>
            <numerusform>Und %n weitere Änderungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>And {count} more, in the report.</source>
        <translation>Und {count} weitere, im Bericht.</translation>
    </message>
    <message>
        <source>Another engine serves this library already, at {path}.</source>
        <translation>Eine andere Maschine bedient diese Bibliothek schon, unter {path}.</translation>
    </message>
    <message>
        <source>Another program has been writing to the library at {folder} for {busy_timeout} s; close it and try again.</source>
        <translation>Ein anderes Programm schreibt seit {busy_timeout} s in die Bibliothek in {folder}. Beenden Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another t2m talks to {title} just now. Send again later.</source>
        <translation>Ein anderes t2m spricht gerade mit {title}. Senden Sie später noch einmal.</translation>
    </message>
    <message>
        <source>Another t2m{else} is adding music to the library at {folder}; wait until it is done, or stop it.</source>
        <translation>Ein anderes t2m{else} fügt der Bibliothek in {folder} gerade Musik hinzu. Warten Sie, bis es fertig ist, oder halten Sie es an.</translation>
    </message>
    <message>
        <source>Audacity did not do it ({partition}).</source>
        <translation>Audacity hat es nicht getan ({partition}).</translation>
    </message>
    <message>
        <source>Audacity did not import {file}.</source>
        <translation>Audacity hat {file} nicht importiert.</translation>
    </message>
    <message>
        <source>Audacity does not answer: it is busy, or shows a dialog. Close it, and send again.</source>
        <translation>Audacity antwortet nicht: Es ist beschäftigt oder zeigt einen Dialog. Schließen Sie ihn und senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>Audacity does not answer: it is not running, or its scripting is switched off (Edit → Preferences → Modules: mod-script-pipe Enabled, then start it again). Nothing was sent.</source>
        <translation>Audacity antwortet nicht: Es läuft nicht, oder seine Fernsteuerung ist ausgeschaltet (Bearbeiten → Einstellungen → Module: mod-script-pipe aktiviert, dann neu starten). Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Audacity ended in the middle of it. What it had saved is as it was; it offers the rest when it is started again.</source>
        <translation>Audacity hat mittendrin geendet. Was es gespeichert hatte, ist, wie es war; den Rest bietet es beim nächsten Start an.</translation>
    </message>
    <message>
        <source>Audacity&apos;s list of {lower} cannot be read.</source>
        <translation>Audacitys Liste von {lower} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Audacity&apos;s pipes are not spoken to on Windows. Drag the clip.</source>
        <translation>Mit Audacitys Pipes wird unter Windows nicht gesprochen. Ziehen Sie den Ausschnitt.</translation>
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
        <source>CUE {name}</source>
        <translation>CUE {name}</translation>
    </message>
    <message>
        <source>Cancelled while {title} was read back: {items} may lie there.</source>
        <translation>Abgebrochen, während {title} gefragt wurde: {items} liegt vielleicht dort.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was sent.</source>
        <translation>Abgebrochen; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Changes in {path} cannot be followed ({error}); it is looked through every {minutes} minutes instead.</source>
        <translation>Änderungen in {path} lassen sich nicht verfolgen ({error}); stattdessen wird alle {minutes} Minuten nachgesehen.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Prüfen Sie seine Rechte.</translation>
    </message>
    <message>
        <source>Check the name, and that its disk is connected.</source>
        <translation>Prüfen Sie den Namen, und ob der Datenträger verbunden ist.</translation>
    </message>
    <message>
        <source>Check where it comes from.</source>
        <translation>Prüfen Sie, woher es kommt.</translation>
    </message>
    <message>
        <source>Choice {number}</source>
        <translation>Wahl {number}</translation>
    </message>
    <message>
        <source>Choose and play</source>
        <translation>Wählen und spielen</translation>
    </message>
    <message>
        <source>Choose one of {moods}.</source>
        <translation>Wählen Sie eine von {moods}.</translation>
    </message>
    <message>
        <source>Choosing the music</source>
        <translation>Die Musik wird gewählt</translation>
    </message>
    <message>
        <source>Chosen by hand: “{title}” {start}–{end} for {mood} text.</source>
        <translation>Von Hand gewählt: „{title}“ {start}–{end}; Stimmung des Textes: {mood}.</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>Klassifikation</translation>
    </message>
    <message>
        <source>Clips belong to no track.</source>
        <translation>Ausschnitte gehören zu keinem Stück.</translation>
    </message>
    <message>
        <source>Clips have a feeling that is none.</source>
        <translation>Ausschnitte haben ein Gefühl, das keines ist.</translation>
    </message>
    <message>
        <source>Clips lie outside of their track.</source>
        <translation>Ausschnitte liegen außerhalb ihres Stücks.</translation>
    </message>
    <message>
        <source>Collecting the media</source>
        <translation>Die Medien werden eingesammelt</translation>
    </message>
    <message>
        <source>Collecting the media was cancelled.</source>
        <translation>Das Einsammeln der Medien wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Connect the disk that holds it, or choose other music.</source>
        <translation>Verbinden Sie den Datenträger, auf dem es liegt, oder wählen Sie andere Musik.</translation>
    </message>
    <message>
        <source>Contrastive</source>
        <translation>Kontrastiv</translation>
    </message>
    <message>
        <source>Convert it, or leave it out.</source>
        <translation>Wandeln Sie es um, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>Copy it again.</source>
        <translation>Kopieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>Kopieren oder laden Sie es noch einmal.</translation>
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
        <source>Counters of changes are missing.</source>
        <translation>Zähler für Änderungen fehlen.</translation>
    </message>
    <message>
        <source>Cue sheet (CSV)</source>
        <translation>Cue-Sheet (CSV)</translation>
    </message>
    <message>
        <source>Cue sheet (HTML)</source>
        <translation>Cue-Sheet (HTML)</translation>
    </message>
    <message>
        <source>Cue sheet (PDF)</source>
        <translation>Cue-Sheet (PDF)</translation>
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
        <source>Cue {number} ({before} before) {changes}</source>
        <translation>Cue {number} (vorher {before}) {changes}</translation>
    </message>
    <message>
        <source>Cue {number} ({before} before) {changes}.</source>
        <translation>Cue {number} (vorher {before}) {changes}.</translation>
    </message>
    <message>
        <source>Cue {number} has {alternatives} alternatives, none number {place}.</source>
        <translation>Cue {number} hat {alternatives} Alternativen, keine mit der Nummer {place}.</translation>
    </message>
    <message>
        <source>Cue {number} is new: “{title}” at {time}</source>
        <translation>Cue {number} ist neu: „{title}“ bei {time}</translation>
    </message>
    <message>
        <source>Cue {number} is new: “{title}” at {time}.</source>
        <translation>Cue {number} ist neu: „{title}“ bei {time}.</translation>
    </message>
    <message>
        <source>Cue {number} would leave no room for cue {number2}; remove that one first, or choose other times.</source>
        <translation>Cue {number} ließe keinen Platz für Cue {number2}. Entfernen Sie zuerst diesen, oder wählen Sie andere Zeiten.</translation>
    </message>
    <message>
        <source>Cue {number} {changes}</source>
        <translation>Cue {number} {changes}</translation>
    </message>
    <message>
        <source>Cue {number} {changes}.</source>
        <translation>Cue {number} {changes}.</translation>
    </message>
    <message>
        <source>Cue {number}, “{title}” at {time}, is gone</source>
        <translation>Cue {number}, „{title}“ bei {time}, ist weg</translation>
    </message>
    <message>
        <source>Cue {number}, “{title}” at {time}, is gone.</source>
        <translation>Cue {number}, „{title}“ bei {time}, ist weg.</translation>
    </message>
    <message>
        <source>Cue {number}: {title}</source>
        <translation>Cue {number}: {title}</translation>
    </message>
    <message>
        <source>Cues are of a score: say which.</source>
        <translation>Cues gehören zu einer Partitur: Sagen Sie, zu welcher.</translation>
    </message>
    <message>
        <source>Cut it into pieces.</source>
        <translation>Schneiden Sie es in Stücke.</translation>
    </message>
    <message>
        <source>Cutting out what the timeline plays</source>
        <translation>Was die Zeitleiste spielt, wird ausgeschnitten</translation>
    </message>
    <message>
        <source>Cutting out {name}</source>
        <translation>{name} wird ausgeschnitten</translation>
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
        <source>Dark to bright and calm to tense, and nothing else.</source>
        <translation>Dunkel bis hell und ruhig bis angespannt, sonst nichts.</translation>
    </message>
    <message>
        <source>Decoding was stopped.</source>
        <translation>Das Dekodieren wurde angehalten.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
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
        <source>Emotion</source>
        <translation>Gefühl</translation>
    </message>
    <message>
        <source>Expected relevance</source>
        <translation>Erwartete Passung</translation>
    </message>
    <message>
        <source>Export it again as .epub.</source>
        <translation>Exportieren Sie es noch einmal als .epub.</translation>
    </message>
    <message>
        <source>Export it again as .fdx.</source>
        <translation>Exportieren Sie es noch einmal als .fdx.</translation>
    </message>
    <message>
        <source>Export it as plain text or Markdown from the program that wrote it.</source>
        <translation>Exportieren Sie es als reinen Text oder Markdown aus dem Programm, das es geschrieben hat.</translation>
    </message>
    <message>
        <source>Export it as {suffix}, or as plain text (.txt).</source>
        <translation>Exportieren Sie es als {suffix} oder als reinen Text (.txt).</translation>
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
        <source>FLAC holds no float samples. Export it as .wav, or with 24 bits.</source>
        <translation>FLAC kennt keine Gleitkommawerte. Exportieren Sie als .wav oder mit 24 Bit.</translation>
    </message>
    <message>
        <source>Feeling the text</source>
        <translation>Dem Text wird nachgefühlt</translation>
    </message>
    <message>
        <source>Files are in the catalogue twice.</source>
        <translation>Dateien stehen zweimal im Katalog.</translation>
    </message>
    <message>
        <source>Files of the index are damaged, or of another version; they are made again when they are needed.</source>
        <translation>Dateien des Index sind beschädigt oder von einer anderen Version; sie entstehen neu, wenn sie gebraucht werden.</translation>
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
        <source>From {start} s to {end} s is no piece of a track.</source>
        <translation>Von {start} s bis {end} s ist kein Stück einer Aufnahme.</translation>
    </message>
    <message>
        <source>From {start} s to {end} s is no piece of {path}.</source>
        <translation>Von {start} s bis {end} s ist kein Stück von {path}.</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>Fusion</translation>
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
        <source>Give a book without a lock.</source>
        <translation>Nehmen Sie ein Buch ohne Schloss.</translation>
    </message>
    <message>
        <source>Give a file with some music.</source>
        <translation>Nehmen Sie eine Datei mit etwas Musik.</translation>
    </message>
    <message>
        <source>Give a recording of the manuscript.</source>
        <translation>Nehmen Sie eine Aufnahme des Manuskripts.</translation>
    </message>
    <message>
        <source>Give at least one piece of music that it should sound like.</source>
        <translation>Geben Sie mindestens ein Stück Musik an, nach dem es klingen soll.</translation>
    </message>
    <message>
        <source>Give either a time or a marker to send to.</source>
        <translation>Geben Sie entweder eine Zeit oder eine Marke an, zu der gesendet werden soll.</translation>
    </message>
    <message>
        <source>Give it the suffix of what it is.</source>
        <translation>Geben Sie ihm die Endung dessen, was es ist.</translation>
    </message>
    <message>
        <source>Give the recording of these very words, or leave it out.</source>
        <translation>Nehmen Sie die Aufnahme genau dieser Worte, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>Give yourself the right to read it.</source>
        <translation>Geben Sie sich das Recht, es zu lesen.</translation>
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
        <source>In {title} {many} called “{name}”. There are {names}.</source>
        <translation>In {title} {many} „{name}“. Es gibt {names}.</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>It goes on into the next scene.</source>
        <translation>Es geht in der nächsten Szene weiter.</translation>
    </message>
    <message>
        <source>It goes on through {count} more scenes.</source>
        <translation>Es geht noch {count} Szenen lang weiter.</translation>
    </message>
    <message>
        <source>It is not running, or what t2m needs in it is switched off</source>
        <translation>Es läuft nicht, oder was t2m darin braucht, ist ausgeschaltet</translation>
    </message>
    <message>
        <source>It needs a word, its valence and its arousal in each line, parted by tabs.</source>
        <translation>In jede Zeile gehören ein Wort, seine Valenz und seine Erregung, durch Tabulatoren getrennt.</translation>
    </message>
    <message>
        <source>Kdenlive cannot be reached ({error}). If it ended just now, it offers what was not saved when it is started again.</source>
        <translation>Kdenlive ist nicht zu erreichen ({error}). Falls es gerade geendet hat, bietet es beim nächsten Start an, was nicht gespeichert war.</translation>
    </message>
    <message>
        <source>Kdenlive does not answer: it is busy, or shows a dialog. Look into its project before you send again.</source>
        <translation>Kdenlive antwortet nicht: Es ist beschäftigt oder zeigt einen Dialog. Sehen Sie in sein Projekt, ehe Sie noch einmal senden.</translation>
    </message>
    <message>
        <source>Kdenlive does not tell the frame rate of this project. Nothing was sent: save it there once, and send again.</source>
        <translation>Kdenlive nennt die Bildrate dieses Projekts nicht. Es wurde nichts gesendet: Speichern Sie es dort einmal und senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>Kdenlive ended in the middle of it. What it had saved is as it was; it offers the rest when it is started again.</source>
        <translation>Kdenlive hat mittendrin geendet. Was es gespeichert hatte, ist, wie es war; den Rest bietet es beim nächsten Start an.</translation>
    </message>
    <message>
        <source>Kdenlive is not running. Nothing was sent: open your project there first.</source>
        <translation>Kdenlive läuft nicht. Es wurde nichts gesendet: Öffnen Sie dort zuerst Ihr Projekt.</translation>
    </message>
    <message>
        <source>Kdenlive is not running: there is no desktop session to ask.</source>
        <translation>Kdenlive läuft nicht: Es gibt keine Sitzung, die man fragen könnte.</translation>
    </message>
    <message>
        <source>Kdenlive is opening a project</source>
        <translation>Kdenlive öffnet gerade ein Projekt</translation>
    </message>
    <message>
        <source>Kdenlive is starting</source>
        <translation>Kdenlive startet gerade</translation>
    </message>
    <message>
        <source>Kdenlive lets {most_tracks} audio tracks be chosen from outside.</source>
        <translation>Kdenlive lässt von außen {most_tracks} Tonspuren wählen.</translation>
    </message>
    <message>
        <source>Kdenlive refused “{action}”: it is busy, or an older version.</source>
        <translation>Kdenlive hat „{action}“ abgelehnt: Es ist beschäftigt oder eine ältere Version.</translation>
    </message>
    <message>
        <source>Kdenlive shows “{project}” now, not “{project2}”. Nothing was done to it.</source>
        <translation>Kdenlive zeigt jetzt „{project}“, nicht „{project2}“. Daran wurde nichts getan.</translation>
    </message>
    <message>
        <source>Kdenlive takes clips from the clipboard, and no program is here to put them there. Install xclip (or wl-clipboard on Wayland).</source>
        <translation>Kdenlive nimmt Ausschnitte aus der Zwischenablage, und hier ist kein Programm, das sie hineinlegt. Installieren Sie xclip (unter Wayland wl-clipboard).</translation>
    </message>
    <message>
        <source>Learnt from how near in feeling text and music are.</source>
        <translation>Gelernt daraus, wie nah sich Text und Musik im Gefühl sind.</translation>
    </message>
    <message>
        <source>Learnt from text beside music that suits it.</source>
        <translation>Gelernt aus Text neben Musik, die zu ihm passt.</translation>
    </message>
    <message>
        <source>Learnt from text, music and the names of moods.</source>
        <translation>Gelernt aus Text, Musik und den Namen der Stimmungen.</translation>
    </message>
    <message>
        <source>Listening to the cues</source>
        <translation>Die Cues werden angehört</translation>
    </message>
    <message>
        <source>Listening to the narration was cancelled.</source>
        <translation>Das Anhören der Lesung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Looking for copies was cancelled.</source>
        <translation>Die Suche nach Kopien wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Looking for editors…</source>
        <translation>Suche nach Programmen…</translation>
    </message>
    <message>
        <source>MUTED</source>
        <translation>STUMM</translation>
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
        <source>Mend it with a text editor, or move it away; until then it is left as it is.</source>
        <translation>Verbessern Sie sie mit einem Texteditor, oder legen Sie sie woanders hin; bis dahin bleibt sie, wie sie ist.</translation>
    </message>
    <message>
        <source>Mend it, or delete that cue.</source>
        <translation>Verbessern Sie es, oder löschen Sie diesen Cue.</translation>
    </message>
    <message>
        <source>Mend the line, or score into another folder.</source>
        <translation>Verbessern Sie die Zeile, oder vertonen Sie in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Metric, three branches</source>
        <translation>Metrik, drei Zweige</translation>
    </message>
    <message>
        <source>Metric, two branches</source>
        <translation>Metrik, zwei Zweige</translation>
    </message>
    <message>
        <source>Mixing the score was cancelled.</source>
        <translation>Das Mischen der Partitur wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Mixing the stems</source>
        <translation>Die Stems werden gemischt</translation>
    </message>
    <message>
        <source>Mixing the temp score</source>
        <translation>Der Temp-Score wird gemischt</translation>
    </message>
    <message>
        <source>Model pack</source>
        <translation>Modellpaket</translation>
    </message>
    <message>
        <source>Model pack: {name}.</source>
        <translation>Modellpaket: {name}.</translation>
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
        <source>Multi-head</source>
        <translation>Mehrere Köpfe</translation>
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
        <source>Music by how likely it has the mood of the text.</source>
        <translation>Musik danach, wie wahrscheinlich sie die Stimmung des Textes hat.</translation>
    </message>
    <message>
        <source>Music by how likely it is right, whatever the text is called.</source>
        <translation>Musik danach, wie wahrscheinlich sie richtig ist, wie immer der Text heißt.</translation>
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
        <source>Name a file that t2m library backup wrote.</source>
        <translation>Nennen Sie eine Datei, die t2m library backup geschrieben hat.</translation>
    </message>
    <message>
        <source>Name a folder with audio or video files.</source>
        <translation>Nennen Sie einen Ordner mit Ton- oder Videodateien.</translation>
    </message>
    <message>
        <source>Name of a clip</source>
        <translation>Name eines Ausschnitts</translation>
    </message>
    <message>
        <source>Name the folder of a project.</source>
        <translation>Nennen Sie den Ordner eines Projekts.</translation>
    </message>
    <message>
        <source>Name the manuscript in it.</source>
        <translation>Nennen Sie das Manuskript darin.</translation>
    </message>
    <message>
        <source>Name two tracks, and {most_apart} at most, that are different music; files that are the same byte for byte are not.</source>
        <translation>Nennen Sie zwei Stücke, höchstens {most_apart}, die verschiedene Musik sind; Dateien, die Byte für Byte gleich sind, sind es nicht.</translation>
    </message>
    <message>
        <source>Narration</source>
        <translation>Lesung</translation>
    </message>
    <message>
        <source>Near the words that describe music and text.</source>
        <translation>Nahe den Wörtern, die Musik und Text beschreiben.</translation>
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
        <source>No audio track of {title} is free at {first}, or those that are free are locked. Nothing was sent: add a track, or unlock one.</source>
        <translation>Keine Tonspur von {title} ist bei {first} frei, oder die freien sind gesperrt. Es wurde nichts gesendet: Fügen Sie eine Spur hinzu, oder entsperren Sie eine.</translation>
    </message>
    <message>
        <source>No cover picture</source>
        <translation>Kein Titelbild</translation>
    </message>
    <message>
        <source>No cue is unchanged.</source>
        <translation>Kein Cue ist unverändert.</translation>
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
        <source>No feeling is known for “{label}”; try a commoner word.</source>
        <translation>Zu „{label}“ ist kein Gefühl bekannt; versuchen Sie ein gebräuchlicheres Wort.</translation>
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
        <source>No sound: install the PortAudio library (libportaudio2). All else works.</source>
        <translation>Kein Ton: Installieren Sie die Bibliothek PortAudio (libportaudio2). Alles andere geht.</translation>
    </message>
    <message>
        <source>No sound: there is no audio output. All else works.</source>
        <translation>Kein Ton: Es gibt keine Tonausgabe. Alles andere geht.</translation>
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
        <source>Nothing that was added to the library at {folder} is there; connect the drive that holds it, or add a folder with `t2m library add FOLDER`.</source>
        <translation>Nichts von dem, was der Bibliothek in {folder} hinzugefügt wurde, ist da. Verbinden Sie das Laufwerk, auf dem es liegt, oder fügen Sie mit `t2m library add ORDNER` einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>Nothing there takes files: drag it onto a track or a bin.</source>
        <translation>Dort nimmt nichts Dateien an: Ziehen Sie auf eine Spur oder eine Ablage.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was heard yet</source>
        <translation>Noch wurde nichts gehört</translation>
    </message>
    <message>
        <source>Nothing was removed. Connect its disk, or leave it out.</source>
        <translation>Es wurde nichts entfernt. Verbinden Sie seinen Datenträger, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>Nothing was removed. Mend it, or move it away.</source>
        <translation>Es wurde nichts entfernt. Verbessern Sie es, oder legen Sie es woanders hin.</translation>
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
        <source>On track {track} of {title} lies “{name}” at {start}, where “{name2}” should go. Nothing was sent: choose another track or time.</source>
        <translation>Auf Spur {track} von {title} liegt „{name}“ bei {start}, wo „{name2}“ hin soll. Es wurde nichts gesendet: Wählen Sie eine andere Spur oder Zeit.</translation>
    </message>
    <message>
        <source>One network names the moods of text and music.</source>
        <translation>Ein Netz nennt die Stimmungen von Text und Musik.</translation>
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
        <source>Open it in the program that wrote it, and save it as UTF-8.</source>
        <translation>Öffnen Sie es in dem Programm, das es geschrieben hat, und speichern Sie es als UTF-8.</translation>
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
        <source>PINNED</source>
        <translation>FESTGELEGT</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Lesetempo</translation>
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
        <source>Passed over: {error}</source>
        <translation>Übergangen: {error}</translation>
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
        <source>Pinned by the writer: {title}, under text that is {moods} (valence {valence}, arousal {arousal}).</source>
        <translation>Vom Autor festgelegt: {title}; der Text darunter ist {moods} (Valenz {valence}, Erregung {arousal}).</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planen</translation>
    </message>
    <message>
        <source>Plan (JSON)</source>
        <translation>Plan (JSON)</translation>
    </message>
    <message>
        <source>Plan (TOML)</source>
        <translation>Plan (TOML)</translation>
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
        <source>Planned anew: nothing is different.</source>
        <translation>Neu geplant: Nichts ist anders.</translation>
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
        <source>Plays here now</source>
        <translation>Spielt hier jetzt</translation>
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
        <source>Reading the manuscript</source>
        <translation>Das Manuskript wird gelesen</translation>
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
        <source>Render it to WAV first.</source>
        <translation>Rendern Sie es zuerst als WAV.</translation>
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
        <source>Rendering the sound</source>
        <translation>Der Ton wird gerendert</translation>
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
        <source>Report (HTML)</source>
        <translation>Bericht (HTML)</translation>
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
        <source>Run `t2m library add` on its folder.</source>
        <translation>Lassen Sie `t2m library add` über seinen Ordner laufen.</translation>
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
        <source>Save it again as .docx.</source>
        <translation>Speichern Sie es noch einmal als .docx.</translation>
    </message>
    <message>
        <source>Save it again as .odt.</source>
        <translation>Speichern Sie es noch einmal als .odt.</translation>
    </message>
    <message>
        <source>Save it again as UTF-8.</source>
        <translation>Speichern Sie es noch einmal als UTF-8.</translation>
    </message>
    <message>
        <source>Save it again, or save it as plain text.</source>
        <translation>Speichern Sie es noch einmal, oder als reinen Text.</translation>
    </message>
    <message>
        <source>Save it again.</source>
        <translation>Speichern Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Save it as UTF-8, or score anew.</source>
        <translation>Speichern Sie es als UTF-8, oder vertonen Sie neu.</translation>
    </message>
    <message>
        <source>Save it as plain text or Markdown.</source>
        <translation>Speichern Sie es als reinen Text oder Markdown.</translation>
    </message>
    <message>
        <source>Save it without a password, as .docx.</source>
        <translation>Speichern Sie es ohne Kennwort, als .docx.</translation>
    </message>
    <message>
        <source>Save it without a password.</source>
        <translation>Speichern Sie es ohne Kennwort.</translation>
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
        <source>Score a manuscript into it first.</source>
        <translation>Vertonen Sie zuerst ein Manuskript dorthin.</translation>
    </message>
    <message>
        <source>Score it again.</source>
        <translation>Vertonen Sie es noch einmal.</translation>
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
        <source>Score the manuscript into this folder again.</source>
        <translation>Vertonen Sie das Manuskript noch einmal in diesen Ordner.</translation>
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
        <source>Scoring was cancelled.</source>
        <translation>Das Vertonen wurde abgebrochen.</translation>
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
        <translation>Einstellungen suchen</translation>
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
        <source>Send files, clips or a score: exactly one of them.</source>
        <translation>Senden Sie Dateien, Ausschnitte oder eine Partitur: genau eines davon.</translation>
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
        <source>Sending to {editor}</source>
        <translation>Wird an {editor} gesendet</translation>
    </message>
    <message>
        <source>Sending to {editor} …</source>
        <translation>Wird an {editor} gesendet …</translation>
    </message>
    <message>
        <source>Several spaces at once, weighted by what they are worth.</source>
        <translation>Mehrere Räume zugleich, gewichtet nach dem, was sie taugen.</translation>
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
        <source>Somebody else is adding music.</source>
        <translation>Jemand anders fügt gerade Musik hinzu.</translation>
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
        <source>Space</source>
        <translation>Raum</translation>
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
        <source>Stopped after {done} of {total} files; what was done is kept, and adding the folder again goes on from there.</source>
        <translation>Nach {done} von {total} Dateien angehalten. Was getan ist, bleibt; fügen Sie den Ordner noch einmal hinzu, geht es dort weiter.</translation>
    </message>
    <message>
        <source>Stopped after {done} of {total} vectors; they are kept.</source>
        <translation>Nach {done} von {total} Vektoren angehalten; sie bleiben.</translation>
    </message>
    <message>
        <source>Stopped before anything was heard.</source>
        <translation>Angehalten, ehe etwas angehört war.</translation>
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
        <source>Stopped; nothing was imported.</source>
        <translation>Angehalten; es wurde nichts eingeführt.</translation>
    </message>
    <message>
        <source>Stopped; the model pack is as it was.</source>
        <translation>Angehalten; das Modellpaket ist, wie es war.</translation>
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
        <source>Tags or projects have no entry among the marks.</source>
        <translation>Schlagwörter oder Projekte haben keinen Eintrag unter den Merkzeichen.</translation>
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
        <source>Temp score (WAV)</source>
        <translation>Temp-Score (WAV)</translation>
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
        <source>The address {path} is too long for a socket; set XDG_RUNTIME_DIR.</source>
        <translation>Die Adresse {path} ist zu lang für einen Socket; setzen Sie XDG_RUNTIME_DIR.</translation>
    </message>
    <message>
        <source>The arc of the whole manuscript, under the text.</source>
        <translation>Der Bogen des ganzen Manuskripts, unter dem Text.</translation>
    </message>
    <message>
        <source>The audio output is gone: it plays on the system’s now.</source>
        <translation>Die Tonausgabe ist weg: Es spielt jetzt auf der des Systems.</translation>
    </message>
    <message>
        <source>The backup was cancelled; nothing was written.</source>
        <translation>Die Sicherung wurde abgebrochen; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The catalogue {file} is damaged ({how}). `t2m library check --repair` recovers what can be read; your music is not touched.</source>
        <translation>Der Katalog {file} ist beschädigt ({how}). `t2m library check --repair` rettet, was noch lesbar ist; Ihre Musik wird nicht angerührt.</translation>
    </message>
    <message>
        <source>The catalogue {place} cannot be read: {error}.</source>
        <translation>Der Katalog {place} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The catalogue&apos;s file is damaged: {harm}.</source>
        <translation>Die Datei des Katalogs ist beschädigt: {harm}.</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The clean-up was cancelled; nothing was removed.</source>
        <translation>Das Aufräumen wurde abgebrochen; es wurde nichts entfernt.</translation>
    </message>
    <message>
        <source>The clip cannot be made: {what}.</source>
        <translation>Der Ausschnitt kann nicht gemacht werden: {what}.</translation>
    </message>
    <message>
        <source>The clip of {track} is too long for a WAV file. Take a shorter one.</source>
        <translation>Der Ausschnitt aus {track} ist zu lang für eine WAV-Datei. Nehmen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>The clipboard cannot be used ({command} fails). Nothing was sent.</source>
        <translation>Die Zwischenablage kann nicht benutzt werden ({command} schlägt fehl). Es wurde nichts gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>The clips are ready now: drag them.</source>
        <translation>
            <numerusform>Der Ausschnitt ist jetzt fertig: Ziehen Sie ihn.</numerusform>
            <numerusform>Die Ausschnitte sind jetzt fertig: Ziehen Sie sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>The clips per track must be at least 1, not {per_track}.</source>
        <translation>Es muss mindestens 1 Ausschnitt je Stück sein, nicht {per_track}.</translation>
    </message>
    <message>
        <source>The colours; as the system says, dark and high contrast included.</source>
        <translation>Die Farben; wie das System es sagt, auch dunkel und mit hohem Kontrast.</translation>
    </message>
    <message>
        <source>The cue at {time} is gone, because its text is: “{text}”.</source>
        <translation>Der Cue bei {time} ist weg, weil sein Text es ist: „{text}“.</translation>
    </message>
    <message>
        <source>The cue is unchanged.</source>
        <translation>Der Cue ist unverändert.</translation>
    </message>
    <message>
        <source>The decoding process does not start. Is memory short?</source>
        <translation>Der Dekodierprozess startet nicht. Ist der Speicher knapp?</translation>
    </message>
    <message>
        <source>The decoding process does not start: {error}.</source>
        <translation>Der Dekodierprozess startet nicht: {error}.</translation>
    </message>
    <message>
        <source>The density must lie between 0 (sparse) and 1 (wall-to-wall), not {density}.</source>
        <translation>Die Dichte muss zwischen 0 (sparsam) und 1 (durchgehend) liegen, nicht bei {density}.</translation>
    </message>
    <message>
        <source>The disk that holds the library at {folder} is full; what was done is kept.</source>
        <translation>Der Datenträger mit der Bibliothek in {folder} ist voll; was getan ist, bleibt.</translation>
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
        <source>The end ({end} s) must come after the start ({start} s).</source>
        <translation>Das Ende ({end} s) muss nach dem Anfang ({start} s) kommen.</translation>
    </message>
    <message>
        <source>The engine cannot start: {detail}</source>
        <translation>Die Maschine kann nicht starten: {detail}</translation>
    </message>
    <message>
        <source>The engine ended early (exit code {code}).</source>
        <translation>Die Maschine hat vorzeitig geendet (Exit-Code {code}).</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>Die Maschine läuft nicht.</translation>
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
        <source>The history {path} cannot be used: {error}.</source>
        <translation>Der Verlauf {path} kann nicht benutzt werden: {error}.</translation>
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
        <source>The library at {folder} cannot be read or written ({error}); check its permissions and its disk.</source>
        <translation>Die Bibliothek in {folder} kann nicht gelesen oder geschrieben werden ({error}). Prüfen Sie ihre Rechte und ihren Datenträger.</translation>
    </message>
    <message>
        <source>The library at {folder} cannot be read: {strerror}; check its permissions.</source>
        <translation>Die Bibliothek in {folder} kann nicht gelesen werden: {strerror}. Prüfen Sie ihre Rechte.</translation>
    </message>
    <message>
        <source>The library at {folder} cannot be written to: {strerror}.</source>
        <translation>In die Bibliothek in {folder} kann nicht geschrieben werden: {strerror}.</translation>
    </message>
    <message>
        <source>The library at {folder} has been closed.</source>
        <translation>Die Bibliothek in {folder} ist geschlossen worden.</translation>
    </message>
    <message>
        <source>The library at {folder} holds no music; add a folder with `t2m library add FOLDER`.</source>
        <translation>Die Bibliothek in {folder} enthält keine Musik; fügen Sie mit `t2m library add ORDNER` einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>The library at {folder} was made by a newer t2m (its version is {version}, this one knows {version2}); update t2m, or choose another folder with --library. Nothing was changed.</source>
        <translation>Die Bibliothek in {folder} stammt von einem neueren t2m (ihre Version ist {version}, dieses kennt {version2}). Aktualisieren Sie t2m, oder wählen Sie mit --library einen anderen Ordner. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The library at {parent} was made by a newer t2m; update t2m.</source>
        <translation>Die Bibliothek in {parent} stammt von einem neueren t2m; aktualisieren Sie t2m.</translation>
    </message>
    <message>
        <source>The library folder {folder} cannot be made: {strerror}.</source>
        <translation>Der Ordner {folder} für die Bibliothek kann nicht angelegt werden: {strerror}.</translation>
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
        <source>The model card {path} cannot be read: {error}.</source>
        <translation>Die Modellkarte {path} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The model card {path} cannot be read: {strerror}.</source>
        <translation>Die Modellkarte {path} kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>The model card {path} has a “{name}” that is no layer&apos;s width.</source>
        <translation>Die Modellkarte {path} hat ein „{name}“, das keine Breite einer Schicht ist.</translation>
    </message>
    <message>
        <source>The model card {path} has a “{section}” of an unknown kind, {kind}; update t2m.</source>
        <translation>Die Modellkarte {path} hat ein „{section}“ unbekannter Art, {kind}; aktualisieren Sie t2m.</translation>
    </message>
    <message>
        <source>The model card {path} has unknown fields: {strange}; take them out, or update t2m.</source>
        <translation>Die Modellkarte {path} hat unbekannte Felder: {strange}. Nehmen Sie sie heraus, oder aktualisieren Sie t2m.</translation>
    </message>
    <message>
        <source>The model card {path} is no JSON object; give the pack&apos;s own card.</source>
        <translation>Die Modellkarte {path} ist kein JSON-Objekt; nehmen Sie die Karte des Pakets selbst.</translation>
    </message>
    <message>
        <source>The model card {path} is of no format up to {format}; the pack is for a newer t2m: update it.</source>
        <translation>Die Modellkarte {path} hat kein Format bis {format}; das Paket ist für ein neueres t2m: Aktualisieren Sie es.</translation>
    </message>
    <message>
        <source>The model card {path} is of no format up to {format}; this is no model pack.</source>
        <translation>Die Modellkarte {path} hat kein Format bis {format}; das ist kein Modellpaket.</translation>
    </message>
    <message>
        <source>The model card {path} is of {content} bytes; that is no card.</source>
        <translation>Die Modellkarte {path} hat {content} Bytes; das ist keine Karte.</translation>
    </message>
    <message>
        <source>The model card {path} names “{name}”; weights are .safetensors in its folder, the tokenizer is a .json there.</source>
        <translation>Die Modellkarte {path} nennt „{name}“; Gewichte sind .safetensors in ihrem Ordner, der Tokenizer eine .json dort.</translation>
    </message>
    <message>
        <source>The model card {path} needs a SHA-256 of 64 hexadecimal digits in “{section}”.</source>
        <translation>Die Modellkarte {path} braucht in „{section}“ einen SHA-256 aus 64 Hexadezimalziffern.</translation>
    </message>
    <message>
        <source>The model card {path} needs a list of sources, each with “name” and “licence”.</source>
        <translation>Die Modellkarte {path} braucht eine Liste von Quellen, jede mit „name“ und „licence“.</translation>
    </message>
    <message>
        <source>The model card {path} needs a positive “temperature”.</source>
        <translation>Die Modellkarte {path} braucht eine positive „temperature“.</translation>
    </message>
    <message>
        <source>The model card {path} needs a “name” of letters, digits, “-”, “_” and “.”.</source>
        <translation>Die Modellkarte {path} braucht einen „name“ aus Buchstaben, Ziffern, „-“, „_“ und „.“.</translation>
    </message>
    <message>
        <source>The model card {path} needs an object as configuration and as shape.</source>
        <translation>Die Modellkarte {path} braucht ein Objekt als Konfiguration und als Form.</translation>
    </message>
    <message>
        <source>The model card {path} needs an object in “measured”.</source>
        <translation>Die Modellkarte {path} braucht ein Objekt in „measured“.</translation>
    </message>
    <message>
        <source>The model card {path} needs exactly {wanted} in “{section}”.</source>
        <translation>Die Modellkarte {path} braucht genau {wanted} in „{section}“.</translation>
    </message>
    <message>
        <source>The model card {path} needs text in “{field}”.</source>
        <translation>Die Modellkarte {path} braucht Text in „{field}“.</translation>
    </message>
    <message>
        <source>The model card {path} needs the kind “{transformers}” in “text”.</source>
        <translation>Die Modellkarte {path} braucht die Art „{transformers}“ in „text“.</translation>
    </message>
    <message>
        <source>The model pack is not whole: {path}: {strerror}.</source>
        <translation>Das Modellpaket ist nicht vollständig: {path}: {strerror}.</translation>
    </message>
    <message>
        <source>The model pack&apos;s space “{name}” is not whole; reinstall t2m or the pack.</source>
        <translation>Der Raum „{name}“ des Modellpakets ist nicht vollständig; installieren Sie t2m oder das Paket neu.</translation>
    </message>
    <message>
        <source>The moods, dark or bright, calm or tense, just as they are read.</source>
        <translation>Die Stimmungen, dunkel oder hell, ruhig oder angespannt, wie sie gelesen werden.</translation>
    </message>
    <message>
        <source>The music in the library at {folder} was heard by another model pack than “{name}”; run `t2m library update`.</source>
        <translation>Die Musik der Bibliothek in {folder} wurde von einem anderen Modellpaket als „{name}“ angehört; lassen Sie `t2m library update` laufen.</translation>
    </message>
    <message>
        <source>The music network in {folder} does not fit its card&apos;s shape.</source>
        <translation>Das Musiknetz in {folder} passt nicht zur Form auf seiner Karte.</translation>
    </message>
    <message>
        <source>The music network&apos;s shape in the model card is not one of its kind.</source>
        <translation>Die Form des Musiknetzes auf der Modellkarte ist keine seiner Art.</translation>
    </message>
    <message>
        <source>The number of suggestions must be at least 1, not {k}.</source>
        <translation>Es muss mindestens 1 Vorschlag sein, nicht {k}.</translation>
    </message>
    <message>
        <source>The other paragraphs are drawn paler.</source>
        <translation>Die anderen Absätze sind blasser.</translation>
    </message>
    <message>
        <source>The pace must be a number of words a minute above 0.</source>
        <translation>Das Tempo muss eine Zahl von Wörtern je Minute über 0 sein.</translation>
    </message>
    <message>
        <source>The pack that listens: a name, or a folder.</source>
        <translation>Das Paket, das zuhört: ein Name oder ein Ordner.</translation>
    </message>
    <message>
        <source>The passage is blank; give it some words.</source>
        <translation>Der Abschnitt ist leer; schreiben Sie ein paar Worte hinein.</translation>
    </message>
    <message>
        <source>The passage {identifier} is blank; give it some words.</source>
        <translation>Der Abschnitt {identifier} ist leer; schreiben Sie ein paar Worte hinein.</translation>
    </message>
    <message>
        <source>The plug-in&apos;s answer is none ({error}). Install it anew.</source>
        <translation>Die Antwort der Erweiterung ist keine ({error}). Installieren Sie sie neu.</translation>
    </message>
    <message>
        <source>The port {port} cannot be opened: {lower}. Choose another, or 0 for any.</source>
        <translation>Der Port {port} kann nicht geöffnet werden: {lower}. Wählen Sie einen anderen, oder 0 für irgendeinen.</translation>
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
        <source>The score counts {rate} frames a second and {editor}&apos;s project {other}: the cues lie by time, not by frame number.</source>
        <translation>Die Partitur zählt {rate} Bilder je Sekunde, das Projekt in {editor} {other}: Die Cues liegen nach der Zeit, nicht nach der Bildnummer.</translation>
    </message>
    <message>
        <source>The score in {score} has no cue {missing} that sounds. Choose another.</source>
        <translation>Die Partitur in {score} hat keinen Cue {missing}, der klingt. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The score in {score} has no cues to send.</source>
        <translation>Die Partitur in {score} hat keine Cues, die man senden könnte.</translation>
    </message>
    <message>
        <source>The score is ready: Ctrl+4 shows it.</source>
        <translation>Die Partitur ist fertig: Strg+4 zeigt sie.</translation>
    </message>
    <message>
        <source>The seed must be 0 or more, not {seed}.</source>
        <translation>Der Startwert muss 0 oder mehr sein, nicht {seed}.</translation>
    </message>
    <message>
        <source>The setting “{name}” {error}, not {value} (in {file}); `t2m settings reset {name}` gives it its default.</source>
        <translation>Die Einstellung „{name}“ {error}, nicht {value} (in {file}); `t2m settings reset {name}` gibt ihr den Vorgabewert.</translation>
    </message>
    <message>
        <source>The settings cannot be written to {target}: {error}.</source>
        <translation>Die Einstellungen können nicht nach {target} geschrieben werden: {error}.</translation>
    </message>
    <message>
        <source>The settings had to be mended.</source>
        <translation>Die Einstellungen mussten repariert werden.</translation>
    </message>
    <message>
        <source>The settings in {file} are not a JSON object. Mend it, or remove it.</source>
        <translation>Die Einstellungen in {file} sind kein JSON-Objekt. Verbessern Sie die Datei, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>The settings in {file} are of a newer t2m (form {version}; this one knows {form}). Use that one, or move the file away.</source>
        <translation>Die Einstellungen in {file} stammen von einem neueren t2m (Form {version}; dieses kennt {form}). Benutzen Sie jenes, oder legen Sie die Datei woanders hin.</translation>
    </message>
    <message>
        <source>The settings in {file} cannot be read: {error}. Mend the file, or remove it.</source>
        <translation>Die Einstellungen in {file} können nicht gelesen werden: {error}. Verbessern Sie die Datei, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>The settings in {target} cannot be mended: {error}.</source>
        <translation>Die Einstellungen in {target} können nicht verbessert werden: {error}.</translation>
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
        <source>The text is {moods} (valence {valence}, arousal {arousal}), and nothing is felt for sure: the music stays calm: {music}.</source>
        <translation>Der Text ist {moods} (Valenz {valence}, Erregung {arousal}), und nichts ist sicher zu fühlen, die Musik bleibt ruhig: {music}.</translation>
    </message>
    <message>
        <source>The text is {moods} (valence {valence}, arousal {arousal}), and {style}: {music}.</source>
        <translation>Der Text ist {moods} (Valenz {valence}, Erregung {arousal}), und {style}: {music}.</translation>
    </message>
    <message>
        <source>The text network has no place for “{name}”.</source>
        <translation>Das Textnetz hat keinen Platz für „{name}“.</translation>
    </message>
    <message>
        <source>The text network in {folder} gives {size} numbers, and its card says {width}; ask for the pack anew.</source>
        <translation>Das Textnetz in {folder} gibt {size} Zahlen, und seine Karte sagt {width}; fragen Sie neu nach dem Paket.</translation>
    </message>
    <message>
        <source>The text network lacks “{name}”.</source>
        <translation>Dem Textnetz fehlt „{name}“.</translation>
    </message>
    <message>
        <source>The text network&apos;s configuration asks for more weights than there are.</source>
        <translation>Die Konfiguration des Textnetzes verlangt mehr Gewichte, als da sind.</translation>
    </message>
    <message>
        <source>The text network&apos;s configuration holds “{strange}”, which a pack may not; leave it out.</source>
        <translation>Die Konfiguration des Textnetzes enthält „{strange}“, was ein Paket nicht darf; lassen Sie es weg.</translation>
    </message>
    <message>
        <source>The text network&apos;s width cannot be shared among its heads.</source>
        <translation>Die Breite des Textnetzes lässt sich nicht auf seine Köpfe verteilen.</translation>
    </message>
    <message>
        <source>The text network&apos;s “{name}” is not of its card&apos;s size.</source>
        <translation>„{name}“ des Textnetzes hat nicht die Größe, die auf seiner Karte steht.</translation>
    </message>
    <message>
        <source>The text network&apos;s “{name}” of {value} is out of all bounds.</source>
        <translation>„{name}“ des Textnetzes liegt mit {value} jenseits aller Grenzen.</translation>
    </message>
    <message>
        <source>The text, reading along</source>
        <translation>Der Text zum Mitlesen</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s {words} words are more than the {places} of the text network; the two do not belong together.</source>
        <translation>Der Tokenizer hat {words} Wörter, mehr als die {places} des Textnetzes; die beiden gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The weights in {file} are of no head for vocals that fits this pack; reinstall t2m or the pack.</source>
        <translation>Die Gewichte in {file} gehören zu keinem Kopf für Gesang, der zu diesem Paket passt; installieren Sie t2m oder das Paket neu.</translation>
    </message>
    <message>
        <source>The weights in {path} cannot be read: {error}.</source>
        <translation>Die Gewichte in {path} können nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The weights of the music network do not fit its card: {why}</source>
        <translation>Die Gewichte des Musiknetzes passen nicht zu seiner Karte: {why}</translation>
    </message>
    <message>
        <source>The weights of the text network do not fit its card: {split}</source>
        <translation>Die Gewichte des Textnetzes passen nicht zu seiner Karte: {split}</translation>
    </message>
    <message>
        <source>The word vectors are not whole: {path}: {strerror}.</source>
        <translation>Die Wortvektoren sind nicht vollständig: {path}: {strerror}.</translation>
    </message>
    <message>
        <source>The word vectors&apos; {card} cannot be read: {error}.</source>
        <translation>{card} der Wortvektoren kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The words that are searched are not those of the tracks.</source>
        <translation>Die durchsuchten Wörter sind nicht die der Stücke.</translation>
    </message>
    <message>
        <source>The {offline} tracks of the library at {folder} are on a drive that is not there; connect it, or add another folder.</source>
        <translation>Die {offline} Stücke der Bibliothek in {folder} liegen auf einem Laufwerk, das nicht da ist. Verbinden Sie es, oder fügen Sie einen anderen Ordner hinzu.</translation>
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
        <source>There are no words from character {text_start} to {text_end} of the manuscript, where {silence} is pinned; pin it under some text.</source>
        <translation>Von Zeichen {text_start} bis {text_end} des Manuskripts stehen keine Wörter, wo {silence} festgelegt ist; legen Sie es unter einem Text fest.</translation>
    </message>
    <message>
        <source>There is a pack “{name}” already; import this one under another name (--as), or in its place (--replace).</source>
        <translation>Es gibt schon ein Paket „{name}“. Führen Sie dieses unter einem anderen Namen ein (--as) oder an seiner Stelle (--replace).</translation>
    </message>
    <message>
        <source>There is no change “{op}”; choose one of {ops}.</source>
        <translation>Es gibt keine Änderung „{op}“; zur Wahl stehen {ops}.</translation>
    </message>
    <message>
        <source>There is no cue {number} in this score.</source>
        <translation>Es gibt keinen Cue {number} in dieser Partitur.</translation>
    </message>
    <message>
        <source>There is no drop-frame timecode at {name} frames a second; it belongs to 29.97.</source>
        <translation>Bei {name} Bildern je Sekunde gibt es keinen Drop-Frame-Timecode; er gehört zu 29.97.</translation>
    </message>
    <message>
        <source>There is no earlier version of this manuscript yet.</source>
        <translation>Von diesem Manuskript gibt es noch keine frühere Fassung.</translation>
    </message>
    <message>
        <source>There is no field “{field}:”{hint} Known are {kinds}. Put the words into quotes to find them.</source>
        <translation>Es gibt kein Feld „{field}:“{hint} Bekannt sind {kinds}. Setzen Sie die Wörter in Anführungszeichen, um sie zu finden.</translation>
    </message>
    <message>
        <source>There is no frame rate of {frame_rate}; choose one of {frame_rates}.</source>
        <translation>Es gibt keine Bildrate von {frame_rate}; zur Wahl stehen {frame_rates}.</translation>
    </message>
    <message>
        <source>There is no frame rate of {name}; choose one of {frame_rates}.</source>
        <translation>Es gibt keine Bildrate von {name}; zur Wahl stehen {frame_rates}.</translation>
    </message>
    <message>
        <source>There is no frame rate of {name}; choose one of {rates}.</source>
        <translation>Es gibt keine Bildrate von {name}; zur Wahl stehen {rates}.</translation>
    </message>
    <message>
        <source>There is no library at {folder}.</source>
        <translation>In {folder} ist keine Bibliothek.</translation>
    </message>
    <message>
        <source>There is no library at {library}; make one with `t2m library add FOLDER`, or name another with --library.</source>
        <translation>In {library} ist keine Bibliothek. Legen Sie mit `t2m library add ORDNER` eine an, oder nennen Sie mit --library eine andere.</translation>
    </message>
    <message>
        <source>There is no link to {editor}; choose one of {editors}.</source>
        <translation>Es gibt keine Verbindung zu {editor}; zur Wahl stehen {editors}.</translation>
    </message>
    <message>
        <source>There is no manual mapping from {source} to {target}; there are {pairs}.</source>
        <translation>Es gibt keine Zuordnung von Hand von {source} zu {target}; es gibt {pairs}.</translation>
    </message>
    <message>
        <source>There is no map “{which}”; there are {maps}.</source>
        <translation>Es gibt keine Karte „{which}“; es gibt {maps}.</translation>
    </message>
    <message>
        <source>There is no model pack in {folder} ({path} is missing); give the folder of one.</source>
        <translation>In {folder} ist kein Modellpaket ({path} fehlt); nennen Sie den Ordner eines Pakets.</translation>
    </message>
    <message>
        <source>There is no model pack “{name}”, and no folder of that name; there are: {known}. `t2m model import` adds one.</source>
        <translation>Es gibt kein Modellpaket „{name}“ und keinen Ordner dieses Namens; es gibt: {known}. `t2m model import` fügt eines hinzu.</translation>
    </message>
    <message>
        <source>There is no mood “{mood}”; choose one of {moods}.</source>
        <translation>Es gibt keine Stimmung „{mood}“; zur Wahl stehen {moods}.</translation>
    </message>
    <message>
        <source>There is no mood “{mood}”; the moods are {moods}.</source>
        <translation>Es gibt keine Stimmung „{mood}“; die Stimmungen sind {moods}.</translation>
    </message>
    <message>
        <source>There is no music on the map yet: add a folder in the Library.</source>
        <translation>Auf der Karte ist noch keine Musik: Fügen Sie in der Bibliothek einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>There is no reader for “{format}”; there are {readers}.</source>
        <translation>Es gibt keinen Leser für „{format}“; es gibt {readers}.</translation>
    </message>
    <message>
        <source>There is no revision {revision} of the score in {out}; the last {kept} are kept while the engine runs.</source>
        <translation>Es gibt keine Fassung {revision} der Partitur in {out}; die letzten {kept} bleiben, solange die Maschine läuft.</translation>
    </message>
    <message>
        <source>There is no safe place for the socket: {error}.</source>
        <translation>Es gibt keinen sicheren Ort für den Socket: {error}.</translation>
    </message>
    <message>
        <source>There is no sample rate of {sample_rate} Hz; 8000 to 384000.</source>
        <translation>Eine Abtastrate von {sample_rate} Hz gibt es nicht; 8000 bis 384000.</translation>
    </message>
    <message>
        <source>There is no setting “{name}” (in {file}); there are {settings}.</source>
        <translation>Es gibt keine Einstellung „{name}“ (in {file}); es gibt {settings}.</translation>
    </message>
    <message>
        <source>There is no space “{name}”; choose one of {known}.</source>
        <translation>Es gibt keinen Raum „{name}“; zur Wahl stehen {known}.</translation>
    </message>
    <message>
        <source>There is no style “{style}”; choose one of {styles}.</source>
        <translation>Es gibt keinen Stil „{style}“; zur Wahl stehen {styles}.</translation>
    </message>
    <message>
        <source>There is no taxonomy “{name}”; choose one of {taxonomies}.</source>
        <translation>Es gibt keine Taxonomie „{name}“; zur Wahl stehen {taxonomies}.</translation>
    </message>
    <message>
        <source>There is no temp score of {length}: it is mixed where it is asked for (--sound).</source>
        <translation>Einen Temp-Score von {length} gibt es nicht: Er wird gemischt, wo er verlangt wird (--sound).</translation>
    </message>
    <message>
        <source>There is no time of {at} s on a timeline.</source>
        <translation>Eine Zeit von {at} s gibt es auf einer Zeitleiste nicht.</translation>
    </message>
    <message>
        <source>There is no timeline “{name}”; choose one of {formats}.</source>
        <translation>Es gibt keine Zeitleiste „{name}“; zur Wahl stehen {formats}.</translation>
    </message>
    <message>
        <source>There is no usable {file}: every cue of {plan} was kept as if it were pinned.</source>
        <translation>Es gibt kein brauchbares {file}: Jeder Cue aus {plan} blieb, als wäre er festgelegt.</translation>
    </message>
    <message>
        <source>There is no {source}; give a pack&apos;s folder, or a ZIP of it.</source>
        <translation>{source} gibt es nicht; nennen Sie den Ordner eines Pakets oder ein ZIP davon.</translation>
    </message>
    <message>
        <source>There is no {upper} device here; use --device auto or cpu.</source>
        <translation>Hier ist kein Gerät {upper}; nehmen Sie --device auto oder cpu.</translation>
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
        <source>This text does not seem to be in English, which is all that the model was taught: what it feels here is little more than a guess.</source>
        <translation>Dieser Text scheint nicht englisch zu sein, und nur Englisch hat das Modell gelernt: Was es hier fühlt, ist kaum mehr als geraten.</translation>
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
        <source>Timeline (MLT)</source>
        <translation>Zeitleiste (MLT)</translation>
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
        <source>Track {track} (“{name}”) of {title} is locked. Nothing was sent: unlock it, or choose another track.</source>
        <translation>Spur {track} („{name}“) von {title} ist gesperrt. Es wurde nichts gesendet: Entsperren Sie sie, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Tracks are held for copies of tracks that are none.</source>
        <translation>Stücke gelten als Kopien von Stücken, die keine sind.</translation>
    </message>
    <message>
        <source>Tracks have no clips, or a curve or waveform that cannot be read.</source>
        <translation>Stücke haben keine Ausschnitte oder eine Kurve oder Wellenform, die nicht gelesen werden kann.</translation>
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
        <source>Tracks lack facts or an energy curve, which an earlier t2m did not measure: t2m library update measures them.</source>
        <translation>Stücken fehlen Angaben oder eine Energiekurve, die ein früheres t2m nicht gemessen hat: t2m library update misst sie.</translation>
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
        <source>Two pins meet at character {start} of the manuscript; make one of them shorter.</source>
        <translation>Zwei Festlegungen treffen sich bei Zeichen {start} des Manuskripts; machen Sie eine kürzer.</translation>
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
        <source>Unknown device “{wish}”; choose one of {wishes}.</source>
        <translation>Unbekanntes Gerät „{wish}“; zur Wahl stehen {wishes}.</translation>
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
        <source>Update t2m.</source>
        <translation>Aktualisieren Sie t2m.</translation>
    </message>
    <message>
        <source>Valence and arousal</source>
        <translation>Valenz und Erregung</translation>
    </message>
    <message>
        <source>Valence {:+.2f} (dark to bright), arousal {:+.2f} (calm to tense). Drag it, or move it by arrow keys; Delete takes it back</source>
        <translation>Valenz {:+.2f} (dunkel bis hell), Erregung {:+.2f} (ruhig bis gespannt). Ziehen Sie den Punkt, oder bewegen Sie ihn mit den Pfeiltasten; Entf nimmt es zurück</translation>
    </message>
    <message>
        <source>Vectors belong to no clip.</source>
        <translation>Vektoren gehören zu keinem Ausschnitt.</translation>
    </message>
    <message>
        <source>Vectors have the wrong length; they are made again when they are needed.</source>
        <translation>Vektoren haben die falsche Länge; sie entstehen neu, wenn sie gebraucht werden.</translation>
    </message>
    <message>
        <source>Vectors of the space “{name}” are made when they are needed.</source>
        <translation>Vektoren des Raums „{name}“ entstehen, wenn sie gebraucht werden.</translation>
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
        <source>What answers for {title} speaks another version. Install the plug-in that came with this t2m.</source>
        <translation>Was für {title} antwortet, spricht eine andere Version. Installieren Sie die Erweiterung, die mit diesem t2m kam.</translation>
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
        <source>Word vectors</source>
        <translation>Wortvektoren</translation>
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
        <source>Writing the cue sheet, the timeline and the report</source>
        <translation>Cue-Sheet, Zeitleiste und Bericht werden geschrieben</translation>
    </message>
    <message>
        <source>Writing the timeline</source>
        <translation>Die Zeitleiste wird geschrieben</translation>
    </message>
    <message>
        <source>Writing the timeline was cancelled.</source>
        <translation>Das Schreiben der Zeitleiste wurde abgebrochen.</translation>
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
        <source>a file: {name}</source>
        <translation>Datei: {name}</translation>
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
        <source>a montage is held together</source>
        <translation>eine Montage wird zusammengehalten</translation>
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
        <source>and</source>
        <translation>und</translation>
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
        <source>another feeling is pinned to the scene</source>
        <translation>für die Szene ist ein anderes Gefühl festgelegt</translation>
    </message>
    <message>
        <source>another model reads the text now</source>
        <translation>ein anderes Modell liest jetzt den Text</translation>
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
        <source>as before</source>
        <translation>wie zuvor</translation>
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
        <source>at density {density} it has the least need</source>
        <translation>bei Dichte {density} braucht es am wenigsten Musik</translation>
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
        <source>cannot be decoded ({failed})</source>
        <translation>kann nicht dekodiert werden ({failed})</translation>
    </message>
    <message>
        <source>cannot be decoded: it asks for too much memory</source>
        <translation>kann nicht dekodiert werden: Es verlangt zu viel Speicher</translation>
    </message>
    <message>
        <source>cannot be decoded: it makes the decoder crash</source>
        <translation>kann nicht dekodiert werden: Es bringt den Dekoder zum Absturz</translation>
    </message>
    <message>
        <source>cannot be decoded: no end after {limit} s</source>
        <translation>kann nicht dekodiert werden: nach {limit} s kein Ende</translation>
    </message>
    <message>
        <source>cannot be entered</source>
        <translation>kann nicht betreten werden</translation>
    </message>
    <message>
        <source>cannot be entered ({detail})</source>
        <translation>kann nicht betreten werden ({detail})</translation>
    </message>
    <message>
        <source>cannot be opened: permission denied</source>
        <translation>kann nicht geöffnet werden: keine Berechtigung</translation>
    </message>
    <message>
        <source>cannot be opened: {lower}</source>
        <translation>kann nicht geöffnet werden: {lower}</translation>
    </message>
    <message>
        <source>cannot be opened: {reason}</source>
        <translation>kann nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>cannot be read ({detail})</source>
        <translation>kann nicht gelesen werden ({detail})</translation>
    </message>
    <message>
        <source>cannot be read ({error})</source>
        <translation>kann nicht gelesen werden ({error})</translation>
    </message>
    <message>
        <source>cannot be read ({reason})</source>
        <translation>kann nicht gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>cannot be read ({strerror})</source>
        <translation>kann nicht gelesen werden ({strerror})</translation>
    </message>
    <message>
        <source>cannot be read, so that nobody knows which clips it uses</source>
        <translation>kann nicht gelesen werden, sodass niemand weiß, welche Ausschnitte es benutzt</translation>
    </message>
    <message>
        <source>cannot be read: {strerror}</source>
        <translation>kann nicht gelesen werden: {strerror}</translation>
    </message>
    <message>
        <source>cannot be used: line {name}: {what}{reason}</source>
        <translation>kann nicht benutzt werden: Zeile {name}: {what}{reason}</translation>
    </message>
    <message>
        <source>cannot be used: the cue at {start}: {rstrip}</source>
        <translation>kann nicht benutzt werden: der Cue bei {start}: {rstrip}</translation>
    </message>
    <message>
        <source>changes harder than the text beside its neighbours</source>
        <translation>wechselt neben seinen Nachbarn härter als der Text</translation>
    </message>
    <message>
        <source>changes its sample rate or channels on the way</source>
        <translation>ändert unterwegs Abtastrate oder Kanäle</translation>
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
        <source>declares a document type or entities, which no manuscript needs</source>
        <translation>erklärt einen Dokumenttyp oder Entitäten, die kein Manuskript braucht</translation>
    </message>
    <message>
        <source>does not seem to be a reading of this manuscript ({speed} words a minute)</source>
        <translation>scheint keine Lesung dieses Manuskripts zu sein ({speed} Wörter je Minute)</translation>
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
        <source>end earlier</source>
        <translation>früher enden</translation>
    </message>
    <message>
        <source>end later</source>
        <translation>später enden</translation>
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
        <source>fits less</source>
        <translation>passt weniger</translation>
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
        <source>has a sample rate of {sample_rate} Hz</source>
        <translation>hat eine Abtastrate von {sample_rate} Hz</translation>
    </message>
    <message>
        <source>has a wrong scene (number {place} in it): {error}</source>
        <translation>hat eine falsche Szene (Nummer {place} darin): {error}</translation>
    </message>
    <message>
        <source>has changed since it was scanned</source>
        <translation>hat sich geändert, seit es angehört wurde</translation>
    </message>
    <message>
        <source>has changed since it was scored</source>
        <translation>hat sich geändert, seit es vertont wurde</translation>
    </message>
    <message>
        <source>has no audio stream</source>
        <translation>hat keine Tonspur</translation>
    </message>
    <message>
        <source>has no list of scenes</source>
        <translation>hat keine Liste von Szenen</translation>
    </message>
    <message>
        <source>has only {length} for {wanted}</source>
        <translation>hat nur {length} für {wanted}</translation>
    </message>
    <message>
        <source>has values from {least} to {most}</source>
        <translation>hat Werte von {least} bis {most}</translation>
    </message>
    <message>
        <source>has {channels} channels; {max_channels} are the most</source>
        <translation>hat {channels} Kanäle; {max_channels} sind das Höchste</translation>
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
        <source>holds NUL bytes, so it is not a text file</source>
        <translation>enthält NUL-Bytes, ist also keine Textdatei</translation>
    </message>
    <message>
        <source>holds more files than a manuscript has</source>
        <translation>enthält mehr Dateien, als ein Manuskript hat</translation>
    </message>
    <message>
        <source>holds names that lead out of it</source>
        <translation>enthält Namen, die aus ihm hinausführen</translation>
    </message>
    <message>
        <source>holds no music that t2m can read</source>
        <translation>enthält keine Musik, die t2m lesen kann</translation>
    </message>
    <message>
        <source>holds no passage of a story</source>
        <translation>enthält keinen Abschnitt einer Geschichte</translation>
    </message>
    <message>
        <source>holds no score</source>
        <translation>enthält keine Partitur</translation>
    </message>
    <message>
        <source>holds no sound</source>
        <translation>enthält keinen Ton</translation>
    </message>
    <message>
        <source>holds no speech</source>
        <translation>enthält keine Sprache</translation>
    </message>
    <message>
        <source>holds notes, not sound (MIDI)</source>
        <translation>enthält Noten, keinen Ton (MIDI)</translation>
    </message>
    <message>
        <source>holds notes, not sound (tracker module)</source>
        <translation>enthält Noten, keinen Ton (Tracker-Modul)</translation>
    </message>
    <message>
        <source>holds samples that are not numbers</source>
        <translation>enthält Abtastwerte, die keine Zahlen sind</translation>
    </message>
    <message>
        <source>holds sound in a format that nobody here knows</source>
        <translation>enthält Ton in einem Format, das hier niemand kennt</translation>
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
        <source>in {count} pieces</source>
        <translation>in {count} Stücken</translation>
    </message>
    <message>
        <source>in {count} {why}</source>
        <translation>bei {count}: {why}</translation>
    </message>
    <message>
        <source>in {}</source>
        <translation>in {}</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>Fehler beim Lesen oder Schreiben</translation>
    </message>
    <message>
        <source>instrumental</source>
        <translation>instrumental</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>is an empty lexicon</source>
        <translation>ist ein leeres Lexikon</translation>
    </message>
    <message>
        <source>is as good within a hair</source>
        <translation>ist um ein Haar gleich gut</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>ist beschädigt</translation>
    </message>
    <message>
        <source>is damaged, or cut off</source>
        <translation>ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>is damaged, or no backup of a t2m library</source>
        <translation>ist beschädigt oder keine Sicherung einer t2m-Bibliothek</translation>
    </message>
    <message>
        <source>is damaged: it says that it is {encoding}, and is not</source>
        <translation>ist beschädigt: Es sagt, es sei {encoding}, und ist es nicht</translation>
    </message>
    <message>
        <source>is damaged: no sound can be read from it</source>
        <translation>ist beschädigt: Kein Ton ist daraus zu lesen</translation>
    </message>
    <message>
        <source>is damaged: {there} of its samples are not numbers</source>
        <translation>ist beschädigt: {there} der Abtastwerte sind keine Zahlen</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>is encrypted</source>
        <translation>ist verschlüsselt</translation>
    </message>
    <message>
        <source>is far too large for a sidecar</source>
        <translation>ist viel zu groß für eine Beidatei</translation>
    </message>
    <message>
        <source>is gone</source>
        <translation>ist verschwunden</translation>
    </message>
    <message>
        <source>is in a format that t2m does not read ({suffix})</source>
        <translation>ist in einem Format, das t2m nicht liest ({suffix})</translation>
    </message>
    <message>
        <source>is locked to a reader (DRM)</source>
        <translation>ist an ein Lesegerät gebunden (DRM)</translation>
    </message>
    <message>
        <source>is longer than {longest} hours</source>
        <translation>ist länger als {longest} Stunden</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is muted</source>
        <translation>ist stumm</translation>
    </message>
    <message>
        <source>is nested too deep</source>
        <translation>ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>is nested too deep, or holds a piece too long, to be read</source>
        <translation>ist zu tief verschachtelt oder enthält ein zu langes Stück, um gelesen zu werden</translation>
    </message>
    <message>
        <source>is no EPUB book</source>
        <translation>ist kein EPUB-Buch</translation>
    </message>
    <message>
        <source>is no OpenDocument text</source>
        <translation>ist kein OpenDocument-Text</translation>
    </message>
    <message>
        <source>is no RTF file</source>
        <translation>ist keine RTF-Datei</translation>
    </message>
    <message>
        <source>is no backup of a t2m library</source>
        <translation>ist keine Sicherung einer t2m-Bibliothek</translation>
    </message>
    <message>
        <source>is no document of Word</source>
        <translation>ist kein Word-Dokument</translation>
    </message>
    <message>
        <source>is no lexicon (line {number})</source>
        <translation>ist kein Lexikon (Zeile {number})</translation>
    </message>
    <message>
        <source>is no longer pinned</source>
        <translation>ist nicht mehr festgelegt</translation>
    </message>
    <message>
        <source>is no novelWriter project</source>
        <translation>ist kein novelWriter-Projekt</translation>
    </message>
    <message>
        <source>is no script of Final Draft</source>
        <translation>ist kein Drehbuch von Final Draft</translation>
    </message>
    <message>
        <source>is no whole TOML ({error})</source>
        <translation>ist kein ganzes TOML ({error})</translation>
    </message>
    <message>
        <source>is no {suffix} file: it is encrypted, or in the format of Word before 2007</source>
        <translation>ist keine {suffix}-Datei: Sie ist verschlüsselt oder im Format von Word vor 2007</translation>
    </message>
    <message>
        <source>is no {suffix} file{what}</source>
        <translation>ist keine {suffix}-Datei{what}</translation>
    </message>
    <message>
        <source>is not TOML: {rstrip}</source>
        <translation>ist kein TOML: {rstrip}</translation>
    </message>
    <message>
        <source>is not UTF-8</source>
        <translation>ist nicht UTF-8</translation>
    </message>
    <message>
        <source>is not a file</source>
        <translation>ist keine Datei</translation>
    </message>
    <message>
        <source>is not a folder, nor music that t2m can read</source>
        <translation>ist weder ein Ordner noch Musik, die t2m lesen kann</translation>
    </message>
    <message>
        <source>is not a text file (it holds NUL bytes)</source>
        <translation>ist keine Textdatei (sie enthält NUL-Bytes)</translation>
    </message>
    <message>
        <source>is not a text file (it holds control characters)</source>
        <translation>ist keine Textdatei (sie enthält Steuerzeichen)</translation>
    </message>
    <message>
        <source>is not audio</source>
        <translation>ist kein Ton</translation>
    </message>
    <message>
        <source>is not there</source>
        <translation>ist nicht da</translation>
    </message>
    <message>
        <source>is not what is pinned</source>
        <translation>ist nicht das Festgelegte</translation>
    </message>
    <message>
        <source>is not {motif}’s motif</source>
        <translation>ist nicht das Motiv von {motif}</translation>
    </message>
    <message>
        <source>is of no format that this version knows ({format})</source>
        <translation>hat kein Format, das diese Version kennt ({format})</translation>
    </message>
    <message>
        <source>is packed in a way that is not read</source>
        <translation>ist auf eine Weise gepackt, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>is pinned</source>
        <translation>ist festgelegt</translation>
    </message>
    <message>
        <source>is silent</source>
        <translation>ist still</translation>
    </message>
    <message>
        <source>is the motif of {motif}</source>
        <translation>ist das Motiv von {motif}</translation>
    </message>
    <message>
        <source>is too large for a manuscript</source>
        <translation>ist zu groß für ein Manuskript</translation>
    </message>
    <message>
        <source>is too large for a manuscript (over {max_bytes} MB)</source>
        <translation>ist zu groß für ein Manuskript (über {max_bytes} MB)</translation>
    </message>
    <message>
        <source>is too large for a manuscript (over {max_container} GB)</source>
        <translation>ist zu groß für ein Manuskript (über {max_container} GB)</translation>
    </message>
    <message>
        <source>is truncated or damaged: its index is missing</source>
        <translation>ist abgeschnitten oder beschädigt: Sein Verzeichnis fehlt</translation>
    </message>
    <message>
        <source>is truncated or damaged: {there} s of {promised} s are there</source>
        <translation>ist abgeschnitten oder beschädigt: {there} s von {promised} s sind da</translation>
    </message>
    <message>
        <source>is {amount} dB louder</source>
        <translation>ist {amount} dB lauter</translation>
    </message>
    <message>
        <source>is {amount} dB softer</source>
        <translation>ist {amount} dB leiser</translation>
    </message>
    <message>
        <source>its project</source>
        <translation>sein Projekt</translation>
    </message>
    <message>
        <source>its text is</source>
        <translation>sein Text ist es</translation>
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
        <source>lacks its {name}</source>
        <translation>enthält kein {name}</translation>
    </message>
    <message>
        <source>leads out of its project</source>
        <translation>führt aus seinem Projekt hinaus</translation>
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
        <source>look whether {there} has it before you send again. The audio stays: {file}</source>
        <translation>sehen Sie nach, ob {there} es hat, ehe Sie noch einmal senden. Der Ton bleibt: {file}</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>makes no sense to the music network</source>
        <translation>ergibt für das Musiknetz keinen Sinn</translation>
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
        <source>motif of {name}</source>
        <translation>Motiv von {name}</translation>
    </message>
    <message>
        <source>much is felt</source>
        <translation>viel wird gefühlt</translation>
    </message>
    <message>
        <source>mute</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>names a mood “{mood}”</source>
        <translation>nennt eine Stimmung „{mood}“</translation>
    </message>
    <message>
        <source>narrated</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>narration: {name}</source>
        <translation>Lesung: {name}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
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
        <source>no marker is</source>
        <translation>heißt keine Marke</translation>
    </message>
    <message>
        <source>no mood</source>
        <translation>keine Stimmung</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>keine solche Datei, kein solcher Ordner</translation>
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
        <source>now lasts from {start} to {end} ({then} to {before} before)</source>
        <translation>dauert jetzt von {start} bis {end} (vorher {then} bis {before})</translation>
    </message>
    <message>
        <source>now plays “{title}” from {time} on</source>
        <translation>spielt jetzt „{title}“ von {time} an</translation>
    </message>
    <message>
        <source>now plays “{title}” instead of “{other}”</source>
        <translation>spielt jetzt „{title}“ statt „{other}“</translation>
    </message>
    <message>
        <source>of no one mood, a little {mood}</source>
        <translation>von keiner einen Stimmung, ein wenig {mood}</translation>
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
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>pin</source>
        <translation>festlegen</translation>
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
        <source>plan.toml says so</source>
        <translation>plan.toml sagt es so</translation>
    </message>
    <message>
        <source>plays elsewhere in this scene</source>
        <translation>spielt anderswo in dieser Szene</translation>
    </message>
    <message>
        <source>plays here now</source>
        <translation>spielt hier jetzt</translation>
    </message>
    <message>
        <source>plays in another scene</source>
        <translation>spielt in einer anderen Szene</translation>
    </message>
    <message>
        <source>plays in “{title}”</source>
        <translation>spielt in „{title}“</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>das Dateisystem lässt kein Schreiben zu</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>rendering</source>
        <translation>Rendern</translation>
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
        <source>says that it is {name}, and is not (byte {start})</source>
        <translation>sagt, es sei {name}, und ist es nicht (Byte {start})</translation>
    </message>
    <message>
        <source>scary</source>
        <translation>unheimlich</translation>
    </message>
    <message>
        <source>scene {number}, {title}</source>
        <translation>Szene {number}, {title}</translation>
    </message>
    <message>
        <source>scoring</source>
        <translation>Vertonen</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>several markers are</source>
        <translation>heißen mehrere Marken</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>silence is pinned there</source>
        <translation>Stille ist dort festgelegt</translation>
    </message>
    <message>
        <source>silence, {length}</source>
        <translation>Stille, {length}</translation>
    </message>
    <message>
        <source>so is the music</source>
        <translation>die Musik ist es auch</translation>
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
        <source>sounds again</source>
        <translation>klingt wieder</translation>
    </message>
    <message>
        <source>sparse</source>
        <translation>karg</translation>
    </message>
    <message>
        <source>start earlier</source>
        <translation>früher beginnen</translation>
    </message>
    <message>
        <source>start later</source>
        <translation>später beginnen</translation>
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
        <source>t2m serve is not offered on this system: it has no Unix sockets.</source>
        <translation>t2m serve gibt es auf diesem System nicht: Es hat keine Unix-Sockets.</translation>
    </message>
    <message>
        <source>taking the pin back</source>
        <translation>Festlegung zurückgenommen</translation>
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
        <source>the density is {now} now</source>
        <translation>die Dichte ist jetzt {now}</translation>
    </message>
    <message>
        <source>the feeling turns</source>
        <translation>das Gefühl wendet sich</translation>
    </message>
    <message>
        <source>the mood {mood}</source>
        <translation>die Stimmung {mood}</translation>
    </message>
    <message>
        <source>the music feels the opposite</source>
        <translation>die Musik fühlt das Gegenteil</translation>
    </message>
    <message>
        <source>the music stays calmer</source>
        <translation>die Musik bleibt ruhiger</translation>
    </message>
    <message>
        <source>the plan&apos;s first choice</source>
        <translation>die erste Wahl des Plans</translation>
    </message>
    <message>
        <source>the point</source>
        <translation>der Punkt</translation>
    </message>
    <message>
        <source>the scene closes</source>
        <translation>die Szene endet</translation>
    </message>
    <message>
        <source>the scene opens</source>
        <translation>die Szene beginnt</translation>
    </message>
    <message>
        <source>the seed is {now} now</source>
        <translation>der Startwert ist jetzt {now}</translation>
    </message>
    <message>
        <source>the space is {now} now</source>
        <translation>der Einbettungsraum ist jetzt {now}</translation>
    </message>
    <message>
        <source>the story closes</source>
        <translation>die Geschichte endet</translation>
    </message>
    <message>
        <source>the story is at its height</source>
        <translation>die Geschichte ist auf ihrem Höhepunkt</translation>
    </message>
    <message>
        <source>the story opens</source>
        <translation>die Geschichte beginnt</translation>
    </message>
    <message>
        <source>the style is {now} now</source>
        <translation>der Stil ist jetzt {now}</translation>
    </message>
    <message>
        <source>the system&apos;s own</source>
        <translation>das des Systems</translation>
    </message>
    <message>
        <source>the text is too even there to ask for music</source>
        <translation>der Text ist dort zu gleichmäßig, um nach Musik zu verlangen</translation>
    </message>
    <message>
        <source>the text is too short there for music</source>
        <translation>der Text ist dort zu kurz für Musik</translation>
    </message>
    <message>
        <source>the text there has changed</source>
        <translation>der Text dort ist anders</translation>
    </message>
    <message>
        <source>there</source>
        <translation>da</translation>
    </message>
    <message>
        <source>there is new text</source>
        <translation>dort ist neuer Text</translation>
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
        <source>transformers cannot build this text network: {error}</source>
        <translation>transformers kann dieses Textnetz nicht bauen: {error}</translation>
    </message>
    <message>
        <source>transformers does not take this “{kind}”: {error}</source>
        <translation>transformers nimmt dieses „{kind}“ nicht: {error}</translation>
    </message>
    <message>
        <source>transformers knows no text network “{kind}”; the architectures are named at huggingface.co/docs/transformers.</source>
        <translation>transformers kennt kein Textnetz „{kind}“; die Architekturen stehen auf huggingface.co/docs/transformers.</translation>
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
        <source>unknown artist</source>
        <translation>unbekannter Künstler</translation>
    </message>
    <message>
        <source>unpacks to more than a manuscript has</source>
        <translation>entpackt sich zu mehr, als ein Manuskript hat</translation>
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
        <source>was written by a newer t2m</source>
        <translation>stammt von einem neueren t2m</translation>
    </message>
    <message>
        <source>what is beside it has changed</source>
        <translation>was daneben ist, ist anders</translation>
    </message>
    <message>
        <source>wishes another score than the one that is there</source>
        <translation>wünscht eine andere Partitur als die, die da ist</translation>
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
        <source>would have to come round {count} times</source>
        <translation>bräuchte {count} Runden</translation>
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
        <source>{card} is not of format {format}; these vectors are for another version.</source>
        <translation>{card} ist nicht vom Format {format}; diese Vektoren sind für eine andere Version.</translation>
    </message>
    <message>
        <source>{change}, because {reason}.</source>
        <translation>{change}; der Grund: {reason}.</translation>
    </message>
    <message>
        <source>{counted} replaced</source>
        <translation>{counted} ersetzt</translation>
    </message>
    <message>
        <source>{count} cues are unchanged.</source>
        <translation>{count} Cues sind unverändert.</translation>
    </message>
    <message>
        <source>{count} stretches, {length} in all, stay silent: {told}.</source>
        <translation>{count} Strecken, zusammen {length}, bleiben still: {told}.</translation>
    </message>
    <message>
        <source>{count} words a minute</source>
        <translation>{count} Wörter je Minute</translation>
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
        <source>{editor} counts in frames: the clips lie at the nearest one, {most} ms off at most.</source>
        <translation>{editor} zählt in Bildern: Die Ausschnitte liegen am nächsten Bild, höchstens {most} ms daneben.</translation>
    </message>
    <message>
        <source>{editor} does not answer</source>
        <translation>{editor} antwortet nicht</translation>
    </message>
    <message>
        <source>{editor} does not tell where its playhead is: the first begins at 0:00.</source>
        <translation>{editor} sagt nicht, wo sein Abspielkopf steht: Der erste beginnt bei 0:00.</translation>
    </message>
    <message>
        <source>{error} It is kept as {file}, and the defaults count.</source>
        <translation>{error} Sie ist als {file} aufgehoben, und die Vorgaben gelten.</translation>
    </message>
    <message>
        <source>{error} The default counts, and the file as it was is kept as {file}.</source>
        <translation>{error} Die Vorgabe gilt, und die Datei, wie sie war, ist als {file} aufgehoben.</translation>
    </message>
    <message>
        <source>{file} and {count} more</source>
        <translation>{file} und {count} weitere</translation>
    </message>
    <message>
        <source>{file} cannot be written. Is the disk full?</source>
        <translation>{file} kann nicht geschrieben werden. Ist der Datenträger voll?</translation>
    </message>
    <message>
        <source>{file} cannot be written: permission denied. Choose another folder.</source>
        <translation>{file} kann nicht geschrieben werden: keine Berechtigung. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{file} cannot be written: the disk is full. Make room, or choose another folder.</source>
        <translation>{file} kann nicht geschrieben werden: Der Datenträger ist voll. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {error}.</source>
        <translation>{file} kann nicht geschrieben werden: {error}.</translation>
    </message>
    <message>
        <source>{file} is a database, but not a t2m catalogue; choose another folder with --library.</source>
        <translation>{file} ist eine Datenbank, aber kein Katalog von t2m; wählen Sie mit --library einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{file} is damaged ({verdict}); `t2m library check --repair` recovers what can be read.</source>
        <translation>{file} ist beschädigt ({verdict}); `t2m library check --repair` rettet, was noch lesbar ist.</translation>
    </message>
    <message>
        <source>{file} is gone. Nothing was sent.</source>
        <translation>{file} ist verschwunden. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>{file} makes no numbers of what it is given; ask for the pack anew.</source>
        <translation>{file} macht aus dem, was es bekommt, keine Zahlen; fragen Sie neu nach dem Paket.</translation>
    </message>
    <message>
        <source>{folder} cannot be read: {strerror}.</source>
        <translation>{folder} kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>{folder} cannot be written to: {strerror}.</source>
        <translation>In {folder} kann nicht geschrieben werden: {strerror}.</translation>
    </message>
    <message>
        <source>{folder} holds too many catalogues that were put aside; remove some.</source>
        <translation>{folder} enthält zu viele beiseitegelegte Kataloge; entfernen Sie einige.</translation>
    </message>
    <message>
        <source>{folder} lies in {above}, which was added; remove that, or move the music out of it.</source>
        <translation>{folder} liegt in {above}, das hinzugefügt wurde. Entfernen Sie das, oder legen Sie die Musik woanders hin.</translation>
    </message>
    <message>
        <source>{folder} was not added to the library; `t2m library folders` lists what was.</source>
        <translation>{folder} wurde der Bibliothek nicht hinzugefügt; `t2m library folders` zählt auf, was hinzugefügt wurde.</translation>
    </message>
    <message>
        <source>{mood} too</source>
        <translation>auch {mood}</translation>
    </message>
    <message>
        <source>{music}, and comes round {count} times to fill the stretch</source>
        <translation>{music}, und füllt die Strecke in {count} Runden</translation>
    </message>
    <message>
        <source>{music}; next was “{title}”, which {reason}</source>
        <translation>{music}; als Nächstes kam „{title}“ ({reason})</translation>
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
        <source>{name} in {path} cannot be read ({error}).</source>
        <translation>{name} in {path} kann nicht gelesen werden ({error}).</translation>
    </message>
    <message>
        <source>{name} may run code when it is opened, and a model pack may not: weights are .safetensors. Take it away, or ask for the pack without it.</source>
        <translation>{name} könnte beim Öffnen Programme ausführen, und das darf ein Modellpaket nicht: Gewichte sind .safetensors. Nehmen Sie es heraus, oder fragen Sie nach dem Paket ohne es.</translation>
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
        <source>{name}: a clip&apos;s name ends in {formats}.</source>
        <translation>{name}: Der Name eines Ausschnitts endet auf {formats}.</translation>
    </message>
    <message>
        <source>{out} holds the score of {manuscript}, which has no paragraph in common with this manuscript; choose another folder, or --fresh to replace it.</source>
        <translation>{out} enthält die Partitur von {manuscript}, das keinen Absatz mit diesem Manuskript gemeinsam hat. Wählen Sie einen anderen Ordner, oder mit --fresh, sie zu ersetzen.</translation>
    </message>
    <message>
        <source>{out} is the track itself; choose another file to write to.</source>
        <translation>{out} ist das Stück selbst; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {strerror}.</source>
        <translation>{path} kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {strerror}.</source>
        <translation>{path} kann nicht geschrieben werden: {strerror}.</translation>
    </message>
    <message>
        <source>{path} has {duration} s; the stretch from {first} to {last} s is not in it.</source>
        <translation>{path} hat {duration} s; das Stück von {first} bis {last} s liegt nicht darin.</translation>
    </message>
    <message>
        <source>{path} holds more than {largest} GiB: no pack does.</source>
        <translation>{path} enthält mehr als {largest} GiB: Das tut kein Paket.</translation>
    </message>
    <message>
        <source>{path} holds several folders; give a ZIP of one model pack.</source>
        <translation>{path} enthält mehrere Ordner; nehmen Sie ein ZIP eines einzigen Modellpakets.</translation>
    </message>
    <message>
        <source>{path} holds two files called “{name}”.</source>
        <translation>{path} enthält zwei Dateien namens „{name}“.</translation>
    </message>
    <message>
        <source>{path} holds values in “{name}” that are no numbers; ask for the pack anew.</source>
        <translation>{path} enthält in „{name}“ Werte, die keine Zahlen sind; fragen Sie neu nach dem Paket.</translation>
    </message>
    <message>
        <source>{path} holds {members} files; a model pack has a few.</source>
        <translation>{path} enthält {members} Dateien; ein Modellpaket hat wenige.</translation>
    </message>
    <message>
        <source>{path} holds “{filename}”, which is a link.</source>
        <translation>{path} enthält „{filename}“, das eine Verknüpfung ist.</translation>
    </message>
    <message>
        <source>{path} holds “{filename}”, which leads out of it.</source>
        <translation>{path} enthält „{filename}“, das hinausführt.</translation>
    </message>
    <message>
        <source>{path} holds “{name}” as {type}; weights are half or single precision. Ask for the pack anew.</source>
        <translation>{path} enthält „{name}“ als {type}; Gewichte haben halbe oder einfache Genauigkeit. Fragen Sie neu nach dem Paket.</translation>
    </message>
    <message>
        <source>{path} holds “{strange}”, which no space of the card has.</source>
        <translation>{path} enthält „{strange}“, das kein Raum der Karte hat.</translation>
    </message>
    <message>
        <source>{path} is a link to somewhere else; put the file itself there.</source>
        <translation>{path} ist eine Verknüpfung nach anderswo; legen Sie die Datei selbst dorthin.</translation>
    </message>
    <message>
        <source>{path} is damaged ({error}); get it anew.</source>
        <translation>{path} ist beschädigt ({error}); holen Sie es neu.</translation>
    </message>
    <message>
        <source>{path} is no plain file; put the file itself there.</source>
        <translation>{path} ist keine gewöhnliche Datei; legen Sie die Datei selbst dorthin.</translation>
    </message>
    <message>
        <source>{path} is no tokenizer that can be read: {error}</source>
        <translation>{path} ist kein lesbarer Tokenizer: {error}</translation>
    </message>
    <message>
        <source>{path} is not in the library; add its folder first.</source>
        <translation>{path} ist nicht in der Bibliothek; fügen Sie zuerst seinen Ordner hinzu.</translation>
    </message>
    <message>
        <source>{path} is not the file that its card pins (SHA-256 differs).</source>
        <translation>{path} ist nicht die Datei, die ihre Karte festhält (der SHA-256 ist ein anderer).</translation>
    </message>
    <message>
        <source>{path} is not the file that its model card pins (SHA-256 differs); reinstall t2m or the pack.</source>
        <translation>{path} ist nicht die Datei, die ihre Modellkarte festhält (der SHA-256 ist ein anderer); installieren Sie t2m oder das Paket neu.</translation>
    </message>
    <message>
        <source>{path} is not whole: it lacks {name}; ask for it anew.</source>
        <translation>{path} ist nicht vollständig: {name} fehlt; fragen Sie neu danach.</translation>
    </message>
    <message>
        <source>{place} is a database, but not a t2m catalogue.</source>
        <translation>{place} ist eine Datenbank, aber kein Katalog von t2m.</translation>
    </message>
    <message>
        <source>{plan} was changed elsewhere; open the score again.</source>
        <translation>{plan} wurde anderswo geändert; öffnen Sie die Partitur noch einmal.</translation>
    </message>
    <message>
        <source>{plan} was changed while the manuscript was being scored; score it again, so that the change is not lost.</source>
        <translation>{plan} wurde geändert, während das Manuskript vertont wurde; vertonen Sie noch einmal, damit die Änderung nicht verloren geht.</translation>
    </message>
    <message>
        <source>{reasons}. The text is {moods} (valence {valence}, arousal {arousal}), and nothing is felt for sure: the music stays calm: {music}.</source>
        <translation>{reasons}. Der Text ist {moods} (Valenz {valence}, Erregung {arousal}), und nichts ist sicher zu fühlen, die Musik bleibt ruhig: {music}.</translation>
    </message>
    <message>
        <source>{reasons}. The text is {moods} (valence {valence}, arousal {arousal}), and {style}: {music}.</source>
        <translation>{reasons}. Der Text ist {moods} (Valenz {valence}, Erregung {arousal}), und {style}: {music}.</translation>
    </message>
    <message>
        <source>{sample_rate} Hz is no sample rate.</source>
        <translation>{sample_rate} Hz ist keine Abtastrate.</translation>
    </message>
    <message>
        <source>{seconds} minutes of {path} are too much at once. Take a shorter piece.</source>
        <translation>{seconds} Minuten von {path} sind auf einmal zu viel. Nehmen Sie ein kürzeres Stück.</translation>
    </message>
    <message>
        <source>{source} holds no {card}; give the folder of a model pack, or a ZIP of it.</source>
        <translation>{source} enthält kein {card}; nennen Sie den Ordner eines Modellpakets oder ein ZIP davon.</translation>
    </message>
    <message>
        <source>{source} is neither a folder nor a ZIP that can be read ({error}); give a model pack&apos;s folder, or a ZIP of it.</source>
        <translation>{source} ist weder ein Ordner noch ein lesbares ZIP ({error}); nennen Sie den Ordner eines Modellpakets oder ein ZIP davon.</translation>
    </message>
    <message>
        <source>{start} s lies beyond the end of {path} ({native} s).</source>
        <translation>{start} s liegt hinter dem Ende von {path} ({native} s).</translation>
    </message>
    <message>
        <source>{start} s of music are too short to be played in rounds; take 2 s or more.</source>
        <translation>{start} s Musik sind zu kurz, um in Runden gespielt zu werden; nehmen Sie 2 s oder mehr.</translation>
    </message>
    <message>
        <source>{start}–{end} stays silent: {why}.</source>
        <translation>{start}–{end} bleibt still: {why}.</translation>
    </message>
    <message>
        <source>{target} cannot be written: {error}.</source>
        <translation>{target} kann nicht geschrieben werden: {error}.</translation>
    </message>
    <message>
        <source>{target} cannot be written: {strerror}.</source>
        <translation>{target} kann nicht geschrieben werden: {strerror}.</translation>
    </message>
    <message>
        <source>{target} is a folder; name the file to write to.</source>
        <translation>{target} ist ein Ordner; nennen Sie die Datei, in die geschrieben werden soll.</translation>
    </message>
    <message>
        <source>{target} is the catalogue itself; choose another file.</source>
        <translation>{target} ist der Katalog selbst; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{title} comes back with {motif}</source>
        <translation>{title} kehrt mit {motif} wieder</translation>
    </message>
    <message>
        <source>{title} did not take {items}: reading back did not find it. Is the track locked, or something in the way, or a dialog open?</source>
        <translation>{title} hat {items} nicht angenommen: Beim Zurücklesen fand es sich nicht. Ist die Spur gesperrt, etwas im Weg oder ein Dialog offen?</translation>
    </message>
    <message>
        <source>{title} does not answer: it is not running, or {plugin} is not switched on in it. Nothing was sent. How to install it: packaging/plugins.</source>
        <translation>{title} antwortet nicht: Es läuft nicht, oder {plugin} ist darin nicht eingeschaltet. Es wurde nichts gesendet. Wie man es installiert, steht in packaging/plugins.</translation>
    </message>
    <message>
        <source>{title} does not tell where its playhead is. Say the time: --at 1:23.</source>
        <translation>{title} sagt nicht, wo sein Abspielkopf steht. Nennen Sie die Zeit: --at 1:23.</translation>
    </message>
    <message>
        <source>{title} ended before {items} could be read back. What it had saved is as it was: start it again, and {look}.</source>
        <translation>{title} hat geendet, ehe {items} zurückgelesen war. Was es gespeichert hatte, ist, wie es war: Starten Sie es wieder, und {look}.</translation>
    </message>
    <message>
        <source>{title} ended in the middle of it. What it had saved is as it was: start it again, and look before you send again.</source>
        <translation>{title} hat mittendrin geendet. Was es gespeichert hatte, ist, wie es war: Starten Sie es wieder und sehen Sie nach, ehe Sie noch einmal senden.</translation>
    </message>
    <message>
        <source>{title} fits as well as any of {count} tracks</source>
        <translation>{title} passt so gut wie nur eines von {count} Stücken</translation>
    </message>
    <message>
        <source>{title} is busy, and did not take it in {taking} s. Nothing was sent: wait until it is idle, or close its dialog.</source>
        <translation>{title} ist beschäftigt und hat es in {taking} s nicht angenommen. Es wurde nichts gesendet: Warten Sie, bis es ruht, oder schließen Sie seinen Dialog.</translation>
    </message>
    <message>
        <source>{title} is the motif of {motif} from here on</source>
        <translation>{title} ist von hier an das Motiv von {motif}</translation>
    </message>
    <message>
        <source>{title} is the only track</source>
        <translation>{title} ist das einzige Stück</translation>
    </message>
    <message>
        <source>{title} laid “{name}” at {start}, not where it was meant. It was taken back.</source>
        <translation>{title} hat „{name}“ bei {start} abgelegt, nicht dort, wo es gemeint war. Es wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>{title} shows another project now (“{project}”), so that nobody can say whether the clips arrived in “{project2}”. Look there.</source>
        <translation>{title} zeigt jetzt ein anderes Projekt („{project}“), sodass niemand sagen kann, ob die Ausschnitte in „{project2}“ angekommen sind. Sehen Sie dort nach.</translation>
    </message>
    <message>
        <source>{title} shows {shown}, not “{project}”. Nothing was sent: open “{project}” there, and send again.</source>
        <translation>{title} zeigt {shown}, nicht „{project}“. Es wurde nichts gesendet: Öffnen Sie dort „{project}“ und senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>{title} shows {tracks} audio tracks, and track {track} was wanted. Nothing was sent: add tracks there.</source>
        <translation>{title} zeigt {tracks} Tonspuren, und gewünscht war Spur {track}. Es wurde nichts gesendet: Fügen Sie dort Spuren hinzu.</translation>
    </message>
    <message>
        <source>{title} took it and did not answer: it has crashed, or is very busy. Look into its project: what it saved before is as it was.</source>
        <translation>{title} hat es angenommen und nicht geantwortet: Es ist abgestürzt oder sehr beschäftigt. Sehen Sie in sein Projekt: Was es vorher gespeichert hat, ist, wie es war.</translation>
    </message>
    <message>
        <source>{title} was given {items}, and cannot be read back: it is busy, or shows a dialog. Close it, and {look}.</source>
        <translation>{title} hat {items} bekommen und lässt sich nicht zurücklesen: Es ist beschäftigt oder zeigt einen Dialog. Schließen Sie ihn, und {look}.</translation>
    </message>
    <message>
        <source>{title} was last heard of {age} s ago: it has ended, or it is busy, or shows a dialog. Nothing was sent.</source>
        <translation>{title} hat sich zuletzt vor {age} s gemeldet: Es hat geendet, ist beschäftigt oder zeigt einen Dialog. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>{track} cannot be pinned from second {start} on; choose a time from 0.</source>
        <translation>{track} kann nicht von Sekunde {start} an festgelegt werden; wählen Sie eine Zeit ab 0.</translation>
    </message>
    <message>
        <source>{track} has {channels} channels, FLAC holds 8. Export it as .wav.</source>
        <translation>{track} hat {channels} Kanäle, FLAC fasst 8. Exportieren Sie es als .wav.</translation>
    </message>
    <message>
        <source>{track} is both pinned and vetoed; take one of the two back.</source>
        <translation>{track} ist zugleich festgelegt und ausgeschlossen; nehmen Sie eines von beiden zurück.</translation>
    </message>
    <message>
        <source>{track} is pinned from {source_start} on, but lasts only {duration}; pin it from earlier on.</source>
        <translation>{track} ist von {source_start} an festgelegt, dauert aber nur {duration}; legen Sie es von früher an fest.</translation>
    </message>
    <message>
        <source>{track} is pinned, but it is not in the library, or gone from the disk; add its folder with `t2m library add`, or take the pin back.</source>
        <translation>{track} ist festgelegt, aber nicht in der Bibliothek oder vom Datenträger verschwunden. Fügen Sie seinen Ordner mit `t2m library add` hinzu, oder nehmen Sie die Festlegung zurück.</translation>
    </message>
    <message>
        <source>{vectors} cannot be read: {error}.</source>
        <translation>{vectors} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>{what} These tracks are heard again by the next scan.</source>
        <translation>{what} Diese Stücke werden beim nächsten Durchhören noch einmal angehört.</translation>
    </message>
    <message>
        <source>{what}, or shows a dialog. Nothing was sent: send again when your project is open.</source>
        <translation>{what} oder zeigt einen Dialog. Es wurde nichts gesendet: Senden Sie noch einmal, wenn Ihr Projekt offen ist.</translation>
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
        <source>Several Kdenlives are open, with {shown}. Nothing was sent: close those that are not meant. (`t2m send --project` names one.)</source>
        <translation>Mehrere Kdenlives sind offen, mit {shown}. Es wurde nichts gesendet: Schließen Sie die, die nicht gemeint sind. (`t2m send --project` benennt eines.)</translation>
    </message>
    <message>
        <source>fits not nearly as well</source>
        <translation>passt längst nicht so gut</translation>
    </message>
    <message>
        <source>fits {percent}% as well</source>
        <translation>passt zu {percent} % so gut</translation>
    </message>
    <message>
        <source>{time} read aloud</source>
        <translation>{time} vorgelesen</translation>
    </message>
    <message>
        <source>{title} fits not nearly as well as the best of {count} tracks</source>
        <translation>{title} passt längst nicht so gut wie das beste von {count} Stücken</translation>
    </message>
    <message>
        <source>{title} fits {percent}% as well as the best of {count} tracks</source>
        <translation>{title} passt zu {percent} % so gut wie das beste von {count} Stücken</translation>
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
        <source>“version” in the settings in {file} is no number. Mend it, or remove it.</source>
        <translation>„version“ in den Einstellungen in {file} ist keine Zahl. Verbessern Sie die Datei, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>“{character}” cannot be written in {encoding}, in which this file was opened.</source>
        <translation>„{character}“ lässt sich nicht in {encoding} schreiben, worin diese Datei geöffnet wurde.</translation>
    </message>
    <message>
        <source>“{field}:” needs a value, such as {name}.</source>
        <translation>„{field}:“ braucht einen Wert, etwa {name}.</translation>
    </message>
    <message>
        <source>“{kind}” is no text encoder; take one such as BERT, DistilBERT, RoBERTa or MPNet.</source>
        <translation>„{kind}“ ist kein Textencoder; nehmen Sie etwa BERT, DistilBERT, RoBERTa oder MPNet.</translation>
    </message>
    <message>
        <source>“{name}:{value}” is empty: its first number is the larger one.</source>
        <translation>„{name}:{value}“ ist leer: Die erste Zahl ist die größere.</translation>
    </message>
    <message>
        <source>“{name}:” is yes or no, not “{value}”; or write {name} or -{name}.</source>
        <translation>„{name}:“ ist ja oder nein, nicht „{value}“; oder schreiben Sie {name} oder -{name}.</translation>
    </message>
    <message>
        <source>“{name}:” lies within {low} and {high}, “{value}” does not.</source>
        <translation>„{name}:“ liegt zwischen {low} und {high}, „{value}“ nicht.</translation>
    </message>
    <message>
        <source>“{name}:” needs a value, such as {name2}.</source>
        <translation>„{name}:“ braucht einen Wert, etwa {name2}.</translation>
    </message>
    <message>
        <source>“{name}” cannot be a pack&apos;s name: take letters, digits, “-”, “_” and “.”.</source>
        <translation>„{name}“ kann kein Paketname sein: Nehmen Sie Buchstaben, Ziffern, „-“, „_“ und „.“.</translation>
    </message>
    <message>
        <source>“{name}” is a pack that came with t2m; import this one under another name (--as).</source>
        <translation>„{name}“ ist ein Paket, das mit t2m kam; führen Sie dieses unter einem anderen Namen ein (--as).</translation>
    </message>
    <message>
        <source>“{pattern}” is no pattern of names: {error}.</source>
        <translation>„{pattern}“ ist kein Muster für Namen: {error}.</translation>
    </message>
    <message>
        <source>“{phrase}” is in no vocabulary; try a commoner word.</source>
        <translation>„{phrase}“ steht in keinem Wortschatz; versuchen Sie ein gebräuchlicheres Wort.</translation>
    </message>
    <message>
        <source>“{stem}” was not saved when t2m ended.</source>
        <translation>„{stem}“ war nicht gespeichert, als t2m endete.</translation>
    </message>
    <message>
        <source>“{title}” ends at {duration}, before {source_start}.</source>
        <translation>„{title}“ endet bei {duration}, vor {source_start}.</translation>
    </message>
    <message>
        <source>“{title}” is gone from the library, or not for this project</source>
        <translation>„{title}“ ist nicht mehr in der Bibliothek oder nicht für dieses Projekt</translation>
    </message>
    <message>
        <source>“{title}” is vetoed</source>
        <translation>„{title}“ ist ausgeschlossen</translation>
    </message>
    <message>
        <source>“{value}” is no range for “{name}:”; write for example {name2}.</source>
        <translation>„{value}“ ist kein Bereich für „{name}:“; schreiben Sie zum Beispiel {name2}.</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>„{words}“</translation>
    </message>
    <message>
        <source>“{written}” is no key; write for example {name} (~ takes what mixes with it: its relative, and the neighbours on the circle of fifths).</source>
        <translation>„{written}“ ist keine Tonart; schreiben Sie zum Beispiel {name} (~ nimmt, was dazu passt: die Parallele und die Nachbarn im Quintenzirkel).</translation>
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
        <source>“{}” is not there: it plays on the system’s output.</source>
        <translation>„{}“ ist nicht da: Es spielt auf der Ausgabe des Systems.</translation>
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
