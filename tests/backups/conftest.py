"""An instance with something of every kind in it."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.store_upload import store_upload
from reader.actions.margin.thank import thank
from reader.actions.margin.typo_note import send_typo_note
from reader.actions.moderation.appeal import appeal
from reader.actions.moderation.report import report
from reader.actions.people.close_account import close_account
from reader.actions.revising.revise import revise
from reader.models import (
    AnnotationFile,
    Announcement,
    ChosenReader,
    CoAuthor,
    Decision,
    DeletedAnnotation,
    Digest,
    Draft,
    Follow,
    GatheredMarks,
    HeldWord,
    HiddenThread,
    IdempotencyKey,
    Invitation,
    MailPreference,
    ModeratorNote,
    Notification,
    Offer,
    PendingSubmission,
    Picture,
    PopularHighlight,
    Progress,
    Reading,
    Shelf,
    Silence,
    Story,
    StoryNews,
    Token,
    UnreadFile,
    UnreadUpload,
)
from reader.roles import MODERATORS
from reader.text.manuscripts import manuscript as manuscripts
from tests.factories import find_words, highlight, make_chapter, make_reader, make_story, say

ODD = "Été \U0001f986 \u202e \x0b\ufffe \u2028 'x' \"y\" \\n , [null]"


@pytest.fixture
def instance():
    """An instance with something of every kind in it."""
    una = make_reader("una", name=ODD[:60], email="una@example.org", bio=ODD)
    story = make_story(author=una, title=ODD[:200], summary=ODD)
    story.tags.create(name="sea", kind="fandom")
    story.notes.create(source="For *all*.")
    chapter = make_chapter(story=story)
    tam = make_reader("tam")
    highlight(chapter, "two goats", una, note=ODD)
    comment = say(chapter, ODD, tam, on="a widow")
    send_typo_note(chapter, *find_words(chapter, "a box of"), "a crate of", ODD, by=tam)
    close_account(make_reader("ada", name=ODD[:60], bio=ODD), comments=False, stories=False)
    Announcement.objects.create(story=story, source=ODD)
    say(chapter, f"Yes, @{tam.username}.", una, to=comment)
    thank(tam, chapter)
    notify_readers()
    comment.hide()
    stretch = {"revision": chapter.revision, "start": 0, "end": 3}
    PopularHighlight.objects.create(chapter=chapter, readers=3, **stretch)
    GatheredMarks.objects.create(chapter=chapter, digest="x")
    revise(chapter, f"It rained.\n\n{chapter.revision.source}", by=una)
    Draft.objects.create(chapter=chapter, revision=chapter.revision, source=ODD)
    Progress.objects.keep(tam, chapter, 12)
    Reading.objects.keep(tam, chapter, chapter.revision)
    Shelf.objects.find(tam, "later").put(story)
    Follow.objects.say(tam, story, True)
    made = manuscripts.Manuscript(title=ODD, chapters=[manuscripts.Chapter("", "Text.")])
    store_upload("x.txt", made, by=una)
    unread = UnreadUpload.objects.create(reader=una, name=ODD[:200], task=str(uuid4()))
    UnreadFile.objects.create(upload=unread, name="x.txt", size=256, data=bytes(range(256)))
    AnnotationFile.objects.create(reader=tam, name="x.csv", data=bytes(range(256)), story=story)
    Picture.objects.create(story=story, name="x.png", data=bytes(range(256)))
    Invitation.objects.create(to="Ada", made_by=una, used_by=tam)
    HeldWord.objects.create(kind="word", text="buy now", made_by=una)
    Token.objects.create(reader=tam, name="Notes", digest="0" * 64, used_at=timezone.now())
    IdempotencyKey.objects.create(reader=tam, key=uuid4())
    PendingSubmission.objects.create(
        reader=tam, path="/", page="/", fields=[["text", "Half a thought"]]
    )
    DeletedAnnotation.objects.create(name="gone", reader=tam, public=True)
    una.groups.add(Group.objects.get(name=MODERATORS))
    una.user_permissions.add(Permission.objects.get(codename="add_story"))
    address = EmailAddress.objects.create(user=una, email=una.email, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="k", sent=timezone.now())
    Authenticator.objects.create(user=una, type="totp", data={"secret": "x"})
    kind = ContentType.objects.get_for_model(Story)
    LogEntry.objects.create(user=una, content_type=kind, object_id="1", object_repr="x",
                            action_flag=ADDITION)  # fmt: skip
    MailPreference.objects.create(reader=una, kind="answer", time="weekly")
    share_and_moderate(story, comment)
    notify_readers()
    digest = Digest.objects.create(reader=una, message_id="<1@x>", state=Digest.State.SENT)
    una.notifications.update(digest=digest)
    Notification.objects.update(mail_at=None)
    DBTaskResult.objects.create(
        task_path="reader.tasks.some", args_kwargs={"args": [1], "kwargs": {}}, traceback=ODD
    )
    return story


def share_and_moderate(story, comment):
    """What readers have to do with one another's stories, and what moderators were told, and did,
    about a comment."""
    bob, eve = make_reader("bob"), make_reader("eve")
    CoAuthor.objects.create(story=story, reader=bob)
    Offer.objects.create(story=story, reader=bob)
    ChosenReader.objects.create(story=story, reader=bob)
    StoryNews.objects.tell([bob.pk], "offered", story, by=story.author)
    Silence.objects.create(reader=bob, whom=eve, kind="block")
    HiddenThread.objects.create(reader=bob, passage=comment.passage)
    ModeratorNote.objects.create(about=comment.reader, by=eve, text=ODD)
    reported = report(comment, by=bob, reason="spam", text=ODD)
    what = {"by": eve, "about": comment.reader, "case": reported.case, "word": ODD}
    appeal(Decision.objects.create(action="warn", **what), ODD)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "gloss.zip"
