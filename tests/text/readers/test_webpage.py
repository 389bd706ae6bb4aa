"""HTML: what is a heading, a paragraph, a verse, and what is no word of the story."""

from __future__ import annotations

import pytest

from t2m_engine.text.manuscript import read_manuscript


@pytest.fixture
def page(tmp_path):
    """Reads a web page."""

    def read(content: str | bytes):
        file = tmp_path / "story.html"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_manuscript(file)

    return read


def passages(manuscript):
    return [(passage.kind, passage.text) for passage in manuscript.passages]


def test_paragraphs_are_told_however_they_are_written(page):
    assert passages(
        page("<p>One<p>two &amp; <b>th</b>ree &eacute;<div>four<p>five</p>six</div>")
    ) == [
        ("narration", "One"),
        ("narration", "two & three é"),
        ("narration", "four"),
        ("narration", "five"),
        ("narration", "six"),
    ]
    long = "It was a long way to the river, and nobody had gone there for a year."
    assert passages(page(f"{long}<br>{long}<br><br>{long}")) == [("narration", long)] * 3


def test_short_lines_with_breaks_are_verse(page):
    verse = [("verse", "Roses are red,\nViolets blue.")]
    assert passages(page("<blockquote>Roses are red,<br>Violets blue.</blockquote>")) == verse
    assert passages(page("<pre>\nRoses are red,\nViolets blue.\n</pre>")) == verse
    wrapped = "It was a long way to the river, and nobody had gone\nthere for a year or for more."
    wide = wrapped.replace("gone\n", "gone there before\n")
    assert [kind for kind, _ in passages(page(f"<pre>{wide}</pre>"))] == ["narration"]


def test_the_title_is_the_first_headings_or_the_pages(page):
    title = "<title>The Door</title>"
    assert page(f"{title}<h1>The  Door</h1><h1>One</h1><p>Open.").title == "The Door"
    assert [s.title for s in page(f"{title}<h1>The Door</h1><h1>One</h1><p>Open.").scenes] == [
        "One"
    ]
    assert page(f"{title}<p>Open.").title == "The Door"
    assert (
        page("<title>Site</title><h1>The Door</h1><h2>A</h2><p>x<h2>B</h2><p>y").title == "The Door"
    )
    assert page("<p>Open.").title == "story"


def test_what_is_not_shown_as_story_is_left_out(page):
    content = (
        "<nav>a</nav><script>b</script><style>c</style><p hidden>d</p><p style='display:none'>e</p>"
        "<figure>f</figure><section class='footnotes'>g</section><p role='doc-footnote'>h</p>"
        "<!-- i --><p>Open<sup>1</sup> in the year 10<sup>th</sup>.</p><select><option>j</select>"
    )
    assert passages(page(content)) == [("narration", "Open in the year 10th.")]


@pytest.mark.parametrize(
    "content",
    [
        "<meta charset='windows-1251'><p>Жил".encode("cp1251"),
        "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>Жил".encode("koi8-r"),
        "<?xml version='1.0' encoding='utf-8'?><p>Жил".encode(),
        "<meta charset='no-such'><p>Жил".encode(),
        "<meta charset='ascii'><p>Жил".encode(),
        b"\xff\xfe" + "<meta charset='utf-8'><p>Жил".encode("utf-16-le"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_has(content, page):
    assert passages(page(content)) == [("narration", "Жил")]
