"""Whatever is done with a story, in whichever order: nobody reads words that never were everybody's
and that they were not chosen for, and what readers marked and said stays on their words."""

import re
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from reader.actions.annotations.annotation_list import AnnotationList
from reader.actions.inbox.notify import notify_readers
from reader.actions.library.chapter_list import ChapterList, WouldPublish
from reader.actions.library.first_stories import let_out, stop_waiting
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import TakenDown, publish_chapter, publish_story
from reader.actions.library.schedule import forget_times, make_draft, schedule, to_schedule
from reader.actions.library.split_chapter import split_chapter
from reader.actions.library.take_down import put_back, take_down
from reader.actions.margin.comment import add_comment
from reader.actions.margin.passage_at import passage_at
from reader.actions.margin.typo_note import send_typo_note
from reader.actions.revising.revise import revise
from reader.models import Chapter, ChosenReader, Comment, Highlight, Passage, Revision, Story
from reader.models.library.co_author import CoAuthor
from reader.views.desk.forms import StoryForm
from tests.factories import highlight_words, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db

WORD = re.compile(r"\bz\d+q\b")
ACTS = (
    *("change", "change", "change", "mark", "mark", "mark", "say", "say", "answer", "correct"),
    *("publish", "publish", "unpublish", "publish_one", "publish_one", "unpublish_one"),
    *("schedule", "time_passes", "open", "choose", "join", "split", "merge", "take_out"),
    *("bring_back", "take_down", "put_back", "wait", "look_at", "move"),
)


class Walk:
    """A story, who reads it, and what each of them was ever allowed to read."""

    def __init__(self, seed, settings, browser):
        self.random, self.settings = Random(seed), settings
        self.author, self.other = make_reader(f"author{seed}"), make_reader(f"other{seed}")
        self.chosen, self.reader = make_reader(f"chosen{seed}"), make_reader(f"reader{seed}")
        self.people = [self.reader, self.chosen, self.other, None]
        self.clients = {person: browser(person) for person in self.people}
        self.words = 0
        self.allowed = defaultdict(set)
        self.everybodys, self.of_the_chosen = set(), set()
        self.marked, self.done = {}, []
        audience = self.random.choice(["chosen", "chosen", "everybody"])
        self.story = make_story(author=self.author, draft=True, audience=audience)
        ChosenReader.objects.create(story=self.story, reader=self.chosen)
        for _ in range(2):
            make_chapter("\n\n".join(self.paragraph() for _ in range(3)), story=self.story)

    def paragraph(self):
        return " ".join(self.word() for _ in range(5)) + "."

    def word(self):
        self.words += 1
        return f"z{self.words}q"

    def do(self, name):
        self.story = Story.with_deleted.select_related("author").get(pk=self.story.pk)
        self.done.append(name)
        getattr(self, name)()
        self.look()

    def any(self, things):
        things = list(things)
        return self.random.choice(things) if things else None

    @property
    def chapters(self):
        found = Chapter.objects.filter(story=self.story).select_related("story__author", "revision")
        return list(found.order_by("pk"))

    def a_chapter(self):
        return self.any(one for one in self.chapters if one.number)

    # What each may read, told apart from the code: by what stands in the rows.

    def may_read(self, person, chapter):
        story = Story.objects.get(pk=self.story.pk)
        now = timezone.now()
        story_out = story.published_at is not None and story.published_at <= now
        out = story_out and chapter.published_at is not None and chapter.published_at <= now
        if CoAuthor.objects.filter(story=story, reader=person, accepted_at__isnull=False).exists():
            return True
        if story.audience == "chosen":
            among = ChosenReader.objects.filter(story=story, reader=person).exists()
            draft = not story_out and not chapter.taken_down_at
            return among and not story.taken_down_at and (out or draft)
        return out

    def look(self):
        """Note what each may read now."""
        self.story.refresh_from_db()
        for chapter in self.chapters:
            if chapter.merged_into_id:
                continue
            words = set(WORD.findall(chapter.text))
            is_out = chapter.is_public
            if is_out and self.story.audience != "chosen":
                self.everybodys |= words
            elif is_out:
                self.of_the_chosen |= words
            quotes = Passage.objects.filter(chapter=chapter).values_list("quote", flat=True)
            in_margin = set(WORD.findall(" ".join(quotes)))
            for person in self.people[:3]:
                if self.may_read(person, chapter):
                    # Whoever is chosen for a draft reads its margin, too, on older words of it.
                    self.allowed[person] |= words if is_out else words | in_margin
        chosen = self.story.audience == "chosen" and self.story.chosen_readers.all()
        for row in chosen or ():
            self.allowed[row.reader] |= self.of_the_chosen
        if self.other.pk in self.story.author_keys:
            self.allowed[self.other] |= {f"z{number}q" for number in range(1, self.words + 1)}

    # What people do.

    def change(self):
        chapter = self.a_chapter()
        if chapter is None:
            return
        text = chapter.current_revision.source
        how = self.random.random()
        if how < 0.4:
            text = text.replace(self.any(WORD.findall(text)), self.word())
        elif how < 0.6:
            parts = text.split("\n\n")
            parts[self.random.randrange(len(parts))] = self.paragraph()
            text = "\n\n".join(parts)
        elif how < 0.8:
            parts = text.split("\n\n")
            if len(parts) > 1:
                parts.pop(self.random.randrange(len(parts)))
            text = "\n\n".join(parts)
        else:
            text = self.any(chapter.revisions.all()).source
        revise(chapter, text, by=self.author)

    def move(self):
        one, other = self.a_chapter(), self.a_chapter()
        parts = one.current_revision.source.split("\n\n") if one else []
        if one and one != other and len(parts) > 1:
            moved = parts.pop()
            revise(other, f"{other.current_revision.source}\n\n{moved}", by=self.author)
            one = Chapter.objects.select_related("story", "revision").get(pk=one.pk)
            revise(one, "\n\n".join(parts), by=self.author)

    def _somebody(self):
        person = self.any([*self.people[:3], self.author])
        readable = []
        for chapter in self.chapters:
            if chapter.number and (person == self.author or self.may_read(person, chapter)):
                readable.append(chapter)
        return person, self.any(readable)

    def _stretch(self, chapter):
        line = self.any(chapter.current_revision.block_texts)
        words = WORD.findall(line)
        first = self.random.randrange(max(len(words) - 2, 1))
        some = words[first : first + self.random.choice([2, 3])]
        start = chapter.text.index(some[0])
        return start, chapter.text.index(some[-1]) + len(some[-1])

    def _keep(self, row, chapter):
        if chapter.is_public and self.story.audience != "chosen":
            quote = row.passage.quote
            self.marked[type(row), row.pk] = quote
        else:
            self.marked[type(row), row.pk] = None

    def mark(self):
        person, chapter = self._somebody()
        if chapter:
            public = self.random.random() < 0.6
            place = self._stretch(chapter)
            mark = highlight_words(chapter, person, *place, "yellow", public=public)
            if (Highlight, mark.pk) not in self.marked:
                self._keep(mark, chapter)

    def say(self):
        person, chapter = self._somebody()
        if chapter:
            passage = passage_at(chapter, *self._stretch(chapter))
            self._keep(add_comment("Why so?", by=person, chapter=chapter, passage=passage), chapter)

    def answer(self):
        person, chapter = self._somebody()
        if chapter:
            to = self.any(Comment.objects.filter(chapter=chapter, passage__isnull=False))
            if to:
                said = say(chapter, "Indeed.", person, to=to)
                self.marked[Comment, said.pk] = None

    def correct(self):
        person, chapter = self._somebody()
        if chapter and person in (self.reader, self.chosen):
            send_typo_note(chapter, *self._stretch(chapter), "other", "", by=person)

    def publish(self):
        with suppress(TakenDown):
            publish_story(self.story)

    def wait(self):
        self.settings.FIRST_STORIES_WAIT = True
        self.publish()
        self.settings.FIRST_STORIES_WAIT = False

    def look_at(self):
        if self.story.waits_since:
            self.any([let_out, stop_waiting])(self.story)

    def unpublish(self):
        if self.story.published_at:
            forget_times(self.story)
            self.story.unpublish()

    def publish_one(self):
        chapter = self.a_chapter()
        if chapter and not self.story.is_draft:
            with suppress(TakenDown):
                publish_chapter(chapter)

    def unpublish_one(self):
        chapter = self.a_chapter()
        if chapter and chapter.published_at:
            make_draft(chapter)

    def schedule(self):
        chapter = self.any(to_schedule(self.story))
        if chapter and not chapter.is_public and not self.story.taken_down_at:
            schedule(self.story, {chapter.pk: timezone.now() + timedelta(days=1)})

    def time_passes(self):
        """What is set for a time comes out."""
        now = timezone.now()
        Chapter.objects.filter(story=self.story, published_at__gt=now).update(published_at=now)
        Story.objects.filter(pk=self.story.pk, published_at__gt=now).update(published_at=now)

    def open(self):
        audience = self.random.choice(["everybody", "members", "chosen", "chosen"])
        said = {"title": self.story.title, "language": "en", "status": self.story.status}
        said |= {"audience": audience, "edited": "x"}
        form = StoryForm(said, instance=self.story)
        form.data["chosen_names"] = ", ".join(
            row.reader.username for row in self.story.chosen_readers.all()
        )
        assert form.is_valid(), form.errors
        form.save()

    def choose(self):
        rows = ChosenReader.objects.filter(story=self.story)
        keys = set(rows.values_list("reader", flat=True)) ^ {self.any(self.people[:2]).pk}
        ChosenReader.objects.replace(self.story.pk, keys)

    def join(self):
        row = CoAuthor.objects.filter(story=self.story, reader=self.other)
        if row.exists():
            row.delete()
        else:
            CoAuthor.objects.create(story=self.story, reader=self.other, accepted_at=timezone.now())
        self.story.name_co_authors()

    def split(self):
        chapter = self.a_chapter()
        if chapter and len(chapter.current_revision.blocks) > 1:
            split_chapter(chapter, 1, "Split", by=self.author)

    def merge(self):
        chapter = self.a_chapter()
        try:
            if chapter:
                merge_with_next(chapter, by=self.author)
        except (IndexError, WouldPublish):
            pass

    def take_out(self):
        chapter = self.a_chapter()
        if chapter:
            self.any([ChapterList(self.story).take_out, ChapterList(self.story).delete])(chapter)

    def bring_back(self):
        contents = ChapterList(self.story)
        chapter = self.any([*contents.taken_out, *contents.deleted])
        if chapter:
            contents.put_back(chapter)

    def take_down(self):
        what = self.any([self.story, self.a_chapter()])
        if what:
            take_down(what, "Why.")

    def put_back(self):
        down = [one for one in [self.story, *self.chapters] if one.taken_down_at]
        if down:
            put_back(self.any(down))

    # What must be so.

    def check(self):
        notify_readers()
        for person in self.people:
            told = self.allowed[person] | self.everybodys
            for where, text in self.surfaces(person):
                more = set(WORD.findall(text)) - told
                assert not more, (str(person), where, more, self.done)
        for (model, key), quote in self.marked.items():
            row = model.objects.select_related("passage").get(pk=key)
            if quote is not None:
                assert row.passage and row.passage.quote == quote, (model, key, self.done)

    def surfaces(self, person):
        """What is told to somebody by programs, files, threads and texts: each with its name."""
        of_story = {"chapter__story": self.story}
        seen = Passage.objects.visible_to(person).filter(**of_story)
        for passage in seen:
            yield f"thread {passage.pk}", passage.quote
        visible = Chapter.objects.visible_to(person).filter(story=self.story)
        homes = [chapter for chapter in visible if chapter.home in visible]
        for revision in Revision.objects.visible_to(person).filter(chapter__in=homes):
            yield f"revision {revision}", revision.text
        told = [AnnotationList.visible_to(person, story=self.story)]
        told += [AnnotationList.of(person)] if person else []
        for annotations in told:
            for one in annotations.in_reading_order():
                yield one.id, f"{one.quote} {one.marked} {one.prefix} {one.suffix}"
        for chapter in Chapter.with_deleted.filter(story=self.story) if person else ():
            url = reverse("taken_out_chapter", args=[self.story.slug, chapter.pk])
            yield url, self.clients[person].get(url).text


@pytest.mark.parametrize("seed", range(2))
def test_in_whichever_order(seed, settings, browser):
    walk = Walk(seed, settings, browser)
    for _ in range(30):
        walk.do(walk.random.choice(ACTS))
    walk.check()
