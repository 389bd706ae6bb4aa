"""The program's own look: one Qt stylesheet, written in theme tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import Template

_SHEET = Template(
    """
* { outline: none; }
QWidget { color: $ink; }
QMainWindow, QDialog, QMessageBox { background: $panel; }
QMessageBox QLabel#qt_msgbox_label { font-size: 17px; font-weight: 600; }
QMessageBox QLabel#qt_msgbox_informativelabel { color: $soft; }
QToolTip { background: $raised; color: $ink; border: 1px solid $line; padding: 4px 8px; }

QMenuBar { background: $panel; color: $soft; padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 7px; }
QMenuBar::item:selected { background: $selected; color: $ink; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 16px; border-radius: 5px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $edge; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 6px; height: 6px; margin-left: 6px; border-radius: 3px; }
QMenu::indicator:checked { background: $accent; }

#TopBar { background: $panel; border-bottom: 1px solid $line; border-top: 1px solid $line; }
#ManuscriptTitle { font-weight: 600; }
QToolButton#Place { border: none; border-radius: 7px; padding: 6px 12px; color: $soft; }
QToolButton#Place:hover { background: $hover; color: $ink; }
QToolButton#Place:checked { background: $selected; color: $ink; font-weight: 600; }

#Transport { background: $panel; border-top: 1px solid $line; }
#Side, #Scenes { background: $panel; }
#Scenes { border-$end: 1px solid $line; }
#Side { border-$start: 1px solid $line; }
#Paper, #Paper QWidget { background: $paper; }
#Paper #FindBar { background: $panel; border-bottom: 1px solid $line; }
#FindBar QLabel, #FindBar > QWidget { background: transparent; }
QTextEdit#Manuscript { background: $paper; color: $ink; border: none;
    selection-background-color: $marked; selection-color: $ink; }
QLabel { background: transparent; }
QLabel[role="soft"] { color: $soft; }
QLabel[role="small"] { color: $soft; font-size: 11px; }
QLabel[role="caption"] { color: $soft; font-size: 11px; font-weight: 600; letter-spacing: 1px; }
QLabel[role="title"] { font-size: 17px; font-weight: 600; }
QLabel[role="heading"] { font-size: 22px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="warning"] { color: $warning; }

QPushButton { background: $raised; border: 1px solid $line; border-radius: 7px;
    padding: 7px 14px; color: $ink; }
QPushButton:hover { background: $hover; border-color: $edge; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border-color: $focus; }
QPushButton:disabled { color: $edge; background: $panel; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[role="primary"]:hover { background: $soft; border-color: $soft; }
QPushButton[role="primary"]:disabled { background: $edge; border-color: $edge; }
QPushButton[role="primary"]:focus { border: 2px solid $focus; padding: 6px 13px; }
QPushButton[role="chip"] { padding: 4px 12px; border-radius: 11px; }
QPushButton[role="chip"]:checked { background: $selected; border-color: $edge; }

QPushButton[role="chip"][on="true"] { background: $selected; border-color: transparent; }
QPushButton[role="chip"]::menu-indicator { image: none; width: 0; }
QPushButton[role="step"] { padding: 5px 4px; font-size: 12px; }
QPushButton[role="step"]:checked, QPushButton[role="step"][steps="1"],
QPushButton[role="step"][steps="2"], QPushButton[role="step"][steps="3"],
QPushButton[role="step"][steps="4"], QPushButton[role="step"][steps="5"],
QPushButton[role="step"][steps="6"], QPushButton[role="step"][steps="7"],
QPushButton[role="step"][steps="8"] { background: $selected; border-color: $edge;
    font-weight: 600; }
QLabel[role="badge"] { color: $soft; font-size: 11px; background: $selected; border-radius: 5px;
    padding: 0 5px; }
QToolButton#Mark { background: transparent; border: none; border-radius: 5px; padding: 0; }
QToolButton#Mark:hover { background: $selected; }
QToolButton#Quiet { background: transparent; border: 1px solid transparent; border-radius: 7px;
    padding: 4px; }
QToolButton#Quiet:hover { background: $hover; }
QToolButton#Quiet:focus { border-color: $focus; }
QToolButton#Quiet::menu-indicator { image: none; width: 0; }
QSlider::groove:horizontal { background: $line; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $soft; border-radius: 2px; }
QSlider::handle:horizontal { background: $raised; border: 1px solid $edge; width: 10px;
    height: 10px; margin: -4px 0; border-radius: 6px; }
QSlider::handle:horizontal:focus { border-color: $focus; }

QPushButton#Quiet { background: transparent; border: none; padding: 1px 0; text-align: $start;
    color: $soft; font-size: 11px; }
QPushButton#Quiet:hover { color: $ink; text-decoration: underline; }
QPushButton#Quiet:focus { color: $focus; text-decoration: underline; }
QPushButton#Quiet::menu-indicator { image: none; width: 0; }

QToolButton#Star { background: transparent; border: none; color: $soft; font-size: 17px;
    padding: 0 1px; }
QToolButton#Star:hover { color: $ink; }
QToolButton#Star:focus { color: $focus; }
QPlainTextEdit#Notes { background: $paper; border: 1px solid $line; border-radius: 7px;
    padding: 4px 8px; color: $ink; }
QPlainTextEdit#Notes:focus { border-color: $focus; }
QLabel#Cover { background: $selected; border-radius: 9px; color: $edge; font-size: 22px; }

#ScoreMain { background: $window; }
#Timeline, #Canvas { background: transparent; }
#Bubble { background: $accent; color: $on_accent; border-radius: 5px; padding: 3px 7px;
    font-size: 11px; }
#ReadingPaper { background: $paper; border: 1px solid $line; border-radius: 11px; }
#ReadAlong { background: transparent; }
#JobBar { background: $panel; border-bottom: 1px solid $line; }
#HelpText { background: $paper; color: $ink; border: none; border-$start: 1px solid $line;
    selection-background-color: $marked; selection-color: $ink; }
#Inspector, #InspectorColumn { background: transparent; }
#Switch { background: $raised; border: 1px solid $line; border-radius: 7px; }
QPushButton[role="segment"] { background: transparent; border: 1px solid transparent;
    border-radius: 6px; padding: 6px 9px; color: $soft; }
QPushButton[role="segment"]:hover { color: $ink; }
QPushButton[role="segment"]:checked { background: $selected; color: $ink; font-weight: 600; }
QPushButton[role="segment"]:focus { border-color: $focus; }
QPushButton[role="quiet"] { padding: 5px 10px; text-align: $start; }
QPushButton[role="quiet"]:checked { background: $selected; border-color: $edge; font-weight: 600; }
QPushButton#Choice { background: transparent; border: 1px solid transparent; border-radius: 9px;
    text-align: $start; padding: 0; }
QPushButton#Choice:hover { background: $hover; }
QPushButton#Choice[now="true"] { background: $raised; border-color: $edge; }
QPushButton#Choice:focus { border-color: $focus; }
QLabel[role="book"] { font-family: "Noto Serif"; font-size: 13px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QSpinBox { background: $raised; border: 1px solid $line; border-radius: 7px;
    padding: 6px 10px; color: $ink; selection-background-color: $marked; selection-color: $ink; }
QSpinBox:focus { border-color: $focus; }

QToolButton#Play { background: $selected; border: 1px solid transparent;
    border-radius: ${half}px; }
QToolButton#Play:hover { border-color: $edge; }
QToolButton#Play:focus { border: 2px solid $focus; }
QToolButton#Play[playing="true"] { background: $accent; }

QLineEdit, QTextEdit, QPlainTextEdit { placeholder-text-color: $soft; }
QLineEdit { background: $paper; border: 1px solid $line; border-radius: 7px; padding: 6px 12px;
    selection-background-color: $marked; selection-color: $ink; color: $ink; }
QLineEdit:focus { border-color: $focus; }

QComboBox, QDoubleSpinBox { background: $raised; border: 1px solid $line; border-radius: 7px;
    padding: 6px 10px; color: $ink; selection-background-color: $marked; selection-color: $ink; }
QComboBox:focus, QDoubleSpinBox:focus { border-color: $focus; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; padding: 4px;
    selection-background-color: $selected; selection-color: $ink; }
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }
QCheckBox { spacing: 8px; }
QCheckBox:focus { color: $focus; }
#SettingRow { border: none; border-bottom: 1px solid $line; }
#Sections::item { padding: 8px 10px; border-radius: 7px; color: $soft; }
#Sections::item:hover { background: $hover; }
#Sections::item:selected { background: $selected; color: $ink; }

QListView, QTableView { background: transparent; border: none; outline: none; }
QListView::item { border-radius: 7px; }
QTableView { gridline-color: transparent; selection-background-color: $selected;
    selection-color: $ink; alternate-background-color: transparent; }
QTableView::item { padding: 0 8px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $selected; color: $ink; }
QTableView:focus { border: none; }
QTableView::indicator { width: 12px; height: 12px; border: 1px solid $edge; border-radius: 4px;
    background: $paper; }
QTableView::indicator:checked { background: $accent; border-color: $accent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $soft; border: none; font-size: 11px;
    border-bottom: 1px solid $line; padding: 6px 8px; font-weight: 600; }

#Card { background: transparent; border: 1px solid transparent; border-radius: 11px; }
#Card[under="true"] { background: $hover; }
#Card[selected="true"] { background: $raised; border-color: $edge; }
#Card[selected="true"][focused="true"] { border-color: $focus; }
#Offers { background: $raised; border: 1px solid $edge; border-radius: 9px; padding: 4px; }
#Offers::item { padding: 8px 10px; border-radius: 7px; color: $ink; }
#Offers::item:selected { background: $selected; color: $ink; }
QScrollArea, #CardColumn { background: transparent; border: none; }
#Notice { background: $selected; border-radius: 7px; }

QProgressBar { background: $line; border: none; border-radius: 3px; min-height: 6px;
    max-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; min-height: 32px;
    margin: 2px; }
QScrollBar::handle:vertical:hover { background: $edge; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 3px; min-width: 32px;
    margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
"""
)


def stylesheet(
    colours: Mapping[str, str],
    scaled: Callable[[float], int] = round,
    *,
    right_to_left: bool = False,
) -> str:
    """The stylesheet in these colours, its letters as `scaled` says, its sides as lines run.

    A missing token is a bug and raises KeyError.
    """
    start, end = ("right", "left") if right_to_left else ("left", "right")
    sheet = _SHEET.substitute(colours, start=start, end=end, half=scaled(28) // 2)  # of a button
    return _SIZES.sub(lambda size: f"font-size: {scaled(float(size[1]))}px", sheet)


_SIZES = re.compile(r"font-size: (\d+)px")
