"""Markdown to sanitised blocks and their plain text, in one pass.

A block's plain text is exactly the text content of its HTML, so an offset that a browser
counts in code points inside a block is an offset into the revision's plain text. What stands
above the words of a ruby is none of them: it stands in an attribute, as a footnote's number does.
"""

from __future__ import annotations

from reader.text.rendering.block import Block, joined_html
from reader.text.rendering.block_splitting import split_blocks
from reader.text.rendering.markdown import to_html
from reader.text.rendering.sanitising import sanitise


def render(
    source: str, *, smart: bool = False, language: str = "en", image_hosts: tuple[str, ...] = ()
) -> list[Block]:
    """The blocks of a Markdown `source`.

    `smart` turns straight quotes, `--`, `---` and `...` into what a printer would set in
    that language.
    `image_hosts` are the hosts, besides our own, from which images may be loaded.
    """
    html = to_html(source, smart=smart, language=language)
    return split_blocks(sanitise(html, image_hosts=image_hosts))


def render_html(
    source: str, *, smart: bool = False, language: str = "en", image_hosts: tuple[str, ...] = ()
) -> str:
    """Markdown as one piece of sanitised HTML, for what is not a chapter: notes, comments."""
    return joined_html(render(source, smart=smart, language=language, image_hosts=image_hosts))
