"""Files that mean harm, or are broken: each is refused with a sentence, in little time and memory.

A limit that does not hold shows as a hang (the tests' timeout) or as a text that was let in.
"""

from __future__ import annotations

import random
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.errors import InputError
from t2m_engine.text.manuscript import parse, read_manuscript
from t2m_engine.text.readers import archive

SECRET = "the secret words of another file"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


@pytest.fixture
def secret(tmp_path):
    """Another file of the user's, which no manuscript may bring into its text."""
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    return file


@pytest.fixture
def containers(books, tmp_path):
    """Writes XML as the main part of a container of each format."""

    def write(form: str, prologue: str, words: str, attributes: str = ""):
        path = tmp_path / f"story.{form}"
        if form == "docx":
            members = books.docx_members(f"<w:p {attributes}><w:r><w:t>{words}</w:t></w:r></w:p>")
            name = "word/document.xml"
        elif form == "odt":
            members = books.odt_members(f"<text:p {attributes}>{words}</text:p>")
            name = "content.xml"
        elif form == "epub":
            members = books.epub_members({"one.xhtml": "<p>One.</p>"}, toc={"one.xhtml": words})
            name = "OEBPS/book.opf"
            members[name] = members[name].replace("<metadata>", f"<metadata {attributes}>")
            members[name] = members[name].replace(books.TITLE, words)
        else:
            path.write_text(
                f'{prologue}<FinalDraft><Content><Paragraph Type="Action" {attributes}>'
                f"<Text>{words}</Text></Paragraph></Content></FinalDraft>"
            )
            return path
        members[name] = prologue + members[name]
        return books.write_archive(path, members)

    return write


def refusal(path) -> str:
    """The reason for which `path` is refused; it names the file and is a sentence."""
    with pytest.raises(InputError) as caught:
        read_manuscript(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert message.endswith(".")
    assert "Traceback" not in message
    return caught.value.reason


XML_FORMATS = pytest.mark.parametrize("form", ["docx", "odt", "epub", "fdx"])


@XML_FORMATS
def test_entities_that_multiply_are_refused(form, containers):
    assert "entities" in refusal(containers(form, LAUGHS, "&a11;"))


@XML_FORMATS
def test_entities_that_multiply_in_an_attribute_are_refused(form, containers):
    reason = refusal(containers(form, LAUGHS, "x", 'dir="&a11;"'))
    assert "entities" in reason


@XML_FORMATS
@pytest.mark.parametrize("kind", ["general", "parameter", "dtd"])
def test_nothing_outside_is_read(form, kind, containers, secret):
    prologue = {
        "general": f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>',
        "parameter": f'<!DOCTYPE x [<!ENTITY % s SYSTEM "{secret.as_uri()}"> %s;]>',
        "dtd": f'<!DOCTYPE x SYSTEM "{secret.as_uri()}">',
    }[kind]
    path = containers(form, prologue, "One &s; two." if kind == "general" else "One.")
    if form == "epub" and kind == "dtd":  # old books name a document type; it is not fetched
        assert SECRET not in read_manuscript(path).text
    else:
        assert SECRET not in refusal(path)


@XML_FORMATS
def test_a_giant_attribute_or_text_is_refused(form, containers):
    giant = " ".join(map(str, range(1_600_000)))  # over 10 MB, and packed as loosely as words
    assert "a piece too long" in refusal(containers(form, "", "One.", f'dir="{giant}"'))
    assert "a piece too long" in refusal(containers(form, "", giant))


@XML_FORMATS
def test_deep_nesting_is_refused(form, containers):
    deep = "<a>" * 5000 + "</a>" * 5000
    assert "nested too deep" in refusal(containers(form, "", deep))


@XML_FORMATS
def test_xml_that_breaks_off_or_holds_nul_is_refused(form, containers):
    assert "cannot be read" in refusal(containers(form, "", "<a>"))
    assert "cannot be read" in refusal(containers(form, "", "a\0b"))


@XML_FORMATS
def test_xml_in_a_false_encoding_is_refused(form, containers):
    reason = refusal(containers(form, '<?xml version="1.0" encoding="UTF-16"?>', "é"))
    assert "cannot be read" in reason


def test_a_web_page_is_nested_only_so_deep_and_expands_no_entities(tmp_path, secret):
    page = tmp_path / "story.html"
    page.write_text("<div>" * 5000 + "words")
    assert "nested too deep" in refusal(page)
    page.write_text("<p>" + "x" * 10_100_000)
    assert "a piece too long" in refusal(page)
    page.write_text(f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret.as_uri()}">]><p>One &s; two.')
    assert SECRET not in read_manuscript(page).text
    page.write_bytes(b"<p>One\0two.</p>")
    assert "NUL" in refusal(page)


ARCHIVES = pytest.mark.parametrize("form", ["docx", "odt", "epub"])
MAIN = {"docx": "word/document.xml", "odt": "content.xml", "epub": "OEBPS/one.xhtml"}


@pytest.fixture
def members(books):
    """The members of a small archive of each format."""

    def make(form):
        if form == "docx":
            return books.docx_members(books.docx_paragraph("It was open."))
        if form == "odt":
            return books.odt_members("<text:p>It was open.</text:p>")
        return books.epub_members({"one.xhtml": "<p>It was open.</p>"}, toc={"one.xhtml": "One"})

    return make


@ARCHIVES
def test_a_bomb_of_blanks_is_refused_before_it_is_unpacked(form, members, books, tmp_path):
    content = members(form)
    content[MAIN[form]] = " " * 50_000_000 + content[MAIN[form]]
    path = books.write_archive(tmp_path / f"story.{form}", content)
    assert path.stat().st_size < 200_000
    assert "unpacks to more" in refusal(path)


@ARCHIVES
def test_a_member_that_claims_a_gigabyte_is_refused(form, members, books, tmp_path):
    path = books.write_archive(tmp_path / f"story.{form}", members(form))
    patch_size(path, MAIN[form], 1 << 30)
    assert "unpacks to more" in refusal(path)


@ARCHIVES
def test_a_member_that_claims_less_than_it_has_gives_no_more(form, members, books, tmp_path):
    content = members(form)
    content[MAIN[form]] += "<!-- -->" * 100_000
    path = books.write_archive(tmp_path / f"story.{form}", content)
    patch_size(path, MAIN[form], 100)
    assert refusal(path) == "is damaged, or cut off"


def patch_size(path, name: str, size: int) -> None:
    """Have the directory of an archive claim another size for a member."""
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    while content[entry + 46 : entry + 46 + len(name)] != name.encode():
        entry = content.index(b"PK\x01\x02", entry + 4)
    content[entry + 24 : entry + 28] = struct.pack("<I", size)
    path.write_bytes(content)


def test_many_members_within_limits_are_too_much_together(books, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 1_000_000)
    filler = random.Random(1).randbytes(50_000).hex()
    pages = {f"p{n}.xhtml": f"<p>{n} {filler}</p>" for n in range(12)}
    content = books.epub_members(pages, toc={"p0.xhtml": "One"})
    path = books.write_archive(tmp_path / "story.epub", content)
    assert "unpacks to more" in refusal(path)


@ARCHIVES
@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "C:\\evil", "..\\evil"])
def test_names_that_lead_out_are_refused(form, name, members, books, tmp_path):
    path = books.write_archive(tmp_path / f"story.{form}", {**members(form), name: "x"})
    assert refusal(path) == "holds names that lead out of it"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@ARCHIVES
def test_links_are_refused(form, members, books, secret, tmp_path):
    path = books.write_archive(tmp_path / f"story.{form}", members(form))
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(secret))
    assert refusal(path) == "holds names that lead out of it"


@ARCHIVES
def test_a_package_that_names_a_part_outside_is_refused(form, members, books, secret, tmp_path):
    content = members(form)
    if form == "docx":
        content["_rels/.rels"] = books.DOCX_RELATIONS.replace("word/document", f"../..{secret}")
    elif form == "epub":
        content["META-INF/container.xml"] = books.EPUB_CONTAINER.replace("OEBPS/book.opf", "../x")
    else:
        del content["content.xml"]
    reason = refusal(books.write_archive(tmp_path / f"story.{form}", content))
    assert reason.startswith(("is no", "lacks its"))


@ARCHIVES
def test_encrypted_archives_are_refused(form, members, books, tmp_path):
    path = books.write_archive(tmp_path / f"story.{form}", members(form))
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(mark)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(mark, place + 4)
    path.write_bytes(content)
    assert refusal(path) == "is encrypted"


def test_encrypted_and_locked_documents_are_refused(members, books, tmp_path):
    odt = members("odt")
    odt["META-INF/manifest.xml"] = (
        "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    )
    odt["content.xml"] = "\x93\x01 not XML"
    assert refusal(books.write_archive(tmp_path / "a.odt", odt)) == "is encrypted"
    epub = members("epub")
    lock = '<encryption><EncryptionMethod Algorithm="{}"/></encryption>'
    epub["META-INF/encryption.xml"] = lock.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    assert "DRM" in refusal(books.write_archive(tmp_path / "a.epub", epub))
    epub["META-INF/encryption.xml"] = lock.format("http://www.idpf.org/2008/embedding")
    assert read_manuscript(books.write_archive(tmp_path / "b.epub", epub)).words == 3
    word = tmp_path / "a.docx"
    word.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "encrypted, or in the format of Word before 2007" in refusal(word)


@ARCHIVES
def test_archives_that_break_off_are_refused(form, members, books, tmp_path):
    path = books.write_archive(tmp_path / f"story.{form}", members(form))
    whole = path.read_bytes()
    for length in (0, 3, 4, 30, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert refusal(path)
    damaged = bytearray(whole)
    place = damaged.index(MAIN[form].encode()) + len(MAIN[form]) + 10
    damaged[place : place + 20] = bytes(20)
    path.write_bytes(damaged)
    assert refusal(path) == "is damaged, or cut off"


def test_a_directory_of_millions_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "story.docx"
    entry = struct.pack("<4s42x", b"PK\x01\x02")
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, 65535 * 46, 0, 0)
    path.write_bytes(b"PK\x01\x02" + entry * 100 + end)
    assert "more files" in refusal(path)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 46, 0, 0)
    path.write_bytes(b"PK\x01\x02" + entry + locator + end)
    assert "more files" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"{\\rtf1 x}", "is no .docx file: it is RTF"),
        ("a.docx", b"Only words.", "is no .docx file"),
        ("a.epub", b"<!DOCTYPE html><p>x", "is no .epub file: it is HTML"),
        ("a.odt", b"%PDF-1.7", "is no .odt file: it is PDF"),
        ("a.rtf", b"PK\x03\x04 and so on", "is no RTF file"),
        ("a.fdx", b"<html/>", "is no script of Final Draft"),
        ("a.fdx", b"", "is empty"),
        ("a.nwx", b"<x/>", "is no novelWriter project"),
        ("a.srt", b"Only words.\n", "holds no passage of a story"),
        ("a.vtt", b"WEBVTT\n\n00:aa --> 00:01.000\nWords.\n", "holds no passage of a story"),
        ("a.fountain", b"PK\x03\x04\0\0", "is not a text file (it holds NUL bytes)"),
        ("a.md", b"\xff\xfea\0b", "says that it is UTF-16, and is not (byte 4)"),
    ],
)  # fmt: skip
def test_what_is_not_what_its_suffix_says_is_refused(name, content, reason, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == reason


def test_an_archive_of_another_kind_is_refused(members, books, tmp_path):
    path = books.write_archive(tmp_path / "story.docx", members("odt"))
    assert refusal(path) == "is no document of Word"
    path = books.write_archive(tmp_path / "story.epub", members("docx"))
    assert refusal(path) == "lacks its container.xml"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{\\rtf1 " + b"{" * 600 + b"x" + b"}" * 601, "is nested too deep"),
        (b"{\\rtf1 It was open.\\par", "is damaged, or cut off"),
        (b"{\\rtf1 {\\pict\\bin999999999 xx}}", "is damaged, or cut off"),
        (b"{\\rtf1 \\u99999999999 ?\\'zz\\'4}", None),
        (b"{\\rtf1\\ansicpg99999 \\'e9}", None),
        (b"{\\rtf1 \\u55357?\\u56832? smile \\u55357? alone\\par}", None),
    ],
)
def test_rich_text_with_false_claims(content, reason, tmp_path):
    path = tmp_path / "story.rtf"
    path.write_bytes(content)
    if reason:
        assert refusal(path) == reason
    else:
        read_manuscript(path).text.encode("utf-8")  # no half of a surrogate pair


def test_a_project_that_reaches_out_of_its_folder_is_refused(books, secret, tmp_path):
    folder = books.write_novelwriter(tmp_path / "project")
    document = folder / "content" / f"{'2' * 13}.nwd"
    document.unlink()
    document.symlink_to(secret)
    with pytest.raises(InputError, match="leads out of its project"):
        read_manuscript(folder)
    document.unlink()
    project = folder / "nwProject.nwx"
    project.write_text(project.read_text().replace("2" * 13, "../../secret"))
    assert SECRET not in read_manuscript(folder).text


LONG = 150_000
"""Characters in which a pattern that looks through the rest at every step takes hours."""
PIECES = {
    "txt": ["I.", "CHAPTER ", "*** START OF THE PROJECT GUTENBERG\n", "a-\n", "第", "« ", "\t",
            "A\n", "A\n\n"],
    "md": ["*a ", "**a *b ", "_a", "~~a", "`", "````` ` ", "[", "![", "[^", "](", "[a](", "<",
           "<!--", "<http:", "# a\n", "## a\n# b\n", "| ", "\\", "&", "# #", "# \t", "> ", "- ",
           "1. ", "=\n", "a\n", "title: \""],
    "fountain": ["/*", "[[", "[[\n\n", "[[ ]", "(", "#", "~a\n", "@a\n", "A\n", "> <\n", "*a ",
                 "\\", ".a\n\n", "a:b\n", "A (", "=\n", "TO:"],
    "srt": ["00:00:01,000 --> 00:00:02,000\n", "-->", "{\\a", "<a", "A B", "- a\n", "♪", "[", "(a"],
    "vtt": ["<v a", "<v a>b\n", "NOTE\n", "&amp", "<00:"],
}  # fmt: skip


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("form", "piece"), [(form, piece) for form, pieces in PIECES.items() for piece in pieces]
)
def test_no_pattern_takes_forever(form, piece):
    head = "00:00:01,000 --> 00:00:02,000\n" if form in {"srt", "vtt"} else "It was open. "
    text = head + piece * (LONG // len(piece))
    assert parse(text, form).text == text


@pytest.fixture(scope="module")
def samples(books, tmp_path_factory):
    """A whole file of every format, as bytes."""
    folder = tmp_path_factory.mktemp("samples")
    found = {form: writer(folder / f"whole.{form}") for form, writer in books.WRITERS.items()}
    del found["novelwriter"]
    found = {form: path.read_bytes() for form, path in found.items()}
    return found | {
        "fdx": books.FDX.encode(), "fountain": books.FOUNTAIN.encode(), "srt": books.SRT.encode(),
        "vtt": books.VTT.encode(),
    }  # fmt: skip


@pytest.mark.parametrize(
    "form", ["txt", "md", "docx", "odt", "html", "epub", "rtf", "fdx", "fountain", "srt", "vtt"]
)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_is_no_bug(form, data, samples):
    content = bytearray(samples[form])
    places = st.integers(0, len(content) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(places) % len(content)
        kind = data.draw(st.sampled_from(["byte", "cut", "gap", "twice", "zeros"]))
        other = data.draw(places) % len(content)
        first, last = sorted((place, other))
        if kind == "byte":
            content[place] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del content[max(1, place) :]
        elif kind == "gap":
            del content[first : max(first, last - 1)]
        elif kind == "twice":
            content[first:first] = content[first:last]
        else:
            content[first:last] = bytes(last - first)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"story.{form}"
        path.write_bytes(content)
        try:
            manuscript = read_manuscript(path)
        except InputError:
            return
    manuscript.text.encode("utf-8")
    assert manuscript.passages
