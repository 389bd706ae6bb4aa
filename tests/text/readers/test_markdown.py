"""Markdown: scenes at headings, words without markup, code left out."""

from __future__ import annotations

import pytest

from t2m_engine.text.manuscript import parse
from t2m_engine.text.readers.markdown import strip_markup


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("*a* **b** ***c*** _d_ __e__ ~~f~~", "a b c d e f"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("[the link](http://x.y/a_(b)) ![pic](p.png)end", "the link end"),
        (r"\*not emphasis\* and \# no heading", "*not emphasis* and # no heading"),
        ("a &amp; b &mdash; `co*d*e` <b>bold</b> <http://x.y>", "a & b — code bold http://x.y"),
        ("note[^1] here, *one **in** another*", "note here, one in another"),
    ],
)
def test_inline_markup_is_taken_off(markdown, words):
    assert strip_markup(markdown) == words


TEXT = """---
title: "The Door"
---
## One

It was *open*,
and [cold](x.md).

```python
print("never read")
```

- a first thing
- a **second**

> She said
> no.

***

Two\u2060 came.
<!-- a
secret -->

Second head
-----------

| a | b |
|---|---|

[ref]: http://nowhere
Last words.
"""


def test_blocks_become_scenes_and_passages():
    manuscript = parse(TEXT, "md")
    assert manuscript.title == "The Door"
    assert [scene.title for scene in manuscript.scenes] == ["One", "One · 2", "Second head"]
    words = [passage.text for passage in manuscript.passages]
    assert words[:4] == ["It was open, and cold.", "a first thing", "a second", "She said no."]
    assert words[-1] == "Last words."
    assert not any("never read" in text or "secret" in text for text in words)
    first = manuscript.passages[0]
    assert TEXT[first.start : first.end] == "It was *open*,\nand [cold](x.md)."
    quote = manuscript.passages[3]
    assert TEXT[quote.start : quote.end] == "She said\n> no."


def test_one_first_heading_over_others_is_the_title():
    manuscript = parse("# The Door\n\n## One\n\nOpen.\n\n## Two\n\nShut.\n", "md")
    assert (manuscript.title, len(manuscript.scenes)) == ("The Door", 2)


def test_several_first_headings_are_chapters_over_the_second():
    manuscript = parse("# A\n\nOne.\n\n# B\n\n## C\n\nTwo.\n", "md")
    assert [chapter.title for chapter in manuscript.chapters] == ["A", "B"]
    assert [(scene.title, scene.chapter) for scene in manuscript.scenes] == [("A", 0), ("C", 1)]


def test_three_levels_are_parts_chapters_and_scenes():
    text = "# One\n\n## I\n\n### a\n\nRain.\n\n### b\n\nSun.\n\n# Two\n\nSnow.\n"
    manuscript = parse(text, "md")
    assert [part.title for part in manuscript.parts] == ["One", "Two"]
    assert [(c.title, c.part) for c in manuscript.chapters] == [("I", 0)]
    assert [(s.title, s.chapter) for s in manuscript.scenes] == [("a", 0), ("b", 0), ("Two", None)]
    part = manuscript.parts[0]
    assert text[part.start : part.end].startswith("# One")
    assert text[part.start : part.end].endswith("Sun.")


def test_an_open_fence_hides_the_rest_as_commonmark_says():
    assert [p.text for p in parse("One.\n\n~~~\nTwo.\n```\nThree.\n", "md").passages] == ["One."]
