"""Names in texts, and whom they make motifs for."""

from __future__ import annotations

import pytest

from t2m_engine.score.motifs import count_names, find_motifs
from t2m_engine.score.segments import cut_story
from t2m_engine.score.timing import read_beats
from t2m_engine.text.manuscript import parse

PLAIN = "and so it went on and on, as it always had, until there was no more of it at all. " * 2


def names(text: str) -> set[str]:
    manuscript = parse(f"{text} {PLAIN}")
    counted = count_names(manuscript, range(len(manuscript.passages)))
    return {name for own in counted.values() for name in own}


def test_a_name_is_written_large_in_the_middle_of_sentences():
    text = (
        "The old man saw Marley. However, he knew Marley's face, and the dog knew Marley too. "
        "However it was, the dog ran and ran. However small it is, this is The End."
    )
    assert names(text) == {"Marley"}
    flower = "We saw Rose by the wall. The rose was a rose as our rose is. It was for Rose. "
    assert names(3 * flower) == set()


def test_titles_days_and_what_begins_a_sentence_name_nobody():
    text = "“Well,” said Sir. “Look,” said Sir. “Look!” On a Monday, by Monday, till Monday. " * 3
    assert names(text) == set()


def test_two_names_that_stand_together_are_one():
    text = (
        "There on the chair sat Tiny Tim, and at the end of it all there was nothing that Tiny Tim "
        "would not eat, while in the meantime the two of them sang to Bob, and then again to Bob, "
        "as if it had not been for Bob that the song of Tiny Tim was made in the first place."
    )
    assert names(text) == {"Tiny Tim", "Bob"}
    manuscript = parse(f"{text} {PLAIN}")
    assert count_names(manuscript, [0])[0] == pytest.approx({"Tiny Tim": 1.0, "Bob": 1.0})


def test_a_language_that_writes_nouns_large_has_no_names_and_one_without_case_neither():
    german = "Der Hund sah den Mann und der Mann sah den Hund in dem Haus bei dem Wald. " * 15
    assert names(german) == set()
    assert names("山の上に太郎がいた。太郎は犬を見た。" * 5) == set()


def test_who_speaks_in_a_script_is_named():
    script = "INT. HOUSE - DAY\n\nANNA\nGood day.\n\nBEN\nHello.\n\nANNA\nSo it is.\n"
    manuscript = parse(script, "fountain")
    counted = count_names(manuscript, range(len(manuscript.passages)))
    assert {name for own in counted.values() for name in own} == {"Anna", "Ben"}


@pytest.fixture
def segments_of(score_kit):
    def segments_of(text: str):
        manuscript = parse(text, "md")
        beats = read_beats(
            manuscript,
            score_kit.FakePack(),
            150.0,
            progress=lambda done, total: None,
            cancelled=lambda: False,
        )
        return cut_story(beats), manuscript

    return segments_of


def scene(number: int, name: str) -> str:
    about = f"then at last it was that {name} came, and saw in the door what had been, and so on. "
    return f"## {number}\n\n" + about * 6


def test_who_comes_back_apart_has_a_motif_and_who_is_everywhere_has_not(segments_of):
    who = ["Marley", "Bob", "nobody", "Marley", "nobody", "Bob", "Marley", "Ann", "Ann"]
    text = "\n\n".join(
        scene(number, name).replace("and so on", "and so Scrooge went on")
        for number, name in enumerate(who)
    )
    segments, manuscript = segments_of(text)
    assert len(segments) == len(who)
    found = find_motifs(segments, manuscript)
    # Ann is in neighbouring scenes only, Scrooge in all.
    assert [(motif.name, motif.segments) for motif in found] == [
        ("Marley", (0, 3, 6)), ("Bob", (1, 5)),
    ]  # fmt: skip


def test_a_short_story_has_no_motifs(segments_of):
    segments, manuscript = segments_of("\n\n".join(scene(n, "Marley") for n in range(3)))
    assert find_motifs(segments, manuscript) == []
    assert find_motifs([], manuscript) == []
