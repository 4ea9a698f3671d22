"""What keys do here, said in passing: key caps with a word each, in lines that wrap."""

from collections.abc import Iterable

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.dress import named, row
from app.ui.widgets.flow import Flow
from app.ui.widgets.labels import KeyCap, Label


class KeyHint(QWidget):
    """One or several keys and what they do: closer to each other than to the next hint."""

    def __init__(self, keys: str | tuple[str, ...], text: str, parent: QWidget | None = None) -> None:
        """Make the hint.

        Args:
            keys: portable key texts, ``"Ctrl+P"`` or ``("Alt+Up", "Alt+Down")``.
            text: translated, one or two words.
            parent: the Qt parent.
        """
        super().__init__(parent)
        caps = (keys,) if isinstance(keys, str) else keys
        self.text = text
        self.setLayout(row(*map(KeyCap, caps), Label(text, "caption"), spacing=CLOSE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class HintBar(QWidget):
    """Key hints under a list."""

    def __init__(
        self, name: str, hints: Iterable[tuple[str | tuple[str, ...], str]], parent: QWidget | None = None
    ) -> None:
        """Make the bar.

        Args:
            name: objectName.
            hints: (keys, translated text) in the order of their use.
            parent: the Qt parent.
        """
        super().__init__(parent)
        named(self, name)
        self.setLayout(Flow(*(KeyHint(keys, text) for keys, text in hints), across=NEAR, down=CLOSE))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
