"""The audience of a story: who may read it, once it is published."""

from __future__ import annotations

from django.conf import settings
from django.db.models import TextChoices


class Audience(TextChoices):
    """Who may read a story, besides its author. `visibility.py` has the rules."""

    EVERYBODY = "everybody", "Everybody"
    MEMBERS = "members", "Readers with an account"
    LINK = "link", "Whoever has the link"
    CHOSEN = "chosen", "Readers whom I choose"

    @property
    def for_whom(self) -> str:
        """In few words, to those who may read it; nothing where that is everybody."""
        return FOR_WHOM.get(self, "")


FOR_WHOM = {
    Audience.MEMBERS: "For members",
    Audience.LINK: "Only by its link",
    Audience.CHOSEN: "For chosen readers",
}


BY_ACCOUNT = (Audience.EVERYBODY, Audience.MEMBERS, Audience.LINK)
"""Stories that anybody with an account may read, as soon as they are published."""
WITHOUT_ACCOUNT = (Audience.EVERYBODY, Audience.LINK)
"""Those that visitors may read."""


def narrower(audience: str) -> list[Audience]:
    """The audiences of which fewer hear, of those with an account, than of this one."""
    widths = {Audience.CHOSEN: 0, Audience.LINK: 1}
    return [other for other in widths if widths[other] < widths.get(Audience(audience), 2)]


def default_audience() -> str:
    """The audience of a new story, as this house has it."""
    audience: str = settings.AUDIENCE
    return audience
