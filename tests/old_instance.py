"""An instance of long ago: its database as an old migration left it, with something in it.

In a process of its own, on the database of its environment.
"""

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from reader.backups.tables import leading_to

LONG_AGO = "0048_mentions"
"""A migration that was squashed; some after it rewrite what was stored before."""
SPOILER = "||The goat is\n\nhis sister.||"


def main() -> None:
    """What other apps have now, and Gloss had then."""
    executor = MigrationExecutor(connection)
    executor.loader, state = leading_to({"reader": LONG_AGO})
    others = [key for key in executor.loader.graph.leaf_nodes() if key[0] != "reader"]
    apps = executor.migrate([*others, *state.items()]).apps
    emit_post_migrate_signal(0, False, connection.alias, apps=apps, plan=[])
    fill(apps.get_model)


def fill(model) -> None:
    """A story with a chapter, a highlight, and a comment on the same words."""
    una = model("reader", "Reader").objects.create(username="una")
    story = model("reader", "Story").objects.create(title="Low Water", slug="low-water", author=una)
    chapter = model("reader", "Chapter").objects.create(story=story, number=1)
    text = "Two goats."
    revision = model("reader", "Revision").objects.create(
        chapter=chapter, number=1, source=text, text=text, blocks=[[f"<p>{text}</p>", 0, 10, "p"]]
    )
    chapter.revision = revision
    chapter.save()
    passage = model("reader", "Passage").objects.create(
        chapter=chapter,
        revision=revision,
        start=4,
        end=9,
        quote="goats",
        origin=revision,
        origin_start=4,
        origin_end=9,
    )
    on_words = {"passage": passage, "reader": una}
    model("reader", "Highlight").objects.create(note="Mine.", **on_words)
    model("reader", "Comment").objects.create(chapter=chapter, source=SPOILER, html="", **on_words)
