"""`t2m read`: a manuscript as t2m understands it."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from t2m_engine.cli import options, output

if TYPE_CHECKING:
    from t2m_engine.text.manuscript import Chapter, Manuscript, Part


@click.command(short_help="Show a manuscript's parts, chapters, scenes and passages.")
@click.argument("manuscript", type=click.Path(path_type=Path))
@options.as_json
def read(manuscript: Path, as_json: bool) -> None:
    """Show how t2m understands a manuscript: its parts, chapters and scenes.

    The suffix of the file says what it is: plain text (.txt), Markdown (.md), Fountain
    (.fountain), Final Draft (.fdx), Word (.docx), OpenDocument (.odt), EPUB (.epub), HTML, RTF,
    subtitles (.srt, .vtt), or the folder of a novelWriter project.

    With --json, the whole as one object: {"path", "title", "format", "words", "text", "parts":
    [{"index", "title", "start", "end"}], "chapters": [… and "part": index or null], "scenes":
    [… and "chapter": index or null], "passages": [{"id", "scene": index, "start", "end", "kind":
    "narration", "verse", "dialogue" or "direction", "speaker", "times": [start, end] in seconds
    or null, "beside": whether it is said while the speaker before speaks, "words": number,
    "text"}]}. The other "start" and "end" count characters (Unicode's code points) of "text",
    which, of a book or a word processor's file, is what was taken out.
    """
    from t2m_engine.text.manuscript import read_manuscript  # noqa: PLC0415 - not for --help

    found = read_manuscript(manuscript)
    if as_json:
        output.json_line(found.as_json())
    else:
        _print_outline(found)


def _print_outline(manuscript: Manuscript) -> None:
    output.line(manuscript.title)
    counts = (
        (len(manuscript.parts), "part"),
        (len(manuscript.chapters), "chapter"),
        (len(manuscript.scenes), "scene"),
        (len(manuscript.passages), "passage"),
        (manuscript.words, "word"),
    )
    told = [f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in counts if count]
    output.line(f"{manuscript.format}: {', '.join(told)}")
    rows: list[tuple[str, str, str, str]] = []
    above: list[Part | Chapter] = [*manuscript.parts, *manuscript.chapters]
    above.sort(key=attrgetter("start"))
    for scene in manuscript.scenes:
        passages = manuscript.passages_of(scene.index)
        while above and above[0].start <= scene.start:
            title = above.pop(0).title
            if title != scene.title:
                rows.append(("", output.shortened(title, 48), "", ""))
        words = sum(passage.words for passage in passages)
        first = output.shortened(passages[0].text, 48)
        rows.append((str(scene.index + 1), output.shortened(scene.title, 48), f"{words:,}", first))
    output.table(rows, right=frozenset({0, 2}))
