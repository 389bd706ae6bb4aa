"""Places that hold: what is edited at a passage's place is that passage, and no other."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.text.manuscript import Manuscript, parse, read_manuscript

LINES = {
    "txt": [
        "The rain fell on the long grey roofs of the town.", "She ran.", "CHAPTER IV", "* * *",
        "", "", "    set in", "  like verse", "THE END", "[Illustration]", "第二章", "他走了。",
    ],
    "md": [
        "It was *open*, and **cold**.", "# Head", "## Head two", "- *item* one", "> quoted", "---",
        "```", "a [link](http://x.y/z) came.", "<!-- gone -->", "", "", "Roses  ", "are red",
        "Title", "=====", "it is\\* not", "| a | b |", "1. one", "`code` here",
    ],
    "fountain": [
        "INT. HALL - NIGHT", ".FORCED #3#", "The door is *open*.", "!FORCED action", "MARA",
        "@McTavish (V.O.)", "TOM ^", "(quietly)", "Who is it?", "~sung words", "> CENTRED <",
        "> FADE OUT.", "CUT TO:", "===", "= synopsis", "# Act One", "## Sequence", "[[ a note ]]",
        "/* cut", "out */", "half [[ note", "ends ]] here", "", "", "", "  ", "\\*not\\* so",
        "_under_ lined", "Title: The Door", "\tindented words",
    ],
    "srt": [
        "1", "00:00:01,000 --> 00:00:02,000", "00:00:02,100 --> 00:00:09,000",
        "It was <i>open</i>.",
        "- Who?", "[creaks]", "♪ sung ♪", "MARA: Shut it!", "and nobody", "", "",
        "{\\an8}Up &amp; on",
    ],
    "vtt": [
        "WEBVTT", "00:01.000 --> 00:02.000", "00:00:02.100 --> 00:00:09.000", "<v Mara>Who is it?",
        "<c.red>He</c> came.", "NOTE a", "[creaks]", "", "", "It rained.", "x --> y",
    ],
}  # fmt: skip


def texts(form: str):
    ends = st.sampled_from(["\n", "\r\n", "\r"])
    body = st.lists(st.sampled_from(LINES[form]), max_size=25)
    return st.builds(lambda lines, end: end.join(lines), body, ends)


def check_places(manuscript: Manuscript, *, exact: bool = False) -> None:
    last = 0
    for number, passage in enumerate(manuscript.passages):
        assert passage.id == number
        assert last <= passage.start < passage.end <= len(manuscript.text)
        held = manuscript.text[passage.start : passage.end]
        if exact:
            assert held == passage.text
        place = 0
        for letter in filter(str.isalnum, passage.text):  # with nothing but markup between
            place = held.index(letter, place) + 1
        last = passage.end
    for scene in manuscript.scenes:
        own = manuscript.passages_of(scene.index)
        assert scene.start <= own[0].start
        assert scene.end == own[-1].end
    for inner, outer, above in (
        (manuscript.scenes, manuscript.chapters, "chapter"),
        (manuscript.chapters, manuscript.parts, "part"),
    ):
        for each in inner:
            if getattr(each, above) is not None:
                parent = outer[getattr(each, above)]
                assert parent.start <= each.start <= each.end <= parent.end


@pytest.mark.parametrize("form", LINES)
@given(data=st.data())
def test_passages_lie_in_order_and_hold_their_words(form, data):
    check_places(parse(data.draw(texts(form)), form))


@given(texts("txt"))
def test_plain_text_has_nothing_but_its_words_between(text):
    for passage in parse(text).passages:
        assert "".join(text[passage.start : passage.end].split()) == "".join(passage.text.split())


def shape(manuscript: Manuscript) -> list[tuple]:
    return [(p.scene, p.start, p.end, p.kind, p.speaker, p.times) for p in manuscript.passages]


@pytest.mark.parametrize("form", ["txt", "md", "fountain"])
@given(data=st.data())
def test_a_letter_edited_at_its_place_changes_that_passage_only(form, data):
    text = data.draw(texts(form))
    before = parse(text, form)
    letters = [
        (passage.id, place)
        for passage in before.passages
        for place in range(passage.start, passage.end)
        if text[place].isascii() and text[place].islower()
    ]
    if not letters:
        return
    number, place = data.draw(st.sampled_from(letters))
    letter = data.draw(st.sampled_from("aeo"))
    after = parse(f"{text[:place]}{letter}{text[place + 1 :]}", form)
    assert shape(after) == shape(before)
    assert [scene.title for scene in after.scenes] == [scene.title for scene in before.scenes]
    others = [p.text for p in before.passages if p.id != number]
    assert [p.text for p in after.passages if p.id != number] == others


@pytest.mark.parametrize("form", ["md", "fountain"])
@given(data=st.data())
def test_a_passage_written_anew_at_its_place_is_that_passage(form, data):
    text = data.draw(texts(form))
    before = parse(text, form)
    if not before.passages:
        return
    passage = data.draw(st.sampled_from(before.passages))
    words = "(softly)" if passage.text.startswith("(") else "Snow fell."
    after = parse(text[: passage.start] + words + text[passage.end :], form)
    found = after.passages[passage.id]
    assert (found.text, found.speaker, found.start) == (words, passage.speaker, passage.start)
    others = [(p.text, p.kind) for p in before.passages if p.id != passage.id]
    assert [(p.text, p.kind) for p in after.passages if p.id != passage.id] == others


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")),
    min_size=1, max_size=40,
)  # fmt: skip


@pytest.mark.parametrize("form", ["docx", "odt", "html", "rtf", "fdx"])
@given(paragraphs=st.lists(WORDS, max_size=6))
def test_places_in_text_that_was_taken_out_are_exact(form, paragraphs, books):
    with tempfile.TemporaryDirectory() as folder:
        path = books.WRAPPERS[form](Path(folder) / f"story.{form}", ["It was open.", *paragraphs])
        manuscript = read_manuscript(path)
    check_places(manuscript, exact=True)
    assert manuscript.passages[0].text == "It was open."
