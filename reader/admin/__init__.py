"""The admin, for whoever keeps the library and whoever moderates it. One comes in by the front
door, with its limits: `secure_admin_login`."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reader.admin import margins, readers, stories

__all__ = ["margins", "readers", "stories"]

admin.site.site_header = admin.site.site_title = "Gloss"
admin.site.index_title = "Keeping the library"


def change_password(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """To the one place where a password is changed, with its limits and what it ends."""
    return redirect("account_change_password")


admin.site.password_change = change_password
admin.site.login = secure_admin_login(admin.site.login)
