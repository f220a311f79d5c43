"""The look: every pair of colours can be read, and there are Chinese letters in every size."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo

from dispatch_console.ui import theme
from dispatch_console.ui.paint import KINDS

BODY_PAIRS = [
    ("text", "surface"), ("text2", "surface"), ("text3", "surface"), ("text", "accent_bg"), ("text3", "accent_bg"),
    ("text3", "win"), ("text2", "win"), ("on_accent", "accent"), ("on_over", "over"), ("over_tx", "over_bg"),
    ("over_tx", "accent_bg"), ("over_tx", "surface"), ("risk_tx", "risk_bg"), ("risk_tx", "surface"),
    ("field_tx", "field_bg"), ("shop_tx", "shop_bg"), ("accent", "surface"), ("accent", "accent_bg"),
    ("text2", "sunken"), ("text3", "sunken"), ("text", "hover"), ("text", "sunken"),
]  # fmt: skip
OUTLINE_PAIRS = [("edge", "surface"), ("edge", "win"), ("bar", "track"), ("accent", "surface"), ("risk_edge", "surface")]
SAID = {  # design.md 3: light, dark
    ("text", "accent_bg"): (13.8, 10.8), ("text3", "accent_bg"): (4.7, 5.0), ("text3", "win"): (4.6, 7.3),
    ("on_accent", "accent"): (6.5, 8.2), ("on_over", "over"): (6.5, 8.5), ("over_tx", "over_bg"): (6.6, 8.6),
    ("over_tx", "accent_bg"): (6.4, 8.1), ("risk_tx", "risk_bg"): (8.0, 6.9), ("field_tx", "field_bg"): (7.2, 7.7),
    ("shop_tx", "shop_bg"): (8.2, 7.8), ("edge", "win"): (3.1, 4.3), ("bar", "track"): (3.4, 3.5),
    ("over", "risk_bg"): (5.4, 5.3),
}  # fmt: skip


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", BODY_PAIRS, ids=lambda p: "-".join(p))
def test_body_text_can_be_read(tokens, pair):
    assert theme.contrast(tokens[pair[0]], tokens[pair[1]]) >= 4.5


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", OUTLINE_PAIRS, ids=lambda p: "-".join(p))
def test_outlines_and_bars_can_be_seen(tokens, pair):
    assert theme.contrast(tokens[pair[0]], tokens[pair[1]]) >= 3


@pytest.mark.parametrize("pair", SAID, ids=lambda p: "-".join(p))
def test_the_pairs_have_the_contrast_that_the_design_says(pair):
    for tokens, wanted in zip((theme.LIGHT, theme.DARK), SAID[pair], strict=True):
        assert theme.contrast(tokens[pair[0]], tokens[pair[1]]) == pytest.approx(wanted, abs=0.15)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_late_and_soon_stay_apart_in_grey(tokens):
    assert theme.contrast(tokens["over"], tokens["risk_bg"]) >= 3


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_words_of_every_chip_can_be_read(tokens):
    for fill, ink, _edge in KINDS.values():
        assert theme.contrast(tokens[ink], tokens[fill or "surface"]) >= 4.5


def test_the_letters_are_chinese_ones_and_not_the_japanese_forms(qapp):
    theme.dress(qapp)
    family = QFontInfo(theme.font()).family()
    assert family in theme.FAMILIES


def test_the_size_goes_from_90_to_150_per_cent_and_rows_grow_with_it(qapp):
    theme.dress(qapp)
    small = theme.advance("客户")
    theme.look.use(percent=400)
    assert theme.look.percent == 150 and theme.px(28) == 42
    assert theme.advance("客户") == pytest.approx(small * 1.5, rel=0.05)
    theme.look.use(percent=10)
    assert theme.look.percent == 90
    theme.look.use(percent=100)
