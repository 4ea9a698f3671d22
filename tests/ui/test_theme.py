import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.core.paths import RESOURCES
from app.ui.theme import active
from app.ui.theme.active import apply_theme, colours, px
from app.ui.theme.icons import icon_pixmap
from app.ui.theme.stylesheet import stylesheet
from app.ui.theme.tokens import APPEARANCES, COLOURS, PAIRS, SCALES, Appearance, contrast

LETTERS = "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ₫·…–“”"
SIGNS = "✓↵⇧↑↓←→○‹›"


@pytest.mark.parametrize("look", APPEARANCES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_pair_of_colours_can_be_read(look: Appearance, text: str, ground: str) -> None:
    c = COLOURS[look]
    assert contrast(getattr(c, text), getattr(c, ground)) >= 4.5


@pytest.mark.parametrize("look", APPEARANCES)
def test_focus_is_seen_against_its_neighbours(look: Appearance) -> None:
    c = COLOURS[look]
    # In light the amber ring is told from the field's line by its doubled width as well.
    assert contrast(c.focus, c.surface) >= (1.8 if look == "light" else 3.0)


def test_contrast_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@given(st.sampled_from(APPEARANCES), st.integers(min_value=100, max_value=200))
def test_the_stylesheet_leaves_no_placeholder(look: Appearance, scale: int) -> None:
    sheet = stylesheet(COLOURS[look], scale)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("scale", SCALES)
def test_looks_differ_in_nothing_but_colours(scale: int) -> None:
    """What stands where is the same in every look: a screen that is whole in one is whole in all."""

    def bare(look: Appearance) -> str:
        without = re.sub(r"#[0-9A-F]{6}", "#", stylesheet(COLOURS[look], scale))
        # The ticks and arrows are the same pictures in other colours.
        return re.sub(r"(tick|chevron)-\w+\.svg", r"\1.svg", without)

    assert len({bare(look) for look in APPEARANCES}) == 1
    assert len({stylesheet(COLOURS[look], scale) for look in APPEARANCES}) == len(APPEARANCES)


def test_switching_while_running_changes_colour_and_size(application: QApplication) -> None:
    label, edit = QLabel("Nguyễn"), QLineEdit()
    label.ensurePolished()
    edit.ensurePolished()
    light = label.palette().windowText().color().name().upper()
    small = label.fontInfo().pixelSize()
    apply_theme(application, "dark", 200)
    assert light == COLOURS["light"].text
    assert label.palette().windowText().color().name().upper() == COLOURS["dark"].text
    assert label.fontInfo().pixelSize() == 2 * small
    assert px(10) == 20
    assert colours() is COLOURS["dark"]
    assert active.appearance() == "dark"


@pytest.mark.parametrize("scale", [99, 201])
def test_a_scale_out_of_range_is_refused(application: QApplication, scale: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        apply_theme(application, "light", scale)


def test_the_shipped_typefaces_draw_every_letter(application: QApplication) -> None:
    assert "Noto Sans" in QFontDatabase.families()
    assert QFontInfo(application.font()).family() == "Noto Sans"
    fonts = RESOURCES / "fonts"
    for style in ("Regular", "Medium", "SemiBold", "Bold", "Italic"):
        raw = QRawFont(str(fonts / "noto-sans" / f"NotoSans-{style}.ttf"), 13)
        assert [letter for letter in LETTERS if not raw.supportsCharacter(ord(letter))] == []
    signs = QRawFont(str(fonts / "dejavu-sans" / "DejaVuSans.ttf"), 13)
    assert [sign for sign in SIGNS if not signs.supportsCharacter(ord(sign))] == []


def test_semi_bold_is_a_real_weight(application: QApplication) -> None:
    font = QFont("Noto Sans")
    font.setWeight(QFont.Weight.DemiBold)
    assert QFontInfo(font).weight() == QFont.Weight.DemiBold


def test_every_icon_draws_something_in_the_wanted_colour(application: QApplication) -> None:
    names = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))
    assert len(names) > 30
    for name in names:
        image = icon_pixmap(name, "#FF0000", 32).toImage()
        inked = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
        assert inked, name
        assert {colour.name() for colour in inked} == {"#ff0000"}, name


def test_the_icons_have_their_licence() -> None:
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE.txt").read_text(encoding="utf-8")
