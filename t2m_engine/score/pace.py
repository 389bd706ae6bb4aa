"""How long words take: a narrator's sentences, a script's page, and the pauses between them."""

from __future__ import annotations

import math
import re
import unicodedata

from t2m_engine.text.words import count_words

# Times are counted in words: how long an average word of English fiction takes with its share of
# the pauses, so that a story read at 150 words a minute has 0.4 s for each. Fitted to 60 passages
# of five public-domain books as espeak-ng speaks them (15 to 120 words each; least squares; the
# root mean square error is 3 % of a passage's length, 9 % where words are merely counted).
WORD = 0.205
"""Of every word, however short."""
LETTER = 0.150
"""Of every letter or digit."""
CLAUSE = 0.757
"""The breath at a comma, semicolon, colon or dash."""
SENTENCE = 1.667
"""The pause between two sentences."""
PARAGRAPH = 2.5
"""The pause after a passage: longer than between sentences (a second at 150 words a minute)."""
IDEOGRAPH = 0.6
"""Of a character of a script that writes no spaces between words (Han: some 250 a minute)."""

LINES_A_PAGE = 55
"""Of a script's page in 12-point Courier, which takes a minute of screen time."""
LINE_LETTERS = 61
"""Characters across a line of action."""

CLAUSE_MARK = re.compile(r"[,;:、，；：،؛](?=\D|$)|--|—|–")
_SENTENCE_MARK = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？](?=.)|[؟۔।](?=\s)")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def speech(text: str) -> float:
    """Return how long the words of `text` take without its pauses, in average words, ≥ 0."""
    spaced = "".join(" " if _is_ideograph(character) else character for character in text)
    letters = sum(map(str.isalnum, spaced))
    ideographs = sum(map(_is_ideograph, text))
    words = count_words(spaced)
    return WORD * words + LETTER * letters + IDEOGRAPH * ideographs


def _is_ideograph(character: str) -> bool:
    # Nothing before Thai is one: the name is looked up for few characters of most texts.
    return (
        character > "\u0dff"
        and character.isalnum()
        and unicodedata.name(character, "").startswith(_UNSPACED)
    )


def pauses(text: str) -> float:
    """Return how long the pauses within `text` are, in average words, ≥ 0."""
    return CLAUSE * len(CLAUSE_MARK.findall(text)) + SENTENCE * len(_SENTENCE_MARK.findall(text))


def read_aloud(text: str, words_per_minute: float) -> float:
    """Return how many seconds a narrator takes for `text`, the pause after it left out."""
    return max(0.5, speech(text) + pauses(text)) * 60.0 / words_per_minute


def on_the_page(text: str) -> float:
    """Return how many seconds a script's action takes on the screen: a minute a page.

    Each paragraph has the lines that it fills and the empty one after it. What is spoken is
    timed by its words instead: a page of quick dialogue is no minute, nor is one of a speech.
    """
    lines = math.ceil(max(1, len(text)) / LINE_LETTERS) + 1
    return lines * 60.0 / LINES_A_PAGE
