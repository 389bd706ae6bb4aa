"""Every format gives one model, and offsets that point at the words."""

from __future__ import annotations

import re

import pytest

from t2m_engine.errors import InputError
from t2m_engine.text.manuscript import parse, read_manuscript
from t2m_engine.text.readers.formats import SUFFIXES

PROSE = ["txt", "md", "docx", "odt", "html", "epub", "rtf", "novelwriter"]


@pytest.fixture
def prose(books, tmp_path):
    """Writes the story in a format."""

    def write(form):
        name = "door" if form == "novelwriter" else f"door.{form}"
        return books.WRITERS[form](tmp_path / name)

    return write


def holds_its_words(text: str, words: str) -> bool:
    """Whether `text` holds `words`, in order, with nothing but markup between them."""
    place = 0
    for word in re.findall(r"\w+", words):
        place = text.find(word, place) + len(word)
        if place < len(word):
            return False
    return True


def check_places(manuscript):
    last = 0
    for passage in manuscript.passages:
        assert last <= passage.start < passage.end <= len(manuscript.text)
        assert holds_its_words(manuscript.text[passage.start : passage.end], passage.text)
        scene = manuscript.scenes[passage.scene]
        assert scene.start <= passage.start
        assert passage.end <= scene.end
        last = passage.end


@pytest.mark.parametrize("form", PROSE)
def test_a_story_is_the_same_in_every_format(form, prose, books):
    path = prose(form)
    manuscript = read_manuscript(path)
    assert manuscript.format == form
    assert manuscript.path == path
    check_places(manuscript)
    assert [p.text for p in manuscript.passages if p.kind == "narration"] == books.NARRATION
    [verse] = [passage for passage in manuscript.passages if passage.kind == "verse"]
    assert verse.text == books.VERSE
    chapters = ["Chapter One", "Chapter Two"] if form == "txt" else ["One", "Two"]
    assert [chapter.title for chapter in manuscript.chapters] == chapters
    assert [(s.title, s.chapter) for s in manuscript.scenes] == [
        (chapters[0], 0), (f"{chapters[0]} · 2", 0), (chapters[1], 1),
    ]  # fmt: skip
    assert manuscript.parts == ()
    assert manuscript.title == ("door" if form == "txt" else books.TITLE)


@pytest.mark.parametrize("form", ["docx", "odt", "html", "epub", "rtf", "novelwriter"])
def test_text_that_was_taken_out_is_markdown(form, prose):
    manuscript = read_manuscript(prose(form))
    again = parse(manuscript.text, "md")
    assert [s.title for s in again.scenes] == [s.title for s in manuscript.scenes]
    places = [(p.start, p.end) for p in again.passages]
    assert places == [(p.start, p.end) for p in manuscript.passages]


def test_a_project_is_read_by_its_folder_or_its_file(prose):
    folder = prose("novelwriter")
    by_file = read_manuscript(folder / "nwProject.nwx")
    assert by_file.text == read_manuscript(folder).text


@pytest.mark.parametrize("form", ["fountain", "fdx"])
def test_a_script_is_the_same_in_both_formats(form, books, tmp_path):
    path = tmp_path / f"door.{form}"
    path.write_text(books.FOUNTAIN if form == "fountain" else books.FDX, encoding="utf-8")
    manuscript = read_manuscript(path)
    check_places(manuscript)
    assert manuscript.title == "The Door"
    assert [(p.kind, p.speaker, p.text) for p in manuscript.passages] == books.SCRIPT
    assert [p.speaker for p in manuscript.passages if p.beside] == ["TOM"]
    assert [(s.title, s.chapter) for s in manuscript.scenes] == [
        ("INT. HALL - NIGHT", 0), ("EXT. RIVER - DAY", 0),
    ]  # fmt: skip
    assert [chapter.title for chapter in manuscript.chapters] == ["Act One"]
    if form == "fdx":
        again = parse(manuscript.text, "fountain")
        assert [(p.kind, p.speaker, p.text) for p in again.passages] == books.SCRIPT
        assert [p.speaker for p in again.passages if p.beside] == ["TOM"]


def test_subtitles_keep_their_times(books, tmp_path):
    path = tmp_path / "door.srt"
    path.write_text(books.SRT, encoding="utf-8")
    manuscript = read_manuscript(path)
    check_places(manuscript)
    assert [(p.kind, p.speaker, p.text, p.times) for p in manuscript.passages] == [
        ("dialogue", "", "It was open, and nobody had been there.", (1.0, 4.0)),
        ("dialogue", "", "Who is it?", (6.0, 6.5)),
        ("dialogue", "", "Nobody & nothing.", (6.5, 7.0)),
        ("direction", "", "door creaks", (67.0, 68.0)),
        ("dialogue", "MARA", "Shut it!", (69.0, 70.0)),
    ]


def test_captions_name_their_speakers(books, tmp_path):
    path = tmp_path / "door.vtt"
    path.write_text(books.VTT, encoding="utf-8")
    manuscript = read_manuscript(path)
    check_places(manuscript)
    assert [(p.speaker, p.text, p.times) for p in manuscript.passages] == [
        ("", "It was open, and nobody had been there.", (1.0, 4.0)),
        ("Mara Low", "Who is it?", (6.0, 6.5)),
        ("Tom", "Nobody & nothing.", (6.5, 7.0)),
        ("", "door creaks", (67.0, 68.0)),
    ]


def test_every_suffix_is_of_a_format():
    assert set(PROSE) | {"fountain", "fdx", "srt", "vtt"} == set(SUFFIXES.values())


@pytest.mark.parametrize("suffix", [".pdf", ".doc", ".mobi", ".pages"])
def test_other_formats_are_refused_with_a_way_out(suffix, tmp_path):
    with pytest.raises(InputError, match=r"does not read .* Export it as \."):
        read_manuscript(tmp_path / f"story{suffix}")


def test_a_folder_is_no_manuscript(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        read_manuscript(tmp_path)
