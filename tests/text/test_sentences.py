"""Sentences, and giant passages in pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.text.sentences import pieces, spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


def test_titles_initials_and_speech_end_no_sentence():
    text = (
        "Mr. and Mrs. Rabbit met J. R. Fox at 5 p.m. in St. Ives. “Stop!” he cried. “Why? I"
        " won’t.” So it was… Then it rained."
    )
    assert sentences(text) == [
        "Mr. and Mrs. Rabbit met J. R. Fox at 5 p.m. in St. Ives.",
        "“Stop!” he cried.",
        "“Why?",
        "I won’t.”",
        "So it was…",
        "Then it rained.",
    ]


def test_sentences_end_with_the_marks_of_their_script():
    assert sentences("「行け！」と彼は言った。雨だ。はい。") == [
        "「行け！」と彼は言った。",
        "雨だ。",
        "はい。",
    ]
    assert sentences("هل أنت هنا؟ نعم. ثم ذهب۔ وداعا") == [
        "هل أنت هنا؟",
        "نعم.",
        "ثم ذهب۔",
        "وداعا",
    ]
    assert sentences("वह आया। वह गया।") == ["वह आया।", "वह गया।"]


def test_scripts_without_spaces_are_cut_by_their_characters():
    chinese = "从前有一个国王，他有三个女儿。最小的那个非常美丽" * 20
    assert all(10 <= len(piece) <= 80 for piece in pieces(chinese, 50))
    thai = pieces("กาลครั้งหนึ่งนานมาแล้วมีพระราชา" * 20, 50)
    assert len(thai) == 3
    assert not any(piece[0] in "ิ่้ั" for piece in thai)


def test_a_text_that_fits_is_one_piece_and_a_blank_one_none():
    assert pieces("  A short one. Two. ", 5) == ["A short one. Two."]
    assert pieces(" \n", 5) == []


def test_cuts_fall_between_sentences_and_make_even_pieces():
    text = " ".join(f"Sentence number {n} has exactly seven words." for n in range(40))
    found = pieces(text, 100)
    assert [len(piece.split()) for piece in found] == [91, 98, 91]
    assert all(piece.endswith("words.") for piece in found)


def test_an_endless_sentence_is_cut_at_its_clauses():
    text = ", ".join("and on it went as it had" for _ in range(30)) + "."
    assert all(piece.endswith((",", ".")) for piece in pieces(text, 50))


@given(st.text("雨国。、のกิ่ ab", max_size=200), st.integers(1, 12))
def test_pieces_hold_every_character_of_scripts_without_spaces(text, limit):
    assert "".join("".join(pieces(text, limit)).split()) == "".join(text.split())


@given(st.text("ab .!?,;“”\n…Mr", max_size=400), st.integers(1, 12))
def test_pieces_hold_every_word_in_order_within_the_limit(text, limit):
    found = pieces(text, limit)
    assert " ".join(found).split() == text.split()
    assert all(1 <= len(piece.split()) <= limit for piece in found)
