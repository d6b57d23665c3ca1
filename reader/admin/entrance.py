"""Signing in to the admin: by Gloss's own page, with its limits on how often one may try."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

login = secure_admin_login(admin.site.login)


def change_password(request: HttpRequest) -> HttpResponse:
    """To the one page where a password is changed, which also ends sessions and tokens."""
    return redirect("account_change_password")
