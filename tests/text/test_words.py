"""Words, counted and estimated, in scripts with spaces and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.text.words import count_words, seems_english, size, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Half-past two--don’t go, it's “late”—he said.", 8),
        ("naïve e\u0301cole, snake_case, R2D2", 4),
        ("Жили-были старик со старухой", 4),
        ("كَانَ يَا مَا كَانَ", 4),
        ("שָׁלוֹם עֲלֵיכֶם", 2),
        ("हिन्दी में लिखा हुआ वाक्य है।", 6),
        ("옛날 옛적에 한 임금님이", 4),
        ("… — !", 0),
        ("", 0),
    ],
)
def test_words_with_spaces_between_are_counted(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("从前有一个国王，他有三个女儿", 7, 10),  # Once there was a king who had three daughters.
        ("おじいさんは山へ芝刈りに、おばあさんは川へ洗濯に行きました。", 9, 15),
        ("กาลครั้งหนึ่งนานมาแล้วมีพระราชา", 6, 9),
        ("iPhone手机很好", 3, 4),
        ("雨", 1, 1),
    ],
)
def test_words_without_spaces_between_are_estimated(text, least, most):
    assert least <= count_words(text) <= most
    assert size(text) <= most


@given(st.text("ab 。国のกิ่-’\n", max_size=60))
def test_tokens_are_the_text_without_its_space(text):
    places = [(start, end) for start, end, _ in tokens(text)]
    assert "".join(text[start:end] for start, end in places) == "".join(text.split())
    assert places == sorted(places)
    assert not any(
        text[start] in "ิ่" and start > 0 and text[start - 1] == "ก" for start, _ in places
    )


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        ("The old man sat by the window, and he wept for his son.", True),
        ("NELL: It is always Mrs. Gunn. Good evening, you are on the air.", True),
        ("Il était une fois une vieille femme qui vivait près du port.", False),
        ("Es war einmal ein alter Müller, der lebte mit seinen drei Söhnen am Fluß.", False),
        ("Жил старик со своею старухой у самого синего моря.", False),
        ("むかしむかし、おじいさんとおばあさんが住んでいました。", False),
    ],
)
def test_english_is_told_by_its_little_words(sentence, english):
    assert seems_english(" ".join([sentence] * 20)) == english
    assert seems_english(" ".join(sentence.split()[:5]))  # too little to say
