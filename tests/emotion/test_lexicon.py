"""The lexicon: what the norms say, what kin says, and tables of other makers."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.inflection import bases, relatives
from t2m_engine.emotion.lexicon import STEM_DEVIATION, Lexicon
from t2m_engine.emotion.placing import regress
from t2m_engine.emotion.taxonomies import TAXONOMIES
from t2m_engine.emotion.word_vectors import WordVectors
from t2m_engine.errors import InputError, UsageError


@pytest.fixture(scope="module")
def glasgow() -> Lexicon:
    return Lexicon.load()


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_the_glasgow_norms_are_whole_and_on_our_scale(glasgow: Lexicon) -> None:
    assert len(glasgow.words) == 5553
    happy = glasgow.place("happy")
    assert happy.point == pytest.approx(((8.242 - 5) / 4, (6.938 - 5) / 4))
    assert (happy.deviation, happy.how) == ((0, 0), "lexicon")
    assert glasgow.place(" Happy ") == happy


def test_a_label_that_the_norms_lack_is_placed_by_its_kin(glasgow: Lexicon) -> None:
    surprised = glasgow.place("surprised")
    assert surprised.point == glasgow.place("surprise").point
    assert (surprised.deviation, surprised.how) == (STEM_DEVIATION, "stem")
    assert glasgow.place("solemnity").point == glasgow.place("solemn").point


def test_every_label_of_the_taxonomies_is_known(glasgow: Lexicon) -> None:
    known = {label: glasgow.place(label) for labels in TAXONOMIES.values() for label in labels}
    assert known["joy"].valence > 0.5 > -0.5 > known["sadness"].valence
    assert known["calmness"].arousal < 0 < known["exciting"].arousal
    assert known["joyful_activation"].how == "words"
    nostalgia = known["nostalgia"]
    assert nostalgia.how == "vectors"
    assert min(nostalgia.deviation) > max(STEM_DEVIATION) / 2
    assert nostalgia.point == pytest.approx((0.2, -0.1), abs=2 * max(nostalgia.deviation))


def test_a_word_of_neither_lies_between_what_is_near_by_vector(words_kit, tmp_path: Path) -> None:
    vectors = WordVectors.load(words_kit.write_vectors(tmp_path))
    words = {"sad": (-0.8, -0.4), "joy": (0.8, 0.6), "table": (0.0, 0.0)}
    lexicon = Lexicon(words, vectors)
    anchors = np.stack([vectors.vector(word) for word in words])
    points = np.array(list(words.values()))
    for label in ("gloomy", "laid-back"):
        place = lexicon.place(label)
        means, deviations = regress(vectors.vector(label)[None], anchors, points, words_kit.KERNEL)
        assert place.how == "vectors"
        assert place.point == pytest.approx(means[0])
        assert place.deviation == pytest.approx(deviations[0])
    assert lexicon.place("zebra joy") == lexicon.place("joy")  # not by the phrase's vector
    assert lexicon.place("gloomy").valence < lexicon.place("easygoing").valence
    with pytest.raises(UsageError, match="“zebra”"):
        lexicon.place("zebra")
    with pytest.raises(UsageError, match="“gloomy”"):
        Lexicon({"zebra": (0.0, 0.0)}, vectors).place("gloomy")


def test_a_phrase_is_the_mean_of_its_words_and_small_words_do_not_count(glasgow: Lexicon) -> None:
    calm, sadness = glasgow.place("calm"), glasgow.place("sadness")
    both = glasgow.place("calm and sadness")
    assert both.valence == pytest.approx((calm.valence + sadness.valence) / 2)
    assert both.how == "words"
    assert glasgow.place("the sadness") == sadness
    # Two words of which one is certain: the error is that of the other, halved in the square.
    assert glasgow.place("sad surprised").deviation == pytest.approx(
        [error / 2**0.5 for error in STEM_DEVIATION]
    )


@pytest.mark.parametrize(
    ("rows", "valence", "arousal"),
    [
        (
            ["Word\tValence\tArousal\tDominance", "calm\t0.875\t0.1\t0.3", "grim\t0.1\t0.6\t0.4"],
            0.75,
            -0.8,
        ),
        (["calm\t0.875\t0.1\t0.3", "grim\t0.1\t0.6\t0.4"], 0.75, -0.8),
        (
            ["term\tvalence\tarousal\tdominance", "calm\t0.75\t-0.8\t0", "grim\t-0.8\t0.2\t0"],
            0.75,
            -0.8,
        ),
        (["word\tvalence\tarousal", "calm\t8\t1.8", "grim\t2\t6"], 0.75, -0.8),
    ],
    ids=["NRC-VAD", "without headings", "NRC-VAD 2", "norms"],
)
def test_tables_of_other_makers_are_put_on_one_scale(
    tmp_path: Path, rows: list[str], valence: float, arousal: float
) -> None:
    place = Lexicon.load(table(tmp_path / "vad.txt", *rows)).place("calm")
    assert place.point == pytest.approx((valence, arousal))


def test_a_phrase_of_the_lexicon_is_taken_whole(tmp_path: Path) -> None:
    file = table(
        tmp_path / "vad.txt", "broken heart\t-0.9\t0.1\t0", "broken\t-0.5\t0\t0", "heart\t0.9\t0\t0"
    )
    assert Lexicon.load(file).place("broken-heart").point == pytest.approx((-0.9, 0.1))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["calm\t0.5\t0.5", "grim 0.1 0.6"], r"is no lexicon \(line 2\)"),
        (["calm\tlow\thigh"], r"is no lexicon \(line 1\)"),
        (["word\tvalence\tarousal"], "is an empty lexicon"),
        (["calm\t50\t10"], "has values from 10 to 50"),
        (["calm\tnan\t0.1"], "has values from"),
    ],
)
def test_what_is_no_lexicon_is_refused(tmp_path: Path, rows: list[str], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        Lexicon.load(table(tmp_path / "vad.txt", *rows))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        Lexicon.load(tmp_path / "none.txt")


@given(st.text())
def test_any_label_is_placed_in_the_plane_or_refused(glasgow: Lexicon, label: str) -> None:
    try:
        place = glasgow.place(label)
    except UsageError:
        return
    assert all(-1 <= axis <= 1 for axis in place.point)
    assert all(deviation >= 0 for deviation in place.deviation)


@pytest.mark.parametrize(
    ("word", "base"),
    [("surprised", "surprise"), ("terrified", "terrify"), ("stunned", "stun"), ("angrily", "angry"),
     ("loneliness", "lonely"), ("joyfully", "joyful"), ("amusement", "amuse"), ("tension", "tense"),
     ("beautiful", "beauty"), ("menacing", "menace")],
)  # fmt: skip
def test_bases(word: str, base: str) -> None:
    assert base in bases(word)
    assert relatives(word, {base, "other"}) == [base]
    assert relatives(base, {word, "other"}) == [word]


def test_words_that_only_look_alike_are_no_kin() -> None:
    assert relatives("hopeless", {"hope", "hopeful"}) == []
    assert relatives("terrific", {"terrify"}) == []
    assert relatives("ring", {"r"}) == []
    assert relatives("worrying", {"worried"}) == ["worried"]  # both of worry
