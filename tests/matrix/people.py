"""Who looks: each with what they are to the story and to what was said on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from reader.actions.people.change_role import change_role
from reader.actions.people.silence import silence
from reader.models import Follow, Reader, Silence, Story
from reader.models.chosen_reader import ChosenReader
from reader.models.people.role import Role
from tests.factories import make_reader

VISITOR = "visitor"
EVERYBODY = {
    VISITOR, "reader", "follower", "chosen", "writer", "author", "co_author", "muter", "blocked",
    "shunned", "suspended", "moderator", "administrator",
}  # fmt: skip


@dataclass
class People:
    """Everybody by what they are called here. The visitor has no account."""

    readers: dict[str, Reader]

    def __getitem__(self, who: str) -> Reader:
        return self.readers[who]

    def __iter__(self):
        yield VISITOR
        yield from self.readers


def gather() -> People:
    """Everybody who looks. `writer` is who marked and commented: they blocked one, and another one
    muted them. The author blocked `shunned`."""
    names = EVERYBODY - {VISITOR}
    readers = {who: make_reader(f"the-{who.replace('_', '-')}") for who in sorted(names)}
    change_role(readers["moderator"], Role.MODERATOR)
    change_role(readers["administrator"], Role.ADMINISTRATOR)
    silence(readers["muter"], readers["writer"], Silence.Kind.MUTE)
    silence(readers["writer"], readers["blocked"], Silence.Kind.BLOCK)
    silence(readers["author"], readers["shunned"], Silence.Kind.BLOCK)
    suspended = Reader.objects.filter(username="the-suspended")
    suspended.update(suspended_until=timezone.now() + timedelta(days=1))
    return People({who: Reader.objects.get(pk=reader.pk) for who, reader in readers.items()})


def relate(people: People, story: Story) -> None:
    """Let everybody be to the story what they are called."""
    Follow.objects.say(people["follower"], story, True)
    story.co_authors.create(reader=people["co_author"], accepted_at=timezone.now())
    story.name_co_authors()
    ChosenReader.objects.create(story=story, reader=people["chosen"])
