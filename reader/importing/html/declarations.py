"""CSS declarations: what a style says of an element, in the few properties that matter to a text.

https://www.w3.org/TR/css-syntax-3/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import tinycss2
from lxml.html import HtmlElement

_LONGEST = 4000
_PROPERTIES = set(
    "clip clip-path display font font-size font-style font-variant font-variant-caps font-weight "
    "height left margin-left max-height opacity overflow position right text-align "
    "text-decoration text-decoration-line text-indent top transform vertical-align visibility "
    "white-space white-space-collapse width".split()
)

Declarations = Mapping[str, str]
"""Values, in small letters, by the names of properties."""


def declarations_in(nodes: Iterable[Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The declarations among tinycss2's nodes that matter to a text: usual ones, important ones."""
    usual: dict[str, str] = {}
    important: dict[str, str] = {}
    for node in nodes:
        if node.type == "declaration" and node.lower_name in _PROPERTIES:
            declarations = important if node.important else usual
            value = tinycss2.serialize(node.value).lower()
            declarations[node.lower_name] = " ".join(value.split())
    return usual, important


@lru_cache(maxsize=4096)
def parse_style(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The declarations of a `style` attribute: usual ones, important ones."""
    return declarations_in(tinycss2.parse_blocks_contents(css[:_LONGEST]))


def style_of(element: HtmlElement) -> Declarations:
    """What an element's own `style` says."""
    css = element.get("style")
    if not css:
        return {}
    usual, important = parse_style(css)
    return usual | important if important else usual


def style_attribute(declarations: Declarations) -> str:
    """A `style` attribute of some declarations."""
    return ";".join(f"{name}:{value}" for name, value in declarations.items())
