"""What plain text shows only by its looks: headings, scene breaks, and matter that is no story."""

from __future__ import annotations

import re

from t2m_engine.text.readers.blocks import SCENE_LEVEL
from t2m_engine.text.words import size

LONGEST_HEADING = 140
"""Characters; old chapter titles tell what happens ("SEVENTH STORY. What Took Place in …")."""
LONGEST_CAPITALS = 90
"""Characters of a heading that only its capitals show."""
LONGEST_IMPRINT = 25
"""Words of a line of the title page; Thai, for one, ends a story's paragraphs without a mark."""

_NUMBER = (
    r"(?:[IVXLC]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|"
    r"forty(?:-\w+)?|fifty(?:-\w+)?)"
)
_ORDINALS = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last"
)
_PARTS = (
    r"chapter|chap|stave|book|part|act|scene|letter|canto|volume|episode|section|story|tale|"
    r"night|day|adventure|kapitel|kapitola|kapittel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|"
    r"rozdział|luku|fejezet|bölüm|глава|розділ|κεφάλαιο|buch|teil|livre|partie|libro|parte|część|"
    r"часть|книга|частина|kniha|část|akt|acte|acto|atto|szene|scène|escena|scena|сцена"
)
_REST = r"(?:\s*[.:)—–-]+(?:\s*\S.*)?)?"
_NUMBERED = re.compile(
    rf"(?:{_PARTS})\.?\s+(?:{_NUMBER}|the\s+(?:{_ORDINALS})){_REST}", re.IGNORECASE
)
_ORDINAL = re.compile(rf"(?:the\s+)?(?:{_ORDINALS})\s+(?:{_PARTS}){_REST}", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:prologue|epilogue|preface|introduction|foreword|afterword|interlude|conclusion|coda|"
    rf"intermezzo|postscript){_REST}",
    re.IGNORECASE,
)
# Scripts without capitals name and number their chapters: 第一章, الفصل الأول, บทที่ ๑, 제1장.
_OTHER_SCRIPTS = re.compile(
    r"第\s*[\d０-９一二三四五六七八九十百千零〇两兩]{1,8}\s*[章回节節卷部集幕話话篇夜](?:[\s：:、・.].*)?|"
    r"[序终終]章.{0,20}|(?:الفصل|الباب|الجزء|المشهد)\s+\S+(?:\s*[:.–—-].*)?|"
    r"(?:บทที่|ตอนที่|ภาคที่|ฉากที่)\s*\S+(?:\s.*)?|제?\s*\d{1,3}\s*[장부막화편](?:[\s.:].*)?|"
    r"(?:פרק|חלק|סצנה)\s+\S+(?:\s*[:.–—-].*)?|(?:अध्याय|भाग)\s+\S+(?:\s*[:.–—-].*)?"
)
_PART = re.compile(
    rf"(?:(?:part|book|volume|act|buch|teil|livre|partie|libro|parte|część|часть|книга|kniha|část)\.?\s+(?:{_NUMBER}|the\s+(?:{_ORDINALS}))|"
    rf"(?:the\s+)?(?:{_ORDINALS})\s+(?:part|book|volume|act)){_REST}",
    re.IGNORECASE,
)
_SCENE = re.compile(
    rf"(?:scene\.?\s+{_NUMBER}|(?:the\s+)?(?:{_ORDINALS})\s+scene){_REST}", re.IGNORECASE
)
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?:[.:]?|[.:)]\s+\S.*)")
_DIGITS = re.compile(r"\d{1,3}(?:[.:)]?|[.:)]\s+[A-Z].*)")
_BREAK = re.compile(r"(?:[*⁂•·~=_#—–+-]\s*){1,40}|[⁂§❦☙]")
_FULL_STOPS = tuple(".!?…。！？｡．؟۔।॥។။։")
_ENDS = ".!?…:;,-—–。！？｡．：；，、؟۔؛،।॥។။։"
_QUOTES = "\"'“”‘’«»„"
_CLOSING = _QUOTES + ")]_* 」』）"

_MATTER = re.compile(
    r"(?:table of )?contents|(?:list of )?(?:illustrations|plates|figures)|"
    r"(?:preparer|transcriber|editor|producer|publisher|translator)['’]?s?['’]? notes?|"
    r"copyright|colophon|index|footnotes|endnotes|notes|bibliography|glossary|"
    r"also by .*|about the author|acknowledge?ments",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"first published|published by|printed (?:and bound )?(?:in|by|at)|copyright|©|\(c\) |"
    r"all rights reserved|isbn|produced by|e-?text |transcribed |translated by |illustrated by |"
    r"by [A-Z]|this e-?book",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\*\s+\S|\[(?:\d+|footnote|illustration|transcriber)\b|\[\*\]", re.IGNORECASE)
_END = re.compile(r"[\W_]*(?:the end|finis|fin|end)[\W_]*", re.IGNORECASE)

_GUTENBERG_START = re.compile(
    r"^[ \t]*\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG.{0,400}?\*\*\*[ \t]*$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_GUTENBERG_END = re.compile(
    r"^[ \t]*(?:\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|"
    r"End of (?:the )?Project Gutenberg)",
    re.IGNORECASE | re.MULTILINE,
)
_GUTENBERG_TITLE = re.compile(r"^Title:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)


def is_break(line: str) -> bool:
    """Whether a line that stands alone is a break between scenes, like `* * *` or `---`."""
    marks = re.sub(r"\s", "", line)
    return bool(_BREAK.fullmatch(line)) and (len(marks) >= 3 or marks in {"*", "#", "⁂", "§", "~"})


def is_heading(line: str) -> bool:
    """Whether a line that stands alone (stripped of space) is a heading by its looks.

    That is: "CHAPTER IV", "Stave One: …", "FIRST STORY. …", "Prologue", a Roman or Arabic number
    alone or before a title, or a line in capitals. What is in quotes or cries out is speech.
    """
    if len(line) > LONGEST_HEADING or line[:1] in _QUOTES or not any(c.isalnum() for c in line):
        return False
    bare = line.strip("_*=[] ")
    if _END.fullmatch(bare) or line[0] == "[" or line[-1] in "!?,;…":
        return False
    if is_numbered(bare):
        return True
    letters = sum(map(str.isalpha, bare))
    capitals = not any(map(str.islower, bare))
    # "C. smiled." is a sentence, "II. What Happened to the Councillor" a heading.
    if (capitals or not bare.endswith(".")) and (_ROMAN.fullmatch(bare) or _DIGITS.fullmatch(bare)):
        return len(bare) <= LONGEST_CAPITALS
    return letters >= 3 and is_capitals(bare) and len(line) <= LONGEST_CAPITALS


def is_numbered(line: str) -> bool:
    """Whether a line is a heading by its words: "Chapter 4", "FIRST STORY", "Prologue", 第四章."""
    bare = line.strip("_*=[] ")
    patterns = (_NUMBERED, _ORDINAL, _NAMED, _OTHER_SCRIPTS)
    return any(pattern.fullmatch(bare) for pattern in patterns)


def ends_sentence(line: str) -> bool:
    """Whether a line ends with the mark of a sentence, or its quote."""
    return line.rstrip(_CLOSING)[-1:] in _FULL_STOPS


def is_capitals(line: str) -> bool:
    """Whether all letters are capitals; in scripts that have none, no line is."""
    return line.isupper()


def names_part(line: str) -> bool:
    """Whether a heading is of a part, over chapters: "PART ONE", "Book II", "The Third Act"."""
    return bool(_PART.fullmatch(line.strip("_*=[] ")))


def level_of(line: str) -> int:
    """Return the level of a heading of plain text: a part, a chapter or a scene."""
    if names_part(line):
        return 1
    return SCENE_LEVEL if _SCENE.fullmatch(line.strip("_*=[] ")) else 2


def is_matter_heading(line: str) -> bool:
    """Whether what stands under the heading `line` is no story: contents, notes, an index."""
    return bool(_MATTER.fullmatch(line.strip(" .:*_=")))


def is_aside(block: str) -> bool:
    """Whether a paragraph is no story wherever it stands: a footnote, a picture, the end."""
    return bool(_NOTE.match(block) or _END.fullmatch(block))


def is_imprint(block: str) -> bool:
    """Whether a paragraph before the story starts is of the title page."""
    if _IMPRINT.match(block):
        return True
    ends = block.rstrip(_CLOSING)
    return not ends or (ends[-1] not in _ENDS and size(block) < LONGEST_IMPRINT)


def gutenberg_body(text: str) -> tuple[int, int, str]:
    """Return where the book starts and ends in `text`, and its title, or (0, len, "").

    Project Gutenberg's header and licence stand outside of "*** START OF …" and "*** END OF …".
    """
    start = _GUTENBERG_START.search(text)
    first = start.end() if start else 0
    end = _GUTENBERG_END.search(text, first)
    title = _GUTENBERG_TITLE.search(text, 0, first) if start else None
    return first, end.start() if end else len(text), title.group(1) if title else ""
