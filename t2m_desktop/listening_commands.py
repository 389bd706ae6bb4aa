"""The commands of the ear: what the writer says of a feeling, of a suggestion, and how it is heard.

Rows of (id, title, menu, keys, more), as `commands.Command` takes them.
"""

from __future__ import annotations

from typing import Any

FEELING = "Music/Feeling of the scene"
MOOD = f"{FEELING}/Pin a mood"
THIS = "Music/This suggestion"
OUTPUT = "Music/Output"
"""What stands in it comes from the player (`Registry.offer`)."""
SUGGESTIONS = "suggestions"
"""Where the letters hold: in the list of suggestions."""

Row = tuple[str, str, str, str, dict[str, Any]]


def _there(name: str, title: str, key: str, **more: Any) -> Row:
    return (f"music.{name}", title, THIS, key, {"where": SUGGESTIONS, **more})


ROWS: tuple[Row, ...] = (
    ("view.filters", "Filter bar", "View", "Ctrl+Alt+F", {"checkable": True}),
    ("view.words", "Words that drove the feeling", "View", "Ctrl+Alt+W", {"checkable": True}),
    ("feel.tenser", "Tenser", FEELING, "Alt+Shift+Up", {}),
    ("feel.calmer", "Calmer", FEELING, "Alt+Shift+Down", {}),
    ("feel.brighter", "Brighter", FEELING, "Alt+Shift+Right", {}),
    ("feel.darker", "Darker", FEELING, "Alt+Shift+Left", {}),
    (
        "feel.counter",
        "Counterpoint: the opposite",
        FEELING,
        "Alt+Shift+C",
        {"checkable": True, "separated": True},
    ),
    ("feel.release", "Take back all that is pinned", FEELING, "Alt+Shift+Backspace", {}),
    *(
        (
            f"feel.mood_{mood}",
            f"Pin the mood: {mood}",
            MOOD,
            f"Alt+Shift+{number}",
            {"checkable": True},
        )
        for number, mood in enumerate(
            ("happy", "funny", "sad", "tender", "exciting", "angry", "scary"), 1
        )
    ),
    (
        "feel.undo",
        "Undo the last change of feelings, filters or marks",
        FEELING,
        "Ctrl+Alt+Z",
        {"separated": True},
    ),
    ("feel.redo", "Redo it", FEELING, "Ctrl+Alt+Shift+Z", {}),
    _there("favourite", "Favourite, or none any more", "F"),
    _there("thumb_up", "Thumb up", "+"),
    _there("thumb_down", "Thumb down: do not suggest it again", "-"),
    _there("exclude", "Not for this project", "X", separated=True),
    _there("less", "Less like this", "L"),
    _there("unused", "Not used after all", "U"),
    ("music.no_filters", "Take all filters away", "Music", "", {"separated": True}),
    ("music.history", "Heard and used…", "Music", "Ctrl+Shift+H", {}),
    ("music.loop", "Play in a loop", "Music", "Ctrl+L", {"checkable": True, "separated": True}),
    ("music.back", "Back by five seconds", "Music", "Ctrl+Alt+Left", {}),
    ("music.on", "On by five seconds", "Music", "Ctrl+Alt+Right", {}),
    ("music.louder", "Louder", "Music", "Ctrl+Alt+Up", {}),
    ("music.quieter", "Quieter", "Music", "Ctrl+Alt+Down", {}),
)
