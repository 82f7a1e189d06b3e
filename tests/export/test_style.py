"""The page's colours are readable: text at least 4.5 to 1, edges that carry meaning at least 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11), light and dark."""

import re

import pytest

from onrecord.export.html import load_asset

CSS = load_asset("page.css")
GROUNDS = ("paper", "panel", "sunk", "said", "tint-one")
GROUPS = ("differ", "conflict", "changed", "agree", "none", "one")


def read_colours(dark: bool) -> dict[str, str]:
    light, night = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))
    return colours | (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", night)) if dark else {})


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_edges_can_be_read(dark: bool) -> None:
    colours = read_colours(dark)
    weak = [(text, ground) for text in ("ink", "muted", "link") for ground in GROUNDS if contrast(colours[text], colours[ground]) < 4.5]
    weak += [(group, ground) for group in GROUPS for ground in ("paper", "panel", f"tint-{group}") if contrast(colours[group], colours[ground]) < 4.5]
    weak += [("ink", f"tint-{group}") for group in GROUPS if contrast(colours["ink"], colours[f"tint-{group}"]) < 4.5]
    weak += [("edge", ground) for ground in ("paper", "panel", "sunk") if contrast(colours["edge"], colours[ground]) < 3]
    assert weak == []
