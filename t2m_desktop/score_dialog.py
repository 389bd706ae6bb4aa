"""How a manuscript is to be scored, and where the score goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import dialogs
from t2m_desktop.labels import ElidedLabel, label
from t2m_desktop.score.model import Wishes
from t2m_desktop.score.switch import Chooser, Switch
from t2m_desktop.score.view import densities, nearest_density, styles
from t2m_desktop.spaces import Spaces
from t2m_desktop.translation import tr

FRAME_RATES = ("23.976", "24", "25", "29.97", "30", "50", "60")
"""What the engine plans in (t2m_engine/export/cue.py)."""
SLOWEST, FASTEST = 40, 600  # words a minute: what the engine takes
_MOST_SEED = 999_999


class ScoreDialog(QDialog):
    """Asks; accepted, `out`, `wishes` and `fresh` are the answer. `anew`: the score is there."""

    def __init__(
        self,
        name: str,
        out: Path,
        wishes: Wishes,
        spaces: Spaces,
        parent: QWidget | None = None,
        *,
        anew: bool = False,
    ) -> None:
        super().__init__(parent)
        self.out, self._wishes, self._spaces = out, wishes, spaces
        self.setWindowTitle(tr("Plan anew") if anew else tr("Score manuscript"))
        self.setMinimumWidth(520)
        self._build(wishes)
        self.go = QPushButton(tr("Plan anew") if anew else tr("Score"))
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field in (
            (tr("Density"), self.density),
            (tr("Style"), self.style_switch),
            (tr("Pace"), self.pace),
            (tr("Frames a second"), self.frame_rate),
            (tr("Space"), self.space),
            (tr("Seed"), self.seed),
            (tr("Narration"), self.narration_row),
            (tr("Into"), self.folder_row),
            ("", self.fresh),
        ):
            title = label(words, "soft")
            title.setMinimumHeight(field.sizeHint().height())
            form.addRow(title, field)
        form.setRowVisible(self.space, len(spaces.known) > 1)
        form.setRowVisible(self.folder_row, not anew)
        form.setRowVisible(self.fresh, anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(f"{tr('Plan') if anew else tr('Score')} “{name}”", "title"))
        column.addLayout(form)
        column.addLayout(buttons)

    @property
    def wishes(self) -> Wishes:
        """What is asked for."""
        return replace(
            self._wishes,
            density=float(self.density.value),
            style=str(self.style_switch.value),
            words_per_minute=float(self.pace.value()),
            frame_rate=str(self.frame_rate.value),
            seed=self.seed.value(),
            narration=self.narration.whole if self._has_narration else "",
            space=str(self.space.value or ""),
        )

    def _build(self, wishes: Wishes) -> None:
        self.density = Switch(tr("Density"), densities())
        self.density.show_value(nearest_density(wishes.density))
        self.style_switch = Switch(tr("Style"), styles())
        self.style_switch.show_value(wishes.style)
        self.pace = _number(
            tr("Pace, in words a minute"), SLOWEST, FASTEST, wishes.words_per_minute
        )
        self.pace.setSuffix(" " + tr("words a minute"))
        self.pace.setSingleStep(5)
        self.seed = _number(tr("Seed"), 0, _MOST_SEED, wishes.seed)
        self.seed.setToolTip(tr("Another seed finds another score where several are as good"))
        self.frame_rate = Switch(tr("Frames a second"), [(rate, rate) for rate in FRAME_RATES])
        self.frame_rate.show_value(wishes.frame_rate)
        known = [(space.name, space.title) for space in self._spaces.known]
        self.space = Chooser(tr("Embedding space"), known)
        self.space.show_value(wishes.space or self._spaces.current)
        self.narration = ElidedLabel("", "soft")
        self.narration_button = QPushButton(tr("Choose…"))
        self.narration_button.setAccessibleName(tr("Choose a recording of the text"))
        self.narration_button.clicked.connect(self._choose_narration)
        self.narration_row = _row(self.narration, self.narration_button)
        self._show_narration(wishes.narration)
        self.fresh = QCheckBox(tr("Start over: let go of what was changed by hand"))
        self.folder = ElidedLabel(str(self.out))
        self.folder_button = QPushButton(tr("Change…"))
        self.folder_button.setAccessibleName(tr("Change the score’s folder"))
        self.folder_button.clicked.connect(self._choose_folder)
        self.folder_row = _row(self.folder, self.folder_button)

    def _choose_folder(self) -> None:
        chosen = dialogs.folder(self, tr("A folder for the score"), str(self.out.parent))
        if chosen is not None:
            if any(chosen.iterdir()) and not (chosen / "plan.toml").exists():
                chosen /= self.out.name
            self.out = chosen
            self.folder.set_whole(str(chosen))

    def _choose_narration(self) -> None:
        if self._has_narration:
            self._show_narration("")
            return
        chosen = dialogs.audio_to_open(self, tr("A recording of the text"), str(self.out.parent))
        if chosen is not None:
            self._show_narration(str(chosen))

    def _show_narration(self, path: str) -> None:
        self._has_narration = bool(path)
        self.narration.set_whole(path or tr("none: the text is read at the pace above"))
        self.narration_button.setText(tr("Remove") if path else tr("Choose…"))


def _number(name: str, least: int, most: int, value: float) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(round(value))
    box.setAccessibleName(name)
    return box


def _row(words: QWidget, button: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(words, 1)
    layout.addWidget(button)
    return row
