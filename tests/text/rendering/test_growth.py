"""What nobody would write takes no longer, for its length, the more of it there is.

Each pattern is rendered at one length and at four times that. The same work four times takes four
times as long; work that grows with the square takes sixteen. Processor time is compared, so a busy
machine changes little, and a pattern that seems to grow has two more tries.
"""

import time
from collections.abc import Callable

import pytest

from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.manuscripts.typed_marks import typed_marks
from reader.text.rendering import escaping
from reader.text.rendering.blocks import render
from reader.text.rendering.punctuation import set_paragraph
from reader.text.sentences import sentences

SHORT, TIMES, MOST = 5_000, 4, 9
"""Characters; how many times as many; how many times as long these may take."""
A_MOMENT = 0.03
"""Seconds that are too short to be compared."""


def repeat(unit: str, end: str = "") -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit)) + end


def number(line: str, last: str = "") -> Callable[[int], str]:
    """Lines with a number in each, and then as many others."""

    def make(size: int) -> str:
        count = size // (len(line) + len(last) + 4)
        lines = [line.replace("N", str(n)) for n in range(count)]
        lasts = [last.replace("N", str(n)) for n in range(count)]
        return "".join(lines + lasts)

    return make


INLINE = """
    &amp; &amp;" &lt;' &#39; &amp;-- <sigh> " ' "' *a *a* a* **a **a*b ***a * _a _a_ __a *_a [*a
    ` `a [` ~~a ~ [ [a]( [a][ [a] ![ ![a](b) [a](< ]( ([ [a](b [] \\ \\* \\a ! < <a <b> <i></b> </b>
    <!-- <? <![ <http://a <http://a> <a@b.c> <script> <style> <pre> <em>x <img> <br> </p>
    & &a &# &#1; oOo 1 1. -- --- ... . word 季 | \\| http://a.b wzxhzdk:0 klzzwxh:1 # = : ~*~
""".split()
PATTERNS = {unit: repeat(unit) for unit in INLINE}
PATTERNS |= {f"{unit} apart": repeat(f"{unit} ") for unit in INLINE}
PATTERNS |= {
    f"paragraphs of {unit}": repeat("\n\n" + unit * (450 // len(unit)))
    for unit in ("&amp;", "<sigh>", '"', "`", "`a", "[", "*a", "_a ", "<", "oOo", "1")
}
PATTERNS |= {
    f"lines of {unit.strip()}": repeat(f"{unit}\n")
    for unit in ("a", "a  ", "> a", "- a", "1. a", "| a", "    a", "# a", "a\n=", "<div>",
                 "<p>a</p>", "[a]: b", "[^1]: a", "*[a]: b", "oOo", "---",
                 "- a\n    - b", "```\na\n```")
}  # fmt: skip
PATTERNS |= {
    f"blocks of {unit!r}": repeat(f"{unit}\n\n")
    for unit in ("a", "> a", "> > > a", "- a", "- a\n\n1. b", "    a", "oOo", "* * *", "<div>",
                 "<em>a", "a[^1]", "| a\n|   b", "a|b\n-|-\nc|d",
                 "*a\n\n**b\n\n[c\n\n`d", ":::", "[a](b)")
}  # fmt: skip
PATTERNS |= {
    "a heading's end": lambda size: "# " + "#" * size + "a",
    "one footnote marked often": repeat("a[^1]\n\n", "[^1]: note\n"),
    "footnotes": number("a[^N]\n\n", "[^N]: note\n\n"),
    "footnotes in footnotes": number("[^N]: note [^1N]\n\n"),
    "a long footnote": lambda size: "a[^1]\n\n[^1]: b\n" + "    b\n\n" * (size // 7),
    "references": number("[aN] \n\n", "[aN]: http://x/N\n\n"),
    "a long item": lambda size: "- a\n\n" + "    b\n\n" * (size // 7),
    "quotes in quotes": repeat("> ", "a"),
    "items in items": repeat("- ", "a"),
    "columns": lambda size: "\n".join("|".join([cell] * (size // 6)) for cell in ("a", "-", "b")),
    "rows": lambda size: "a|b\n-|-\n" + "c|d\n" * (size // 4),
    "attributes": lambda size: "<a " + "b=c " * (size // 4) + ">",
    "parentheses": lambda size: "[a](" + "(" * size,
}  # fmt: skip


def seconds(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


def grows_like_its_length(work: Callable[[str], object], make: Callable[[int], str]) -> bool:
    for _ in range(3):
        long = seconds(work, make(TIMES * SHORT))
        if long < A_MOMENT or long < MOST * seconds(work, make(SHORT)) + A_MOMENT:
            return True
    return False


@pytest.mark.parametrize("name", PATTERNS)
def test_rendering_grows_like_the_text(name):
    assert grows_like_its_length(lambda text: render(text, smart=True), PATTERNS[name])


AMP, HYPHEN = "\x02amp\x03", "\x0245\x03"
"""What Python-Markdown puts in a text for `&` and for an escaped `-`."""


@pytest.mark.parametrize(
    "unit",
    [AMP, HYPHEN, f'{AMP}"', f"{AMP}'", f"{AMP}--", f'"{HYPHEN}{AMP}', "'", "\"'", "...", "--"],
)
def test_typography_grows_like_the_paragraph(unit):
    assert grows_like_its_length(set_paragraph, repeat(unit))


@pytest.mark.parametrize("unit", ["1", "a@", "*a", "_a", "/a", "<i>a", "**a", "&a;", "www.", "~"])
def test_setting_plain_words_as_markdown_grows_like_the_words(unit):
    assert grows_like_its_length(lambda line: escaping.paragraph([line]), repeat(unit))


@pytest.mark.parametrize("unit", [".", ". ", '."', "。", "。」", ").", "\n", ".\n"])
def test_finding_sentences_grows_like_the_text(unit):
    assert grows_like_its_length(sentences, repeat(unit))


def runs(count: int, between: str) -> str:
    """Runs of backticks, each shorter than the one before: none closes another."""
    return between.join("`" * length for length in range(count, 2, -1))


@pytest.mark.parametrize("between", [" a ", "\n", " a\n\n"])
def test_counting_what_is_typed_grows_like_the_text(between):
    """Four times as many runs are sixteen times the text; that each looked at all the rest of it
    would take sixty-four times as long."""

    def count(text: str) -> None:
        typed_marks(Manuscript(title="A", chapters=[Chapter("", text)]))

    few, many = runs(200, between), runs(800, between)
    tries = [seconds(count, many) < 36 * seconds(count, few) + A_MOMENT for _ in range(3)]
    assert any(tries)
