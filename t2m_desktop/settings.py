"""The user's settings: each declared once, with its type and default; kept as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from t2m_engine import files, places


@dataclass
class Settings:
    """What the program remembers between runs; `load` never fails on a damaged file."""

    theme: str = "system"  # "system", "light", "dark" or "contrast"
    text_size: int = 18  # of the manuscript, pixels, 12..32
    focus_mode: bool = False  # the other paragraphs paler
    typewriter: bool = False  # the line that is written stays at one height
    arc: bool = True  # the emotion arc under the manuscript
    geometry: str = ""  # of the window, base64 of Qt's saveGeometry
    space: str = ""  # the embedding space that ranks; "" leaves it to the engine
    panes: str = ""  # widths of the writing view's panes, base64 of Qt's saveState
    score_panes: str = ""  # likewise, of the score
    last_manuscript: str = ""  # opened again at the next start
    last_folder: str = ""  # where the file dialogs open

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read the settings; what is missing, damaged or of another type keeps its default."""
        settings = cls()
        try:
            stored = json.loads((path or _file()).read_text("utf-8"))
        except (OSError, ValueError):
            return settings
        if not isinstance(stored, dict):
            return settings
        for field in fields(cls):
            value: Any = stored.get(field.name)
            if type(value) is type(field.default):
                setattr(settings, field.name, value)
        if settings.theme not in {"system", "light", "dark", "contrast"}:
            settings.theme = "system"
        settings.text_size = min(32, max(12, settings.text_size))
        return settings

    def save(self, path: Path | None = None) -> None:
        """Write the settings atomically."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        files.write_text(path or _file(), text + "\n")


def _file() -> Path:
    # Beside the engine's settings, which refuse what they do not know.
    return places.settings_file().with_name("desktop.json")
