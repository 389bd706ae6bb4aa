"""The help: its pages on the left, what they say on the right, with pictures of this program."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import help_pages
from t2m_desktop.commands import Registry
from t2m_desktop.theme import Themes, interface_font, scaled
from t2m_desktop.translation import tr

_NAME = Qt.ItemDataRole.UserRole
_PLAIN, _TITLE, _HEADING = 14, 22, 15  # pixels
_LINE_HEIGHT = 150.0  # percent


class HelpWindow(QDialog):
    """Stands beside the window, which goes on being used."""

    def __init__(self, registry: Registry, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._registry, self._themes = registry, themes
        self.setWindowTitle(tr("Help"))
        self.resize(scaled(880), scaled(640))
        self.list = QListWidget()
        self.list.setObjectName("Sections")
        self.list.setAccessibleName(tr("Pages of the help"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFixedWidth(scaled(190))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        titles = [(page.name, page.title) for page in help_pages.pages()]
        for name, title in (*titles, (help_pages.KEYS, tr("Keyboard shortcuts"))):
            item = QListWidgetItem(title)
            item.setData(_NAME, name)
            item.setSizeHint(QSize(0, scaled(34)))
            self.list.addItem(item)
        self.text = HelpText(themes)
        self.list.currentItemChanged.connect(lambda item: item and self._show(item.data(_NAME)))
        left = QVBoxLayout()
        left.setContentsMargins(12, 20, 12, 12)
        left.addWidget(self.list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(self.text, 1)
        themes.changed.connect(self._again)

    def open_at(self, page: str, section: str = "") -> None:
        """Show a page (by its name), from a section on (by its title)."""
        rows = [self.list.item(row) for row in range(self.list.count())]
        item = next((item for item in rows if item.data(_NAME) == page), rows[0])
        self.list.setCurrentItem(item)
        self.show()
        self.activateWindow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if section:
            self.text.go_to(section)

    def _show(self, name: str) -> None:
        page = next((page for page in help_pages.pages() if page.name == name), None)
        if page is None:
            self.text.show_html(help_pages.keys(self._registry))
        else:
            self.text.show_markdown(page.markdown)
        self.text.setAccessibleName(self.list.currentItem().text())

    def _again(self) -> None:
        if item := self.list.currentItem():
            self._show(item.data(_NAME))


class HelpText(QTextBrowser):
    """A page in the interface's type; pictures are those of the theme, as wide as the column."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._shown: tuple[str, bool] | None = None
        self._wide = 0
        self.setObjectName("HelpText")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(scaled(20))
        # Not in the resize itself: Qt still lays out the document that would be replaced.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._widen)

    def show_markdown(self, text: str) -> None:
        """Show a page of the help."""
        self._shown = text, False
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_html(self, text: str) -> None:
        """Show a page that was made."""
        self._shown = text, True
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def go_to(self, heading: str) -> None:
        """Have a heading at the top."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - scaled(12))
                return
            block = block.next()

    def _lay_out(self) -> None:
        """Set the type: Qt's own of Markdown is a web page's of long ago."""
        if self._shown is None:
            return
        text, made = self._shown
        document = self.document()
        document.setDefaultFont(interface_font(_PLAIN))
        self._wide = self._column()
        if made:
            self.setHtml(text)
        else:
            self.setMarkdown(text)
        block = document.begin()
        while block.isValid():
            self._set_block(block)
            block = block.next()

    def _set_block(self, block: QTextBlock) -> None:
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        inside = cursor.currentTable() is not None
        layout = QTextBlockFormat(block.blockFormat())
        if not inside and "\ufffc" not in block.text():  # a picture has no lines
            layout.setLineHeight(
                _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            )
        layout.setTopMargin(scaled(18) if level == 2 else 0)
        layout.setBottomMargin(0 if inside else scaled(4 if level else 10))
        cursor.setBlockFormat(layout)
        for spread in block.textFormats():
            look = QTextCharFormat(spread.format)
            bold = look.fontWeight() > QFont.Weight.Medium
            if not level and not bold:
                continue
            cursor.setPosition(block.position() + spread.start)
            cursor.setPosition(cursor.position() + spread.length, QTextCursor.MoveMode.KeepAnchor)
            if level:
                look.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
                look.setFont(interface_font(_TITLE if level == 1 else _HEADING, bold=True))
            else:  # there is no bolder cut of the face, and a made-up one looks it
                look.setFontWeight(QFont.Weight.DemiBold)
            cursor.setCharFormat(look)

    def _column(self) -> int:
        return max(200, self.width() - 2 * scaled(20) - scaled(16))

    def loadResource(self, kind: int, name: QUrl) -> Any:
        """Qt's hook: a picture by its name, in the colours of the theme."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        look = "dark" if self._themes.current.dark else "light"
        picture = QImage(str(help_pages.picture(f"{name.toString()}_{look}")))
        ratio = self.devicePixelRatioF()
        if picture.isNull():
            return None
        shown = picture.scaledToWidth(
            round(self._wide * ratio), Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        return shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width has pictures of another size."""
        super().resizeEvent(event)
        if self._wide and self._column() != self._wide:
            self._settled.start()

    def _widen(self) -> None:
        place = self.verticalScrollBar().value()
        self._lay_out()
        self.verticalScrollBar().setValue(place)
