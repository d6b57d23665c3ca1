"""What chosen readers marked in a draft, once it came out: nobody else reads what it said."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import publish_chapter, publish_story
from reader.actions.library.schedule import make_draft, schedule
from reader.actions.library.take_down import put_back, take_down
from reader.actions.revising.revise import revise
from reader.exporting.annotations.annotation_file import AnnotationFile
from reader.models import Chapter, ChosenReader, Comment, Highlight, Passage, Story
from reader.models.margin.passage import UNREAD_WORDS
from reader.views.desk.forms import StoryForm
from tests.actions.mail.steps import make_reader_with_mail, work
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db

OLD = "The zebra slept at noon. A miller kept two goats by the river, and rain fell all night."
NEW = "A miller kept two goats by the river, and rain fell all night."


@pytest.fixture
def draft(author, people):
    story = make_story(author=author, draft=True, audience="chosen", slug="zephyr")
    ChosenReader.objects.create(story=story, reader=people["chosen reader"])
    return make_chapter(OLD, story=story)


@pytest.fixture
def came_out(draft, people):
    """A chapter that came out for everybody, without words that were talked about before."""
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    _come_out(draft)
    return _now(draft)


def _now(chapter):
    return Chapter.objects.select_related("story__author", "revision").get(pk=chapter.pk)


def _come_out(chapter, text=NEW):
    revise(chapter, text, by=chapter.story.author)
    Story.objects.filter(pk=chapter.story_id).update(audience="everybody")
    publish_story(_now(chapter).story)


def _surfaces(chapter):
    passage, comment = Passage.objects.get(), Comment.objects.get()
    url = chapter.get_absolute_url()
    return {
        "page": url,
        "thread": passage.thread_url,
        "thread in the text": passage.url_in_chapter,
        "feed of the thread": f"/passages/{passage.pk}/feed/",
        "feed of the chapter": f"{url}comments/feed/",
        "loose": f"{url}loose/",
        "annotation": f"/annotations/c{comment.pk}",
        "annotations of the chapter": f"/annotations{url}",
        "reader": comment.reader.get_absolute_url(),
    }


@pytest.mark.parametrize("name", ["visitor", "reader"])
def test_no_surface_tells_the_words_of_a_draft(came_out, viewer, name):
    client, said = viewer(name), []
    for surface, url in _surfaces(came_out).items():
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, surface
        assert "zebra" not in answer.text, surface
        if "Why asleep?" in answer.text or UNREAD_WORDS in answer.text:
            said.append(surface)
    assert set(said) == set(_surfaces(came_out)), said
    assert UNREAD_WORDS in client.get(Passage.objects.get().thread_url).text


def test_a_search_does_not_find_them(came_out):
    assert not Comment.objects.matching("zebra").exists()
    assert Comment.objects.matching("asleep").exists()


def test_an_answer_is_told_without_them(came_out, viewer):
    thread, url = Comment.objects.get(), "/comments/{}/reply/"
    viewer("reader").post(url.format(thread.pk), {"text": "Indeed."})
    viewer("author").post(url.format(thread.pk), {"text": "It was late."})
    notify_readers()
    client = viewer("reader")
    for page, said in (("/inbox/", "It was late."), ("/words/", "Indeed."), ("/following/", "")):
        answer = client.get(page)
        assert answer.status_code == 200
        assert said in answer.text
        assert "zebra" not in answer.text, page
    assert "Indeed." not in client.get("/words/?q=zebra").text
    assert "Indeed." in client.get("/words/?q=indeed").text


def test_no_book_has_them(came_out, viewer):
    url = f"{came_out.story.get_absolute_url()}download/epub/?with=threads"
    answer = viewer("reader").get(url)
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        book = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert "Why asleep?" in book
    assert "zebra" not in book


def test_words_that_stand_are_quoted_as_they_came_out(draft, people):
    said = say(draft, "Two?", people["chosen reader"], on="kept two goats by the river")
    _come_out(draft, OLD.replace("two goats by", "three goats by"))
    said.refresh_from_db()
    assert said.passage.quote == "kept three goats by the river"
    assert said.passage.origin == _now(draft).revision
    assert not Comment.objects.filter(search_text__contains="two goats").exists()


def test_marks_on_words_that_are_gone_are_their_readers_own(draft, people):
    mark = highlight(draft, "zebra slept", people["chosen reader"], public=True)
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    _come_out(draft)
    mark.refresh_from_db()
    assert (mark.passage.quote, mark.public, mark.may_be_shown) == ("zebra slept", False, False)
    assert not Highlight.objects.visible_to(people["reader"]).exists()
    assert Comment.objects.get().passage.quote == UNREAD_WORDS


def test_a_mark_alone_keeps_its_passage(draft, people):
    mark = highlight(draft, "zebra slept", people["chosen reader"], public=True)
    _come_out(draft)
    kept = Highlight.objects.get()
    assert (kept.passage_id, kept.passage.quote) == (mark.passage_id, "zebra slept")
    assert not (kept.public or kept.may_be_shown)


def test_a_chapter_that_comes_by_the_clock_tells_nothing_either(draft, people):
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    story = draft.story
    schedule(story, {draft.pk: timezone.now() + timedelta(days=1)})
    revise(_now(draft), NEW, by=story.author)
    assert Passage.objects.get().quote == UNREAD_WORDS


def test_it_is_the_same_where_nobody_is_chosen_any_more(draft, people):
    say(draft, "Why asleep?", people["chosen reader"], on="zebra slept")
    ChosenReader.objects.all().delete()
    _come_out(draft)
    assert Passage.objects.get().quote == UNREAD_WORDS


def test_what_everybody_could_read_keeps_its_words(author, people):
    """A chapter of a story that was out and is out again, which nobody was chosen for."""
    chapter = make_chapter(OLD, author=author)
    say(chapter, "Why asleep?", people["reader"], on="zebra slept")
    revise(chapter, NEW, by=author)
    make_draft(_now(chapter))
    publish_chapter(_now(chapter))
    assert Passage.objects.get().quote == "zebra slept"


def test_it_does_so_whoever_was_chosen_for_the_story_before(author, people):
    chapter = make_chapter(OLD, author=author)
    ChosenReader.objects.create(story=chapter.story, reader=people["chosen reader"])
    say(chapter, "Why asleep?", people["reader"], on="zebra slept")
    mark = highlight(chapter, "two goats", people["reader"], public=True)
    revise(chapter, NEW.replace("two goats", "three goats"), by=author)
    make_draft(_now(chapter))
    revise(_now(chapter), NEW.replace("two goats", "two tame goats"), by=author)
    publish_chapter(_now(chapter))
    mark.refresh_from_db()
    assert (mark.passage.quote, mark.public) == ("two goats", True)
    assert Comment.objects.get().passage.quote == "zebra slept"


def test_what_comes_from_a_draft_is_of_the_text_that_it_comes_to(author, people):
    story = make_story(author=author)
    out, draft = make_chapter("It rained.", story=story), make_chapter(OLD, story=story)
    make_draft(draft)
    draft = _now(draft)
    line = "They walked to the mill beyond the marshes before dawn, all seven of them."
    revise(draft, f"A zebra slept there. {line}", by=author)
    mark = highlight(_now(draft), line, author, public=True)
    revise(out, f"It rained. {line}", by=author)
    revise(_now(draft), "A zebra slept there.", by=author)
    mark.refresh_from_db()
    out = _now(out)
    assert (mark.passage.chapter, mark.passage.quote) == (out, line)
    assert (mark.passage.origin, mark.passage.prefix) == (out.revision, "It rained. ")


def test_what_was_marked_in_chapters_set_for_later_begins_in_the_text_that_both_become(author):
    """The texts from which it came are nobody's to read when that comes out."""
    story = make_story(author=author)
    first, second = make_chapter("It rained.", story=story), make_chapter(OLD, story=story)
    for chapter in (first, second):
        later = timezone.now() + timedelta(days=1)
        Chapter.objects.filter(pk=chapter.pk).update(published_at=later)
    mark = highlight(second, "zebra slept", author, public=True)
    both = merge_with_next(_now(first), by=author)
    mark.refresh_from_db()
    assert mark.passage.origin_id == _now(both).revision_id and mark.passage.quote == "zebra slept"


def test_a_merged_draft_has_no_texts_of_its_own(author, viewer):
    story = make_story(author=author, draft=True)
    first, second = make_chapter("It rained.", story=story), make_chapter(OLD, story=story)
    publish_story(story)
    story.unpublish()
    revise(_now(second), "A zebra woke.", by=author)
    merge_with_next(_now(first), by=author)
    revise(_now(first), "It rained.", by=author)
    publish_story(_now(first).story)
    for text in second.revisions.all():
        assert viewer("reader").get(text.get_absolute_url()).status_code in (404, 410)


def test_what_was_written_while_it_was_down_stays_unread(author, viewer):
    chapter = make_chapter("It rained.", author=author)
    take_down(chapter, "Why.")
    revise(_now(chapter), OLD, by=author)
    said = say(_now(chapter), "Asleep?", author, on="zebra slept")
    revise(_now(chapter), "It snowed.", by=author)
    put_back(chapter)
    said.refresh_from_db()
    assert said.passage is None
    client = viewer("reader")
    assert "It rained." in client.get(f"{chapter.get_absolute_url()}revisions/1/").text
    assert client.get(f"{chapter.get_absolute_url()}revisions/2/").status_code == 404


def test_who_was_chosen_alone_read_what_was_another_text_when_it_was_opened(draft, people, viewer):
    publish_story(draft.story)
    say(_now(draft), "Why asleep?", people["chosen reader"], on="zebra slept")
    revise(_now(draft), NEW, by=draft.story.author)
    _open(draft.story)
    assert Passage.objects.get().quote == UNREAD_WORDS
    url = f"{draft.get_absolute_url()}revisions/1/"
    assert viewer("reader").get(url).status_code == 404
    assert viewer("author").get(url).status_code == 200


def test_who_wrote_on_a_chapter_does_not_read_its_draft(author, people, viewer):
    chapter = make_chapter("A miller kept two goats.", author=author)
    say(chapter, "Two?", people["reader"], on="kept two goats")
    make_draft(chapter)
    revise(_now(chapter), "A miller kept zebra goats.", by=author)
    page = viewer("reader").get(f"{chapter.story.get_absolute_url()}out/{chapter.pk}/").text
    assert "Two?" in page
    assert "kept two goats" in page
    assert "zebra" not in page


def test_who_is_not_chosen_any_more_is_not_told_another_draft(draft, people):
    publish_story(draft.story)
    draft.story.unpublish()
    mine = say(_now(draft), "Two?", people["chosen reader"], on="kept two goats by the river")
    ChosenReader.objects.all().delete()
    revise(_now(draft), OLD.replace("two goats by", "three goats by"), by=draft.story.author)
    mine.refresh_from_db()
    assert mine.passage.quote == UNREAD_WORDS


def _open(story):
    story.refresh_from_db()
    said = {"title": story.title, "language": "en", "status": story.status}
    form = StoryForm(said | {"audience": "everybody"}, instance=story)
    assert form.is_valid(), form.errors
    form.save()


def test_what_authors_said_on_words_that_are_gone_is_not_found_by_them(draft, author):
    say(draft, "Why asleep?", author, on="zebra slept")
    _come_out(draft)
    assert Comment.objects.get().passage is None
    assert not Comment.objects.matching("zebra").exists()


def test_a_closed_thread_stays_closed(draft, people):
    said = say(draft, "Two?", people["chosen reader"], on="two goats")
    Passage.objects.update(closed_at=timezone.now())
    _come_out(draft)
    said.refresh_from_db()
    assert said.passage.closed_at


def test_who_spoke_on_them_and_who_writes_the_story_still_read_them(came_out, people, viewer):
    thread = Comment.objects.get()
    say(came_out, "What of it?", people["reader"], to=thread)
    for name in ("author", "chosen reader"):
        assert "zebra slept" in viewer(name).get(thread.passage.thread_url).text, name
        assert "zebra" not in viewer(name).get(came_out.get_absolute_url()).text, name
    client = viewer("chosen reader")
    assert "zebra slept" in client.get("/words/").text
    assert "zebra slept" in _own_file(people["chosen reader"], "md")
    assert "zebra slept" in _own_file(people["chosen reader"], "jsonld")


@pytest.mark.parametrize("ending", ["md", "csv", "jsonld"])
def test_no_file_of_somebody_else_tells_them(came_out, people, ending):
    say(came_out, "What of it?", people["reader"], to=Comment.objects.get())
    say(came_out, "Two?", people["reader"], on="two goats")
    file = _own_file(people["reader"], ending)
    assert "Two?" in file
    assert "zebra" not in file


def test_no_mail_tells_them(came_out, author):
    tam, thread = (
        make_reader_with_mail("tam", answer="at-once", thread="at-once"),
        Comment.objects.get(),
    )
    say(came_out, "Indeed.", tam, to=thread)
    say(came_out, "It was late.", author, to=thread)
    work()
    told = "".join(f"{letter.body} {letter.alternatives}" for letter in mail.outbox)
    assert "It was late." in told
    assert "zebra" not in told


def _own_file(reader, ending):
    file = AnnotationFile(reader, ending, "https://host/", "https://host/x", "All")
    content = io.BytesIO()
    file.write(content)
    return content.getvalue().decode()
