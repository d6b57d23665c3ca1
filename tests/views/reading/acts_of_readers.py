"""What readers do at a chapter, each thing once: on which words, with which comment, is random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.actions.margin.gather_popular_highlights import gather_popular_highlights
from reader.actions.people.close_account import close_account, open_again
from reader.actions.people.leave import leave as leave_for_good
from reader.models import Comment, Highlight, Passage, TypoNote
from reader.models.library.content_preferences import ContentPreferences
from reader.models.people.look import Look
from tests.views.selections import url

if TYPE_CHECKING:
    from tests.views.reading.crowd import Crowd


def mark(crowd: Crowd) -> None:
    colour = crowd.random.choice(Highlight.Colour.values)
    reader = crowd.random.choice([*crowd.readers, crowd.author])
    crowd.post(reader, url(crowd.chapter, "highlights/"), crowd.selection() | {"colour": colour})


def change_mark(crowd: Crowd) -> None:
    mark = crowd.one(Highlight.objects.filter(removed_at=None))
    note = f"hush-{mark.reader.username}-{len(crowd.done)}"
    fields = {"colour": crowd.random.choice(Highlight.Colour.values), "note": note}
    if crowd.random.random() < 0.6:
        fields["public"] = "on"
    crowd.post(mark.reader, f"/highlights/{mark.pk}/", fields)


def remove_mark(crowd: Crowd) -> None:
    mark = crowd.one(Highlight.objects.filter(removed_at=None))
    crowd.post(mark.reader, f"/highlights/{mark.pk}/remove/", {})


def put_mark_back(crowd: Crowd) -> None:
    mark = crowd.one(Highlight.objects.exclude(removed_at=None))
    crowd.post(mark.reader, f"/highlights/{mark.pk}/put-back/", {})


def comment(crowd: Crowd) -> None:
    reader, about = crowd.random.choice([*crowd.readers, crowd.author]), {}
    kind = crowd.random.choice(("chapter", "passage", "selection"))
    if kind == "selection":
        about = crowd.selection()
    elif kind == "passage":
        passage = crowd.one(Passage.objects.visible_to(reader).filter(chapter=crowd.pk))
        about = {"passage": passage.pk}
    path = url(crowd.chapter, "comments/")
    crowd.post(reader, path, {"text": crowd.something_to_say()} | about)


def reply(crowd: Crowd) -> None:
    comment = crowd.one(_spoken(crowd))
    reader = crowd.random.choice(crowd.readers)
    crowd.post(reader, f"/comments/{comment.pk}/reply/", {"text": crowd.something_to_say()})


def edit_comment(crowd: Crowd) -> None:
    comment = crowd.one(_spoken(crowd).filter(reader__in=crowd.readers))
    crowd.post(comment.reader, f"/comments/{comment.pk}/edit/", {"text": crowd.something_to_say()})


def delete_comment(crowd: Crowd) -> None:
    comment = crowd.one(_spoken(crowd).filter(reader__in=crowd.readers))
    crowd.post(comment.reader, f"/comments/{comment.pk}/delete/", {})


def hide_comment(crowd: Crowd) -> None:
    """Or show it again."""
    comment = crowd.one(Comment.objects.filter(chapter=crowd.pk, deleted_at=None))
    by = crowd.moderator
    if not comment.hidden_at and comment.reader_id != crowd.author.pk:
        by = crowd.random.choice((crowd.moderator, crowd.author))
    wanted = "show" if comment.hidden_at else "hide"
    crowd.post(by, f"/comments/{comment.pk}/hide/", {"do": wanted})


def hold_comment(crowd: Crowd) -> None:
    """Or approve what is held."""
    comment = crowd.one(Comment.objects.filter(chapter=crowd.pk, deleted_at=None))
    if comment.held_at:
        crowd.post(crowd.moderator, f"/comments/{comment.pk}/approve/", {})
    else:
        comment.hold("reports")


def reattach(crowd: Crowd) -> None:
    loose = Passage.objects.filter(chapter=crowd.pk, loose=True, highlights__removed_at=None)
    passage = crowd.one(loose.filter(highlights__isnull=False))
    reader = passage.highlights.filter(removed_at=None).first().reader
    crowd.post(reader, f"/passages/{passage.pk}/words/", crowd.selection())


def keep_place(crowd: Crowd) -> None:
    chapter = crowd.chapter
    place = {
        "revision": chapter.revision.number,
        "offset": crowd.random.randrange(len(chapter.text) + 1),
    }
    if crowd.random.random() < 0.3:
        place["finished"] = "1"
    crowd.post(crowd.random.choice(crowd.readers), url(chapter, "place/"), place)


def change_look(crowd: Crowd) -> None:
    viewer = crowd.random.choice(list(crowd.clients))
    if viewer and crowd.random.random() < 0.5:
        viewer.refresh_from_db()
        viewer.keep_look(Look({"theme": crowd.random.choice(("sepia", "dark"))}))
    else:
        cookies = crowd.clients[viewer].cookies
        cookies["look"] = crowd.random.choice(("", "theme:sepia", "size:6"))
        cookies["folded"] = crowd.random.choice(("", "note", "note.warning"))
        cookies["beside"] = crowd.random.choice(("", "on"))


def rename(crowd: Crowd) -> None:
    reader = crowd.random.choice([*crowd.readers, crowd.author])
    reader.refresh_from_db()
    reader.name = f"{reader.username} the {len(crowd.done)}th"
    reader.save()


def count_marks(crowd: Crowd) -> None:
    """A reader lets their marks count, or does not."""
    reader = crowd.random.choice(crowd.readers)
    reader.refresh_from_db()
    reader.counts_marks = crowd.random.random() < 0.8
    reader.save(update_fields=["counts_marks"])


def gather(crowd: Crowd) -> None:
    """Here a crowd is all who marked anything, so three mark one sentence first."""
    chapter, about = crowd.chapter, crowd.selection()
    for reader in crowd.readers:
        reader.refresh_from_db()
        reader.counts_marks = True
        reader.save(update_fields=["counts_marks"])
        crowd.post(reader, url(chapter, "highlights/"), about | {"colour": "green"})
    gather_popular_highlights.call()
    crowd.answer = None  # it was to a mark, and the page is another one by now


def leave(crowd: Crowd) -> None:
    """The last of the readers deletes their account; this happens once."""
    reader = crowd.one(crowd.readers[3:])
    crowd.readers.remove(reader)
    del crowd.clients[reader]
    leave_for_good(reader, comments=crowd.random.random() < 0.5, stories=True)


def silence(crowd: Crowd) -> None:
    """Somebody mutes or blocks somebody, or undoes it."""
    people = [*crowd.readers, crowd.author, crowd.moderator]
    reader, whom = crowd.random.sample(people, 2)
    kind = crowd.random.choice(("mute", "block", "nothing"))
    crowd.post(reader, f"/readers/{whom.username}/silence/", {"kind": kind})


def hide_thread(crowd: Crowd) -> None:
    """Or show it again."""
    comment = crowd.one(_spoken(crowd).filter(parent=None))
    reader = crowd.random.choice([*crowd.readers, crowd.author])
    path = f"/comments/{comment.pk}/hide-thread/"
    if comment.passage_id:
        path = f"/passages/{comment.passage_id}/hide/"
    crowd.post(reader, path, {"hide": crowd.random.choice("110")})


def thank(crowd: Crowd) -> None:
    """Thank for the chapter or for a comment, or take it back."""
    reader, path = crowd.random.choice(crowd.readers), url(crowd.chapter, "thanks/")
    if crowd.chapter.story.is_by(reader):
        raise crowd.NothingThere
    if crowd.random.random() < 0.7:
        path = f"/comments/{crowd.one(_spoken(crowd).exclude(reader=reader)).pk}/thanks/"
    crowd.post(reader, path, {"thank": crowd.random.choice("110")})


def suggest_correction(crowd: Crowd) -> None:
    """Or take back one that was suggested."""
    reader = crowd.random.choice(crowd.readers)
    if crowd.chapter.story.is_by(reader):
        raise crowd.NothingThere
    sent = TypoNote.objects.open().filter(reader=reader).first()
    if sent and crowd.random.random() < 0.4:
        crowd.post(reader, f"/typos/{sent.pk}/delete/", {})
        return
    note = {"suggestion": "", "remark": f"hush-{reader.username}-{len(crowd.done)}"}
    crowd.post(reader, url(crowd.chapter, "typos/"), crowd.selection() | note)


def follow(crowd: Crowd) -> None:
    """The story, or not any more."""
    reader, story = crowd.random.choice(crowd.readers), crowd.chapter.story
    if story.is_by(reader):
        raise crowd.NothingThere
    answer = crowd.random.choice(("yes", "no"))
    crowd.post(reader, f"{story.get_absolute_url()}follow/", {"following": answer})


def change_content_preferences(crowd: Crowd) -> None:
    """What somebody is asked before they read."""
    reader = crowd.random.choice(crowd.readers)
    reader.refresh_from_db()
    told = crowd.random.choice(([], ["warnings"], ["explicit", "mature"]))
    reader.keep_content_preferences(ContentPreferences({"told": told}))


def read_on(crowd: Crowd) -> None:
    """Where one was asked first, if one was."""
    crowd.post(crowd.random.choice([None, *crowd.readers]), url(crowd.chapter), {})


def go_away(crowd: Crowd) -> None:
    """The last of the readers closes their account; who has done so comes back."""
    if crowd.away:
        back = open_again(crowd.away)
        crowd.away = None
        crowd.readers.append(back)
        crowd.sign_in(back)
        return
    reader = crowd.one(crowd.readers[3:])
    reader.refresh_from_db()
    keeps = crowd.random.random() < 0.5
    close_account(reader, comments=keeps, stories=True)
    crowd.readers.remove(reader)
    del crowd.clients[reader]
    crowd.away = reader


def _spoken(crowd: Crowd):
    return Comment.objects.spoken().filter(chapter=crowd.pk)


OFTEN = {
    mark: 8,
    change_mark: 7,
    remove_mark: 6,
    put_mark_back: 6,
    comment: 5,
    reply: 2,
    edit_comment: 2,
    delete_comment: 2,
    hide_comment: 3,
    hold_comment: 2,
    reattach: 3,
    silence: 2,
    hide_thread: 2,
    keep_place: 3,
    change_look: 2,
    rename: 2,
    count_marks: 2,
    gather: 3,
    thank: 3,
    suggest_correction: 2,
    follow: 1,
    change_content_preferences: 1,
    read_on: 1,
    go_away: 1,
    leave: 0.1,
}
"""How often each is done."""
