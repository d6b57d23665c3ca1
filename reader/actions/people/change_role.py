"""Roles given and taken."""

from __future__ import annotations

from django.db import transaction

from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.moderation.decision import Decision
from reader.models.people.reader import Reader
from reader.models.people.role import Role, moderators

Kind = Notification.Kind


class LastAdministrator(Exception):
    """That nobody could hand out roles any more."""


class NoAccount(Exception):
    """That an account is closed, or its reader has left."""


@transaction.atomic
def change_role(reader: Reader, role: Role | None, *, by: Reader | None = None) -> bool:
    """Give a reader this role and no other, or take the one that they have; whether that changed
    anything. What an administrator does so is in the moderators' log, and the reader is told.
    Raises LastAdministrator and NoAccount.

    Administrators are held while it is looked whether one stays: two who take each other's role at
    the same moment take their turns.
    """
    keepers = Reader.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    others = set(keepers.select_for_update().values_list("pk", flat=True)) - {reader.pk}
    reader.refresh_from_db()
    if role and not reader.is_active:
        raise NoAccount
    if reader.is_superuser and role != Role.ADMINISTRATOR and not others:
        raise LastAdministrator
    before = _rights_of(reader)
    reader.is_superuser, reader.is_staff = role == Role.ADMINISTRATOR, role is not None
    reader.save(update_fields=["is_superuser", "is_staff"])
    reader.user_permissions.clear()
    reader.groups.set([moderators()] if role == Role.MODERATOR else [])
    if _rights_of(reader) == before:
        return False
    if by is not None:
        _log_and_tell(reader, role, by)
    return True


def _log_and_tell(reader: Reader, role: Role | None, by: Reader) -> None:
    action = Decision.Action(role.value) if role else Decision.Action.NO_ROLE
    decision = Decision.objects.create(by=by, about=reader, action=action)
    if reader.pk != by.pk:
        store_notifications({reader.pk: Kind.DECISION}, decision=decision, at=decision.at)


def _rights_of(reader: Reader) -> tuple[bool, bool, set[int]]:
    return reader.is_superuser, reader.is_staff, set(reader.groups.values_list("pk", flat=True))
