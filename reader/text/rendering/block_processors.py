"""What stories need of Markdown's blocks: scene breaks, verse, fences, terms."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.blockprocessors import BlockProcessor
from markdown.extensions.def_list import DefListProcessor

from reader.text.rendering.scene_breaks import is_scene_break

DEEPEST_INDENT = 6
# Classes that a fence may name.
FENCED = ("center", "right", "letter", "sign-off", "small-caps")


class SceneBreakProcessor(BlockProcessor):
    """A block of one line of symbols is a scene break, whatever the symbols."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return "\n" not in block.strip("\n") and is_scene_break(_without_escapes(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        rule = etree.SubElement(parent, "hr")
        rule.set("data-mark", " ".join(_without_escapes(blocks.pop(0)).split()))


class VerseProcessor(BlockProcessor):
    """Lines that each begin with `| ` keep breaks and indents (Pandoc's line blocks)."""

    LINE = re.compile(r"\|(?: (?P<indent> *)(?P<text>.*)|)$")
    BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\$")  # ends a line that ends here anyway

    def test(self, parent: etree.Element, block: str) -> bool:
        return all(map(self.LINE.match, block.strip("\n").split("\n")))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        verse = etree.SubElement(parent, "p", {"class": "verse"})
        verse.text = ""  # the footnotes' code adds to it
        for number, line in enumerate(blocks.pop(0).strip("\n").split("\n")):
            if number:
                etree.SubElement(verse, "br")
            self._add_line(verse, line)

    def _add_line(self, verse: etree.Element, line: str) -> None:
        span = etree.SubElement(verse, "span")
        match = self.LINE.match(line)
        if match is None or match["text"] is None:
            span.text = ""
            return
        depth = min(len(match["indent"]) // 2, DEEPEST_INDENT)
        if depth:
            span.set("class", f"indent-{depth}")
        span.text = self.BREAK.sub(r"\1", match["text"].strip())


class FenceProcessor(BlockProcessor):
    """What stands between a fence that names one of our classes and the next one wears it:
    `::: center`, or as Pandoc writes it, `::: {.center}`."""

    FENCE = re.compile(r" {0,3}:{3,}[ \t]*(?:\{?\.?(?P<name>[\w-]+)\}?)?[ \t]*:*[ \t]*")

    def test(self, parent: etree.Element, block: str) -> bool:
        first = self.FENCE.fullmatch(block.lstrip("\n").partition("\n")[0])
        return bool(first and first["name"] in FENCED)

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        first, _, rest = blocks[0].lstrip("\n").partition("\n")
        fence = self.FENCE.fullmatch(first)
        found = self._end([rest, *blocks[1:]])
        if fence is None or found is None:
            return False
        inside, after, number = found
        blocks[:number] = [after] if after.strip() else []
        holder = etree.Element("div")
        self.parser.parseBlocks(holder, inside)
        for element in holder:
            classes = f"{element.get('class', '')} {fence['name']}"
            element.set("class", classes.strip())
            parent.append(element)
        return True

    def _end(self, blocks: list[str]) -> tuple[list[str], str, int] | None:
        """The blocks up to the next fence, what stands after it in its own block, and how many
        blocks that took; None where the next fence ends nothing, or there is none."""
        for number, block in enumerate(blocks):
            lines = block.split("\n")
            for at, line in enumerate(lines):
                fence = self.FENCE.fullmatch(line)
                if fence and fence["name"]:
                    return None
                if fence:
                    inside = [*blocks[:number], "\n".join(lines[:at])]
                    return inside, "\n".join(lines[at + 1 :]), number + 1
        return None


class TermsProcessor(DefListProcessor):
    """Terms with what they mean, a colon and spaces before it, on the lines below them.

    A paragraph that begins with a colon makes no term of the one above it.
    """

    def test(self, parent: etree.Element, block: str) -> bool:
        found = self.RE.search(block)
        last = self.lastChild(parent)
        goes_on = last is not None and last.tag == "dl"
        return bool(found and (block[: found.start()].strip() or goes_on))

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        lines = blocks[0].split("\n")
        cut = self._next_terms(lines)
        if cut:
            blocks[:1] = ["\n".join(lines[:cut]), "\n".join(lines[cut:])]
        return super().run(parent, blocks)

    def _next_terms(self, lines: list[str]) -> int:
        """The line at which other terms begin, after those with which a block begins, or 0."""
        start, meant = 0, False
        for at, line in enumerate(lines):
            if self.RE.match(line):
                if start:
                    return start
                meant = True
            elif meant and line.startswith("    "):
                start = 0
            elif meant and not start:
                start = at
        return 0


def _without_escapes(line: str) -> str:
    return re.sub(r"\\([\\`*_{}\[\]()>#+.!~-])", r"\1", line)
