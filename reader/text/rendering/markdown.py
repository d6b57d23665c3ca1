"""Our Markdown: Python-Markdown with what stories need and manuals do not.

Scene breaks keep the mark that the author chose, lines that begin with a bar and a space are
verse, what stands between `::: center` and `:::` stands in the middle, a backslash ends a line,
footnotes add no text of their own to the words around them.
"""

from __future__ import annotations

import markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListIndentProcessor
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor

from reader.text.rendering.block_processors import (
    FenceProcessor,
    SceneBreakProcessor,
    TermsProcessor,
    VerseProcessor,
)
from reader.text.rendering.input_limits import limit_input
from reader.text.rendering.quiet_footnotes import Footnotes, QuietFootnotes
from reader.text.rendering.quotation_marks import ENGLISH, marks_of
from reader.text.rendering.typography import Typography

STRUCK = r"(~~)(?=[^\s~])(.+?)(?<=[^\s~])~~"


def to_html(source: str, *, smart: bool = False, language: str = "en") -> str:
    """HTML, not yet sanitised, of a Markdown `source`; if `smart`, with the marks of its language,
    or of English where we do not know them."""
    extensions: list[Extension | str] = [
        Footnotes(UNIQUE_IDS=False, SEPARATOR="-", BACKLINK_TEXT=""),
        "tables",
        "sane_lists",
        StoryExtension(),
    ]
    converter = markdown.Markdown(extensions=extensions, output_format="html")
    if smart:
        converter.treeprocessors.register(
            Typography(converter, marks_of(language) or ENGLISH), "typography", 6
        )
    return converter.convert(limit_input(source.replace("\x02", "").replace("\x03", "")))


class StoryExtension(Extension):
    """Scene breaks, verse, fences, terms, line breaks, strike-through and quiet footnotes."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.parser.blockprocessors.register(SceneBreakProcessor(md.parser), "scene-break", 95)
        md.parser.blockprocessors.register(VerseProcessor(md.parser), "verse", 72)
        md.parser.blockprocessors.register(FenceProcessor(md.parser), "fence", 97)
        md.parser.blockprocessors.register(TermsProcessor(md.parser), "terms", 25)
        md.parser.blockprocessors.register(DefListIndentProcessor(md.parser), "meaning", 85)
        line_break = SubstituteTagInlineProcessor(r"\\[ \t]*\n", "br")
        md.inlinePatterns.register(line_break, "backslash-break", 175)
        md.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "struck", 65)
        md.treeprocessors.register(QuietFootnotes(md), "quiet-footnotes", 1)
