"""Roles: moderators, who keep order in what is public, and administrators, who keep the library.

An administrator is Django's superuser. Moderators are a group, whose rights Gloss keeps: they are
set anew by every `migrate`, so that a new instance has the role and an old one has no other.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as apps_now

MODERATORS = "Moderators"
"""What the group is called."""
MODERATING = (
    "view_story",
    "view_chapter",
    "view_revision",
    "view_passage",
    "view_tag",
    "view_comment",
    "view_authornote",
    "view_reader",
    "change_reader",
    "change_story",
    "change_tag",
    "moderate_comment",
)
"""The permissions that a moderator needs."""


def make_roles(*, using: str, apps: Any = apps_now, **said: object) -> None:
    """Make the group of moderators, or set its rights right: after each migration, and after the
    tables were emptied. The permissions themselves are there by then."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
    except LookupError:  # the tables of another time
        return
    group, _ = groups.get_or_create(name=MODERATORS)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    ours = permissions.filter(content_type__app_label="reader", codename__in=MODERATING)
    group.permissions.set(ours)
