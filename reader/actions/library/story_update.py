"""Updates: a story, and a newer file of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.actions.library.add_chapters import NewChapters
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.describe_story import describe, save_described
from reader.actions.prepare_then_store import prepare_then_store
from reader.actions.revising.begin_margins import begin_again
from reader.actions.revising.proposal import Proposal, one_line_end
from reader.actions.revising.story_snapshot import StorySnapshot
from reader.models.library.author_note import AuthorNote
from reader.models.library.chapter import Chapter, RevisedMeanwhile
from reader.models.library.picture import Picture
from reader.models.library.story import Story
from reader.models.people.reader import Reader
from reader.text.manuscripts import manuscript as manuscripts
from reader.text.manuscripts.chapter_matching import KnownChapter, match_chapters, merge_order
from reader.text.manuscripts.manuscript import Manuscript

Store = Callable[[], Story]


def update_story(story: Story, manuscript: Manuscript, *, by: Reader) -> StoryUpdate:
    """Make the story what a newer file of it says, chapters as revisions, so that margins
    stay; what the file does not have is kept. Gives what was done. Raises RevisedMeanwhile."""
    update = StoryUpdate(story, manuscript)
    update.apply(by=by)
    return update


class StoryUpdate:
    """What a newer file does to a story: each chapter becomes a revision of the one that it is,
    so that its margin stays; new ones come where they belong; none goes, and none that its author
    took out comes back."""

    def __init__(self, story: Story, manuscript: Manuscript) -> None:
        self.story, self.manuscript = story, manuscript
        known = Chapter.with_deleted.filter(story=story).select_related("story", "revision")
        known = known.defer("revision__blocks", "revision__text", "revision__places")
        chapters = list(known.order_by("number", "pk"))
        self.state = _state(chapters)
        self.present = [chapter for chapter in chapters if chapter.number]
        coming = [KnownChapter(c.key, c.title, c.source) for c in manuscript.chapters]
        self.matched = match_chapters(_known(self.present), coming)
        out = [chapter for chapter in chapters if not chapter.number]
        self.left_out = self._find_left_out(_known(out), coming)
        self.changed = self._count_changed()

    def _find_left_out(self, out: list[KnownChapter], coming: list[KnownChapter]) -> list[int]:
        """Which of the file's chapters are among those that its author took out."""
        new = []
        for i, at in enumerate(self.matched):
            if at is None:
                new.append(i)
        matched = match_chapters(out, [coming[i] for i in new], places=False)
        left_out = []
        for i, at in zip(new, matched, strict=True):
            if at is not None:
                left_out.append(i)
        return left_out

    @property
    def plan(self) -> dict[str, object]:
        """What is to be done to what, for JSON: two updates that do the same have the same."""
        return {
            "story": self.story.pk,
            "state": self.state,
            "matched": self.matched,
            "left_out": self.left_out,
        }

    @property
    def missing(self) -> list[Chapter]:
        """The story's chapters that are not in the file."""
        matched = set(self.matched)
        missing = []
        for at, chapter in enumerate(self.present):
            if at not in matched:
                missing.append(chapter)
        return missing

    @property
    def added(self) -> int:
        """How many chapters are new."""
        return self.matched.count(None) - len(self.left_out)

    def _count_changed(self) -> int:
        """How many chapters have another text in the file."""
        changed = 0
        for at, chapter in zip(self.matched, self.manuscript.chapters, strict=True):
            if at is not None:
                known = self.present[at].revision
                changed += known is None or known.source != one_line_end(chapter.source)
        return changed

    def sentences(self) -> list[str]:
        """What is to be known before, a sentence each."""
        said = [
            f"Of “{self.story}”, {_chapters(self.changed)} changed in this file, "
            f"and {_chapters(self.added)} new."
        ]
        missing = [f"“{chapter.heading}”" for chapter in self.missing]
        if missing:
            names = ", ".join(missing[:5]) + (" and others" if len(missing) > 5 else "")
            said.append(f"Not in this file, so left unchanged: {names}.")
        if self.left_out:
            out = []
            for i in self.left_out:
                out.append(self.manuscript.chapters[i].title or f"Chapter {i + 1}")
            names = ", ".join(sorted(out))
            said.append(f"Removed from the story by you, so not added again: {names}.")
        return said

    def apply(self, *, by: Reader, within: Callable[[Store], Story] | None = None) -> None:
        """Do it: all of it, or nothing; in the transaction `within` calls what stores it. Raises
        RevisedMeanwhile where a chapter is another one than this was worked out for."""

        def prepare() -> Store:
            store = self._prepared(by)
            if within is None:
                return store
            return lambda: within(store)

        prepare_then_store(self.story, prepare)

    def _prepared(self, by: Reader) -> Store:
        """Render and carry all there is, storing nothing; gives what stores it."""
        story = self.story
        describe(story, self.manuscript)
        snapshot, new = StorySnapshot(story), NewChapters(story)
        proposals: list[Proposal] = []
        chapters: dict[int, Chapter] = {}
        notes: dict[int, list[AuthorNote]] = {}
        for i, chapter in enumerate(self.manuscript.chapters):
            if self.matched[i] is None and i not in self.left_out:
                chapters[i] = new.add(
                    chapter.title, chapter.source, notes=chapter.notes, key=chapter.key
                )
                snapshot.texts.append((chapters[i], chapters[i].current_revision))
        for i, at in enumerate(self.matched):
            if at is not None:
                chapter, chapters[i] = self.manuscript.chapters[i], self.present[at]
                chapters[i].story = story
                proposals.append(Proposal(chapters[i], chapter.source, by=by, snapshot=snapshot))
                notes[i] = AuthorNote.objects.rendered(chapter.notes, story)
        about = AuthorNote.objects.rendered(self.manuscript.notes, story)
        pictures = Picture.of_files(self.manuscript.pictures)

        def store() -> Story:
            story.hold_whole()
            if state_of(story) != self.state:
                raise RevisedMeanwhile
            snapshot.check_unchanged()
            save_described(story, self.manuscript, about)
            Picture.objects.add(pictures, story=story)
            new.store()
            for proposal in proposals:
                proposal.store()
            begin_again(proposal.chapter for proposal in proposals)
            for i, said in notes.items():
                _name(chapters[i], self.manuscript.chapters[i], said)
            self._order([chapters[i].pk for i in sorted(chapters)])
            return story

        return store

    def _order(self, keys: list[int]) -> None:
        before = [chapter.pk for chapter in self.present]
        order = merge_order(before, keys)
        if order != before:
            ChapterList(self.story).order(order)


def state_of(story: Story) -> list[list[object]]:
    """What of a story's chapters a plan hangs on, for JSON."""
    return _state(Chapter.with_deleted.filter(story=story).order_by("number", "pk"))


def _state(chapters: Iterable[Chapter]) -> list[list[object]]:
    return [[c.pk, c.number, c.revision_id, c.title, c.key] for c in chapters]


def _name(found: Chapter, chapter: manuscripts.Chapter, notes: list[AuthorNote]) -> None:
    """Give a chapter that was found again its title, its key and its notes, where the file has
    any."""
    title = chapter.title.strip()[:200] or found.title
    key = chapter.key[:500] or found.key
    if (found.title, found.key) != (title, key):
        found.title, found.key = title, key
        found.save(update_fields=["title", "key"])
    if notes:
        AuthorNote.objects.replace(found.notes, notes)


def _known(chapters: Iterable[Chapter]) -> list[KnownChapter]:
    return [KnownChapter(c.key, c.title, c.revision.source if c.revision else "") for c in chapters]


def _chapters(number: int) -> str:
    return f"{number} chapter{' is' if number == 1 else 's are'}"
