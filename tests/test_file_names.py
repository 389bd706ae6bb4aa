"""Names of files: telling, and safe on all systems."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.errors import UsageError
from t2m_engine.file_names import FIELDS, name_by


def fields(**more: str) -> dict[str, str]:
    return dict.fromkeys(FIELDS, "") | more


def test_names_by_a_pattern():
    pattern = "{scene}_{moods}_{title}_{start}"
    told = fields(scene="1: The Door", moods="scary, sad", title="Dusk", start="1m05s")
    assert name_by(pattern, told) == "1 The Door_scary, sad_Dusk_1m05s"
    assert name_by(pattern, fields(title="Dusk", start="1m05s")) == "Dusk_1m05s"
    dashed = "{title} – {moods} – {start}"
    assert name_by(dashed, fields(title="Dusk", start="0m05s")) == "Dusk – 0m05s"
    assert name_by(dashed, fields(moods="sad", start="0m05s")) == "sad – 0m05s"
    assert name_by("My {title}", fields(title="Dusk")) == "My Dusk"
    assert name_by("{title}", fields(title="CON")) == "_CON"
    assert name_by("{title}", fields(title="nul .txt")) == "_nul .txt"
    assert name_by("{title}", fields(title='What? "A/B": C*')) == "What A B C"
    assert name_by("{title}", fields(title="a\u202egnp.exe")) == "agnp.exe"
    assert name_by("{title}", fields(title="Été #1 [mix] 😀")) == "Été #1 [mix] 😀"
    assert name_by("{title}", fields()) == "Untitled"
    for wrong in ("{title.__class__}", "{0}", "{title!r}", "{title:>9}", "{name}"):
        with pytest.raises(UsageError, match="A name has no"):
            name_by(wrong, fields())
    with pytest.raises(UsageError, match="is no pattern of names"):
        name_by("{title", fields())


@given(st.text(max_size=120), st.text(max_size=60), st.text(max_size=300))
def test_any_words_make_a_safe_name(scene: str, moods: str, title: str):
    name = name_by("{scene}_{moods}_{title}", fields(scene=scene, moods=moods, title=title))
    assert name
    assert name == name.strip(" .")
    assert len(f"{name}.flac".encode()) <= 143
    assert not set(name) & set('<>:"/\\|?*')
    assert all(character.isprintable() or character == " " for character in name)
    assert not PureWindowsPath(name).is_reserved()
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name


def test_a_long_title_leaves_room_for_what_tells_two_clips_apart():
    name = name_by("{title} – {start}", fields(title="x" * 300, start="12m05s"))
    assert len(name) == 80
    assert name.endswith("x – 12m05s")
    wide = name_by("{title} – {start}", fields(title="海" * 300, start="12m05s"))
    assert wide.endswith("海 – 12m05s")
    assert len(wide.encode()) <= 130
