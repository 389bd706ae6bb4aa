"""Word processors' files: what shows a heading, a break or a verse, and what is no word of it."""

from __future__ import annotations

import pytest

from t2m_engine.text.manuscript import read_manuscript


@pytest.fixture
def docx(books, tmp_path):
    """Reads a Word document with this body."""

    def read(body):
        return read_manuscript(
            books.write_archive(tmp_path / "story.docx", books.docx_members(body))
        )

    return read


@pytest.fixture
def odt(books, tmp_path):
    """Reads an OpenDocument text with this body."""

    def read(body):
        return read_manuscript(books.write_archive(tmp_path / "story.odt", books.odt_members(body)))

    return read


@pytest.fixture
def rtf(tmp_path):
    """Reads rich text with this body."""

    def read(body: bytes, head: bytes = b"\\ansi\\ansicpg1252"):
        file = tmp_path / "story.rtf"
        file.write_bytes(b"{\\rtf1" + head + b"{\\fonttbl{\\f0 A;}{\\f1\\fcharset204 B;}"
                         b"{\\f2\\fcharset128 C;}} " + body + b"}")  # fmt: skip
        return read_manuscript(file)

    return read


def words(manuscript):
    return [passage.text for passage in manuscript.passages]


def titles(manuscript):
    return [scene.title for scene in manuscript.scenes]


def test_word_breaks_scenes_with_a_rule(docx, books):
    one, two = books.docx_paragraph("One went out."), books.docx_paragraph("Two came in.")
    rules = (
        "<w:p><w:pPr><w:pBdr/></w:pPr></w:p>",
        '<w:p><w:r><w:pict><rect hr="t"/></w:pict></w:r></w:p>',
        books.docx_paragraph("#"),
    )
    for rule in rules:
        assert len(docx(one + rule + two).scenes) == 2
    assert len(docx(f"{one}<w:p/>{two}").scenes) == 1


def test_word_shows_headings_by_outline_level_too(docx, books):
    level = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    one, two = books.docx_paragraph("One went out."), books.docx_paragraph("Two came in.")
    manuscript = docx(
        level.format(0, "A") + one + level.format(0, "B") + two + level.format(9, "c")
    )
    assert titles(manuscript) == ["A", "B"]
    assert words(manuscript)[-1] == "c"


def test_headings_that_no_style_shows_are_told_by_their_looks(docx, books):
    lines = ["CHAPTER I", "CHAPTER II", "CHAPTER I", "One went out.", "CHAPTER II", "Two came in."]
    manuscript = docx("".join(map(books.docx_paragraph, lines)))
    assert titles(manuscript) == ["CHAPTER I", "CHAPTER II"]  # and the contents page is none


@pytest.mark.parametrize("word", ["HELP", "Rain", "雨"])
def test_a_word_is_a_manuscript(word, docx, odt, rtf, books):
    assert words(docx(books.docx_paragraph(word))) == [word]
    assert words(odt(f"<text:p>{word}</text:p>")) == [word]
    assert words(rtf("".join(f"\\u{ord(letter)}?" for letter in word).encode())) == [word]


def test_word_counts_each_word_once(docx):
    box = "<w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
    body = (
        f"<w:p><w:r><w:t>It </w:t></w:r><w:ins><w:r><w:t>was</w:t></w:r></w:ins><w:moveFrom><w:r>"
        f"<w:t>moved</w:t></w:r></w:moveFrom><w:hyperlink><w:r><w:t> open</w:t></w:r></w:hyperlink>"
        f"<w:r><w:tab/><w:t>half</w:t><w:noBreakHyphen/><w:t>way</w:t><w:softHyphen/></w:r>"
        f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:drawing>{box}</w:drawing></w:r></w:p>"
    )
    assert words(docx(body)) == ["It was open half-way"]


def test_a_contents_field_of_word_is_left_out(docx, books):
    gallery = (
        '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        "</w:sdtPr>"
    )
    contents = (
        f"<w:sdt>{gallery}<w:sdtContent>{books.docx_paragraph('One 3')}</w:sdtContent></w:sdt>"
    )
    assert words(docx(contents + books.docx_paragraph("It was open."))) == ["It was open."]


def test_opendocument_keeps_spaces_breaks_and_rules(odt):
    manuscript = odt(
        '<text:p>It<text:s text:c="2"/>was<text:tab/>open<text:bookmark/>.</text:p>'
        '<text:p text:style-name="Horizontal_20_Line"/>'
        "<text:list><text:list-item><text:p>an item</text:p></text:list-item></text:list>"
    )
    assert words(manuscript) == ["It was open.", "an item"]
    assert len(manuscript.scenes) == 2


def test_rich_text_speaks_every_code_page(rtf):
    assert words(rtf(b"caf\\'e9 \\u8212?\\uc2 \\u8211--\\uc0\\u233 \\par")) == ["café —–é"]
    assert words(rtf(b"\\f1\\'c6\\'e8\\'eb\\f0  \\'e9\\par")) == ["Жил é"]
    assert words(rtf(b"{\\f2 \\'89\\'4a}\\f0\\par")) == ["雨"]
    assert words(rtf(b"\\'c6\\'e8\\'eb\\par", b"\\ansi\\ansicpg1251")) == ["Жил"]
    assert words(rtf(b"a \\{b\\} \\\\c\\~d\\_e\\-f \\ldblquote g\\rdblquote\\emdash\\par")) == [
        "a {b} \\c d-ef “g”—"
    ]
    assert words(rtf(b"one\\u55357?\\u56832?two\\par")) == ["one😀two"]


def test_rich_text_has_paragraphs_verses_and_hidden_words(rtf):
    body = (
        b"One {\\b bold}\\par\\pard Two\\line three\\par{\\v gone}{\\*\\unknown gone}"
        b"{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}}{\\header gone}\\\n"
        b"Last {\\deleted x}\\par"
    )
    assert words(rtf(body)) == ["One bold", "Two\nthree", "link", "Last"]
