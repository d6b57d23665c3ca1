"""Which names a reader may take: none that looks like the name of somebody else."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db.models import Q

from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.people.name_skeleton import NameSkeleton
from reader.text.invisible import tidy_name
from reader.text.skeleton import skeletons

TAKEN = "Somebody has this name, or one that looks like it. Choose another one."
KEPT = "This name, or one that looks like it, is kept for this site itself. Choose another one."
UNSEEN = "A name has only characters that can be seen. Type it anew, without any others."


def refuse_no_path(username: str) -> None:
    """Raise ValidationError for a name of dots: in an address it means another place (RFC 3986,
    5.2.4), so nobody could come to its reader's page."""
    if username and not username.strip("."):
        raise ValidationError(
            "A name needs more than dots: it is part of the address of your page. "
            "Add a letter or a number."
        )


def refuse_username(username: str, reader: AbstractUser) -> None:
    """Raise ValidationError where a reader may not have this username."""
    refuse_no_path(username)
    if tidy_name(username) != username:
        raise ValidationError(UNSEEN, code="username_unseen")
    refuse_posing(username, reader)


def refuse_posing(name: str, reader: AbstractUser) -> None:
    """Raise ValidationError where a name, of either kind, could be taken for somebody else's
    username, or for the name that an author or a moderator shows; or for the site itself.

    Others may show the same name: there are many Anns. In a transaction nobody else can take the
    name before it ends.
    """
    if not reader.is_staff and _is_kept(name):
        raise ValidationError(KEPT, code="name_kept")
    NameSkeleton.objects.lock()
    others = NameSkeleton.objects.like(name).exclude(reader=reader.pk)
    published = Story.objects.published().values("author")
    with_others = CoAuthor.objects.accepted().filter(story__in=Story.objects.published())
    known = Q(reader__is_staff=True) | Q(reader__in=published)
    known |= Q(reader__in=with_others.order_by().values("reader"))
    if others.filter(known | Q(kind=NameSkeleton.Kind.USERNAME)).exists():
        raise ValidationError(TAKEN, code="name_taken")


def _is_kept(name: str) -> bool:
    looks = skeletons(name)
    return any(looks & skeletons(kept) for kept in settings.ACCOUNT_USERNAME_BLACKLIST)
