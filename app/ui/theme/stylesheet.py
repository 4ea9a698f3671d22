"""The one stylesheet of the application, made from the tokens.

Widgets say what they are with the dynamic properties ``role`` and ``tone``; nothing else in the program sets a
stylesheet, because a widget with its own no longer follows the font scale.
"""

from dataclasses import asdict
from string import Template

from app.core.paths import RESOURCES
from app.ui.theme import tokens
from app.ui.theme.fonts import FAMILIES
from app.ui.theme.tokens import Colours, Tone

_BASE = """
* { font-family: $family; font-size: ${body}px; }
QWidget { color: $text; }
QMainWindow, QWidget[role="desk"], QWidget[role="cover"] { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: ${p4}px; }
QLabel { background: transparent; }
QLabel[role="caption"] { color: $muted; font-size: ${small}px; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${tiny}px; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="office"] { font-weight: 600; font-size: ${title}px; }
QLabel[role="struck"] { color: $muted; text-decoration: line-through; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="display"] { font-weight: 600; font-size: ${display}px; color: $primary; }
QLabel[role="huge"] { font-weight: 600; font-size: ${huge}px; }
QLabel[role="keycap"] { background: $header; border: 1px solid $field_line; border-bottom-width: 2px;
  border-radius: 3px;
  font-size: ${tiny}px; color: $text; padding: 0 ${p4}px; }
QFrame[role="card"], QFrame[role="panel"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="cardhead"] { border: 0; border-bottom: 1px solid $line; min-height: ${head}px; }
QFrame[role="cardfoot"] { background: $header; border: 0; border-top: 1px solid $line;
  border-bottom-left-radius: ${radius}px; border-bottom-right-radius: ${radius}px; }
QFrame[role="topbar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="statusbar"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="statusbar"] QLabel { font-size: ${small}px; color: $muted; }
QFrame[role="rule"] { background: $line; border: 0; max-height: 1px; }
QFrame[role="rail"] { background: $rail; border: 0; border-right: 1px solid $rail_line; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit { background: $surface; color: $text;
  border: 1px solid $field_line; border-radius: ${p4}px; padding: ${p3}px ${p7}px; min-height: ${field_inner}px;
  selection-background-color: $fill; selection-color: $on_fill; placeholder-text-color: $disabled; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus,
  QTimeEdit:focus {
  border: 2px solid $focus; padding: ${p3m}px ${p7m}px; }
QLineEdit[role="strong"] { font-weight: 600; }
QLineEdit[tone="late"] { border-color: $late; }
QLineEdit[tone="attention"] { border-color: $attention; }
QLineEdit[tone="late"]:focus, QLineEdit[tone="attention"]:focus { border-color: $focus; }
QLineEdit:disabled, QLineEdit:read-only, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
  background: $header; color: $disabled; }
QLineEdit:read-only { color: $text; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 0; height: 0; }
QComboBox { padding-left: ${p9}px; }
QComboBox:focus { padding-left: ${p9m}px; }
QComboBox::drop-down { border: 0; width: ${p24}px; }
QComboBox::down-arrow { image: url($chevron); width: ${p14}px; height: ${p14}px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line;
  selection-background-color: $fill; selection-color: $on_fill; outline: 0; }
QCheckBox, QRadioButton { spacing: ${p6}px; min-height: ${target}px; background: transparent;
  border: 2px solid transparent;
  border-radius: ${p4}px; padding-right: ${p4}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QFrame#return_ladder { border: 2px solid $line; border-radius: 6px; }
QFrame#return_ladder:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: ${p14}px; height: ${p14}px; border: 1px solid $muted;
  background: $surface; }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: ${dot}px; }
QCheckBox::indicator:checked { background: $fill; border-color: $fill; image: url($tick); }
QRadioButton::indicator:checked { border: ${p4}px solid $fill; width: ${p8}px; height: ${p8}px; background: $surface; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $primary; border: 1px solid $primary; border-radius: ${p5}px;
  padding: ${p4}px ${p11}px; min-height: ${button_inner}px; text-align: left; }
QPushButton:hover { background: $header; }
QPushButton:pressed { background: $neutral_tint; }
QPushButton:focus { border: 2px solid $focus; padding: ${p4m}px ${p11m}px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $header; }
QPushButton[role="primary"] { background: $fill; color: $on_fill; border-color: $fill; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $fill_hover; }
QPushButton[role="primary"]:focus { border-color: $focus; }
QPushButton[role="primary"]:disabled { background: $header; color: $disabled; border-color: $line; }
QPushButton[role="quiet"] { border-color: transparent; background: transparent; }
QPushButton[role="quiet"]:hover { background: $header; }
QPushButton[role="quiet"]:focus { border-color: $focus; }
QPushButton[role="inline"] { border-color: transparent; background: transparent; padding: 0 ${p4}px;
  min-height: ${target}px; font-size: ${small}px; }
QPushButton[role="choice"], QPushButton[role="chosen"] { padding: ${p4}px ${p6}px; text-align: center; }
QPushButton[role="choice"]:focus, QPushButton[role="chosen"]:focus { padding: ${p4m}px ${p6m}px; }
QPushButton[role="chosen"] { background: $fill; color: $on_fill; border-color: $fill; font-weight: 600; }
QPushButton[role="chosen"]:focus { border-color: $focus; }
QPushButton[role="chosen"]:disabled { background: $header; color: $disabled; border-color: $line; }
QFrame[role="cardhead"] QPushButton, QFrame[role="note"] QPushButton,
  QFrame[role="cardfoot"] QPushButton[role="quiet"] { min-height: ${head_button}px;
  padding: 1px ${p8}px; }
QFrame[role="cardhead"] QPushButton:focus, QFrame[role="note"] QPushButton:focus,
  QFrame[role="cardfoot"] QPushButton[role="quiet"]:focus { padding: 0 ${p8m}px; }
QFrame[role="round"] QPushButton { min-height: 0; padding: 0; border-radius: ${round}px; }
QPushButton[role="rail"] { background: transparent; color: $on_rail; border: 0; border-left: 3px solid transparent;
  border-radius: 0;
  padding: 0; min-height: ${target}px; }
"""

_LISTS = """
QAbstractItemView { background: $surface; color: $text; border: 0; outline: 0; selection-background-color: $selected;
  selection-color: $text; }
QTableView { gridline-color: $line; alternate-background-color: $surface; }
QListView::item { min-height: ${target}px; padding: ${p2}px ${p8}px; border-left: 3px solid transparent; }
QListView::item:selected { background: $selected; color: $text; border-left: 3px solid $focus; }
QListView[role="suggestions"] { border: 1px solid $line; border-radius: ${p4}px; }
QListView[role="strip"] { background: transparent; }
QHeaderView { background: $header; border: 0; }
QHeaderView::section { background: $header; color: $muted; font-size: ${small}px; font-weight: 600; border: 0;
  border-bottom: 1px solid $line; padding: ${p4}px ${p7}px; text-align: left; }
QHeaderView::section:first { padding-left: ${p11}px; }
QTableCornerButton::section { background: $header; border: 0; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar::handle { background: $field_line; border-radius: ${p4}px; margin: 2px; min-height: ${p24}px;
  min-width: ${p24}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent;
  border: 0;
  width: 0; height: 0; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QProgressBar { background: $neutral_tint; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $fill; border-radius: 3px; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p4}px ${p12}px; min-height: ${target}px; }
QMenu::item:selected { background: $fill; color: $on_fill; }
QSplitter::handle { background: $line; }
"""

_TONE = """
QLabel[role="pill"][tone="$tone"] { background: $ground; color: $ink; border-radius: ${p4}px; padding: ${p2}px ${p8}px;
  font-size: ${small}px; font-weight: 500; }
QFrame[role="round"][tone="$tone"] { background: $ground; border-radius: ${round}px; min-height: ${pill}px; }
QFrame[role="round"][tone="$tone"] QLabel { color: $ink; font-size: ${small}px; font-weight: 500; }
QFrame[role="note"][tone="$tone"] { background: $ground; border: 1px solid $edge; border-radius: ${p5}px; }
QFrame[role="note"][tone="$tone"] QLabel { color: $ink; }
QFrame[role="note"][tone="$tone"] QLabel[role="keycap"] { color: $text; }
QLabel[role="message"][tone="$tone"] { color: $ink; font-size: ${small}px; }
"""


def stylesheet(colours: Colours, scale: int) -> str:
    """Return the stylesheet for colours at scale per cent."""
    values: dict[str, object] = dict(asdict(colours))
    values |= {f"p{size}": round(size * scale / 100) for size in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 24)}
    # A focused field has a border one pixel thicker and padding one pixel thinner, so that nothing moves.
    values |= {f"p{size}m": round(size * scale / 100) - 1 for size in (3, 4, 6, 7, 8, 9, 11)}
    values["pill"], values["round"] = round(tokens.PILL * scale / 100), round(tokens.PILL * scale / 200)
    values["head"] = round(tokens.HEAD * scale / 100) - 1
    for name in ("tiny", "small", "body", "title", "display", "huge", "radius", "target", "field"):
        values[name] = round(getattr(tokens, name.upper()) * scale / 100)
    values["head_button"] = round(tokens.TARGET * scale / 100) - 2
    values["field_inner"] = round((tokens.FIELD - 8) * scale / 100)
    values["button_inner"] = round((tokens.FIELD - 6) * scale / 100)
    values["family"] = ", ".join(f'"{family}"' for family in FAMILIES)
    values["rail_line"] = colours.line if colours.rail == colours.window else colours.rail
    light = colours.surface == "#FFFFFF"
    # Qt draws a square where the radius is more than half the side.
    values["dot"] = (round(14 * scale / 100) + 2) // 2
    values["tick"] = _picture("tick-white" if colours.on_fill == "#FFFFFF" else "tick-black")
    values["chevron"] = _picture("chevron-ink" if light else "chevron-pale")
    sheet = "".join(Template(part).substitute(values) for part in (_BASE, _FIELDS, _BUTTONS, _LISTS))
    for tone in Tone:
        ink, ground = colours.tone(tone)
        edge = colours.line if colours.surface == "#000000" else ground
        sheet += Template(_TONE).substitute(values, tone=tone.value, ink=ink, ground=ground, edge=edge)
    return sheet


def _picture(name: str) -> str:
    # A stylesheet takes pictures only from files; these four are fixed colourings of icons of the set.
    return (RESOURCES / "icons" / "fixed" / f"{name}.svg").as_posix()
