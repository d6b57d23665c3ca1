"""What a story, or what is said on it, may be; and who may see what of it: the rules in plain sets.

Nothing here asks Gloss. Each state has words that occur nowhere else, by which one sees what an
answer gives away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.actions.library.chapter_list import ChapterList
from reader.models import Chapter, Comment, Highlight, Story
from tests.factories import highlight, make_chapter, make_story, say
from tests.matrix.people import EVERYBODY, VISITOR, People, relate

DEAF = {"muter", "blocked"}
HEARERS = EVERYBODY - DEAF
"""Who sees what the writer says."""
HANDS = {"author", "co_author"}
"""Who has the author's hands on the story."""
MODERATORS = {"moderator", "administrator"}
NOBODY: set[str] = set()
ONLY_WRITER = {"writer"}


@dataclass(frozen=True)
class Rules:
    """Who may, in one state, see three things wherever they stand: the chapter's text, the words of
    the comment, the private note; and whom five pages open to: the story's, the chapter's, that of
    a chapter which is out of the story, the comment's, and those for the author's hands."""

    text: set[str]
    words: set[str]
    story: set[str]
    chapter: set[str]
    out: set[str]
    hands: set[str]
    note = ONLY_WRITER

    @property
    def comment(self) -> set[str]:
        """Whoever may see what it says can go to it."""
        return self.words


@dataclass
class Case:
    """A story in a state, with one chapter that matters (number 2), what the writer marked there in
    private with a note, and what they said there in public."""

    state: str
    story: Story
    chapter: Chapter
    comment: Comment
    mark: Highlight

    @property
    def secrets(self) -> dict[str, str]:
        """The words by which the text, the comment and the private note are known."""
        return {kind: word(kind, self.state) for kind in ("text", "words", "note")}


def word(kind: str, state: str) -> str:
    """A word that stands in one thing of one state alone."""
    return f"{kind}of{state}".replace("_", "")


def make_case(state: str, people: People) -> Case:
    """A story that came into a state after everybody had read it and the writer had written."""
    title = f"Story {state}"
    story = make_story(author=people["author"], title=title, slug=state.replace("_", "-"))
    relate(people, story)
    make_chapter("The first chapter.", story=story, title="First")
    text = f"It was {word('text', state)} at nine.\n\nThey crossed with two goats."
    chapter = make_chapter(text, story=story, title="Second")
    mark = highlight(chapter, "crossed with", people["writer"], note=word("note", state))
    comment = say(chapter, f"So {word('words', state)}.", people["writer"], on="two goats")
    STATES[state][0](chapter, comment)
    for row in (story, chapter, comment, mark):
        row.refresh_from_db()
    return Case(state, story, chapter, comment, mark)


def _as_it_is(chapter: Chapter, comment: Comment) -> None:
    pass


def _hide(chapter: Chapter, comment: Comment) -> None:
    comment.hide()


def _hold(chapter: Chapter, comment: Comment) -> None:
    comment.hold(Comment.HeldFor.REPORTS)


def _unpublish(chapter: Chapter, comment: Comment) -> None:
    chapter.story.unpublish()


def _set_audience(audience: str) -> Callable[[Chapter, Comment], None]:
    def change(chapter: Chapter, comment: Comment) -> None:
        chapter.story.audience = audience
        chapter.story.save()

    return change


def _show_draft(chapter: Chapter, comment: Comment) -> None:
    _set_audience("chosen")(chapter, comment)
    _unpublish(chapter, comment)


def _take_out(chapter: Chapter, comment: Comment) -> None:
    ChapterList(chapter.story).take_out(chapter)


def _delete_chapter(chapter: Chapter, comment: Comment) -> None:
    ChapterList(chapter.story).delete(chapter)


def _delete_story(chapter: Chapter, comment: Comment) -> None:
    chapter.story.delete_for_now()


ALL = Rules(
    text=EVERYBODY, words=HEARERS, story=EVERYBODY, chapter=EVERYBODY, out=NOBODY, hands=HANDS
)  # fmt: skip
MEMBERS = EVERYBODY - {VISITOR}
FOR_MEMBERS = replace(ALL, text=MEMBERS, words=MEMBERS & HEARERS, story=MEMBERS, chapter=MEMBERS)
CHOSEN = HANDS | {"chosen"}
FOR_CHOSEN = replace(
    ALL, text=CHOSEN, words=CHOSEN | ONLY_WRITER, story=CHOSEN, chapter=CHOSEN, out=ONLY_WRITER
)
STATES: dict[str, tuple[Callable[[Chapter, Comment], None], Rules]] = {
    "public": (_as_it_is, ALL),
    "hidden": (_hide, replace(ALL, words=ONLY_WRITER | HANDS | MODERATORS)),
    "held": (_hold, replace(ALL, words=ONLY_WRITER | HANDS | MODERATORS)),
    "draft": (
        _unpublish,
        Rules(
            text=HANDS, words=HANDS | ONLY_WRITER, story=HANDS, chapter=HANDS, out=ONLY_WRITER,
            hands=HANDS,
        ),
    ),
    "members": (_set_audience("members"), FOR_MEMBERS),
    "link": (_set_audience("link"), ALL),
    "chosen": (_set_audience("chosen"), FOR_CHOSEN),
    "shown_draft": (_show_draft, FOR_CHOSEN),
    "taken_out": (_take_out, replace(ALL, text=HANDS, chapter=NOBODY, out=EVERYBODY)),
    "deleted_chapter": (
        _delete_chapter,
        replace(ALL, text=NOBODY, words=ONLY_WRITER, chapter=NOBODY, out=ONLY_WRITER),
    ),
    "deleted_story": (
        _delete_story,
        Rules(
            text=NOBODY, words=ONLY_WRITER, story=NOBODY, chapter=NOBODY, out=ONLY_WRITER,
            hands=NOBODY,
        ),
    ),
}  # fmt: skip
