"""What the engine says is said in the window's language: no sentence of it is left in English."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from t2m_desktop import engine_speech
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import COMPOSED, reason_said, said
from t2m_desktop.translation import tr_known
from t2m_engine.errors import InputError
from t2m_engine.service.client import EngineError
from t2m_engine.service.supervisor import State

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import engine_sentences  # noqa: E402
import translations as tool  # noqa: E402

COMPOSERS = (
    *("score/reasons.py", "score/difference.py", "score/rescoring.py", "score/spotting.py"),
    *("score/run.py", "library/check.py"),
)
"""Modules that put sentences together: every word of theirs stands in COMPOSED."""
UNTOLD = {
    # What a decoding process or a plug-in said, and exceptions that write their own sentence.
    *("audio/guard.py: path", "audio/guard.py: message['refused']"),
    *("audio/guard.py: message['remedy']", "audio/guard.py: message['misused']"),
    *("export/clip.py: target", "score/folder.py: out", "studio.py: folder"),
    *("links/mailbox.py: row[2]", "service/client.py: code"),
    *("score/plan.py: error.reason", "score/plan.py: error.remedy"),
    "library/walk.py: reason",  # of an operating system
}


def test_what_the_engine_can_say_is_gathered() -> None:
    there = (tool.FOLDER / "engine.json").read_text("utf-8")
    assert tool.engine_file() == there, "packaging/translations gathers it"
    assert set(engine_sentences.untold()) <= UNTOLD, "say it in the code beside it, or in COMPOSED"


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_every_sentence_of_the_engine_has_a_translation(language: str) -> None:
    known = tool.translated(language)
    whole, reasons = engine_speech.sentences()
    assert [text for text in (*whole, *reasons) if not all(known.get(text) or [""])] == []


def test_every_template_is_found_again_by_what_it_says(german: None) -> None:
    """Each sentence, filled with names and numbers, comes out as its own translation."""
    whole, reasons = engine_speech.sentences()
    wrong = []
    for text in (*whole, *reasons):
        names = re.findall(r"\{(\w+)\}", text)
        parts = {name: f"/m/{number}7.x" for number, name in enumerate(names, 1)}
        english, own = text.format_map(parts), tr_known(text).format_map(parts)
        if text in reasons:
            english, own = f"/m/a b.mp3 {english}.", f"/m/a b.mp3 {own}."
        if said(english) != own:
            wrong.append((english, said(english)))
    # Two templates of one form say the same.
    assert [pair for pair in wrong if re.search(r"\b(the|is|not|of|and)\b", pair[1])] == []


@pytest.mark.parametrize("module", COMPOSERS)
def test_words_that_are_put_together_are_known(module: str) -> None:
    tree = ast.parse((ROOT / "t2m_engine" / module).read_text("utf-8"))
    beside = {  # docstrings, and what is no word for people
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    raised = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Raise)
        for part in ast.walk(call)
    }
    told = " | ".join((*COMPOSED, " and "))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        words = node.value.strip(" ,.:;“”(")
        spoken = re.fullmatch(r"[A-Za-z’,%:; ]+ [a-z ’,:;]+", words)
        if spoken and id(node) not in beside | raised:
            assert words in told, f"{module}:{node.lineno}: {words!r}"


@pytest.mark.parametrize(
    ("english", "own"),
    [
        (
            "Much is felt, the scene closes. It goes on into the next scene. The text is sad and "
            "tender (valence −0.4, arousal 0.1), and so is the music: “Rain and Snow” 0:10–1:20 "
            "fits 96% as well as the best of 12 tracks; next was “Joy”, which plays in “The end”.",
            "Viel wird gefühlt, die Szene endet. Es geht in der nächsten Szene weiter. Der Text "
            "ist traurig und zärtlich (Valenz −0.4, Erregung 0.1), und die Musik ist es auch: "
            "„Rain and Snow“ 0:10–1:20 passt zu 96 % so gut wie das beste von 12 Stücken; als "
            "Nächstes kam „Joy“ (spielt in „The end“).",
        ),
        (
            "The text is of no one mood, a little sad (valence 0.0, arousal 0.0), and nothing is "
            "felt for sure: the music stays calm: “Box” 0:00–0:41 is the only track.",
            "Der Text ist von keiner einen Stimmung, ein wenig traurig (Valenz 0.0, Erregung 0.0), "
            "und nichts ist sicher zu fühlen, die Musik bleibt ruhig: „Box“ 0:00–0:41 ist das "
            "einzige Stück.",
        ),
        (
            "Cue 3 (2 before) now plays “Sad” instead of “Up and down” and is pinned, because the "
            "density is 1 now and another model reads the text now.",
            "Cue 3 (vorher 2) spielt jetzt „Sad“ statt „Up and down“ und ist festgelegt; der "
            "Grund: die Dichte ist jetzt 1 und ein anderes Modell liest jetzt den Text.",
        ),
        (
            "/music/a. b.mp3 cannot be opened: permission denied. Copy it again.",
            "/music/a. b.mp3 kann nicht geöffnet werden: keine Berechtigung. "
            "Kopieren Sie es noch einmal.",
        ),
        (
            "0:40–1:02 stays silent: the text is too short there for music.",
            "0:40–1:02 bleibt still: der Text ist dort zu kurz für Musik.",
        ),
        ("fits 19% as well", "passt zu 19 % so gut"),
        ("Nobody ever said this.", "Nobody ever said this."),
    ],
)
def test_sentences_of_several_parts(german: None, english: str, own: str) -> None:
    assert said(english) == own


def test_a_reason_without_its_file(german: None) -> None:
    assert reason_said("is empty") == "ist leer"
    assert reason_said("has a sample rate of 3 Hz") == "hat eine Abtastrate von 3 Hz"
    assert said(str(InputError("/a.mp3", "is empty"))) == "/a.mp3 ist leer."


def test_in_english_nothing_is_changed() -> None:
    assert said("/a.mp3 is empty.") == "/a.mp3 is empty."
    assert reason_said("is empty") == "is empty"


def test_what_is_refused_comes_through_the_bridge_in_the_windows_language(
    german: None, qtbot: Any
) -> None:
    class Refusing:
        """An engine that starts, and refuses."""

        pid, info = 1, {}

        def __init__(self, _: object, told: Callable[[State, str], None]) -> None:
            self._told = told

        def start(self) -> None:
            self._told(State.STOPPED, "The engine ended early (exit code 3).")

        def request(self, *given: Any) -> int:
            given[3](EngineError(-32040, "/m is not a folder, nor music that t2m can read."))
            return 1

        def stop(self) -> None:
            pass

    bridge = EngineBridge()
    bridge._supervisor = Refusing(None, bridge._told)  # type: ignore[assignment]
    heard: list[str] = []
    bridge.state_changed.connect(lambda _, detail: heard.append(detail))
    bridge.start()
    bridge.request("library.add", {}, on_error=lambda error: heard.append(str(error)))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [
        "Die Maschine hat vorzeitig geendet (Exit-Code 3).",
        "/m ist weder ein Ordner noch Musik, die t2m lesen kann.",
    ]
    bridge.stop()
