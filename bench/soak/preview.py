"""An author looks at 50 kB of what costs most to render, while another reader comments.

No comment waits longer than two seconds, and the author is answered.
"""

from __future__ import annotations

from bench.bars import Bars
from bench.client import Client
from bench.library import make_chapter
from bench.server import running
from bench.soak.instance import Others, commenters, open_instance

SIZE = 50_000
LONGEST = 120
PATTERNS = {
    "&amp;": "&amp;",
    "<sigh>": "<sigh> ",
    "quotation marks": "\"'",
    "stars": "*a **b ",
    "brackets": "[a](",
    "digits": "1234567890",
    "scene breaks": "oOo\n\n",
}


def main() -> None:
    """Each pattern in turn, in a story with smart typography."""
    print(f"An author's preview of {SIZE:,} bytes of one thing")
    open_instance()
    chapter, _ = make_chapter(2_000, 40)
    chapter.story.smart = True
    chapter.story.save()
    path = f"{chapter.get_absolute_url()}edit/"
    bars = Bars()
    with running() as server:
        author = Client(server.port, chapter.story.author, timeout=LONGEST)
        writing = commenters(server.port, chapter, 1)
        for name, pattern in PATTERNS.items():
            source = pattern * (SIZE // len(pattern))
            before = server.cpu()
            sent = {"title": "", "source": source, "revision": 1, "do": "look"}
            with Others(writing) as others:
                status = author.post(path, sent).status
            others.judge(bars, f"comments while {name} are looked at")
            bars.told(f"{name}: answered {status} after", server.cpu() - before, "s of CPU")
            bars.none_of(f"{name}: not shown", [] if status == 200 else [f"status {status}"])
    bars.finish()


if __name__ == "__main__":
    main()
