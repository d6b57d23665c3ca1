"""Who may see what: every rule, on one page.

Each function gives the condition on the rows of one table; the `visible_to` of its querysets is
made of it. What is *visible* can be read by whoever knows where it is; what is *listed* stands in
lists, searches, feeds and catalogs too. No model is imported here but chosen readers: a rule that
asks of other tables is handed their rows.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from reader.models.audience import BY_ACCOUNT, WITHOUT_ACCOUNT, Audience
from reader.models.chosen_reader import ChosenReader
from reader.models.silenced import Silenced
from reader.models.viewer import Viewer, key_of, moderates, silenced


def unseen(viewer: Viewer, authors: Collection[int] = ()) -> Silenced:
    """What of that the viewer doesn't see, on a story by its authors' keys: who keeps order there
    sees who blocked them."""
    found = silenced(viewer)
    if found.blocked_by and keeps_order(viewer, authors):
        return found.own
    return found


def heard(viewer: Viewer, by: str = "reader") -> Q:
    """What is said (`by`: a field, or a path of fields) by others than those whose words the
    viewer doesn't see: whom they muted, whom they blocked, who blocked them."""
    readers = unseen(viewer).readers
    return ~Q(**{f"{by}__among": readers}) if readers else Q()


def wanted(hidden: Silenced) -> Q:
    """Comments that are not by any of these readers, nor in any of these threads."""
    shown = ~Q(reader__among=hidden.readers) if hidden.readers else Q()
    if hidden.passages:
        shown &= ~Q(passage__in=hidden.passages)
    if hidden.comments:
        shown &= ~Q(pk__in=hidden.comments) & ~Q(parent__in=hidden.comments)
    return shown


def written_by(viewer: Viewer, co_authors: QuerySet, story: str = "") -> Q:
    """Who has the author's hands: the rows of stories that a viewer writes, alone or, among
    `co_authors`, with others. `story` is what leads from the rows to their story; nothing for
    stories themselves. `Story.is_by` and `page_key` say the same."""
    own = key_of(viewer)
    author, key = (f"{story}__author", f"{story}__in") if story else ("author", "pk__in")
    if own is None:
        return Q(**{key: []})
    theirs = co_authors.filter(reader=own, accepted_at__isnull=False)
    return Q(**{author: own}) | Q(**{key: theirs.order_by().values("story")})


def stories(viewer: Viewer, co_authors: QuerySet) -> Q:
    """What is published for the viewer, what its author shows them, and what they write
    themselves; nothing that was deleted."""
    visible = published() & audience(viewer)
    if key_of(viewer):
        visible |= shown(viewer) | written_by(viewer, co_authors)
    return visible & Q(deleted_at=None)


def chapters(viewer: Viewer, co_authors: QuerySet) -> Q:
    """What is published of stories that are published for the viewer; what is published of those
    that are shown to them, or all of it while such a story is a draft; all of their own stories.
    Nothing that was deleted. `page_key` says the same in SQL."""
    out = published_chapters()
    visible = out & audience(viewer, "story")
    if key_of(viewer):
        draft = ~published("story") & Q(taken_down_at=None)
        visible |= shown(viewer, "story") & (out | draft)
        visible |= written_by(viewer, co_authors, "story")
    return visible & Q(deleted_at=None, story__deleted_at=None)


def published(story: str = "") -> Q:
    """Published stories, for whomever; `story` is what leads from the rows to their story."""
    time = f"{story}__published_at" if story else "published_at"
    return Q(**{f"{time}__isnull": False, f"{time}__lte": timezone.now()})


def published_chapters() -> Q:
    """What is published of published stories, for whomever; nothing that was deleted."""
    out = Q(published_at__lte=timezone.now(), deleted_at=None, story__deleted_at=None)
    return out & published("story")


def audience(viewer: Viewer, story: str = "") -> Q:
    """Stories, or rows that `story` leads from, that are for a viewer once they are published: for
    everybody, for whoever has the link, or for members like them."""
    field = f"{story}__audience" if story else "audience"
    return Q(**{f"{field}__in": BY_ACCOUNT if key_of(viewer) else WITHOUT_ACCOUNT})


def shown(viewer: Viewer, story: str = "") -> Q:
    """Those for chosen readers of whom the viewer is one, drafts too; nothing that moderators took
    down."""
    at, key = (f"{story}__", story) if story else ("", "pk")
    theirs = chosen(reader=key_of(viewer)).values("story")
    here = {f"{at}audience": Audience.CHOSEN, f"{at}taken_down_at": None, f"{key}__in": theirs}
    return Q(**here)


def chosen(**where: object) -> QuerySet:
    """Chosen readers of what is published, and of drafts whose author is still here."""
    here = published("story") | Q(story__author__is_active=True)
    return ChosenReader.objects.filter(here, **where).order_by()


def listed(viewer: Viewer, co_authors: QuerySet, story: str = "") -> Q:
    """What stands in a viewer's lists, of what they may read: all but what others show by its link
    alone."""
    by_link = Q(**{f"{story}__audience" if story else "audience": Audience.LINK})
    return ~by_link | written_by(viewer, co_authors, story) if key_of(viewer) else ~by_link


def for_members(story: str = "") -> Q:
    """Published stories, or rows that `story` leads from, that every reader with an account may
    read: what moderators look after."""
    field = f"{story}__audience" if story else "audience"
    return published(story) & Q(**{f"{field}__in": BY_ACCOUNT})


def readers(story: Any, chapter: Any = None) -> Q:
    """The readers who may read a story, or a chapter of it: `stories` and `chapters` the other way
    round."""
    authors = Q(pk__in=story.author_keys)
    gone = story.deleted_at or story.taken_down_at
    gone = gone or (chapter and (chapter.deleted_at or chapter.taken_down_at))
    is_out = not story.is_draft and (chapter is None or chapter.is_published)
    if gone or not (is_out or story.is_draft and story.audience == Audience.CHOSEN):
        return authors
    if story.audience in BY_ACCOUNT:
        return Q()
    return authors | Q(pk__in=chosen(story=story.pk).values("reader"))


def looked_at_stories() -> Q:
    """What moderators read besides what everybody does: what waits for them while its author is
    here, and what was published when they took it, or a chapter of it, down; no draft."""
    down = Q(taken_down_from__isnull=False) | Q(chapters__taken_down_from__isnull=False)
    return Q(waits_since__isnull=False, author__is_active=True) | down


def looked_at_chapters() -> Q:
    """The chapters of these that would be published, or were."""
    waits = Q(story__waits_since__isnull=False, story__author__is_active=True, words__gt=0)
    was_out = Q(story__taken_down_from__isnull=False, published_at__isnull=False)
    return waits | was_out | Q(taken_down_from__isnull=False)


def revisions(viewer: Viewer, published: Combinable | Q, co_authors: QuerySet) -> Combinable | Q:
    """What everybody could read at some time (`published`) and its author has not withdrawn, and
    all of the viewer's own chapters; of what is shown to them the present text. Whether they may
    read the chapter at all is not asked."""
    visible = published & Q(withdrawn_at=None)
    if key_of(viewer):
        visible |= shown(viewer, "chapter__story") & Q(pk=F("chapter__revision"))
        visible |= written_by(viewer, co_authors, "chapter__story")
    return visible


def pictures(viewer: Viewer, co_authors: QuerySet) -> Q:
    """Those of stories that the viewer may read; and of their own uploads."""
    visible = published("story") & audience(viewer, "story")
    own = key_of(viewer)
    if own:
        visible |= shown(viewer, "story") | written_by(viewer, co_authors, "story")
    visible &= Q(story__deleted_at=None)
    return visible | Q(upload__reader=own) if own else visible


def highlights(viewer: Viewer) -> Q:
    """The viewer's own, and those that others chose to show whom they don't silence; none that was
    removed."""
    visible = Q(public=True) & heard(viewer)
    own = key_of(viewer)
    if own:
        visible |= Q(reader=own)
    return visible & Q(removed_at=None)


IN_SIGHT = Q(hidden_at=None, held_at=None)
"""Of comments: neither hidden by whoever keeps order, nor held until somebody has looked."""


def keeps_order(viewer: Viewer, authors: Collection[int]) -> bool:
    """Whether the viewer is one of a story's authors, by their keys, or moderates."""
    return key_of(viewer) in authors or moderates(viewer)


def words(viewer: Viewer, co_authors: QuerySet) -> Q:
    """Of comments, those whose words the viewer may read, where they may read the chapter. What is
    hidden or held is read by its writer, and by whoever keeps order there. Nothing that was
    deleted, and nothing by somebody whose words the viewer doesn't see; a block by its writer takes
    nothing out of the hands of who keeps order."""
    if moderates(viewer):
        return Q(deleted_at=None) & heard(viewer)
    visible = IN_SIGHT & heard(viewer)
    own = key_of(viewer)
    if own:
        unwanted = silenced(viewer).own.readers
        kept = written_by(viewer, co_authors, "chapter__story")
        visible |= Q(reader=own) | kept & ~Q(reader__among=unwanted)
    return visible & Q(deleted_at=None)


def words_on_story(own: int, everything: bool, hidden: Silenced) -> Q:
    """The same on one story, for somebody of whom it is known whether they keep order there and see
    `everything`; else they see their `own`, by their key (0: they have none). Nothing by readers
    whose words they don't see, nor in threads that they hid: what is `hidden`."""
    visible = Q(deleted_at=None) & wanted(hidden)
    if everything:
        return visible
    return (IN_SIGHT | Q(reader=own) if own else IN_SIGHT) & visible


def comments(seen: Q, below: QuerySet) -> Combinable | Q:
    """Comments that have a place in their thread: what is `seen`, and that to which `below`, what
    is seen, has a reply."""
    reply = Q(parent=OuterRef("pk")) | Q(answers=OuterRef("pk"))
    return seen | Exists(below.filter(reply))


def passages(comments: QuerySet, highlights: QuerySet) -> Combinable | Q:
    """Passages with `comments`, or with `highlights` that the viewer may see. Whether they may
    read the chapter is not asked."""
    here = {"passage": OuterRef("pk")}
    return Exists(comments.filter(**here)) | Exists(highlights.filter(**here))


def deleted_annotations(viewer: Viewer) -> Q:
    """What everybody could see, and what was the viewer's own."""
    own = key_of(viewer)
    return Q(public=True) | Q(reader=own) if own else Q(public=True)


def silence_between(silences: QuerySet, listener: str, speaker: str) -> Exists:
    """That, of two readers whom fields of a row name, one doesn't see what the other says, by all
    `silences`: the same as `heard`, where rows of many readers are asked for."""
    own = Q(reader=OuterRef(listener), whom=OuterRef(speaker))
    theirs = Q(reader=OuterRef(speaker), whom=OuterRef(listener), kind="block")
    return Exists(silences.filter(own | theirs))


def notifications(
    given: QuerySet, sent: QuerySet, co_authors: QuerySet, silences: QuerySet, hidden: QuerySet
) -> Combinable | Q:
    """What the reader of each may see: they may read where what it tells of stands by now; a
    comment still says something to everybody, or its writer is told of a decision about it; a new
    chapter is still in its story; of thanks some are `given`, of corrections `sent` some wait; none
    is by somebody whose words they don't see, or in a thread that they have `hidden`. What
    moderators decided stands in no story; what became of one, but for opening it, all may see."""
    with_others = co_authors.filter(accepted_at__isnull=False, reader=OuterRef("reader"))
    among = chosen(story=OuterRef("story"), reader=OuterRef("reader"))
    shown = Q(story__audience=Audience.CHOSEN, story__taken_down_at=None) & Exists(among)
    here = _where_it_stands(deleted_at=None)
    nowhere = Q(comment=None, passage=None, chapter=None)
    out = published("story") & (nowhere | _where_it_stands(published_at__lte=timezone.now()))
    draft = ~published("story") & (nowhere | _where_it_stands(taken_down_at=None))
    open_to = out & Q(story__audience__in=BY_ACCOUNT) | shown & (out | draft)
    own = Q(story__author=F("reader")) | Exists(with_others.filter(story=OuterRef("story")))
    readable = Q(story__deleted_at=None) & here & (open_to | own)
    in_sight = Q(comment__hidden_at=None, comment__held_at=None)
    spoken = Q(comment__deleted_at=None) & (in_sight | Q(kind="moderated"))
    in_story = ~Q(kind="chapter") | Q(chapter__number__isnull=False)
    thanked = ~Q(kind="thanks") | Exists(given.filter(notification=OuterRef("pk")))
    waits = ~Q(kind="corrections") | Exists(sent)
    of_story = readable & spoken & in_story & thanked & waits & _wanted(silences, hidden)
    became = ~Q(news__kind="shown") & Q(kind="story", story__erased_at=None)
    return Q(story=None) | became | of_story


def _wanted(silences: QuerySet, hidden: QuerySet) -> Combinable | Q:
    """Notifications of nobody, and in no thread, that their reader doesn't want to hear of."""
    said = Q(kind__in=("answer", "mention", "comment", "thread"))
    of_author = Q(kind__in=("chapter", "announcement"))
    thread = Q(passage=OuterRef("comment__passage"))
    thread |= Q(comment=OuterRef("comment")) | Q(comment=OuterRef("comment__parent"))
    in_hidden = Exists(hidden.filter(thread, reader=OuterRef("reader")))
    by_silenced = silence_between(silences, "reader", "comment__reader")
    by_silenced_author = silence_between(silences, "reader", "story__author")
    return ~(said & (by_silenced | in_hidden)) & ~(of_author & by_silenced_author)


def _where_it_stands(**condition: object) -> Q:
    """Notifications of which the chapter fulfils a condition that holds by now what they tell of:
    comments, and words, may have gone to another one since."""
    ((name, value),) = condition.items()
    said = Q(comment__isnull=False, **{f"comment__chapter__{name}": value})
    on_words = Q(comment=None, passage__isnull=False, **{f"passage__chapter__{name}": value})
    return said | on_words | Q(comment=None, passage=None, **{f"chapter__{name}": value})
