"""The query language: what a line asks for, and sentences for what is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from t2m_engine.audio.key import KEYS
from t2m_engine.errors import UsageError
from t2m_engine.library.search.filters import Condition, Filters, Span
from t2m_engine.library.search.query import EXAMPLES, KINDS, compatible, parse, parse_filters


def only(line: str) -> Condition:
    query = parse(line)
    assert query.words == ()
    (condition,) = query.filters.conditions
    return condition


def span(least: float = -math.inf, most: float = math.inf) -> Span:
    return Span(least, most)


def test_the_line_of_the_brief():
    query = parse(
        'bpm:90-120 key:Am mood:tender -vocals "quoted phrase" rating:>=3 length:30-90 '
        "folder:trailers licence:cc0 tag:chase artist:clara rain at night"
    )
    assert query.filters.conditions == (
        Condition("bpm", span=span(90, 120)),
        Condition("key", ("Am",)),
        Condition("mood", ("tender",)),
        Condition("vocals", wanted=False),
        Condition("phrase", ("quoted phrase",)),
        Condition("rating", span=span(least=3)),
        Condition("length", span=span(30, 90)),
        Condition("folder", ("trailers",)),
        Condition("licence", ("cc0",)),
        Condition("tag", ("chase",)),
        Condition("artist", ("clara",)),
    )
    assert query.words == ("rain", "at", "night")
    assert query.text == "rain at night"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bpm:90-120", span(90, 120)),
        ("bpm:90..120", span(90, 120)),
        ("bpm:90–120", span(90, 120)),
        ("bpm:90-", span(least=90)),
        ("bpm:..120", span(most=120)),
        ("bpm:120", span(119.5, 120.5)),
        ("tempo:>=90.5", span(least=90.5)),
        ("BPM:<=90", span(most=90)),
        ("length:1:30-2:00", span(90, 120)),
        ("length:<1:02:03", span(most=math.nextafter(3723, -math.inf))),
        ("clip:>15", span(least=math.nextafter(15, math.inf))),
        ("loudness:-23..-14", span(-23, -14)),
        ("loudness:-23--14", span(-23, -14)),
        ("loudness:>-20", span(least=math.nextafter(-20, math.inf))),
        ("valence:-.5-0", span(-0.5, 0)),
        ("rating:3", span(3, 3)),
        ("rating:≥4", span(least=4)),
    ],
)
def test_ranges(line, expected):
    assert only(line).span == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("-tag:chase", Condition("tag", ("chase",), wanted=False)),
        ("tag:chase,night", Condition("tag", ("chase", "night"))),
        ('artist:"Clara Schumann"', Condition("artist", ("Clara Schumann",))),
        ('-"two words"', Condition("phrase", ("two words",), wanted=False)),
        ("-snow", Condition("phrase", ("snow",), wanted=False)),
        ("favourite", Condition("favourite")),
        ("favorite:yes", Condition("favourite")),
        ("-favourite:yes", Condition("favourite", wanted=False)),
        ("vocals:no", Condition("vocals", wanted=False)),
        ("-vocals:no", Condition("vocals")),
        ("key:f#m,Db", Condition("key", ("F#m", "Db"))),
        ("key:8A", Condition("key", ("Am",))),
        ("key:~Am", Condition("key", ("Am", "C", "Em", "Dm"))),
        ("mood:Sad,tender", Condition("mood", ("sad", "tender"))),
        ('"never closed', Condition("phrase", ("never closed",))),
        ("“typographic quotes”", Condition("phrase", ("typographic quotes",))),
        ('"field:value"', Condition("phrase", ("field:value",))),
        ('"vocals"', Condition("phrase", ("vocals",))),
    ],
)
def test_conditions(line, expected):
    assert only(line) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("well-known songs, don't", ("well-known", "songs,", "don't")),
        ("she said: no - never", ("she", "said:", "no", "never")),
        ("at 12:30 -- …", ("at", "12:30")),
        ("дождь 雨 Ünïcödé", ("дождь", "雨", "Ünïcödé")),
        ("cafe\u0301", ("café",)),
        ("", ()),
        ('""  "  -  -"" ', ()),
    ],
)
def test_plain_words(line, words):
    query = parse(line)
    assert query.words == words
    assert query.filters == Filters()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("bmp:90", r"There is no field “bmp:”; did you mean “bpm:”\? Known are bpm:, key:"),
        ("zzzz:1", r"There is no field “zzzz:”\. Known are"),
        ("bpm:", r"“bpm:” needs a value, such as bpm:90-120"),
        ("bpm:fast", r"“fast” is no range for “bpm:”; write for example bpm:90-120"),
        ("bpm:120-90", r"“bpm:120-90” is empty"),
        ("rating:7", r"“rating:” lies within 0 and 5"),
        ("key:Q", r"“Q” is no key"),
        ("mood:joyful", r"There is no mood “joyful”; the moods are happy, funny"),
        ("vocals:maybe", r"“vocals:” is yes or no, not “maybe”"),
        ("tag:,", r"“tag:” needs a value"),
        ("x" * 10_001, r"may have 10,000 characters"),
        ("a " * 201, r"200 words and fields"),
    ],
)
def test_what_is_none_is_told_in_a_sentence(line, sentence):
    with pytest.raises(UsageError, match=sentence):
        parse(line)


def test_every_field_has_an_example_that_works():
    assert set(EXAMPLES) == set(KINDS)
    for name, written in EXAMPLES.items():
        for one in written.split(" or "):
            assert only(one).field == name


def test_the_compatible_keys_agree_with_one_another():
    assert compatible("C") == ["C", "Am", "G", "F"]
    for key in KEYS:
        near = compatible(key)
        assert len(set(near)) == 4
        assert all(key in compatible(other) for other in near)


def test_a_filter_takes_plain_words_for_beginnings_of_words():
    assert parse_filters("rain tag:x").conditions == (
        Condition("tag", ("x",)),
        Condition("word", ("rain",)),
    )
    assert not parse_filters("  ")


_FIELD = st.sampled_from([*KINDS, "bmp", "tempo", "x", ""])
_VALUE = st.text(max_size=12) | st.sampled_from(["90-120", ">=3", "Am", '"', '" OR "', "*", "\0"])
_TERM = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "-", "--"]),
    _FIELD,
    st.sampled_from(["", ":", ":>", '"']),
    _VALUE,
)


@given(st.lists(_TERM, max_size=6).map(" ".join) | st.text(max_size=80))
@example('"" OR NEAR(a b) AND col:"x')
@example("\ud800 -\ud800:1")
def test_any_line_is_a_query_or_a_sentence(line):
    try:
        query = parse(line)
    except UsageError as error:
        assert str(error)  # noqa: PT017 - either is right
    else:
        assert hash(query.filters) == hash(parse(line).filters)
        assert all(word.strip() == word and word for word in query.words)
