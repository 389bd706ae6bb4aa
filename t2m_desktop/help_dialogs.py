"""What this program is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

import t2m_engine
from t2m_desktop import dialogs
from t2m_desktop.translation import tr


def about(parent: QWidget, info: dict[str, Any]) -> None:
    """Say what this is, and which model listens."""
    model = (info.get("model") or {}).get("name")
    dialogs.tell(
        parent,
        f"t2m {t2m_engine.__version__}",
        tr(
            "Finds the music for a story, in your own library, on your own computer. "
            "{what}Apache-2.0. Inter and Noto Serif under the SIL Open Font License."
        ).format(what=tr("Model pack: {name}.").format(name=model) + " " if model else ""),
    )
