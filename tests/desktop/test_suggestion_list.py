from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QPixmap

from t2m_desktop import suggestion_list
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.clips import Clips, file_mime, telling_name
from t2m_desktop.drag_out import picture
from t2m_desktop.feeling import Emotion
from t2m_desktop.settings import Settings
from t2m_desktop.suggestion_list import SuggestionList
from t2m_desktop.suggestions import Answer, Suggestion, Waveforms
from t2m_desktop.theme import Themes
from t2m_engine import spare


def suggestion(track: Path, rank: int = 1, title: str = "") -> Suggestion:
    feeling = Emotion(-0.4, 0.3, {"scary": 0.6, "sad": 0.4})
    name = title or track.stem
    return Suggestion(rank, str(track), 0.5, 2.0, 0.9, name, "A. Lindqvist", feeling)


def answer(tracks: list[Path]) -> Answer:
    feeling = Emotion(-0.4, 0.3, {"scary": 0.6, "sad": 0.4})
    found = tuple(suggestion(track, i) for i, track in enumerate(tracks, 1))
    return Answer("It breathed.", feeling, found, 41.0)


@pytest.fixture
def shown(qtbot: Any, bridge: EngineBridge, themes: Themes, tracks: list[Path]) -> SuggestionList:
    """A list on the screen that shows four suggestions."""
    cards = SuggestionList(themes, Waveforms(bridge), Clips(bridge))
    cards.parts = (bridge, themes)
    qtbot.addWidget(cards)
    cards.resize(390, 700)
    cards.show()
    qtbot.waitExposed(cards)
    cards.show_answer(answer(tracks))
    return cards


def test_up_and_down_select_and_play(shown: SuggestionList, qtbot: Any) -> None:
    played: list[str] = []
    shown.play_wanted.connect(lambda s: played.append(s.title))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End):
        qtbot.keyClick(shown, key)
    assert played == ["night_ferry", "the_cellar_door", "night_ferry", "night_ferry", "undertow"]
    assert shown.selected is not None
    assert shown.selected.title == "undertow"
    assert [card.property("selected") for card in shown.cards()] == [False, False, False, True]


def test_space_toggles_and_escape_leaves(shown: SuggestionList, qtbot: Any) -> None:
    toggled: list[str] = []
    shown.toggle_wanted.connect(lambda s: toggled.append(s.title))
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert toggled == ["night_ferry"]
    with qtbot.waitSignal(shown.left):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_a_click_selects_and_the_button_plays(shown: SuggestionList, qtbot: Any) -> None:
    toggled: list[str] = []
    shown.toggle_wanted.connect(lambda s: toggled.append(s.title))
    card = shown.cards()[2]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(100, card.height() - 6))
    assert shown.selected is not None
    assert shown.selected.title == "salt"
    assert toggled == []
    qtbot.mouseClick(card.play, Qt.MouseButton.LeftButton)
    assert toggled == ["salt"]


def test_new_suggestions_keep_the_selection_where_it_can_be(
    shown: SuggestionList, tracks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.select(1, play=False)
    away = shown.mapToGlobal(QPoint(5000, 0))
    monkeypatch.setattr(QCursor, "pos", staticmethod(lambda: away))
    shown.show_answer(answer(tracks[::-1]))
    assert shown.selected is not None
    assert shown.selected.title == "night_ferry"
    assert shown.cards()[3].property("selected") is True
    shown.show_answer(answer(tracks[1:]))
    assert shown.selected is None
    assert len(shown.cards()) == 3
    shown.show_answer(None)
    assert shown.cards() == []


def test_cards_rest_under_a_busy_pointer(
    shown: SuggestionList, tracks: list[Path], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def titles() -> list[str]:
        return [card.title.whole for card in shown.cards()]

    before = titles()
    inside = shown.viewport().mapToGlobal(shown.viewport().rect().center())
    monkeypatch.setattr(QCursor, "pos", staticmethod(lambda: inside))
    monkeypatch.setattr(suggestion_list, "_REST_S", 3600.0)
    shown._pointer_moved = time.monotonic()
    shown.show_answer(answer(tracks[::-1]))
    qtbot.wait(300)
    assert titles() == before
    outside = inside + QPoint(2000, 0)
    monkeypatch.setattr(QCursor, "pos", staticmethod(lambda: outside))
    qtbot.waitUntil(lambda: titles() == before[::-1])


def test_playing_is_shown_with_its_place(shown: SuggestionList) -> None:
    key = shown.suggestions[1].key
    shown.set_playing(key, 1.2)
    assert [card.play.playing for card in shown.cards()] == [False, True, False, False]
    assert shown.cards()[1].play.accessibleName() == "Stop the_cellar_door"
    shown.set_playing(None, None)
    assert not any(card.play.playing for card in shown.cards())


def test_the_copy_key_puts_a_finished_file_on_the_clipboard(
    shown: SuggestionList, qtbot: Any
) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.said) as said:
        qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied as a file: night_ferry – scary, sad – 0m00s.wav"]
    data = QGuiApplication.clipboard().mimeData()
    path = Path(data.urls()[0].toLocalFile())
    assert soundfile.info(path).duration == pytest.approx(1.5)
    assert bytes(data.data("x-special/gnome-copied-files").data()).startswith(b"copy\nfile:///")


def test_several_are_chosen_as_in_any_list_of_files(shown: SuggestionList, qtbot: Any) -> None:
    def press(place: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[str]:
        card = shown.cards()[place]
        at = QPoint(100, card.height() - 6)
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, keys, at)
        marked = [c.suggestion.title for c in shown.cards() if c.property("selected")]
        assert marked == [s.title for s in shown.chosen]
        return marked

    names = [s.title for s in shown.suggestions]
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    assert press(2) == names[2:3]
    assert press(0, control) == [names[0], names[2]]
    assert press(0, control) == names[2:3]
    assert press(2, control) == names[2:3], "one stays"
    assert press(0, shift) == names[:3]
    assert press(3, shift) == names[2:]
    assert press(3) == names[3:], "a plain click chooses one again"
    qtbot.keyClick(shown, Qt.Key.Key_Up, shift)
    qtbot.keyClick(shown, Qt.Key.Key_Up, shift)
    assert [s.title for s in shown.chosen] == names[1:]
    assert shown.selected is not None
    assert shown.selected.title == names[1]
    qtbot.keyClick(shown, Qt.Key.Key_A, control)
    assert [s.title for s in shown.chosen] == names
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert [s.title for s in shown.chosen] == names[2:3]


def test_several_are_copied_as_files_in_their_order(shown: SuggestionList, qtbot: Any) -> None:
    shown.select(2, play=False)
    qtbot.keyClick(shown, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(shown.said) as said:
        qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied as 2 files"]
    data = QGuiApplication.clipboard().mimeData()
    names = [Path(url.toLocalFile()).name for url in data.urls()]
    assert [name.split(" – ")[0] for name in names] == ["night_ferry", "the_cellar_door"]
    gnome = bytes(data.data("x-special/gnome-copied-files").data())
    assert gnome.count(b"\nfile:///") == 2


def test_the_picture_of_a_drag_is_the_waveform_and_shows_how_many(
    shown: SuggestionList, qtbot: Any, themes: Themes
) -> None:
    waveforms = shown._waveforms
    first, second = shown.suggestions[:2]
    qtbot.waitUntil(lambda: waveforms.get(first.track) is not None)

    def colours(picture: QPixmap) -> set[str]:
        image = picture.toImage()
        middle = image.height() // 2 + 8
        return {image.pixelColor(x, middle).name() for x in range(12, 220)}

    bare = picture(themes, [(first, None)], 1.0)
    drawn = picture(themes, [(first, waveforms.get(first.track))], 1.0)
    several = picture(themes, [(first, None), (second, None)], 1.0)
    assert len(colours(bare)) == 1
    assert len(colours(drawn)) > 3
    assert several.height() > bare.height()
    assert picture(themes, [(first, None)], 2.0).width() == 2 * bare.width()


def test_copying_without_a_selection_says_so(shown: SuggestionList, qtbot: Any) -> None:
    with qtbot.waitSignal(shown.said) as said:
        shown.copy_selected()
    assert said.args[0].startswith("Choose a suggestion first")


def test_a_clip_is_made_once_and_again_when_its_track_changed(
    bridge: EngineBridge, engine: Any, tracks: list[Path], qtbot: Any
) -> None:
    clips = Clips(bridge)
    wanted = suggestion(tracks[0])
    made: list[Path] = []
    for _ in range(3):
        clips.make(wanted, made.append)
        qtbot.waitUntil(lambda: clips.ready(wanted) is not None)
    qtbot.waitUntil(lambda: len(made) == 3)
    assert len(engine.params("export")) == 1
    tracks[0].write_bytes(tracks[1].read_bytes() + b"more")
    assert clips.ready(wanted) is None


def test_a_clip_of_a_track_that_is_gone_fails_with_a_sentence(
    bridge: EngineBridge, tracks: list[Path], qtbot: Any
) -> None:
    clips = Clips(bridge)
    tracks[0].unlink()
    failed: list[str] = []
    clips.make(suggestion(tracks[0]), failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed == ["The clip cannot be made: No such file or directory."]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Night Ferry", "Night Ferry – scary, sad – 0m00s.wav"),
        ('a/b\\c:d*e?"f<g>h|i', "a b c d e f g h i – scary, sad – 0m00s.wav"),
        ("..", "scary, sad – 0m00s.wav"),
        ("x" * 300, f"{'x' * 59} – scary, sad – 0m00s.wav"),
        ("It's “#1” 😀", "It's “#1” 😀 – scary, sad – 0m00s.wav"),
        ("Été #1 [mix]", "Été #1 [mix] – scary, sad – 0m00s.wav"),
    ],
)
def test_names_tell_and_are_safe(title: str, name: str) -> None:
    assert telling_name(suggestion(Path("/m/x.wav"), title=title)) == name


def test_clips_are_made_as_the_settings_say(
    bridge: EngineBridge, engine: Any, tracks: list[Path], tmp_path: Path, qtbot: Any
) -> None:
    settings = Settings(clips_folder=tmp_path / "kept", clip_bits="16", clip_rate="48000")
    clips = Clips(bridge)
    clips.follow(settings)
    wanted = suggestion(tracks[0])
    made: list[Path] = []
    clips.make(wanted, made.append)
    qtbot.waitUntil(lambda: bool(made))
    assert made[0].is_relative_to(tmp_path / "kept")
    (params,) = engine.params("export")
    assert (params["bits"], params["sample_rate"]) == ("16", 48_000)
    assert "loudness" not in params
    settings.set("clip_format", "flac")
    settings.set("clip_name", "{title}_{start}")
    settings.set("clip_loudness", "-16")
    assert clips.target(wanted).name == "night_ferry_0m00s.flac"
    assert clips.target(wanted).parent != made[0].parent
    assert clips.wishes.params()["loudness"] == -16.0
    settings.set("clip_name", "{nonsense}")
    assert clips.target(wanted).name == "night_ferry – scary, sad – 0m00s.flac"


def test_paths_with_odd_characters_survive_as_urls(tmp_path: Path) -> None:
    path = tmp_path / "Été #1 [mix] 100%.wav"
    data = file_mime(path)
    assert data.urls()[0].toLocalFile() == str(path)
    assert b"%231" in bytes(data.data("x-special/gnome-copied-files").data())


def test_what_is_made_ahead_is_spare_until_a_hand_takes_it(
    shown: SuggestionList, bridge: EngineBridge, tmp_path: Path, qtbot: Any
) -> None:
    clips = Clips(bridge)
    first, second = shown.suggestions[:2]
    made: list[Path] = []
    clips.make_all([first, second], made.extend, made.append)
    qtbot.waitUntil(lambda: len(made) == 2)
    assert all(spare.is_spare(path) for path in made)
    clips.take([first])
    assert [spare.is_spare(path) for path in made] == [False, True]
    # What a hand waits for is no spare one when it comes.
    third = shown.suggestions[2]
    clips.take([third])
    clips.make(third, made.append)
    qtbot.waitUntil(lambda: len(made) == 3)
    assert not spare.is_spare(made[2])
    # One that is being removed in this moment is made anew.
    (made[1].parent / ".spare").rename(made[1].parent / ".going")
    assert clips.ready(second) is None


def test_what_is_copied_stays(shown: SuggestionList, qtbot: Any) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.carried):
        shown.copy_selected()
    path = Path(QGuiApplication.clipboard().mimeData().urls()[0].toLocalFile())
    assert not spare.is_spare(path)
