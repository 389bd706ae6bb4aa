"""`t2m read`: what is told of a manuscript."""

from __future__ import annotations

STORY = (
    "# PART ONE\n\n## The Door\n\n### Open\n\nIt was open.\n\n### Shut\n\nNo more.\n\n"
    "## Rain\n\nIt rained for a week.\n\n***\n\nThen the river came up.\n"
)


def test_the_outline_names_what_there_is(t2m, tmp_path):
    story = tmp_path / "story.md"
    story.write_text(STORY)
    ended = t2m("read", story)
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "story",
        "md: 1 part, 2 chapters, 4 scenes, 4 passages, 15 words",
        "   PART ONE",
        "   The Door",
        "1  Open      3  It was open.",
        "2  Shut      2  No more.",
        "3  Rain      5  It rained for a week.",
        "4  Rain · 2  5  Then the river came up.",
    ]


def test_json_is_the_whole_model(t2m, tmp_path):
    story = tmp_path / "story.fountain"
    story.write_text("INT. HALL - NIGHT\n\nMARA\nWho is it?\n")
    [model] = t2m("read", story, "--json").lines
    assert model["text"] == story.read_text()
    assert model["scenes"] == [
        {"index": 0, "chapter": None, "title": "INT. HALL - NIGHT", "start": 0, "end": 34}
    ]
    [passage] = model["passages"]
    assert model["text"][passage["start"] : passage["end"]] == passage["text"] == "Who is it?"
    assert (passage["kind"], passage["speaker"], passage["times"]) == ("dialogue", "MARA", None)


def test_what_cannot_be_read_ends_with_3_and_a_sentence(t2m, tmp_path):
    story = tmp_path / "story.docx"
    story.write_bytes(b"%PDF-1.7")
    ended = t2m("read", story)
    assert ended.code == 3
    assert "is no .docx file: it is PDF" in ended.err
