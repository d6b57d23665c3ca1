"""What is said in a file, and how the text is taken out of a tree of elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from reader.importing.files.xml import local_name

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i img ins kbd label mark "
    "meter nobr output q rb rbc ruby s samp small span strike strong sub sup time tt u var wbr "
    "html".split()
)
"""Elements that part no words. Whatever else there is begins a line of its own."""
Test = Callable[[etree._Element], bool]
"""Whether something is so of an element."""


@dataclass
class FileText:
    """The text that everybody reads in a file, its `body`. A manuscript may have more: the body
    as a `whole`, with what no reader sees as its words (a reading above a word, a tag), and what
    stands `beside` it (a picture's description, contents, headers)."""

    body: str
    whole: str = ""
    beside: str = ""


def parts_words(element: etree._Element) -> bool:
    """Whether an element of HTML begins a line of its own, and ends one."""
    return local_name(element) not in _INLINE


def text_in(
    root: etree._Element,
    *,
    passes_over: Test,
    parts_before: Test,
    parts_after: Test | None = None,
    holds_text: Test = lambda element: True,
) -> str:
    """The text in an element, a line feed wherever one begins or ends that parts words."""
    return "".join(
        _pieces(root, passes_over, parts_before, parts_after or parts_before, holds_text)
    )


def _pieces(
    root: etree._Element, passes_over: Test, parts_before: Test, parts_after: Test, holds_text: Test
) -> Iterator[str]:
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            if parts_before(element):
                yield "\n"
            if passes_over(element):
                walker.skip_subtree()
            elif element.text and holds_text(element):
                yield element.text
            continue
        if event == "end" and parts_after(element):
            yield "\n"
        if element.tail and element is not root and holds_text(element.getparent()):
            yield element.tail
