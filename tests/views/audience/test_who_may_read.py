"""Who may read a story, and in whose lists it stands: each audience, for everybody who looks."""

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.models import Chapter, ChosenReader, Picture, Reader, Story, visibility
from reader.models.page_key import page_key
from tests.factories import highlight, make_chapter, say, say_many
from tests.views.audience.conftest import AUDIENCES, VIEWERS, is_listed, may_read

pytestmark = pytest.mark.django_db
STATES = ("published", "draft")
CASES = list(product(AUDIENCES, STATES))


@pytest.mark.parametrize(("audience", "state"), CASES)
def test_every_rule_says_the_same(story_for, people, audience, state):
    story = story_for(audience, state)
    chapter = story.chapters.get()
    picture = Picture.objects.create(story=story, name="a-1x1.png", data=b"a")
    for viewer in VIEWERS:
        who, expected = people[viewer], may_read(viewer, audience, state)
        rows = (Story.objects, story), (Chapter.objects, chapter), (Picture.objects, picture)
        for objects, row in rows:
            assert objects.visible_to(who).filter(pk=row.pk).exists() == expected, (viewer, row)
        assert (page_key(who, story.slug, 1) is not None) == expected, viewer
        if who:
            readers = Reader.objects.filter(visibility.readers(story, chapter))
            assert readers.filter(pk=who.pk).exists() == expected, viewer
        listed = is_listed(viewer, audience, state)
        for objects, row in rows[:2]:
            assert objects.listed_for(who).filter(pk=row.pk).exists() == listed, (viewer, row)


@pytest.mark.parametrize(("audience", "state"), CASES)
def test_pages_open_for_those_and_nobody_else(story_for, viewer, audience, state):
    story = story_for(audience, state)
    url = story.get_absolute_url()
    for name in VIEWERS:
        for path, words in ((url, story.title), (f"{url}1/", "two goats"), (f"{url}all/", "goats")):
            answer = viewer(name).get(path)
            if may_read(name, audience, state):
                shown = b"".join(answer) if answer.streaming else answer.content
                assert answer.status_code == 200 and words in shown.decode(), (name, path)
            elif name == "visitor" and audience == "members" and state == "published":
                assert answer.status_code == 302 and answer.url.startswith("/accounts/login/")
            else:
                assert answer.status_code == 404, (name, path)
                assert story.title not in answer.content.decode()


def test_whoever_was_chosen_counts_only_while_the_story_is_for_chosen_readers(story_for, viewer):
    story = story_for("chosen", "draft")
    Story.objects.filter(pk=story.pk).update(audience="everybody")
    assert viewer("chosen reader").get(story.get_absolute_url()).status_code == 404


def test_of_a_published_story_chosen_readers_see_no_unpublished_chapter(story_for, viewer):
    story = story_for("chosen")
    Chapter.objects.filter(pk=make_chapter("Not yet.", story=story).pk).update(published_at=None)
    assert viewer("chosen reader").get(f"{story.get_absolute_url()}1/").status_code == 200
    assert viewer("chosen reader").get(f"{story.get_absolute_url()}2/").status_code == 404
    assert viewer("author").get(f"{story.get_absolute_url()}2/").status_code == 200


def test_whoever_reads_it_is_told_for_whom_it_is(story_for, viewer):
    said = {"members": "For members", "link": "Only by its link", "chosen": "For chosen readers"}
    for audience, words in said.items():
        story = story_for(audience)
        for path in ("", "1/"):
            page = viewer("chosen reader").get(f"{story.get_absolute_url()}{path}").content.decode()
            assert words in page, path
    everybodys = viewer("reader").get(story_for("everybody").get_absolute_url()).content.decode()
    assert "for-whom" not in everybodys
    draft = story_for("chosen", "draft").get_absolute_url()
    assert "A draft that is shown to you" in viewer("chosen reader").get(draft).content.decode()
    own = " ".join(viewer("author").get(draft).content.decode().split())
    assert "only you and the readers you chose can see it" in own


def test_only_what_goes_by_its_link_is_kept_from_search_engines(story_for, viewer):
    noindex = '<meta name="robots" content="noindex">'
    for audience in ("everybody", "link"):
        url = story_for(audience).get_absolute_url()
        for path in ("", "1/", "all/", "1/revisions/1/"):
            answer = viewer("visitor").get(f"{url}{path}")
            page = (b"".join(answer) if answer.streaming else answer.content).decode()
            assert (noindex in page) == (audience == "link"), path
        file = viewer("visitor").get(f"{url}download/text/")
        assert file.has_header("X-Robots-Tag") == (audience == "link")


def test_who_marked_words_before_does_not_hear_what_chosen_readers_say_on_them(
    chapter, una, tam, browser
):
    """They find what they marked and said, with what was answered, and nothing else."""
    marked = highlight(chapter, "lamp oil", una)
    asked = say(chapter, "Why two?", una, on="two goats")
    answered = say(chapter, "Hm.", tam, on="a widow")
    say(chapter, "Hm, hm.", una, to=answered)
    ChosenReader.objects.create(story=chapter.story, reader=tam)
    Story.objects.filter(pk=chapter.story_id).update(audience="chosen")
    now = Chapter.objects.get(pk=chapter.pk)
    for words in ("lamp oil", "two goats", "a widow"):
        say(now, "Between us.", tam, on=words)
    say(now, "An answer.", tam, to=asked)
    client = browser(una)
    page = client.get(f"/stories/{chapter.story.slug}/out/{chapter.pk}/").content.decode()
    for words in ("lamp oil", "Why two?", "An answer.", "Hm.", "Hm, hm."):
        assert words in page
    assert "Between us." not in page
    for passage in (marked.passage_id, asked.passage_id, answered.passage_id):
        thread = client.get(f"/passages/{passage}/comments/")
        assert "Between us." not in thread.content.decode()
        assert browser(tam).get(f"/passages/{passage}/comments/").text.count("Between us.")


def test_what_others_began_meanwhile_is_not_read_to_be_left_out(browser, chapter, una, tam):
    mine = say(chapter, "Hm.", una, on="a widow")
    Story.objects.filter(pk=chapter.story_id).update(audience="chosen")
    client = browser(una)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/stories/{chapter.story.slug}/out/{chapter.pk}/").text
            thread = client.get(f"/passages/{mine.passage_id}/comments/").text
        assert "Hm." in page and "Hm." in thread and "Remark" not in page + thread
        return sum(len(query["sql"]) for query in queries)

    few = asked()
    say_many(chapter, 200, tam, passage=mine.passage)
    assert asked() < few + 200
