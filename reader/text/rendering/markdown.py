"""Our Markdown: Python-Markdown with what stories need and manuals do not.

Scene breaks keep the mark that the author chose, lines that begin with a bar and a space are
verse, what stands between `::: center` and `:::` stands in the middle, a backslash ends a line,
footnotes add no text of their own to the words around them.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.footnotes import NBSP_PLACEHOLDER, FootnoteExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from reader.text.rendering.input_limits import tame
from reader.text.rendering.scene_breaks import is_scene_break
from reader.text.rendering.typography import Typography

DEEPEST_INDENT = 6
# Classes that a fence may name.
FENCED = ("center", "right", "letter", "sign-off", "small-caps")
STRUCK = r"(~~)(?=[^\s~])(.+?)(?<=[^\s~])~~"


def to_html(source: str, *, smart: bool = False) -> str:
    """HTML, not yet sanitised, of a Markdown `source`."""
    extensions: list[Extension | str] = [
        Footnotes(UNIQUE_IDS=False, SEPARATOR="-", BACKLINK_TEXT=""),
        "tables",
        "sane_lists",
        StoryExtension(),
    ]
    converter = markdown.Markdown(extensions=extensions, output_format="html")
    if smart:
        converter.treeprocessors.register(Typography(converter), "typography", 6)
    return converter.convert(tame(source.replace("\x02", "").replace("\x03", "")))


class Footnotes(FootnoteExtension):
    """Footnotes, of which the thousandth mark of one takes no longer than the first."""

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """The name of the next mark that leads to a footnote: `fnref-1`, `fnref2-1`, …"""
        if not found:
            return reference
        number = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if number == 1 else reference.replace("fnref", f"fnref{number}", 1)


class StoryExtension(Extension):
    """Scene breaks, verse, fences, terms, line breaks, strike-through and quiet footnotes."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.parser.blockprocessors.register(SceneBreakProcessor(md.parser), "scene-break", 95)
        md.parser.blockprocessors.register(VerseProcessor(md.parser), "verse", 72)
        md.parser.blockprocessors.register(FenceProcessor(md.parser), "fence", 97)
        md.parser.blockprocessors.register(TermsProcessor(md.parser), "terms", 25)
        md.parser.blockprocessors.register(DefListIndentProcessor(md.parser), "meaning", 85)
        line_break = SubstituteTagInlineProcessor(r"\\\n", "br")
        md.inlinePatterns.register(line_break, "backslash-break", 175)
        md.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "struck", 65)
        md.treeprocessors.register(QuietFootnotes(md), "quiet-footnotes", 1)


class SceneBreakProcessor(BlockProcessor):
    """A block of one line of symbols is a scene break, whatever the symbols."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return "\n" not in block.strip("\n") and is_scene_break(_unescape(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        rule = etree.SubElement(parent, "hr")
        rule.set("data-mark", " ".join(_unescape(blocks.pop(0)).split()))


class VerseProcessor(BlockProcessor):
    """Lines that each begin with `| ` keep breaks and indents (Pandoc's line blocks)."""

    LINE = re.compile(r"\|(?: (?P<indent> *)(?P<text>.*)|)$")

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
        span.text = match["text"].strip()


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


class QuietFootnotes(Treeprocessor):
    """Footnote marks carry their number beside the text, not in it.

    A reader who marks a sentence with a footnote in it quotes the sentence alone.
    """

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            names = element.get("class", "")
            if names == "footnote-ref":
                self._quiet(element, f"Footnote {element.text}")
            elif names == "footnote-backref":
                element.set("class", "footnote-back")
                self._quiet(element, "Back to the text")
            elif names == "footnote":
                element.set("class", "footnotes")
                for rule in element.findall("hr"):
                    element.remove(rule)
                self._drop_spaces_before_links(element)
        self._name_marks(root)

    def _quiet(self, link: etree.Element, label: str) -> None:
        if link.text and link.text.isdigit():
            link.set("data-number", link.text)
        link.text = ""
        link.set("aria-label", label)
        link.attrib.pop("title", None)

    def _drop_spaces_before_links(self, footnotes: etree.Element) -> None:
        for paragraph in footnotes.iter("p"):
            if paragraph.text == NBSP_PLACEHOLDER:
                paragraph.text = ""
            before = paragraph[-2] if len(paragraph) > 1 else None
            if before is not None:
                before.tail = (before.tail or "").removesuffix(NBSP_PLACEHOLDER)
            else:
                paragraph.text = (paragraph.text or "").removesuffix(NBSP_PLACEHOLDER)

    def _name_marks(self, root: etree.Element) -> None:
        """Move the id of the mark from its `<sup>` to its link, the only place we allow one."""
        for sup in root.iter("sup"):
            mark = sup.get("id", "")
            if mark.startswith("fnref-") and len(sup):
                del sup.attrib["id"]
                sup[0].set("id", mark)


def _unescape(line: str) -> str:
    return re.sub(r"\\([\\`*_{}\[\]()>#+.!~-])", r"\1", line)
