"""Taking a story of 100,000 words out as EPUB, and bringing it in, beside Calibre's converter.

Both are commands, each in a process that starts cold, in turns, by their CPU time and that of
their children: `export_story` beside `ebook-convert` from a text to EPUB, `import_story` beside
`ebook-convert` from that EPUB to EPUB. Our import does more: it also stores the story, rendered
and sanitised, ready to be read. Where Calibre is not installed there is nothing beside it, and
that is said. Out: at most 0.2 of Calibre's time; in: at most 2.5 times. Twice the words: at most
2.2 times the time of what grows with them. Memory: at most 10 times what the book unpacks to.
Exits with 1 where one of these is missed.
"""

from __future__ import annotations

import io
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.bars import Bars
from bench.least_epub import write_epub
from bench.library import prose
from bench.server import ROOT, set_up

CHAPTERS, WORDS, ROUNDS = 30, 100_000, 3
OURS = [sys.executable, "manage.py"]


def make_story(times: int = 1) -> object:
    """A published story of thirty chapters, or of so many `times` thirty."""
    from reader.actions.library.store_manuscript import store_manuscript
    from reader.models import Reader
    from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note

    chapters = []
    for number in range(CHAPTERS * times):
        note = Note("note", "after", "More.")
        text = prose(WORDS // CHAPTERS, seed=number)
        chapters.append(Chapter(f"Number {number}", text, [note]))
    manuscript = Manuscript(title=f"Story {times}", summary="It goes on.", chapters=chapters)
    author, _ = Reader.objects.get_or_create(username="author")
    return store_manuscript(manuscript, author=author)


def seconds(command: list[str]) -> float:
    """The CPU time of a command, from its process's start to its end, with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(bars: Bars, name: str, ours: list[str], theirs: list[str], bar: float) -> None:
    """Our time as a part of theirs: the median of rounds in turn."""
    if not shutil.which(theirs[0]):
        print(f"  {name}: {seconds(ours):.2f} s; Calibre is not installed, nothing is beside it")
        return
    mine, calibres, ratios = [], [], []
    for _ in range(ROUNDS):
        mine.append(seconds(ours))
        calibres.append(seconds(theirs))
        ratios.append(mine[-1] / calibres[-1])
    figures = f"{median(mine):.2f} s, Calibre {median(calibres):.2f} s"
    bars.at_most(f"{name}: {figures}, ratio", median(ratios), bar)


def growth(bars: Bars, name: str, once: list[str], twice: list[str], start: float) -> None:
    """How many times as long twice the words take, the process's start left out."""
    ratios = []
    for _ in range(ROUNDS):
        taken = seconds(once) - start
        ratios.append((seconds(twice) - start) / taken)
    bars.at_most(f"{name}, twice the words, times", median(ratios), 2.2)


def peak(what: str, book: str) -> int:
    """The bytes that a process of its own grows by while it exports or imports the book."""
    script = f"from bench.exporting import grown, ready; print(grown(ready({what!r}, {book!r})))"
    command = [sys.executable, "-c", script]
    return int(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def grown(what: Callable[[], object]) -> int:
    """By how many bytes the process is larger at its largest while it does `what` (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")  # the largest so far is what it is now
    before = memory("VmRSS")
    what()
    return memory("VmHWM") - before


def memory(name: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) * 1024


def ready(what: str, book: str) -> Callable[[], object]:
    """What is to be measured, with all that it needs loaded, and a small story of it done."""
    import django

    django.setup()
    from reader.exporting import Edition
    from reader.exporting.stories.epub.book import as_epub
    from reader.importing import read_manuscript
    from reader.models import Story

    if what == "import":
        data = Path(book).read_bytes()
        # What it takes to read any book is not this one's.
        small = Path(book).with_name("small.epub")
        write_epub(small, "A line.\n\nAnother line of it.")
        read_manuscript("small.epub", small.read_bytes())
        return lambda: read_manuscript("book.epub", data)
    story = Story.objects.select_related("author").get(title="Story 1")
    Edition(story)
    return lambda: as_epub(Edition(story))


def exporting(story: object) -> list[str]:
    """The command that makes the story's EPUB and throws it away."""
    return [*OURS, "export_story", story.slug, "--output", os.devnull, "--format", "epub"]


def importing(book: Path) -> list[str]:
    """The command that makes a story of an EPUB."""
    return [*OURS, "import_story", str(book), "--author", "author"]


def weigh(bars: Bars, book: Path) -> None:
    """What each way takes of memory, beside what the book unpacks to."""
    with zipfile.ZipFile(io.BytesIO(book.read_bytes())) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    for what in ("export", "import"):
        taken = peak(what, str(book))
        name = f"memory to {what} it: {taken / 1e6:.1f} MB, times the {size:,} bytes unpacked"
        bars.at_most(name, taken / size, 10, form=".1f")


def main() -> None:
    set_up()
    from reader.exporting import Edition
    from reader.exporting.stories.epub.book import as_epub
    from reader.exporting.stories.plain_text import as_plain_text

    print(f"A story of {WORDS:,} words in {CHAPTERS} chapters, out and in, from a cold start")
    folder = Path(tempfile.mkdtemp(prefix="gloss-bench-"))
    once, twice = make_story(1), make_story(2)
    text, book, book_twice = folder / "story.txt", folder / "1.epub", folder / "2.epub"
    text.write_bytes(as_plain_text(Edition(once)))
    book.write_bytes(as_epub(Edition(once)))
    book_twice.write_bytes(as_epub(Edition(twice)))
    bars = Bars()
    weigh(bars, book)
    start = min(seconds([*OURS, "backup", "--help"]) for _ in range(ROUNDS))
    print(f"  of the commands' time Python's and Django's start: {start:.2f} s")
    to_epub = ["ebook-convert", str(text), str(folder / "out.epub")]
    from_epub = ["ebook-convert", str(book), str(folder / "in.epub")]
    compare(bars, "EPUB out", exporting(once), to_epub, 0.2)
    compare(bars, "EPUB in", importing(book), from_epub, 2.5)
    growth(bars, "out", exporting(once), exporting(twice), start)
    growth(bars, "in", importing(book), importing(book_twice), start)
    bars.finish()


if __name__ == "__main__":
    main()
