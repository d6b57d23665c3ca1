"""Accounts, and the readers whose they are."""

from django.urls import include, path
from django.views.generic import RedirectView

from reader.views.account import (
    annotation_export,
    annotation_import,
    coming_back,
    data_export,
    deletion,
    devices,
    highlight_preferences,
    pending_submissions,
    profile,
    reader,
    silences,
    tokens,
    welcome,
)

urlpatterns = [
    path("readers/~<int:pk>/", reader.mentioned, name="reader_mentioned"),
    path("readers/<str:username>/", reader.reader, name="reader"),
    path("readers/<str:username>/silence/", silences.reader_silence, name="reader_silence"),
    path("accounts/silences/", silences.silence_list, name="silence_list"),
    path("accounts/profile/", profile.edit, name="profile_edit"),
    path(
        "accounts/highlights/",
        highlight_preferences.highlight_preferences,
        name="highlight_preferences",
    ),
    path("accounts/welcome/", welcome.welcome, name="welcome"),
    path("accounts/everything/", data_export.export, name="data_export"),
    path("accounts/everything/file/", data_export.download, name="data_export_file"),
    path("accounts/devices/", devices.device_list, name="device_list"),
    path("accounts/devices/others/sign-out/", devices.sign_out_others, name="devices_sign_out"),
    path("accounts/devices/<int:pk>/sign-out/", devices.sign_out, name="device_sign_out"),
    path("accounts/tokens/", tokens.token_list, name="token_list"),
    path("accounts/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("accounts/unsent/", pending_submissions.pending_submissions, name="pending_submissions"),
    path("accounts/leave/", deletion.delete, name="account_delete"),
    path("accounts/left/", deletion.deleted, name="account_deleted"),
    path("accounts/closed/", coming_back.closed, name="account_closed"),
    path("accounts/closed/delete/", coming_back.delete_now, name="account_delete_now"),
    path(
        "accounts/second-step/webauthn/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("accounts/second-step/", include("allauth.mfa.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("highlights/bring/", annotation_import.import_annotations, name="annotation_import"),
    path("highlights/bring/again/", annotation_import.again, name="annotation_import_again"),
    path(
        "highlights/gloss-highlights.<str:ending>",
        annotation_export.export,
        name="annotation_export",
    ),
]
