"""Taking a story of 100,000 words out as EPUB, and bringing it in, beside Calibre's converter.

Calibre makes an EPUB of the same text, and a text of the same EPUB, in turns with us, so that a
busy machine slows both. Ours is measured as the site does it, in a process that runs already;
what the command takes, Python's start and all, is printed beside it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median

from bench.library import prose
from bench.server import ROOT, set_up

CHAPTERS, WORDS, ROUNDS = 30, 100_000, 5


def make_story() -> object:
    """A published story of thirty chapters."""
    from reader.models import Reader, Story
    from reader.text.manuscripts import Chapter, Manuscript, Note

    chapters = [
        Chapter(f"Number {n}", prose(WORDS // CHAPTERS, seed=n), [Note("note", "after", "More.")])
        for n in range(CHAPTERS)
    ]
    manuscript = Manuscript(title="A long story", summary="It goes on.", chapters=chapters)
    author = Reader.objects.create(username="author")
    return Story.objects.from_manuscript(manuscript, author=author)


def seconds(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def compare(ours: Callable[[], object], theirs: list[str]) -> tuple[float, float, float]:
    """Our seconds and theirs, and the ratio: medians of rounds in turn."""
    times = [
        (seconds(ours), seconds(lambda: subprocess.run(theirs, check=True, capture_output=True)))
        for _ in range(ROUNDS)
    ]
    mine, calibres = (median(column) for column in zip(*times, strict=True))
    return mine, calibres, median(a / b for a, b in times)


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
    from reader.exporting import Edition, epub
    from reader.importing import read_manuscript
    from reader.models import Story

    if what == "import":
        data = Path(book).read_bytes()
        import_module("reader.importing.epub")  # what it takes to read any book is not this one's
        read_manuscript("warm.txt", b"A line.\n\nAnother line of it.")
        return lambda: read_manuscript("book.epub", data)
    story = Story.objects.select_related("author").get()
    Edition(story)
    return lambda: epub.write(Edition(story))


def main() -> None:
    set_up()
    from reader.exporting import Edition, epub, plain_text
    from reader.importing import read_manuscript

    print(f"A story of {WORDS:,} words in {CHAPTERS} chapters, out and in")
    story = make_story()
    folder = Path(tempfile.mkdtemp(prefix="gloss-bench-"))
    text, book = folder / "story.txt", folder / "story.epub"
    text.write_bytes(plain_text.write(Edition(story)))
    data = epub.write(Edition(story))
    book.write_bytes(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    for what in ("export", "import"):
        grown = peak(what, str(book))
        print(
            f"  memory to {what} it: {grown / 1e6:.1f} MB, {grown / size:.1f} times the "
            f"{size:,} bytes that the book unpacks to (at most 10)"
        )
    converter = shutil.which("ebook-convert")
    if converter is None:
        taken = seconds(lambda: epub.write(Edition(story)))
        print(f"  EPUB out: {taken:.2f} s; Calibre is not installed, so there is nothing beside it")
        return
    made = compare(
        lambda: epub.write(Edition(story)), [converter, str(text), str(folder / "theirs.epub")]
    )
    print("  EPUB out: {:.2f} s, Calibre {:.2f} s: ratio {:.3f} (at most 0.2)".format(*made))
    made = compare(
        lambda: read_manuscript("story.epub", data),
        [converter, str(book), str(folder / "theirs.txt")],
    )
    print("  EPUB in: {:.2f} s, Calibre {:.2f} s: ratio {:.3f} (at most 0.5)".format(*made))
    command = [sys.executable, "manage.py", "export_story", story.slug]
    command += ["--output", str(folder / "command.epub")]
    taken = seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
    print(f"  the command export_story, with Python's and Django's start: {taken:.2f} s")


if __name__ == "__main__":
    main()
