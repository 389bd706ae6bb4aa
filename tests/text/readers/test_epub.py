"""EPUB: whose titles count, and which pages are story."""

from __future__ import annotations

import pytest

from t2m_engine.text.manuscript import read_manuscript


@pytest.fixture
def book(books, tmp_path):
    """Writes a book of pages and contents, and reads it; `change` may change its members."""

    def read(pages, toc, change=None, **more):
        members = books.epub_members(pages, toc=toc, **more)
        if change:
            change(members)
        return read_manuscript(books.write_archive(tmp_path / "book.epub", members))

    return read


def titles(manuscript):
    return [scene.title for scene in manuscript.scenes]


def test_the_contents_name_chapters_within_a_page_and_its_own_headings_are_scenes(book):
    page = '<h2 id="c1">1</h2><p>One.</p><h2 id="c2">2</h2><p>Two.</p><h3>a scene</h3><p>Three.</p>'
    manuscript = book({"all.xhtml": page}, {"all.xhtml#c1": "First", "all.xhtml#c2": "Second"})
    assert [chapter.title for chapter in manuscript.chapters] == ["First", "Second"]
    assert titles(manuscript) == ["First", "Second", "a scene"]


def test_contents_in_contents_are_parts_and_chapters(book):
    def nest(members):
        members["OEBPS/nav.xhtml"] = (
            '<html><body><nav epub:type="toc"><ol><li><a href="p.xhtml">Part One</a><ol>'
            '<li><a href="a.xhtml">A</a></li><li><a href="b.xhtml">B</a></li></ol></li></ol></nav>'
            "</body></html>"
        )

    pages = {"p.xhtml": "<h1>Part One</h1>", "a.xhtml": "<p>One.</p>", "b.xhtml": "<p>Two.</p>"}
    manuscript = book(pages, {}, nest)
    assert [part.title for part in manuscript.parts] == ["Part One"]
    assert [(c.title, c.part) for c in manuscript.chapters] == [("A", 0), ("B", 0)]


def test_an_old_book_is_read_by_its_ncx(book):
    def age(members):
        del members["OEBPS/nav.xhtml"]
        members["OEBPS/toc.ncx"] = (
            '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://nowhere/ncx.dtd">'
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>'
            'First</text></navLabel><content src="a%20b.xhtml"/></navPoint></navMap></ncx>'
        )
        members["OEBPS/book.opf"] = members["OEBPS/book.opf"].replace(
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
            '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        ).replace("a b.xhtml", "a%20b.xhtml")  # fmt: skip

    assert titles(book({"a b.xhtml": "<p>One.</p>"}, {}, age)) == ["First"]


def test_without_contents_the_headings_count(book):
    manuscript = book({"a.xhtml": "<h1>A</h1><p>One.</p>", "b.xhtml": "<h1>B</h1><p>Two.</p>"}, {})
    assert [chapter.title for chapter in manuscript.chapters] == ["A", "B"]


def test_pages_that_are_no_story_are_left_out(book):
    pages = {
        "cover.xhtml": "<p>The Door, a novel.</p>",
        "a.xhtml": "<p>One.</p><aside epub:type='footnote'><p>A note.</p></aside>",
        "names.xhtml": "<p>Not read: the guide calls it an index.</p>",
        "notes.xhtml": "<section epub:type='endnotes'><p>Not read.</p></section>",
        "rights.xhtml": "<p>Not read: the contents call it Copyright.</p>",
        "hidden.xhtml": "<p>Not read: it is not of the order in which one reads.</p>",
    }

    def hide(members):
        members["OEBPS/book.opf"] = members["OEBPS/book.opf"].replace(
            '<itemref idref="p5"/>', '<itemref idref="p5" linear="no"/>'
        )

    manuscript = book(
        pages,
        {"a.xhtml": "First", "rights.xhtml": "Copyright"},
        hide,
        more='<guide><reference type="index" href="names.xhtml"/></guide>',
    )
    assert [passage.text for passage in manuscript.passages] == ["One."]


def test_ruby_and_marks_of_notes_are_no_words(book):
    page = "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字<sup>[2]</sup>を読む。</p>"
    assert book({"a.xhtml": page}, {"a.xhtml": "A"}).passages[0].text == "漢字を読む。"
