"""Makes small manuscripts in every format: a story in prose, as a script, and as subtitles."""

from __future__ import annotations

import html
import zipfile
from pathlib import Path

TITLE = "The Door"
PROSE = (
    ("heading", 1, "One"),
    ("text", "It was open, & nobody—nobody at all—had been there."),
    ("text", "“Who is it?” she said. The lamp in the hall went out as she spoke."),
    ("break",),
    ("text", "Then it rained for a week, and the river came up to the second step."),
    ("heading", 1, "Two"),
    ("verse", "Roses are red,", "Violets blue."),
    ("text", "He shut it < quietly > behind him."),
)
"""A story of two chapters and three scenes."""
NARRATION = [block[1] for block in PROSE if block[0] == "text"]
VERSE = "Roses are red,\nViolets blue."


def write_archive(path: Path, members: dict[str, str | bytes]) -> Path:
    """A zip archive; the first member is stored, as EPUB and ODT want their mimetype."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, method)
    return path


def write_txt(path: Path) -> Path:
    lines = []
    for block in PROSE:
        if block[0] == "heading":
            lines.append(f"Chapter {block[2]}")
        elif block[0] == "verse":
            lines.append("\n".join(f"    {line}" for line in block[1:]))
        else:
            lines.append(block[1] if block[0] == "text" else "* * *")
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def write_md(path: Path) -> Path:
    lines = [f"# {TITLE}"]
    for block in PROSE:
        if block[0] == "heading":
            lines.append(f"## {block[2]}")
        elif block[0] == "verse":
            lines.append("  \n".join(block[1:]))
        else:
            lines.append(block[1].replace("<", "\\<") if block[0] == "text" else "* * *")
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCX_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
DOCX_STYLES = (
    f"<w:styles {_W}>"
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="My Chapters"/>'
    '<w:basedOn w:val="b1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
    "</w:styles>"
)


def docx_paragraph(words: str, style: str = "", more: str = "") -> str:
    """A paragraph in three runs, the last of one letter, as Word likes to have it."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
    parts = [words[: len(words) // 2], words[len(words) // 2 : -1], words[-1:]]
    runs = "".join(
        f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{html.escape(part)}</w:t></w:r>'
        for part in parts
    )
    return f"<w:p>{look if style else ''}{runs.replace(chr(10), '</w:t><w:br/><w:t>')}{more}</w:p>"


def docx_members(body: str) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": DOCX_RELATIONS,
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": DOCX_STYLES,
    }


def write_docx(path: Path) -> Path:
    note = (
        '<w:r><w:footnoteReference w:id="1"/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r>'
        "</w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    )
    body = docx_paragraph(TITLE, "Titel") + docx_paragraph("One … 3", "toc1")
    body += "<w:p/>"
    for block in PROSE:
        if block[0] == "heading":
            body += docx_paragraph(block[2], "mine")
        elif block[0] == "verse":
            body += docx_paragraph("\n".join(block[1:]))
        else:
            body += docx_paragraph(block[1] if block[0] == "text" else "* * *", "", note)
    return write_archive(path, docx_members(body))


_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def odt_members(body: str) -> dict[str, str | bytes]:
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {_ODF}><office:automatic-styles>"
            '<style:style style:name="P1" style:family="paragraph" '
            'style:parent-style-name="Title"/></office:automatic-styles>'
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        ),
    }


def write_odt(path: Path) -> Path:
    note = "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        f'<text:p text:style-name="P1">{TITLE}</text:p>'
        "<text:table-of-content><text:p>One 3</text:p></text:table-of-content>"
    )
    for block in PROSE:
        if block[0] == "heading":
            body += f'<text:h text:outline-level="1">{block[2]}</text:h>'
        elif block[0] == "verse":
            body += f"<text:p>{'<text:line-break/>'.join(block[1:])}</text:p>"
        elif block[0] == "text":
            first, _, rest = html.escape(block[1], quote=False).partition(" ")
            body += f"<text:p><text:span>{first}</text:span>{note}<text:s/>{rest}\n  </text:p>"
        else:
            body += "<text:p>* * *</text:p>"
    return write_archive(path, odt_members(body))


def _xhtml(blocks: tuple[tuple, ...], level: int) -> str:
    body = ""
    for block in blocks:
        if block[0] == "heading":
            body += f"<h{level}>{block[2]}</h{level}>"
        elif block[0] == "verse":
            body += f"<blockquote><p>{'<br/>'.join(block[1:])}</p></blockquote>"
        elif block[0] == "text":
            body += f"<p>{html.escape(block[1], quote=False)}<sup><a href='#n'>1</a></sup></p>"
        else:
            body += "<hr/>"
    return body


def write_html(path: Path) -> Path:
    path.write_text(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title>"
        f"<style>p {{ }}</style></head><body><nav>Menu</nav><h1>{TITLE}</h1>{_xhtml(PROSE, 2)}"
        "<script>let x = '<p>never</p>'</script></body></html>",
        encoding="utf-8",
    )
    return path


EPUB_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)


def epub_members(pages: dict[str, str], *, toc: dict[str, str], more: str = "") -> dict:
    """A book of `pages`, in order, whose contents are `toc`, from link to title."""
    items = "".join(
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    nav = "".join(f'<li><a href="{link}">{title}</a></li>' for link, title in toc.items())
    page = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": EPUB_CONTAINER,
        "OEBPS/book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata><dc:title>{TITLE}</dc:title></metadata><manifest>{items}"
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            f'</manifest><spine><itemref idref="nav"/>{spine}</spine>{more}</package>'
        ),
        "OEBPS/nav.xhtml": f'{page}<body><nav epub:type="toc"><ol>{nav}</ol></nav></body></html>',
        **{
            f"OEBPS/{name}": f"{page}<head><title/></head><body>{body}</body></html>"
            for name, body in pages.items()
        },
    }


def write_epub(path: Path) -> Path:
    pages = {
        "cover.xhtml": f"<p>{TITLE}</p><p>by Somebody</p>",
        "one.xhtml": _xhtml(PROSE[:5], 1),
        "two.xhtml": _xhtml(PROSE[5:], 1),
        "end.xhtml": "<h1>Copyright</h1><p>All rights reserved.</p>",
    }
    toc = {"one.xhtml": "One", "two.xhtml": "Two", "end.xhtml": "Copyright"}
    return write_archive(path, epub_members(pages, toc=toc))


def _rtf(words: str) -> str:
    out = ""
    for character in words:
        code = ord(character)
        if character in "\\{}":
            out += f"\\{character}"
        elif code < 128:
            out += character
        else:
            out += f"\\u{code - 65536 if code > 32767 else code}?"
    return out


def write_rtf(path: Path) -> Path:
    body = f"\\pard\\s2 {TITLE}\\par\n"
    for block in PROSE:
        if block[0] == "heading":
            body += f"\\pard\\s1\\b {block[2]}\\b0\\par\n"
        elif block[0] == "verse":
            body += "\\pard " + "\\line ".join(map(_rtf, block[1:])) + "\\par\n"
        else:
            words = _rtf(block[1]) if block[0] == "text" else "* * *"
            body += f"\\pard {words}{{\\v hidden}}{{\\footnote a note}}\\par\n"
    path.write_bytes(
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204 Cyr;}}"
        b"{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 Title;}}"
        b"{\\info{\\title x}}{\\*\\generator y}" + body.encode("ascii") + b"}"
    )
    return path


NWX_ITEM = (
    '<item handle="{handle}" parent="{parent}" root="{root}" order="0" type="{kind}" '
    'class="{place}" layout="{layout}"><name active="{active}">x</name></item>'
)


def write_novelwriter(path: Path) -> Path:
    """A project's folder: a part, its chapters in files of their own, a note, and trash."""
    (path / "content").mkdir(parents=True)
    documents = {
        "1" * 13: ("NOVEL", "DOCUMENT", "yes", f"Me[br]\n\n#! {TITLE}\n\n>> by me <<\n"),
        "2" * 13: ("NOVEL", "DOCUMENT", "yes", _nwd(PROSE[:5])),
        "3" * 13: ("NOVEL", "NOTE", "yes", "# A note\n\nNot read.\n"),
        "4" * 13: ("NOVEL", "DOCUMENT", "no", "### Not in use\n\nNot read.\n"),
        "5" * 13: ("NOVEL", "DOCUMENT", "yes", _nwd(PROSE[5:])),
        "6" * 13: ("TRASH", "DOCUMENT", "yes", "### Thrown away\n\nNot read.\n"),
    }
    items = NWX_ITEM.format(
        handle="a" * 13, parent="None", root="a" * 13, kind="ROOT", place="NOVEL", layout="",
        active="",
    )  # fmt: skip
    for handle, (place, layout, active, text) in documents.items():
        items += NWX_ITEM.format(
            handle=handle, parent="a" * 13, root="a" * 13, kind="FILE", place=place,
            layout=layout, active=active,
        )  # fmt: skip
        head = f"%%~name: x\n%%~path: {'a' * 13}/{handle}\n%%~kind: {place}/{layout}\n"
        (path / "content" / f"{handle}.nwd").write_text(head + text, encoding="utf-8")
    (path / "nwProject.nwx").write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<novelWriterXML fileVersion="1.5">'
        f"<project><name>A Project</name></project><content>{items}</content></novelWriterXML>",
        encoding="utf-8",
    )
    return path


def _nwd(blocks: tuple[tuple, ...]) -> str:
    lines = []
    for block in blocks:
        if block[0] == "heading":
            lines += [f"## {block[2]}", "% A comment", "@pov: Jane", "%Synopsis: Not read."]
        elif block[0] == "verse":
            lines.append("\n".join(f">> _{line}_ <<" for line in block[1:]))
        else:
            lines.append(f"{block[1]}[footnote:f1]" if block[0] == "text" else "* * *")
    return "\n\n".join(lines)


WRITERS = {
    "txt": write_txt, "md": write_md, "docx": write_docx, "odt": write_odt, "html": write_html,
    "epub": write_epub, "rtf": write_rtf, "novelwriter": write_novelwriter,
}  # fmt: skip
"""What writes the story in prose, by format."""

FOUNTAIN = """Title: The Door
Author: Somebody

# Act One

INT. HALL - NIGHT #1#

The door is open. /* cut */ Nobody is there.

MARA
(quietly)
Who is it?

TOM (V.O.) ^
Nobody.

CUT TO:

EXT. RIVER - DAY

@McTavish
Up to the second step!
"""
SCRIPT = [
    ("direction", "", "The door is open. Nobody is there."),
    ("direction", "MARA", "(quietly)"),
    ("dialogue", "MARA", "Who is it?"),
    ("dialogue", "TOM", "Nobody."),
    ("dialogue", "McTavish", "Up to the second step!"),
]
FDX = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5"><Content>
<Paragraph Type="New Act"><Text>Act One</Text></Paragraph>
<Paragraph Type="Scene Heading" Number="1"><SceneProperties Length="1/8" Title=""/>
<Text>INT. HALL - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>The door is </Text><Text Style="Italic">open</Text>
<ScriptNote ID="1"><Paragraph><Text>A note.</Text></Paragraph></ScriptNote>
<Text>. Nobody is there.</Text></Paragraph>
<Paragraph><DualDialogue>
<Paragraph Type="Character"><Text>MARA</Text></Paragraph>
<Paragraph Type="Parenthetical"><Text>(quietly)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Who is it?</Text></Paragraph>
<Paragraph Type="Character"><Text>TOM (V.O.)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Nobody.</Text></Paragraph>
</DualDialogue></Paragraph>
<Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>
<Paragraph Type="Scene Heading"><Text>EXT. RIVER - DAY</Text></Paragraph>
<Paragraph Type="Character"><Text>McTavish</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Up to the second step!</Text></Paragraph>
</Content><TitlePage><Content><Paragraph Alignment="Center"><Text></Text></Paragraph>
<Paragraph Alignment="Center"><Text>The Door</Text></Paragraph></Content></TitlePage></FinalDraft>
"""
SRT = """1
00:00:01,000 --> 00:00:02,500 X1:40 X2:600
It was <i>open</i>, and

2
00:00:02,600 --> 00:00:04,000
nobody had been there.

3
00:00:06,000 --> 00:00:07,000
- Who is it?
- Nobody &amp; nothing.

4
00:01:07,000 --> 00:01:08,000
[door creaks]

5
00:01:09,000 --> 00:01:10,000
MARA: {\\an8}Shut it!
"""
VTT = """WEBVTT - The Door

NOTE a note
of two lines --

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 align:start
It was <i.loud>open</i>, and

00:02.600 --> 00:04.000
nobody <00:00:03.000>had been there.

00:00:06.000 --> 00:00:06.500
<v Mara Low>Who is it?</v>

00:00:06.500 --> 00:00:07.000
<v.first Tom>Nobody &amp; nothing.

00:01:07.000 --> 00:01:08.000
[door creaks]
"""


def _wrap_fdx(path: Path, paragraphs: list[str]) -> Path:
    body = "".join(
        f'<Paragraph Type="Action"><Text>{html.escape(words)}</Text></Paragraph>'
        for words in paragraphs
    )
    path.write_text(f"<FinalDraft><Content>{body}</Content></FinalDraft>", encoding="utf-8")
    return path


def _wrap_html(path: Path, paragraphs: list[str]) -> Path:
    body = "".join(f"<p>{html.escape(words)}</p>" for words in paragraphs)
    path.write_text(f"<meta charset='utf-8'>{body}", encoding="utf-8")
    return path


def _wrap_rtf(path: Path, paragraphs: list[str]) -> Path:
    units = [words.encode("utf-16-le") for words in paragraphs]
    body = "".join(
        "".join(f"\\u{int.from_bytes(each[i : i + 2], 'little', signed=True)}?"
                for i in range(0, len(each), 2)) + "\\par\n"
        for each in units
    )  # fmt: skip
    path.write_bytes(b"{\\rtf1\\ansi " + body.encode("ascii") + b"}")
    return path


WRAPPERS = {
    "docx": lambda path, paragraphs: write_archive(
        path, docx_members("".join(map(docx_paragraph, paragraphs)))
    ),
    "odt": lambda path, paragraphs: write_archive(
        path,
        odt_members("".join(f"<text:p>{html.escape(words)}</text:p>" for words in paragraphs)),
    ),
    "html": _wrap_html,
    "rtf": _wrap_rtf,
    "fdx": _wrap_fdx,
}
"""What writes any paragraphs, by format."""
