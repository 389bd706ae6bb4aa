"""What people write of music, from the sets as they are published, in miniature."""

from pathlib import Path

import pytest

from t2m_engine.errors import InputError
from t2m_engine.training.music_texts import read_texts, tag_words

CAPTIONS = [
    "A laid-back tune, sad. It isn't loud! Track 2 plays the laid back groove",
    "This laid back song of a singer's sad love",
    "the laid back and sad singing",
    "laid back, very laid back",
    "Some laid-back jazz",
]
CREDIT = (
    "A bouncy; C\nYou can download this here.\nBass Kevin MacLeod (incompetech.com)Licensed under "
    "Creative Commons: By Attribution 3.0 Licensehttp://creativecommons.org/licenses/by/3.0/"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    music = tmp_path / "music"
    music.mkdir()
    captions = [f"id\t\t['sad', 'laid-back song']\t{caption}\tTrue" for caption in CAPTIONS]
    head = "ytid\taudioset_labels\taspects\tcaption\tis_eval"
    (music / "musiccaps.tsv").write_text("\n".join([head, *captions]) + "\n", "utf-8")
    (music / "incompetech_feels.tsv").write_text(
        "title\tfeel\tgenre\tbpm\tinstruments\tdescription\n"
        f'Bass\tDark, Bouncy\tJazz\t90\tBass, Kit\t"{CREDIT}"\nNone\t\tJazz\t0\t\t\n',
        "utf-8",
    )
    (music / "jamendo_moodtheme_tags.tsv").write_text(
        "track\tartist\tduration\ttags\nt\ta\t1.0\tdream relaxing\n", "utf-8"
    )
    return tmp_path


def test_sentences_are_words_and_phrases_that_do_not_cross_clauses(data: Path) -> None:
    sentences = read_texts(data).sentences
    assert sentences[:3] == [
        ["a", "laid back", "tune", "sad"],
        ["it", "is", "loud"],
        ["track", "2", "plays", "the", "laid back", "groove"],
    ]
    assert ["this", "laid back", "song", "of", "a", "singer", "sad", "love"] in sentences
    assert ["laid back", "very", "laid back"] in sentences


def test_what_is_no_description_is_left_out(data: Path) -> None:
    words = {word for sentence in read_texts(data).sentences for word in sentence}
    assert {"bouncy", "c"} <= words
    assert not words & {"download", "kevin", "macleod", "incompetech", "creativecommons"}


def test_lists_keep_each_tag_by_itself(data: Path) -> None:
    lists = read_texts(data).lists
    assert lists[0] == [["sad"], ["laid back", "song"]]
    assert lists[5] == [["dark"], ["bouncy"], ["jazz"], ["bass"], ["kit"]]
    assert lists[6] == [["jazz"]]
    assert len(lists) == 7


def test_what_is_for_research_only_is_read_when_asked_for(data: Path) -> None:
    assert read_texts(data, research=True).lists[-1] == [["dream"], ["relaxing"]]


def test_words_that_are_tags_of_several_pieces_stand_for_moods_and_instruments(data: Path) -> None:
    assert tag_words(read_texts(data)) == {"sad", "jazz"}


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="musiccaps"):
        read_texts(tmp_path)
