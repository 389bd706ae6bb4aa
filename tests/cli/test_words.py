"""`t2m words`."""

import pytest

from t2m_engine import settings


def test_a_word_has_its_place_and_its_neighbours(t2m) -> None:
    ended = t2m("words", "happy", "surprised", "nostalgia", "--json", "-k", "3")
    assert ended.code == 0
    happy, surprised, nostalgia = ended.lines
    assert list(happy) == ["word", "valence", "arousal", "deviation", "how", "near"]
    assert (happy["valence"], happy["arousal"]) == (0.8105, 0.4845)
    assert (happy["how"], surprised["how"], nostalgia["how"]) == ("lexicon", "stem", "vectors")
    assert happy["deviation"] == [0, 0]
    assert min(nostalgia["deviation"]) > 0
    assert [len(answer["near"]) for answer in ended.lines] == [3, 3, 3]
    people = t2m("words", "nostalgia").out.splitlines()
    assert people[0].startswith(f"nostalgia: valence {nostalgia['valence']:+.2f} ± ")
    assert people[1].startswith("   near ")


def test_a_lexicon_of_ones_own_counts_by_option_and_by_setting(t2m, tmp_path) -> None:
    file = tmp_path / "NRC-VAD-Lexicon.txt"
    file.write_text(
        "Word\tValence\tArousal\tDominance\nhappy\t0.9\t0.6\t0.7\nzorn\t0.2\t0.9\t0.5\n"
    )
    (by_option,) = t2m("words", "happy", "--lexicon", file, "--json").lines
    assert (by_option["valence"], by_option["arousal"]) == (0.8, 0.2)
    settings.change({"lexicon": str(file)})
    assert t2m("words", "happy", "--json").lines == [by_option]
    (unknown_to_vectors,) = t2m("words", "zorn", "--json").lines
    assert unknown_to_vectors["valence"] == pytest.approx(-0.6)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["qwrtzp"], 2, "No feeling is known for “qwrtzp”"),
        (["happy", "--lexicon", "nowhere.txt"], 3, "nowhere.txt"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_placed_is_said(t2m, arguments: list[str], code: int, message: str) -> None:
    ended = t2m("words", *arguments)
    assert ended.code == code
    assert message in ended.err
