"""Every URL by its name, and whom it opens to: a URL without a row fails the matrix.

A row says where the URL leads (`at`), to whom it opens (`opens`, a name in `OPENS`), what stands
there for them (`shows`), and, where it is for forms, what is sent (`form`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.matrix.people import EVERYBODY, VISITOR
from tests.matrix.states import DEAF, HANDS, MODERATORS, NOBODY, ONLY_WRITER, STATES, Case

At = Callable[[Case], dict[str, object]]
Form = Callable[[Case], dict[str, object]]


def nowhere(case: Case) -> dict[str, object]:
    return {}


def story(case: Case) -> dict[str, object]:
    return {"slug": case.story.slug}


def chapter(case: Case) -> dict[str, object]:
    return {"slug": case.story.slug, "number": 2}


def chapter_key(case: Case) -> dict[str, object]:
    return {"slug": case.story.slug, "pk": case.chapter.pk}


def comment(case: Case) -> dict[str, object]:
    return {"pk": case.comment.pk}


def passage(case: Case) -> dict[str, object]:
    return {"pk": case.comment.passage_id}


def mark(case: Case) -> dict[str, object]:
    return {"pk": case.mark.pk}


def author(case: Case) -> dict[str, object]:
    return {"username": case.story.author.username}


def also(at: At, **more: object) -> At:
    return lambda case: at(case) | more


ACCOUNTS = EVERYBODY - {VISITOR}
STRANGERS = ACCOUNTS - HANDS - {"shunned"}
"""Whom neither the story is by, nor its author blocked."""
SPEAKERS = ACCOUNTS - {"shunned", "suspended"}


def _in_sight(state: str) -> set[str]:
    """Whoever sees the comment where nobody has taken it out of sight."""
    return NOBODY if state in ("hidden", "held") else STATES[state][1].comment


def _reported_by(state: str) -> set[str]:
    """Whoever has an account and may read what the comment is on, where it is in sight."""
    seen = _in_sight(state) & ACCOUNTS
    return seen | DEAF if seen & {"reader", "visitor"} else seen


def _order(state: str) -> set[str]:
    """Who may hide a comment, or show it again where a moderator hid it."""
    return MODERATORS if state == "hidden" else HANDS | MODERATORS


OPENS: dict[str, Callable[[str], set[str]]] = {
    "everybody": lambda state: EVERYBODY,
    "account": lambda state: ACCOUNTS,
    "nobody": lambda state: NOBODY,
    "story": lambda state: STATES[state][1].story,
    "chapter": lambda state: STATES[state][1].chapter,
    "out": lambda state: STATES[state][1].out,
    "comment": lambda state: STATES[state][1].comment,
    "hands": lambda state: STATES[state][1].hands,
    "own": lambda state: ONLY_WRITER,
    "moderators": lambda state: MODERATORS,
    "administrators": lambda state: {"administrator"},
    # With an account, where there is something to be done.
    "story, account": lambda state: STATES[state][1].story & ACCOUNTS,
    "story, another's": lambda state: STATES[state][1].story & STRANGERS,
    "chapter, account": lambda state: STATES[state][1].chapter & ACCOUNTS,
    "comment, account": lambda state: STATES[state][1].comment & ACCOUNTS,
    # What others see: not for who is suspended, or blocked by the author.
    "chapter, speaks": lambda state: STATES[state][1].chapter & SPEAKERS,
    "chapter, sends typos": lambda state: STATES[state][1].chapter & SPEAKERS - HANDS,
    # Whoever silenced whom: what is aimed at somebody they may report.
    "in sight, others": lambda state: _reported_by(state) - {"writer", "suspended"},
    # What a moderator hid an author does not show again.
    "keeps order": lambda state: STATES[state][1].comment & _order(state),
    "pins": lambda state: _in_sight(state) & HANDS,
    "holders": lambda state: MODERATORS if state == "held" else NOBODY,
    "author": lambda state: STATES[state][1].hands & {"author"},
    "chapter, moderators": lambda state: STATES[state][1].chapter & MODERATORS,
}
"""Whom a URL opens to, in each state."""


@dataclass(frozen=True)
class Row:
    """One URL. `form` None: it is opened; else it is what is sent there, and something is stored
    for those to whom it opens, and for nobody else."""

    at: At = nowhere
    opens: str = "everybody"
    shows: tuple[str, ...] = ()
    form: Form | None = None
    query: str = ""
    anywhere: bool = False
    """Whatever the answer is, it gives nothing away; no more is asked."""
    is_feed: bool = False
    """Kept for everybody anywhere: it gives what a visitor may see, whoever asks."""
    is_past_silence: bool = False
    """It shows what is said also to those who silenced its writer, and whom its writer blocked."""
    has_parts: bool = False
    """htmx is answered with a part of the page, made otherwise."""


def highlight_form(case: Case) -> dict[str, object]:
    """The words after those of the comment, which stand once."""
    text = case.chapter.revision.text
    start = text.index("at nine")
    sent = {"revision": case.chapter.revision.number, "start": start, "end": start + 7}
    return sent | {"quote": "at nine", "colour": "green"}


def typo_form(case: Case) -> dict[str, object]:
    return highlight_form(case) | {"suggestion": "at ten"}


def annotation_form(case: Case) -> dict[str, object]:
    """A comment on the chapter, as a program says it."""
    source = f"http://testserver/stories/{case.story.slug}/{case.chapter.number}/"
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "commenting",
        "target": {"source": source},
        "body": {"type": "TextualBody", "value": "Hm."},
    }


def place_form(case: Case) -> dict[str, object]:
    return {"revision": case.chapter.revision.number, "offset": 3}


def said(case: Case) -> dict[str, object]:
    return {"text": "Hm."}


def hide_or_show(case: Case) -> dict[str, object]:
    return {"do": "show" if case.comment.hidden_at else "hide"}


def empty(case: Case) -> dict[str, object]:
    return {}


LIBRARY = {
    "library": Row(query="q=story"),
    "story": Row(story, "story"),
    "chapter_range": Row(also(story, start=1), "story"),
    "story_download": Row(also(story, form="markdown"), "story"),
    "content_preferences": Row(),
    "story_shelves": Row(story, "story, account", form=lambda case: {"put": "reading"}),
    "shelf_list": Row(opens="account"),
    "shelf": Row(lambda case: {"key": "reading"}, "account"),
}
INBOX = {
    "inbox": Row(opens="account"),
    "inbox_read": Row(opens="account", anywhere=True, form=empty),
    "mail_preferences": Row(opens="account"),
    "unsubscribe": Row(lambda case: {"token": "nobody's"}, "nobody"),
    "notification": Row(lambda case: {"pk": 0}, "nobody"),
    "following": Row(opens="account"),
    "story_follow": Row(story, "story, another's", form=lambda case: {"following": "no"}),
    "author_follow": Row(author, "account", form=lambda case: {"following": "no"}, anywhere=True),
    "passage_follow": Row(
        lambda case: {"passage": case.comment.passage_id},
        anywhere=True,
        form=lambda case: {"following": "no"},
    ),
    "comment_follow": Row(
        lambda case: {"comment": case.comment.pk}, "nobody", form=lambda case: {"following": "no"}
    ),
}
READING = {
    "chapter": Row(chapter, "chapter", ("text",), query="thread="),
    "whole_story": Row(story, "story", anywhere=True),
    "taken_out_chapter": Row(chapter_key, "out", ("words",)),
    "taken_out_revision": Row(also(chapter_key, number=1), anywhere=True),
    "revision_list": Row(chapter, "chapter"),
    "revision": Row(also(chapter, revision=1), "chapter", ("text",)),
    "revision_comparison": Row(also(chapter, older=1, newer=1), "chapter"),
    "progress_save": Row(chapter, "chapter, account", form=place_form),
    "chapter_settling": Row(chapter, "chapter", has_parts=True),
    "chapter_meanwhile": Row(chapter, "chapter", has_parts=True),
    "live": Row(
        lambda case: {"pk": case.chapter.pk, "since": "1.1.1"},
        "chapter",
        query="seconds=9&unread=0",
        has_parts=True,
    ),
    "progress_further": Row(chapter, "chapter, account", anywhere=True),
    "progress_furthest": Row(story, "story, account", anywhere=True),
    "picture": Row(lambda case: {"name": "none.png"}, "nobody"),
    "look": Row(),
    "switches": Row(),
    "manifest": Row(),
    "touch_icon": Row(),
    "service_worker": Row(),
    "offline_page": Row(),
    "offline_session": Row(anywhere=True),
    "offline_library": Row(),
}
MARGIN = {
    "thread_cards": Row(chapter, "chapter", has_parts=True),
    "loose_passages": Row(chapter, "chapter", has_parts=True),
    "paragraph": Row(also(chapter, index=1), "chapter", has_parts=True),
    "selection": Row(chapter, "chapter", query="revision=1&start=1&end=6", has_parts=True),
    "passage": Row(passage, "comment", ("words",), anywhere=True, has_parts=True),
    "passage_comments": Row(passage, anywhere=True, has_parts=True),
    "passage_text": Row(passage, anywhere=True),
    "highlight_create": Row(chapter, "chapter, account", form=highlight_form),
    "highlight_list": Row(opens="account"),
    "highlights_count": Row(opens="account"),
    "highlight_revisit": Row(opens="account"),
    "highlight_update": Row(mark, "own", form=lambda case: {"colour": "pink"}),
    "highlight_edit": Row(mark, "own", ("note",)),
    "highlight_remove": Row(mark, "own", form=empty),
    "highlight_restore": Row(mark, "own", form=empty, anywhere=True),
    "name_list": Row(lambda case: {"pk": case.chapter.pk}, "chapter, account", anywhere=True),
    "passage_hide": Row(passage, anywhere=True, form=lambda case: {"hide": "1"}),
    "comment_thread_hide": Row(comment, "nobody", form=lambda case: {"hide": "1"}),
    "comment_create": Row(chapter, "chapter, speaks", form=said),
    "waiting": Row(opens="account"),
    "comment_list": Row(opens="account"),
    "comment": Row(comment, "comment"),
    "comment_replies": Row(comment, anywhere=True, has_parts=True),
    "comment_reply": Row(comment, "comment, account", form=said, anywhere=True),
    "comment_edit": Row(comment, "own", form=said, anywhere=True),
    "comment_delete": Row(comment, "own", form=empty),
    "comment_hide": Row(comment, "keeps order", form=hide_or_show),
    "comment_close": Row(comment, anywhere=True, form=empty),
    "comment_pin": Row(comment, "pins", form=empty),
    "comment_approve": Row(comment, "holders", form=empty),
    "typo_create": Row(chapter, "chapter, sends typos", form=typo_form),
    "typo_note": Row(lambda case: {"pk": 0}, "nobody"),
    "typo_delete": Row(lambda case: {"pk": 0}, "nobody", form=empty),
    "comment_thanks": Row(comment, anywhere=True, form=empty),
    "chapter_thanks": Row(chapter, "chapter, account", form=empty, anywhere=True),
}
DESK = {
    "desk": Row(opens="account"),
    "story_import": Row(opens="account"),
    "upload": Row(lambda case: {"pk": 0}, "nobody"),
    "upload_publishing": Row(lambda case: {"result": "none"}, "nobody"),
    "upload_discard": Row(lambda case: {"pk": 0}, "nobody"),
    "unread_again": Row(lambda case: {"pk": 0}, "nobody"),
    "unread_discard": Row(lambda case: {"pk": 0}, "nobody"),
    "story_restore": Row(lambda case: {"pk": case.story.pk}, "nobody", form=empty, anywhere=True),
    "story_margin": Row(story, "hands"),
    "desk_story": Row(story, "hands"),
    "story_edit": Row(story, "hands"),
    "story_typos": Row(story, "hands"),
    "story_unpublish": Row(story, "hands", form=empty, anywhere=True),
    "story_delete": Row(story, "author", form=empty),
    "story_authors": Row(story, "hands"),
    "story_orphan": Row(story, "author", anywhere=True),
    "story_question": Row(lambda case: {"pk": 0}, "nobody"),
    "announcement_list": Row(story, "hands", form=said, anywhere=True),
    "announcement_edit": Row(also(story, pk=0), "nobody"),
    "announcement_delete": Row(also(story, pk=0), "nobody"),
    "chapter_unpublish": Row(chapter_key, "hands", form=empty, anywhere=True),
    "story_schedule": Row(story, "hands", anywhere=True),
    "chapter_schedule": Row(chapter_key, "hands", ("text",), anywhere=True),
    "chapter_delete": Row(chapter_key, "hands", form=empty, anywhere=True),
    "chapter_edit": Row(chapter, "hands", ("text",), anywhere=True),
    "chapter_split": Row(chapter, "hands", ("text",), anywhere=True),
    "chapter_notes": Row(chapter, "hands", anywhere=True),
    "revision_restore": Row(also(chapter, revision=1), "hands", form=empty, anywhere=True),
    "revision_withdraw": Row(also(chapter, revision=1), "hands", form=empty, anywhere=True),
}
SECOND_STEP = (
    *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_index"),
    *("mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_add_webauthn"),
    *("mfa_list_webauthn", "mfa_authenticate", "mfa_reauthenticate", "mfa_login_webauthn"),
    *("mfa_reauthenticate_webauthn", "account_email", "account_change_password"),
    *("account_set_password", "account_reauthenticate"),
)
DOORS = (
    *("account_login", "account_logout", "account_inactive", "account_signup", "account_deleted"),
    *("account_email_verification_sent", "account_reset_password", "account_confirm_login_code"),
    *("account_reset_password_done", "account_reset_password_from_key_done", "account_closed"),
)
ACCOUNT = {
    "reader_mentioned": Row(lambda case: {"pk": case.comment.reader_id}),
    "reader": Row(lambda case: {"username": case.comment.reader.username}),
    "reader_silence": Row(lambda case: {"username": case.comment.reader.username}, anywhere=True),
    "silence_list": Row(opens="account"),
    "margin_defaults": Row(opens="account"),
    "profile_edit": Row(opens="account"),
    "highlight_preferences": Row(opens="account"),
    "welcome": Row(opens="account"),
    "data_export": Row(opens="account"),
    "data_export_file": Row(opens="account", anywhere=True),
    "device_list": Row(opens="account"),
    "devices_sign_out": Row(opens="account", anywhere=True),
    "device_sign_out": Row(lambda case: {"pk": 0}, "nobody"),
    "token_list": Row(opens="account"),
    "token_revoke": Row(lambda case: {"pk": 0}, "nobody"),
    "pending_submissions": Row(opens="account", anywhere=True),
    "account_delete": Row(opens="account"),
    "account_delete_now": Row(anywhere=True, form=empty),
    "mfa_remove_webauthn": Row(lambda case: {"pk": 0}, "nobody"),
    "mfa_edit_webauthn": Row(lambda case: {"pk": 0}, "nobody"),
    "account_confirm_email": Row(lambda case: {"key": "none"}, anywhere=True),
    "account_reset_password_from_key": Row(lambda case: {"uidb36": "1", "key": "x"}, anywhere=True),
    "annotation_import": Row(opens="account"),
    "annotation_import_again": Row(opens="account", anywhere=True),
    "annotation_export": Row(lambda case: {"ending": "csv"}, "account"),
    **{name: Row(opens="account", anywhere=True) for name in SECOND_STEP},
    **{name: Row(anywhere=True) for name in DOORS},
}
ANNOTATIONS = {
    "annotations": Row(query="page=0"),
    "story_annotations": Row(story, "story", query="page=0"),
    "chapter_annotations": Row(chapter, "chapter", query="page=0"),
    "annotation": Row(lambda case: {"name": f"c{case.comment.pk}"}, anywhere=True),
}
CATALOGS = {
    "library_feed": Row(is_feed=True),
    "story_feed": Row(story, anywhere=True, is_feed=True),
    "chapter_comment_feed": Row(chapter, anywhere=True, is_feed=True),
    "thread_feed": Row(passage, anywhere=True, is_feed=True),
    "author_feed": Row(author, anywhere=True, is_feed=True),
}
OPDS = ("root", "new", "updated", "complete", "search", "authors", "author", "shelves")
for version in ("opds", "opds2"):
    CATALOGS |= {f"{version}:{name}": Row(anywhere=True, query="q=story") for name in OPDS}
    CATALOGS |= {
        f"{version}:story": Row(story, anywhere=True),
        f"{version}:tags": Row(lambda case: {"kind": "tag"}, anywhere=True),
        f"{version}:tag": Row(lambda case: {"kind": "tag", "pk": 0}, "nobody"),
        f"{version}:shelf": Row(lambda case: {"key": "reading"}, anywhere=True),
    }
CATALOGS["opds:description"] = Row()
MODERATION = {
    "report": Row(
        lambda case: {"kind": "comment", "key": case.comment.pk},
        "in sight, others",
        is_past_silence=True,
        form=lambda case: {"reason": "spam", "text": ""},
    ),
    "decision": Row(lambda case: {"pk": 0}, "nobody"),
    "moderation": Row(opens="moderators"),
    "case": Row(lambda case: {"pk": 0}, "nobody"),
    "decision_undo": Row(lambda case: {"pk": 0}, "nobody", form=empty),
    "chapter_talk": Row(chapter, "chapter, moderators", form=lambda case: {"do": "close"}),
    "moderation_log": Row(opens="moderators"),
    "moderated_reader": Row(lambda case: {"username": case.comment.reader.username}, "moderators"),
    "first_stories": Row(opens="moderators"),
    "looked_at_story": Row(lambda case: {"pk": case.story.pk}, "moderators", anywhere=True),
    "held_words": Row(opens="moderators"),
    "held_word_remove": Row(lambda case: {"pk": 0}, "nobody", form=empty),
    "roles": Row(opens="administrators"),
    "role_change": Row(lambda case: {"pk": case.comment.reader_id}, anywhere=True),
}
SITE = {
    "admin/login/": Row(anywhere=True),
    "admin/password_change/": Row(opens="moderators", anywhere=True),
    "admin_object": Row(
        lambda case: {"content_type_id": 0, "object_id": "0"}, "moderators", anywhere=True
    ),
    "robots.txt": Row(),
}
SENT_BY_PROGRAMS = {
    "chapter_annotations": Row(chapter, "chapter, speaks", form=annotation_form),
}
"""What is sent where others are opened: as JSON."""
ADMIN = {
    **{
        f"admin:reader_{table}_changelist": Row(anywhere=True)
        for table in ("story", "chapter", "revision", "comment", "passage")
    },
    "admin:reader_story_change": Row(lambda case: {"object_id": case.story.pk}, anywhere=True),
    "admin:reader_revision_change": Row(
        lambda case: {"object_id": case.chapter.revision_id}, anywhere=True
    ),
    "admin:reader_comment_change": Row(lambda case: {"object_id": case.comment.pk}, anywhere=True),
}
"""What of the admin shows stories, and what is said on them: opened by those who have a role."""
ROWS = (
    LIBRARY | INBOX | READING | MARGIN | DESK | ACCOUNT | ANNOTATIONS | CATALOGS | MODERATION | SITE
)
