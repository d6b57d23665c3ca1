"""Every text colour on every ground that it may stand on, in every theme: computed, not looked at.

The colours are read from the stylesheet. From Oklch to linear sRGB as in CSS Color 4, chapter 18;
contrast as in WCAG 2.2.
"""

from __future__ import annotations

import re
from math import cos, dist, radians, sin

import pytest
from django.conf import settings

from reader.models.people.look import SETTINGS

STYLES = (settings.ROOT / "static/css/themes.css").read_text()
THEMES = [
    (theme, scheme)
    for theme in SETTINGS["theme"].choices
    for scheme in (("light", "dark") if theme in ("auto", "contrast") else (None,))
]
PAPERS = ["--paper", "--paper-2", "--paper-3"]
HIGHLIGHTS = ["--yellow", "--green", "--blue", "--pink"]
PAIRS = [
    *[(text, paper) for text in ("--ink", "--ink-2", "--accent", "--danger") for paper in PAPERS],
    *[("--ink", highlight) for highlight in HIGHLIGHTS],
    *[
        ("--ink", ("--accent", share, "--paper")) for share in (13, 22, 28)
    ],  # open, linked, selected
    ("--on-accent", "--accent"),
    ("--paper", "--ink"),
]
BLIND = {
    "red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What who does not see one of three colours sees of linear sRGB: Machado, Oliveira and Fernandes,
2009, in its full strength."""


def test_the_arithmetic_is_right():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert linear((0.6279554, 0.2576833, 29.2338812)) == pytest.approx((1, 0, 0), abs=1e-4)
    assert linear((0.8664396, 0.2948272, 142.4953450)) == pytest.approx((0, 1, 0), abs=1e-4)


@pytest.mark.parametrize(("theme", "scheme"), THEMES)
def test_every_text_can_be_read_on_every_ground(theme, scheme):
    colours = Colours(theme, scheme)
    least = 7 if theme == "contrast" else 4.5
    poor = {
        f"{text} on {ground}": round(found, 2)
        for text, ground in PAIRS
        if (found := contrast(colours.linear(text), colours.linear(ground))) < least
    }
    assert not poor, f"{theme} {scheme or ''}: {poor}, at least {least}"


@pytest.mark.parametrize(("theme", "scheme"), THEMES)
def test_a_highlight_can_be_told_from_the_page_and_from_the_others(theme, scheme):
    colours = Colours(theme, scheme)
    seen = [colours.oklch(name) for name in ("--paper", *HIGHLIGHTS)]
    for i, one in enumerate(seen):
        for other in seen[:i]:
            assert distance(one, other) > 0.04, (theme, scheme, one, other)


@pytest.mark.parametrize("blind", BLIND)
@pytest.mark.parametrize(("theme", "scheme"), THEMES)
def test_the_colour_blind_tell_highlights_apart_too(theme, scheme, blind):
    colours = Colours(theme, scheme)
    names = ("--paper", *HIGHLIGHTS)
    seen = [oklab(seen_by(blind, colours.linear(name))) for name in names]
    for i, one in enumerate(seen):
        for j, other in enumerate(seen[:i]):
            assert dist(one, other) > 0.05, (theme, scheme, names[i], names[j])


def test_every_theme_that_is_offered_is_there():
    for theme in set(SETTINGS["theme"].choices) - {"auto"}:
        assert f'[data-theme="{theme}"]' in STYLES


class Colours:
    """The colours of a theme, in a browser that asks for `scheme`."""

    def __init__(self, theme: str, scheme: str | None) -> None:
        self.values: dict[str, str] = {}
        sheet = re.sub(r"/\*.*?\*/|@media.*", "", STYLES, flags=re.S)
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
            if ":root" in selector or f'"{theme}"' in selector:
                self.values |= dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
        self.scheme = scheme or self.values["color-scheme"]

    def oklch(self, what: str | tuple) -> tuple[float, float, float]:
        """Lightness from 0 to 1, chroma, hue in degrees."""
        if isinstance(what, tuple):  # one colour mixed into another, in Oklch
            colour, share, into = what
            one, other = self.oklch(colour), self.oklch(into)
            turn = (one[2] - other[2] + 180) % 360 - 180
            return (
                *(b + (a - b) * share / 100 for a, b in zip(one[:2], other[:2], strict=True)),
                other[2] + turn * share / 100,
            )
        value = self.values.get(what, what).strip()
        if value.startswith("light-dark("):
            light, dark = re.fullmatch(r"light-dark\((.+?\)?), (.+)\)", value).groups()
            return self.oklch(light if self.scheme == "light" else dark)
        if value.startswith("var("):
            return self.oklch(value[4:-1])
        if value in ("black", "white"):
            return (float(value == "white"), 0.0, 0.0)
        lightness, chroma, hue = re.match(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)", value).groups()
        return float(lightness) / 100, float(chroma), float(hue)

    def linear(self, what: str | tuple) -> tuple[float, ...]:
        return linear(self.oklch(what))


def lab(oklch: tuple[float, float, float]) -> tuple[float, float, float]:
    lightness, chroma, hue = oklch
    return lightness, chroma * cos(radians(hue)), chroma * sin(radians(hue))


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """How different two colours look: their distance in Oklab."""
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


def linear(oklch: tuple[float, float, float]) -> tuple[float, ...]:
    """Linear sRGB, cut off at what a screen can show."""
    light, a, b = lab(oklch)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return tuple(
        min(max(part, 0), 1)
        for part in (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
    )


def seen_by(blind: str, colour: tuple[float, ...]) -> tuple[float, ...]:
    """What somebody who is colour-blind sees of linear sRGB."""
    parts = []
    for row in BLIND[blind]:
        shares = zip(row, colour, strict=True)
        parts.append(max(sum(share * part for share, part in shares), 0))
    return tuple(parts)


def oklab(colour: tuple[float, ...]) -> tuple[float, ...]:
    """Oklab of linear sRGB: the way back from `linear`."""
    red, green, blue = colour
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """From 1 to 21."""
    lights = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 for r, g, b in (one, other))
    return lights[1] / lights[0]
