"""An HTML tree to paragraphs of Markdown: what is said in it, and nothing of how it was set.

Every format that is HTML inside comes through here: web pages, archives' downloads, EPUB, and
the word processors' files once they are HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import html
from lxml.html import HtmlElement

from reader.importing.encodings import printable
from reader.importing.footnotes import leads_to_a_note, without_mark
from reader.importing.runs import Run, write
from reader.text.escaping import escape
from reader.text.manuscripts import ManuscriptError
from reader.text.paragraphs import Paragraph
from reader.text.pictures import FOLDER
from reader.text.scene_breaks import is_scene_break

DEEPEST = 200
"""Elements inside of each other. No text needs more; a hostile file has a million."""
LONGEST_VERSE = 70
"""Characters that lines have, taken together, before they are paragraphs and no verse."""
_BLOCKS = set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEFT_OUT = set(
    "script style head title meta link noscript template iframe object embed svg math canvas "
    "video audio input select textarea button nav form".split()
)
_STYLES = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em", "strong": "strong",
    "b": "strong", "s": "s", "del": "s", "strike": "s", "u": "u", "ins": "u", "sup": "sup",
    "sub": "sub", "small": "small", "code": "code", "tt": "code", "kbd": "code",
}  # fmt: skip
_ENCLOSED = {"q": ("“", "”"), "rt": ("(", ")")}
"""What a browser sets around words without anybody having written it, or above others."""
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_UPRIGHT = re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE)
_THIN = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_DECLARATION = re.compile(
    r"\A\s*(?:<\?xml[^>]*>)?\s*(?:<!DOCTYPE\s[^\[>]{0,300}(?:\[[^\]]{0,20000}\]\s*)?>)?",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def parse(data: str) -> HtmlElement:
    """The tree of an HTML page. Raises ManuscriptError for one that has no element in it."""
    data = printable(_DECLARATION.sub("", data, count=1))
    try:
        parser = html.HTMLParser(huge_tree=True, no_network=True)
        tree = html.document_fromstring(data, parser=parser)
    except (ValueError, AssertionError, html.etree.LxmlError) as error:
        raise ManuscriptError("is not a page with a text in it") from error
    return tree


class Prose:
    """Reads elements to paragraphs.

    `note_at` gives the element that a link to a footnote leads to, or None; `styles` gives the
    styles that the class names of an element stand for, where a file keeps these elsewhere.
    Of what was read, `headings` has level and words by the index of the paragraph, `anchors` the
    index of the paragraph before which an id stands.
    """

    def __init__(
        self,
        note_at: Callable[[str], HtmlElement | None] | None = None,
        styles: Callable[[HtmlElement], frozenset[str]] | None = None,
    ) -> None:
        self.found: list[Paragraph] = []
        self.headings: dict[int, tuple[int, str]] = {}
        self.anchors: dict[str, int] = {}
        self.notes: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._note_at = note_at or (lambda href: None)
        self._styles = styles or (lambda element: frozenset())
        self._runs: list[Run] = []
        self._gap = 0

    def read(self, elements: Iterable[HtmlElement]) -> Prose:
        """Read some elements, one after the other."""
        for element in elements:
            self._block(element, 0, frozenset())
            self._close()
        return self

    def read_inside(self, element: HtmlElement) -> Prose:
        """Read what an element holds, and not what it is itself."""
        self._inside(element, 0, frozenset())
        self._close()
        return self

    def definitions(self) -> list[Paragraph]:
        """The footnotes that the paragraphs lead to, each as a paragraph of Markdown."""
        made: list[Paragraph] = []
        for href, label in list(self.notes.items()):
            element = self._note_at(href)
            inside = Prose(styles=self._styles).read([element]) if element is not None else Prose()
            lines = [line for p in inside.found for line in (*p.lines, "")]
            first, *rest = lines[:-1] or ["…"]
            first = without_mark(first, self._marks.get(label, ""))
            indented = [f"    {line}".rstrip() for line in rest]
            made.append(Paragraph([f"[^{label}]: {first}", *indented], 1))
        return made

    # Blocks

    def _block(self, element: HtmlElement, depth: int, styles: frozenset[str]) -> None:
        if depth > DEEPEST:
            raise ManuscriptError("has elements inside of each other without end")
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _LEFT_OUT or _is_hidden(element):
            return
        name = element.get("id") or (element.get("name") if tag == "a" else "")
        if name:
            self.anchors.setdefault(name, len(self.found) + bool(_said(self._runs)))
        styles = self._with(element, styles)
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "hr":
            self._close()
            mark = " ".join((element.get("data-mark") or "").split())
            self._add([mark if is_scene_break(mark) else "---"])
        elif tag == "img":
            self._picture(element)
        elif tag in _HEADINGS:
            self._heading(element, int(tag[1]), depth)
        elif tag == "hgroup" and (first := next(element.iter(*_HEADINGS), None)) is not None:
            self._heading(element, int(first.tag[1]), depth)
        elif tag == "blockquote":
            self._quote(element, depth, styles)
        elif tag in ("ul", "ol"):
            self._list(element, depth, styles)
        elif tag == "pre":
            self._close()
            lines = element.text_content().expandtabs(4).strip("\n").split("\n")
            self._add([f"    {line}".rstrip() for line in lines] if any(lines) else [])
        elif tag == "table":
            self._table(element, depth, styles)
        elif tag == "p" and _is_our_verse(element):
            self._verse(element, depth, styles)
        elif tag in _BLOCKS:
            self._close()
            before = len(self.found)
            self._inside(element, depth, styles)
            self._close(tag in ("p", "div") and len(self.found) == before)
        elif tag == "a":
            self._link(element, depth, styles)
        elif tag in _ENCLOSED and not (tag == "rt" and _has_brackets(element)):
            before, after = _ENCLOSED[tag]
            self._say(before, styles)
            self._inside(element, depth, styles)
            self._say(after, styles)
        else:
            self._inside(element, depth, styles)

    def _inside(self, element: HtmlElement, depth: int, styles: frozenset[str]) -> None:
        self._say(element.text, styles)
        for child in element:
            self._block(child, depth + 1, styles)
            self._say(child.tail, styles)

    def _say(self, text: str | None, styles: frozenset[str], link: str = "") -> None:
        if text:
            text = _SPACE.sub(" ", text).replace("\0", "")
            self._runs.append(Run(text, styles, link))

    def _close(self, counts: bool = False) -> None:
        """End the paragraph that was being read. An empty one `counts` as empty lines."""
        runs, self._runs = self._runs, []
        if not _said(runs):
            self._gap += 2 * counts
            return
        for part in _parted(runs):
            lines = [line for line in _lines(part) if line]
            plain = "".join(run.text for run in part).strip()
            if is_scene_break(plain) and "\n" not in plain:
                self._add([" ".join(plain.split())])
            elif len(lines) > 1 and sum(map(len, lines)) > LONGEST_VERSE * len(lines):
                for line in lines:  # a page that has no paragraphs, only lines
                    self._add([line if is_scene_break(line) else _not_a_block(line)])
            elif len(lines) > 1:
                self._add([f"| {line}" for line in lines])
            elif lines:
                self._add([_not_a_block(lines[0])])

    def _add(self, lines: list[str]) -> None:
        if lines:
            self.found.append(Paragraph(lines, self._gap + 1))
            self._gap = 0

    def _heading(self, element: HtmlElement, level: int, depth: int) -> None:
        self._close()
        inside = self._apart()
        if element.tag == "hgroup":  # a number, and the title under it
            lines = [child for child in element if isinstance(child.tag, str) and words_in(child)]
        else:
            lines = [element]
        for line in lines:
            inside._inside(line, depth, frozenset())
            inside._close()
        words = " ".join(" ".join(p.lines).removeprefix("| ") for p in inside.found)
        words = re.sub(r"\s*\|\s|\s+", " ", words).strip()
        if words:
            plain = ": ".join(map(words_in, lines))
            self.headings[len(self.found)] = (level, plain)
            self._add([f"{'#' * level} {words}"])

    def _quote(self, element: HtmlElement, depth: int, styles: frozenset[str]) -> None:
        self._close()
        inside = self._apart()
        inside._inside(element, depth, styles)
        inside._close()
        lines: list[str] = []
        for paragraph in inside.found:
            lines += [*([""] if lines else []), *paragraph.lines]
        self._add([f"> {line}".rstrip() for line in lines])

    def _verse(self, element: HtmlElement, depth: int, styles: frozenset[str]) -> None:
        """A verse as our own files have it: an element for each line, its class the indent."""
        self._close()
        lines: list[str] = []
        for line in element.iterchildren("span"):
            inside = self._apart()
            inside._inside(line, depth, self._with(line, styles))
            indent = re.fullmatch(r"indent-(\d)", line.get("class") or "")
            words = " ".join(_lines(inside._runs))
            lines.append(f"| {'  ' * int(indent[1] if indent else 0)}{words}".rstrip())
        self._add(lines)

    def _list(self, element: HtmlElement, depth: int, styles: frozenset[str]) -> None:
        self._close()
        lines: list[str] = []
        items = [child for child in element if isinstance(child.tag, str)]
        for number, item in enumerate(items, 1):
            inside = self._apart()
            inside._inside(item, depth, styles)
            inside._close()
            mark = f"{number}. " if element.tag == "ol" else "- "
            inner: list[str] = []
            for paragraph in inside.found:
                loose = inner and not paragraph.lines[0].startswith(("- ", "1. "))
                inner += [*([""] if loose else []), *paragraph.lines]
            if inner:
                lines.append(f"{mark}{inner[0].removeprefix('| ')}")
                lines += [f"    {line}".rstrip() for line in inner[1:]]
        self._add(lines)

    def _table(self, element: HtmlElement, depth: int, styles: frozenset[str]) -> None:
        """A table of words; one that only sets a page out is what is in it."""
        self._close()
        rows = list(element.iter("tr"))
        cells = [[c for c in row if c.tag in ("td", "th")] for row in rows]
        wide = max(map(len, cells), default=0)
        nested = any(True for _ in element.iter("table", "p", "div", "br", "ul", "ol")) and (
            next(element.iterdescendants("table"), None) is not None
            or any(len(list(cell.iter("p", "br"))) > 2 for row in cells for cell in row)
        )
        if wide < 2 or nested or not any(words_in(c) for row in cells for c in row):
            self._inside(element, depth, styles)
            self._close()
            return
        lines = []
        for row in cells:
            words = []
            for cell in row + [None] * (wide - len(row)):
                inside = self._apart()
                if cell is not None:
                    inside._inside(cell, depth, styles)
                    inside._close()
                said = " ".join(" ".join(p.lines) for p in inside.found)
                words.append(re.sub(r"(?:^| )\| ", " ", said).replace("|", "&#124;").strip())
            lines.append(f"| {' | '.join(words)} |")
            if len(lines) == 1:
                lines.append("|" + " --- |" * wide)
        self._add(lines)

    def _apart(self) -> Prose:
        """A reader for what stands inside of something, with the same footnotes."""
        inside = Prose(self._note_at, self._styles)
        inside.notes, inside._marks = self.notes, self._marks
        return inside

    # Phrases

    def _with(self, element: HtmlElement, styles: frozenset[str]) -> frozenset[str]:
        style = _STYLES.get(element.tag)
        if style:
            styles |= {style}
        css = element.get("style")
        if css:
            if _ITALIC.search(css):
                styles |= {"em"}
            elif _UPRIGHT.search(css):
                styles -= {"em"}
            if _BOLD.search(css) and element.tag not in _BLOCKS:
                styles |= {"strong"}
            elif _THIN.search(css):
                styles -= {"strong"}
        return styles | self._styles(element)

    def _link(self, element: HtmlElement, depth: int, styles: frozenset[str]) -> None:
        href = (element.get("href") or "").strip()
        words = element.text_content().strip()
        if href and words and leads_to_a_note(element) and self._note_at(href) is not None:
            label = self.notes.setdefault(href, str(len(self.notes) + 1))
            self._marks[label] = words
            self._runs.append(Run(f"[^{label}]", raw=True))
            return
        if not re.match(r"(?:https?|mailto):", href, re.IGNORECASE) or len(href) > 2000:
            self._inside(element, depth, styles)
            return
        begun = len(self._runs)
        self._inside(element, depth, styles)
        self._runs[begun:] = [
            run._replace(link=href) if run.text.strip() and not run.raw else run
            for run in self._runs[begun:]
        ]

    def _picture(self, element: HtmlElement) -> None:
        """A picture that is kept or elsewhere on the web; of any other, its description."""
        alt = " ".join((element.get("alt") or "").split())[:300]
        source = (element.get("src") or "").strip()
        if source.startswith(FOLDER) or re.match(r"https?://[^\s<>]+$", source, re.IGNORECASE):
            address = f"<{source}>" if re.search(r"[()]", source) else source
            self._runs.append(Run(f"![{escape(alt)}]({address})", raw=True))
        elif alt:
            self._runs.append(Run(f"[{alt}]", frozenset({"em"})))


def _is_our_verse(element: HtmlElement) -> bool:
    """Whether a paragraph is verse as Gloss writes it, all of its words in elements for lines."""
    tails = [element.text, *(child.tail for child in element)]
    return (
        "verse" in (element.get("class") or "").split()
        and not any(words and words.strip() for words in tails)
        and all(child.tag in ("span", "br") for child in element)
    )


def words_in(element: HtmlElement) -> str:
    """The words of an element on one line, with a space where a line or a paragraph ends."""
    parted = any(child.tag == "br" or child.tag in _BLOCKS for child in element.iterdescendants())
    return " ".join((" " if parted else "").join(element.itertext()).split())


def _has_brackets(element: HtmlElement) -> bool:
    """Whether a ruby text stands between brackets for who cannot see it above the others."""
    before = element.getprevious()
    return before is not None and before.tag == "rp"


def _is_hidden(element: HtmlElement) -> bool:
    """Whether nobody ever sees an element. What is behind a spoiler is for who opens it."""
    if "spoiler" in (element.get("class") or "").lower():
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def _said(runs: list[Run]) -> bool:
    return any(run.text.strip(" \t\n\r\f\xa0\u200b\ufeff") for run in runs)


def _parted(runs: list[Run]) -> Iterator[list[Run]]:
    """The paragraphs that two line breaks in a row part."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == "\n" and not run.raw:
            breaks += 1
        elif run.text.strip() or breaks == 0:
            if breaks > 1 and _said(part):
                yield part
                part = []
            elif breaks and part:
                part.append(Run("\n"))
            breaks = 0
            part.append(run)
    if _said(part):
        yield part


def _lines(part: list[Run]) -> list[str]:
    """Markdown of each line of a paragraph."""
    rows: list[list[Run]] = [[]]
    for run in part:
        if run.text == "\n" and not run.raw:
            rows.append([])
        else:
            rows[-1].append(run)
    return [_trimmed(write(row)) for row in rows]


def _trimmed(line: str) -> str:
    return re.sub(r"^[\s\xa0\u2003]+|[\s\xa0]+$", "", re.sub(r" {2,}", " ", line))


def _not_a_block(line: str) -> str:
    """The line, with what would begin a heading, a list or a verse made to be itself."""
    if line[:1] in "#+-" or re.match(r":{3,}", line):
        return "\\" + line
    if line[:1] == "|":
        return "&#124;" + line[1:]
    return re.sub(r"^(\d+)(?=[.)](?:\s|$))", r"\1\\", line)
