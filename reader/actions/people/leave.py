"""Leaving: a reader deletes their account."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from reader.actions.library.hand_over import give_to_co_authors
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.typo_note import delete_typo_notes
from reader.actions.people.silence import keep_silences
from reader.models.inbox.notification import Notification
from reader.models.inbox.thanks import Thanks
from reader.models.library.chapter import Chapter
from reader.models.library.picture import Picture
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.passage import Passage
from reader.models.people.invitation import Invitation
from reader.models.people.reader import Reader
from reader.models.people.silence import Silence
from reader.models.stamps import new_stamp

LEFT = "A reader who left"
CHAPTERS_AT_ONCE = 20
"""Chapters on which a reader's highlights are deleted in one transaction."""


def leave(reader: Reader, *, comments: bool, stories: bool) -> None:
    """Delete an account: everything of the reader's own goes, and who they were is no longer told.

    Comments stay, without a name, so that what others answered can be understood; without
    `comments` their words go too. Without `stories` nobody sees their stories any more, and
    what readers wrote on them stays with those who wrote it; what they wrote with others is
    theirs who wrote it with them. A row stays that says that
    somebody was here.

    The comments go one after the other, and the highlights a few chapters at a time, in a
    transaction each: there may be many, and others write meanwhile. Everything else goes at once.
    Where it was killed in between, it can be done again.
    """
    if not comments:
        for comment in reader.comments.order_by("-created_at", "-pk"):  # replies first
            delete_comment(comment)
    while _delete_highlights(reader):
        pass
    delete_typo_notes(reader)
    with transaction.atomic():
        reader.exports.all().erase()
        Picture.objects.filter(upload__reader=reader).erase()
        _blank(reader)
        give_to_co_authors(reader)
        if not stories:
            reader.stories.change(published_at=None, taken_down_from=None)
        _delete_belongings(reader)


def _delete_highlights(reader: Reader) -> bool:
    """Delete a reader's highlights in some more chapters; whether there were any."""
    with transaction.atomic():
        highlighted = reader.highlights.order_by().values_list("passage__chapter", flat=True)
        chapters = list(highlighted.distinct()[:CHAPTERS_AT_ONCE])
        reader.highlights.filter(passage__chapter__in=chapters).delete()
        Passage.objects.filter(chapter__in=chapters).tidy()
        Chapter.with_deleted.filter(pk__in=chapters).touch()
    return bool(chapters)


def _blank(reader: Reader) -> None:
    """Take everything off the account that says who its reader was, and all its rights."""
    reader.name, reader.bio, reader.email, reader.left_at = LEFT, "", "", timezone.now()
    reader.username = reader.username_when_gone
    reader.look, reader.content, reader.counts_marks, reader.colour_names = None, None, None, {}
    reader.is_active = reader.is_staff = reader.is_superuser = False
    reader.set_unusable_password()
    reader.save()
    reader.groups.clear()
    reader.user_permissions.clear()


def _delete_belongings(reader: Reader) -> None:
    """Delete every row that belongs to a reader but their comments, which lose what they say of
    the reader's pages elsewhere."""
    thanked = list(reader.thanks.filter(comment__isnull=False).values_list("comment", flat=True))
    told = Notification.objects.unread().filter(told_thanks__thanks__reader=reader)
    told_of_thanks = list(told.order_by().values_list("reader", flat=True).distinct())
    written_with = list(reader.co_authorships.values_list("story", flat=True))
    blocked = list(reader.silences.values_list("whom", flat=True))
    for relation in reader._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        if relation.field == Silence._meta.get_field("whom"):
            continue  # their comments stay, and who silenced them goes on not to see these
        if relation.on_delete is models.CASCADE and relation.related_model is not Comment:
            own = {relation.field.name: reader}
            relation.related_model._base_manager.filter(**own).delete()
    Story.with_deleted.filter(pk__in=written_with).name_co_authors()
    keep_silences([reader.pk, *blocked])
    _show_fewer_thanks(thanked, told_of_thanks)
    Invitation.objects.filter(used_by=reader).update(to="")  # it said whom it was meant for
    reader.comments.update(canonical="", via="")  # URLs elsewhere, where one has a name


def _show_fewer_thanks(comments: list[int], told: list[int]) -> None:
    """Count anew the thanks for comments of these keys, below their chapters too, and what is
    unread by readers who were told of them."""
    below = Comment.objects.filter(pk__in=comments, passage=None)
    Chapter.with_deleted.filter(pk__in=below.values("chapter")).touch_comments()
    Thanks.objects.count_on(comments)
    begun_by = {root or key for key, root in below.values_list("pk", "parent")}
    Comment.objects.filter(pk__in=begun_by).update(thanks_stamp=new_stamp())
    Notification.objects.count_for_all(Reader.objects.filter(pk__in=told))
