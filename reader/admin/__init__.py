"""The admin, for administrators and moderators."""

from django.contrib import admin

from reader.admin import digests, invitations, margin, readers, stories, tasks

__all__ = ["digests", "invitations", "margin", "readers", "stories", "tasks"]

admin.site.site_header = admin.site.site_title = "Gloss"
admin.site.index_title = "Administration"
