"""The admin, for administrators and moderators."""

from django.contrib import admin

from reader.admin import margins, readers, stories

__all__ = ["margins", "readers", "stories"]

admin.site.site_header = admin.site.site_title = "Gloss"
admin.site.index_title = "Keeping the library"
