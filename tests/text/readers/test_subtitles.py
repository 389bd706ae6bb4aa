"""Subtitles: how cues become passages, and where one ends."""

from __future__ import annotations

import pytest

from t2m_engine.text.manuscript import parse


def clock(seconds: float) -> str:
    return f"00:00:{int(seconds):02},{round(seconds % 1 * 1000):03}"


def srt(*cues: tuple[float, float, str]) -> str:
    return "\n".join(
        f"{n}\n{clock(start)} --> {clock(end)}\n{words}\n"
        for n, (start, end, words) in enumerate(cues, 1)
    )


def words(text: str, form: str = "srt") -> list[str]:
    return [passage.text for passage in parse(text, form).passages]


def test_a_sentence_goes_on_through_cues_and_ends_at_a_pause():
    cues = [
        (0, 1, "It was open and"),
        (1, 2, "nobody came."),
        (2.1, 3, "Nobody at all."),
        (4, 5, "Rain."),
    ]
    assert words(srt(*cues)) == ["It was open and nobody came. Nobody at all.", "Rain."]


def test_a_long_silence_ends_what_has_no_end():
    assert words(srt((0, 1, "It was"), (1.5, 2, "open"), (9, 10, "and cold"))) == [
        "It was open",
        "and cold",
    ]


def test_enough_words_end_at_a_sentence():
    cues = [(n, n + 1, f"Sentence number {n} has quite a few words.") for n in range(30)]
    sizes = [len(text.split()) for text in words(srt(*cues))]
    assert sum(sizes) == 240
    assert all(60 <= size < 70 for size in sizes[:-1])


def test_speakers_are_told_apart():
    manuscript = parse(
        srt(
            (0, 1, "JOHN: Who is"), (1, 2, "it?"), (2, 3, "MARY ANN: Me."), (3, 4, "- No.\n- Yes.")
        ),
        "srt",
    )
    assert [(p.speaker, p.text, p.times) for p in manuscript.passages] == [
        ("JOHN", "Who is it?", (0.0, 2.0)),
        ("MARY ANN", "Me.", (2.0, 3.0)),
        ("", "No.", (3.0, 3.5)),
        ("", "Yes.", (3.5, 4.0)),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("<i>One</i> <b>two</b> <font color='red'>three</font>", "dialogue", "One two three"),
        ("{\\an8}{\\i1}One{\\i0}", "dialogue", "One"),
        ("[thunder]", "direction", "thunder"),
        ("(she sighs)", "direction", "she sighs"),
        ("♪ Roses are red ♪", "verse", "Roses are red"),
        ("5 < 6 and 7 > 3", "dialogue", "5 < 6 and 7 > 3"),
        ("It is 12:30 now", "dialogue", "It is 12:30 now"),
        ("Note: she knows", "dialogue", "Note: she knows"),
    ],
)
def test_styling_is_taken_off_and_kinds_are_told(line, kind, text):
    [passage] = parse(srt((0, 1, line)), "srt").passages
    assert (passage.kind, passage.text) == (kind, text)


def test_odd_files_are_read():
    assert words(
        "1\r\n00:00:01.5 --> 00:00:02,25\r\nNo comma.\r\n2\r\n00:00:02,3 --> 00:00:04,0\r\nYes."
    ) == ["No comma. Yes."]
    [passage] = parse("00:05.000 --> 00:01.000\nBackwards.\n", "vtt").passages
    assert passage.times == (5.0, 5.0)
    assert words("100:00:01,000 --> 100:00:02,000\nLate.\n") == ["Late."]
    assert words(
        "NOTE\n00:01 --> x\n\nWEBVTT\n\n01:00:00.000 --> 01:00:01.000\n\n\nLow.\n", "vtt"
    ) == ["Low."]
