"""Reading a plain text takes as long as the text is, whatever is in it."""

from contextlib import suppress
from time import process_time

import pytest

from reader.importing import ManuscriptError, read_manuscript

SIZE = 1000
PATTERNS = {
    "ornaments alone": lambda n: "oOo\n\n" * n,
    "an ornament in a line": lambda n: "oOo " * n,
    "digits": lambda n: "1" * 20 * n,
    "numbers with dots": lambda n: "1. " * n,
    "a rule and a letter": lambda n: "=" * 10 * n + "x",
    "stars": lambda n: "*a **b " * n,
    "underscores": lambda n: "_a __b " * n,
    "slashes": lambda n: "/a " * n,
    "tildes": lambda n: "~" * 10 * n,
    "entities": lambda n: "&amp;" * n,
    "brackets that are no tags": lambda n: "<sigh> " * n + "<" * n,
    "tags that nobody closes": lambda n: "<i>a <b>b <a href=x " * n,
    "comments that nobody closes": lambda n: "<!-- " * n,
    "BBCode that nobody closes": lambda n: "[/b] " + "[quote=" * n + "[i]a " * n,
    "BBCode in the middle": lambda n: "[center]" * n + "[center]a[/center] " * n,
    "breaks": lambda n: "a<br>" * n,
    "footnotes": lambda n: "x[1].\n\n[1] y\n\n" * n,
    "marks of footnotes": lambda n: "[1]" * n + "\n\n[1] y",
    "contents": lambda n: "Contents\n\n" * n,
    "notes": lambda n: "(A/N: hi\n\n" * n,
    "labels": lambda n: "Title: x\n" * n,
    "headers of posts": lambda n: "From: x\nSubject: y\nDate: z\n\n" * n,
    "a header without an end": lambda n: "From: x\n" * n,
    "one heading": lambda n: "Chapter 1\n\n" * n,
    "headings": lambda n: "".join(f"Chapter {i}\n\nText.\n\n" for i in range(n)),
    "headings that may be none": lambda n: "".join(
        f"Chapter {i}. He went home, and it was late.\n\nText.\n\n" for i in range(n)
    ),
    "bare numbers": lambda n: "".join(f"{i}\n\nText it is.\n\n" for i in range(1, n)),
    "words with numbers": lambda n: "".join(f"w{chr(97 + i % 26)}x {i}\n\na\n\n" for i in range(n)),
    "letters with spaces": lambda n: ("a b  " * 50 + "\n\n") * (n // 10),
    "lines of verse": lambda n: "short line\n" * n,
    "capitals": lambda n: "CAPS LINE\n\n" * n,
    "quotations": lambda n: "> quoted\n" * n + ">" * n,
    "columns": lambda n: "aa    bb    cc\n" * n + "a   " * n,
    "borders": lambda n: "+---+\n| a |\n" * n,
    "ruby": lambda n: "漢《" * n + "漢" * 10 * n + "｜漢" * n + "［＃" * n,
    "marks of a licence": lambda n: "Project Gutenberg\n" + "*** START OF\n" * n,
    "spaces": lambda n: "x" + " " * 10 * n + "\t" * 10 * n + "y",
    "addresses": lambda n: "a.b-c+d" * n + "@" + "http://" * n,
    "thanks": lambda n: "Thanks for the reviews!\n\n" * n,
    "epigraphs": lambda n: "“x”\n- a\n\n" * n,
    "endings": lambda n: "The End\n\n" * n,
    "points of view": lambda n: "EPOV\n\n" * n,
    "facts": lambda n: "Rated: T - Words: 1 - Favs: 2 " * n,
}


def cost(text):
    """Seconds of the processor's time."""
    begun = process_time()
    with suppress(ManuscriptError):
        read_manuscript("a.txt", text.encode())
    return process_time() - begun


A_MOMENT = 0.15
"""Seconds that are too short to be compared."""
TRIES = 3


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_four_times_the_text_costs_about_four_times_as_much(pattern):
    short, long = (f"Text.\n\n{pattern(size)}" for size in (SIZE, 4 * SIZE))
    for _ in range(TRIES):
        most = cost(long)
        if most < A_MOMENT or most < 12 * cost(short):
            return  # what grows with the square costs sixteen times
    raise AssertionError(most)
