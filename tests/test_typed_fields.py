"""Every field of Gloss that somebody types in, and how what is typed is kept."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates"
FIELD = re.compile(r"<textarea|<input(?![^>]*type=\"(?:hidden|checkbox|radio|range|file|submit)\")")
MADE_BY_DJANGO = re.compile(r"{{ (?:\w+\.)*(?:form|field|password)(?:\.as_\w+)? }}")

BROWSER = "in the browser at each keystroke, under the account, until it is sent or discarded"
EDITOR = f"{BROWSER}; and as a draft on the server, every few seconds"
AT_THE_DOOR = "never: where a password or a code is asked for, or nobody is signed in yet"
ASKED = "in the address: it is a search"
CHOSEN = "nothing is typed there: these are choices, or a button"
SHOWN = "shown on that very page, to be copied: it is not taken"
HOW = {
    "margin/_comment_form.html": BROWSER,  # comments, replies, edits
    "margin/_selection_toolbar.html": BROWSER,  # a note where words are marked
    "margin/_note_at_marking.html": BROWSER,  # the same in a panel, and without script
    "margin/_highlight_form.html": BROWSER,  # the private note in a thread
    "margin/highlight.html": BROWSER,  # and among one's highlights
    "margin/_typo_form.html": BROWSER,
    "margin/_offline_panel.html": BROWSER,
    "margin/_highlight_filter.html": ASKED,
    "margin/_comment_filter.html": ASKED,
    "library/_story_filter.html": ASKED,
    "library/_shelve.html": BROWSER,
    "library/shelves.html": BROWSER,
    "desk/edit_chapter.html": EDITOR,
    "desk/author_notes.html": BROWSER,
    "desk/story_details.html": BROWSER,
    "desk/desk.html": BROWSER,
    "desk/_announcement_form.html": BROWSER,
    "desk/split_chapter.html": BROWSER,
    "desk/_import_chapter.html": BROWSER,
    "desk/import_preview.html": BROWSER,
    "desk/_ask_reader.html": BROWSER,  # whom to write with, or to hand over to
    "desk/margins.html": CHOSEN,
    "desk/_schedule_form.html": CHOSEN,  # a day, a time, a zone
    "desk/waiting.html": BROWSER,
    "moderation/_report_form.html": BROWSER,
    "moderation/_verdict_form.html": BROWSER,
    "moderation/_suspend_until.html": CHOSEN,
    "moderation/_appeal.html": BROWSER,
    "moderation/person.html": BROWSER,
    "moderation/looked_at_story.html": BROWSER,
    "moderation/held_words.html": BROWSER,
    "moderation/log.html": ASKED,
    "moderation/roles.html": ASKED,
    "inbox/mail_preferences.html": CHOSEN,
    "account/profile.html": BROWSER,
    "account/highlight_preferences.html": BROWSER,
    "account/tokens.html": BROWSER,
    "account/email.html": BROWSER,
    "account/import_highlights.html": BROWSER,
    "account/login.html": AT_THE_DOOR,
    "account/signup.html": AT_THE_DOOR,
    "account/password_change.html": AT_THE_DOOR,
    "account/password_reset.html": AT_THE_DOOR,
    "account/password_reset_from_key.html": AT_THE_DOOR,
    "account/delete_account.html": AT_THE_DOOR,
    "account/reauthenticate.html": AT_THE_DOOR,
    "allauth/elements/fields.html": AT_THE_DOOR,
    "account/closed.html": AT_THE_DOOR,
    "account/suspended.html": SHOWN,
    "mfa/authenticate.html": AT_THE_DOOR,
    "mfa/reauthenticate.html": AT_THE_DOOR,
    "mfa/totp/activate_form.html": AT_THE_DOOR,
    "mfa/totp/deactivate_form.html": CHOSEN,
    "mfa/recovery_codes/generate.html": CHOSEN,
    "mfa/webauthn/reauthenticate.html": CHOSEN,
    "mfa/webauthn/authenticator_confirm_delete.html": CHOSEN,
    "mfa/webauthn/add_form.html": BROWSER,
    "mfa/webauthn/edit_form.html": BROWSER,
    "site/_form_rows.html": BROWSER,  # what comes back after a session ended, or nobody had time
}


def has_fields(path: Path) -> bool:
    text = path.read_text()
    return bool(FIELD.search(text) or MADE_BY_DJANGO.search(text))


def test_it_is_said_of_every_field_how_its_words_are_kept():
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        name = str(path.relative_to(TEMPLATES))
        if not name.startswith(("admin/", "allauth/elements/button")) and has_fields(path):
            found.add(name)
    assert found == set(HOW)
