"""What is read of the story in the background: told in a rest of the hand, whole, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest

from t2m_desktop import story_feelings
from t2m_desktop.editor.outline import outline
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.story_feelings import MOST, StoryFeelings
from t2m_desktop.theme import Themes
from t2m_engine.service.supervisor import State

BOOK = "\n\n".join(
    f"## Scene {i}\n\nThe lamp number {i} went out, and all was dark." for i in range(MOST + 60)
)


class Reader(QObject):
    """An engine that answers when it is told to."""

    state_changed = Signal(State, str)
    is_ready = True

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[list[str], Callable[[Any], None]]] = []

    def request(
        self, method: str, params: dict[str, Any], answered: Callable[[Any], None], _: object
    ) -> None:
        assert method == "emotion"
        self.asked.append((params["texts"], answered))

    def answer(self) -> None:
        texts, answered = self.asked.pop(0)
        sad = {"valence": -0.5, "arousal": 0.1, "moods": {"sad": 0.8, "happy": 0.2}}
        answered({"emotions": [sad for _ in texts]})


@pytest.fixture
def editor(themes: Themes, qtbot: Any) -> ManuscriptEditor:
    made = ManuscriptEditor(themes)
    qtbot.addWidget(made)
    made.set_manuscript(BOOK)
    return made


def test_a_books_arc_waits_for_a_hand_that_types(
    editor: ManuscriptEditor, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, arcs, scenes = Reader(), [], []
    feelings = StoryFeelings(reader, editor)  # type: ignore[arg-type]
    feelings.arc_felt.connect(lambda felt: arcs.append(sum(f.emotion is not None for f in felt)))
    feelings.scenes_felt.connect(lambda titles, emotions: scenes.append((titles, emotions)))
    monkeypatch.setattr(story_feelings, "_REST_S", 0.0)
    feelings.follow(outline(BOOK.split("\n")))
    qtbot.waitUntil(lambda: len(reader.asked) == 1)
    assert arcs == [0], "an arc of which nothing is known yet"
    monkeypatch.setattr(story_feelings, "_REST_S", 1e9)  # a hand that never rests
    QTest.keyClicks(editor, "and")
    for _ in range(4):
        reader.answer()
    QTest.qWait(3 * story_feelings._TELL_MS)
    assert arcs == [0], "nothing is drawn between two keys"
    monkeypatch.setattr(story_feelings, "_REST_S", 0.0)
    qtbot.waitUntil(lambda: len(arcs) == 2)
    assert arcs[1] == 16, "all four answers at once"
    titles, first = scenes[-1]
    assert len(titles) == 16
    reader.answer()
    qtbot.waitUntil(lambda: len(arcs) == 3)
    titles, then = scenes[-1]
    assert len(titles) == 20
    assert all(any(one is other for other in then) for one in first), "not reckoned again"
    assert then[0].moods == {"sad": pytest.approx(0.8), "happy": pytest.approx(0.2)}
