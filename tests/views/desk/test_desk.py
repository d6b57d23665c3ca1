"""The desk: stories begun, chapters arranged, by their author alone."""

import pytest

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.publish import publish_chapter
from reader.models import AuthorNote, Chapter, Comment, Highlight, Progress, Story
from tests.factories import highlight, make_chapter, make_story, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(browser, author):
    return browser(author)


@pytest.fixture
def story(chapter):
    make_chapter("It laughed back.", story=chapter.story, title="High Water")
    return chapter.story


def desk(story):
    return f"/desk/{story.slug}/"


def do(client, story, what, number=None):
    chapter = story.chapters.get(number=number).pk if number else ""
    return client.post(desk(story), {"do": what, "chapter": chapter})


def titles(story):
    return [chapter.title for chapter in story.chapters.in_story()]


def test_the_desk_is_its_authors_own(browser, story, una, moderator, chapter):
    rests = ["edit/", "split/", "notes/"]
    paths = [desk(story), desk(story) + "about/", *(url(chapter, rest) for rest in rests)]
    for reader in (una, moderator):
        for path in paths:
            assert browser(reader).get(path).status_code == 404
            assert browser(reader).post(path, {"do": "take out"}).status_code == 404
        assert story.title not in browser(reader).get("/desk/").content.decode()
    for path in ["/desk/", *paths]:
        assert browser().get(path).url.startswith("/accounts/login/")
    assert titles(story) == ["Low Water", "High Water"]


def test_a_story_is_begun_written_and_published(client, browser, una):
    answer = client.post("/desk/", {"title": "The Heron’s Debt"})
    story = Story.objects.get(title="The Heron’s Debt")
    assert answer.url == "/stories/the-herons-debt/1/edit/"
    assert browser(una).get(story.get_absolute_url()).status_code == 404
    sent = {"revision": 1, "title": "", "source": "A heron stood.", "do": "publish"}
    client.post(answer.url, sent)
    assert browser(una).get("/stories/the-herons-debt/1/").status_code == 404
    client.post(desk(story), {"do": "publish"})
    assert "A heron stood." in browser(una).get("/stories/the-herons-debt/1/").content.decode()


def test_a_story_needs_a_title(client):
    answer = client.post("/desk/", {"title": " "})
    assert answer.status_code == 422 and not Story.objects.exists()


def test_a_new_chapter_is_seen_once_it_is_published(client, browser, story, una):
    answer = client.post(desk(story), {"do": "add"})
    assert answer.url == f"{story.get_absolute_url()}3/edit/"
    assert browser(una).get(f"{story.get_absolute_url()}3/").status_code == 404
    assert client.get(answer.url).status_code == 200
    sent = {"revision": 1, "title": "Ebb", "source": "All went out.", "do": "publish"}
    client.post(answer.url, sent)
    assert "All went out." in browser(una).get(f"{story.get_absolute_url()}3/").content.decode()


def test_chapters_are_moved_up_and_down(client, story):
    do(client, story, "up", 2)
    assert titles(story) == ["High Water", "Low Water"]
    do(client, story, "down", 1)
    assert titles(story) == ["Low Water", "High Water"]
    do(client, story, "down", 2)
    assert titles(story) == ["Low Water", "High Water"]


def test_a_chapter_is_joined_with_the_next(client, story):
    assert do(client, story, "merge", 1).status_code == 303
    assert titles(story) == ["Low Water"]
    assert "It laughed back." in story.chapters.get(number=1).text
    assert do(client, story, "merge", 1).status_code == 400


def test_what_is_not_to_be_done_is_not_done(client, story):
    assert client.post(desk(story), {"do": "burn"}).status_code == 400
    for chapter in ("", "x", "0", "9" * 30):
        assert client.post(desk(story), {"do": "take out", "chapter": chapter}).status_code == 400
    assert titles(story) == ["Low Water", "High Water"]


def test_a_chapter_is_cut_where_the_author_says(client, story, chapter):
    form = client.get(url(chapter, "split/")).content.decode()
    assert "They crossed at noon" in form
    answer = client.post(url(chapter, "split/"), {"revision": 1, "block": 4, "title": "Noon"})
    assert answer.url == desk(story)
    assert titles(story) == ["Low Water", "Noon", "High Water"]
    assert story.chapters.get(number=2).text.startswith("They crossed at noon")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"revision": 1, "title": "Noon"}, 422),
        ({"revision": 1, "title": "Noon", "block": "0"}, 422),
        ({"revision": 1, "title": "Noon", "block": "99999999999"}, 422),
        ({"revision": 7, "title": "Noon", "block": "4"}, 409),
    ],
)
def test_a_cut_that_cannot_be_made_keeps_what_was_typed(client, chapter, sent, status):
    answer = client.post(url(chapter, "split/"), sent)
    assert answer.status_code == status and 'value="Noon"' in answer.content.decode()
    assert Chapter.objects.count() == 1


def test_what_readers_wrote_on_a_chapter_that_is_out_is_still_to_be_read(
    client, browser, story, chapter, una, tam
):
    mark = highlight(chapter, "two goats", una, note="Kings?")
    comment = say(chapter, "Poor fish.", tam, on="folded around a fish")
    say(chapter, "More!", tam)
    do(client, story, "take out", 1)
    assert titles(story) == ["High Water"]
    out = Chapter.objects.get(pk=chapter.pk).get_absolute_url()
    seen = browser(una).get(out).content.decode()
    for words in ("two goats", "Kings?", "Poor fish.", "More!", "folded around a fish"):
        assert words in seen
    assert "They crossed at noon" not in seen
    others = browser().get(out).content.decode()
    assert "Poor fish." in others and "Kings?" not in others and "two goats" not in others
    assert browser(una).get(mark.get_absolute_url()).url == f"{out}#t{mark.passage_id}"
    assert browser(una).get(comment.get_absolute_url()).url.endswith(f"#c{comment.pk}")
    assert "two goats" in browser(una).get("/highlights/").content.decode()
    assert browser(una).get(mark.passage.thread_url).status_code == 200
    assert browser(una).get(f"{out}1/").status_code == 410
    assert "They crossed at noon" in client.get(f"{out}1/").content.decode()


def test_a_chapter_that_went_into_one_that_is_out_is_out_with_it(
    client, browser, story, chapter, una
):
    mark = highlight(chapter, "two goats", una, public=True)
    was = chapter.pk
    do(client, story, "down", 1)
    do(client, story, "merge", 1)
    out = Chapter.objects.get(pk=was).get_absolute_url()
    assert "They crossed at noon" in browser(una).get(f"{out}1/").content.decode()
    do(client, story, "take out", 1)
    for reader in (None, una):
        answer = browser(reader).get(f"{out}1/")
        assert answer.status_code == 410 and "noon" not in answer.content.decode()
        assert "noon" not in browser(reader).get(f"/annotations/h{mark.pk}").content.decode()
    assert "They crossed at noon" in client.get(f"{out}1/").content.decode()


def test_one_may_still_change_what_one_wrote_on_it(client, browser, story, chapter, una, htmx):
    mark = highlight(chapter, "two goats", una)
    comment = say(chapter, "Poor fish.", una, on="folded around a fish")
    do(client, story, "take out", 1)
    mine = browser(una)
    path = f"/highlights/{mark.pk}/"
    assert mine.post(path, {"colour": "pink", "note": "Kings!"}, **htmx).status_code == 200
    assert mine.post(path, {"colour": "pink", "note": "Kings!"}).status_code == 303
    assert Highlight.objects.get().note == "Kings!"
    for headers in ({}, htmx):
        answer = mine.post(f"/comments/{comment.pk}/edit/", {"text": "Poor Fish."}, **headers)
        assert answer.status_code == (200 if headers else 303)
        answer = mine.post(f"/comments/{comment.pk}/reply/", {"text": "Yes."}, **headers)
        assert answer.status_code == (200 if headers else 303)
    assert [said.source for said in Comment.objects.all()] == ["Poor Fish.", "Yes.", "Yes."]
    assert mine.post(f"{path}remove/", **htmx).status_code == 200
    assert mine.post(f"/comments/{comment.pk}/delete/").status_code == 303


def test_a_chapter_that_is_back_is_read_again(client, browser, story, chapter, una):
    do(client, story, "take out", 1)
    out = Chapter.objects.get(pk=chapter.pk).get_absolute_url()
    client.post(desk(story), {"do": "put back", "chapter": chapter.pk})
    assert titles(story) == ["High Water", "Low Water"]
    assert browser(una).get(out).status_code == 404
    assert "two goats" in browser(una).get(f"{story.get_absolute_url()}2/").content.decode()


def test_a_chapter_joined_to_another_leads_there_and_can_be_read_as_it_was(
    client, browser, story, una
):
    joined = story.chapters.get(number=2)
    do(client, story, "merge", 1)
    out = Chapter.objects.get(pk=joined.pk).get_absolute_url()
    assert browser(una).get(out).url == f"{story.get_absolute_url()}1/"
    assert "It laughed back." in browser(una).get(f"{out}1/").content.decode()


def test_notes_are_written_changed_and_taken_away(client, browser, chapter, una):
    def sent(*notes, initial=0):
        fields = {"notes-TOTAL_FORMS": len(notes), "notes-INITIAL_FORMS": initial}
        for n, note in enumerate(notes):
            fields |= {f"notes-{n}-{name}": value for name, value in note.items()}
        return fields

    path = url(chapter, "notes/")
    note = {"place": "before", "kind": "note", "source": "Thanks to *Tam*."}
    assert client.post(path, sent(note)).status_code == 303
    assert "Thanks to <em>Tam</em>." in browser(una).get(url(chapter)).content.decode()
    kept = AuthorNote.objects.get().pk
    refused = client.post(path, sent(note | {"id": kept, "source": ""}, initial=1))
    assert refused.status_code == 422 and AuthorNote.objects.get().source
    client.post(path, sent(note | {"id": kept, "DELETE": "on"}, initial=1))
    assert not AuthorNote.objects.exists()
    assert "Thanks to" not in browser(una).get(url(chapter)).content.decode()


def test_what_a_storys_page_says_is_changed(client, browser, story, una):
    fields = {
        "title": "Slack Water", "summary": "A ferry.", "language": "en", "rating": "teen",
        "status": "complete", "tag_names": "Boats, fish,, boats",
    }  # fmt: skip
    assert client.post(desk(story) + "about/", fields).status_code == 303
    html = browser(una).get(story.get_absolute_url()).content.decode()
    assert "Slack Water" in html and "A ferry." in html
    assert sorted(tag.name for tag in story.tags.all()) == ["boats", "fish"]
    refused = client.post(desk(story) + "about/", fields | {"title": "", "summary": "Kept."})
    assert refused.status_code == 422 and "Kept." in refused.content.decode()


def test_a_draft_is_not_joined_to_what_is_published(client, browser, story, una):
    draft = add_chapter(story, "Ebb", "XDRAFTX went out.", draft=True)
    answer = do(client, story, "merge", 2)
    assert answer.status_code == 400
    assert "One of these two chapters is published and the other is not" in answer.text
    assert "XDRAFTX" not in browser(una).get(f"{story.get_absolute_url()}2/").text
    publish_chapter(draft)
    assert do(client, story, "merge", 2).status_code == 303
    assert "XDRAFTX" in browser(una).get(f"{story.get_absolute_url()}2/").text


def test_no_button_but_publish_shows_a_draft(client, browser, story, una):
    """Moved, cut, revised, taken out and put back, joined with a draft: it stays a draft."""
    for text in ("XDRAFTX ebbed.\n\nXDRAFTX flowed.", "XDRAFTX was still."):
        add_chapter(story, "", text, draft=True)
    cut = story.chapters.get(number=3)
    client.post(url(cut, "split/"), {"revision": 1, "block": 1, "title": ""})
    do(client, story, "up", 3)
    do(client, story, "down", 2)
    do(client, story, "merge", 4)
    do(client, story, "take out", 3)
    out = story.chapters.get(number=None, merged_into=None)
    client.post(desk(story), {"do": "put back", "chapter": out.pk})
    client.post(url(story.chapters.get(pk=out.pk), "revisions/1/restore/"))
    client.post(f"{desk(story)}{out.pk}/delete/")
    client.post(desk(story), {"do": "undelete", "chapter": out.pk})
    client.post(desk(story), {"do": "publish"})
    assert story.chapters.in_story().filter(published_at=None).count() == 2
    for path in (story.get_absolute_url(), f"{story.get_absolute_url()}all/", "/feed/",
                 *(f"{story.get_absolute_url()}{n}/" for n in range(1, 6))):  # fmt: skip
        assert "XDRAFTX" not in browser(una).get(path).getvalue().decode(), path


def test_an_author_sees_how_many_read_and_speak_and_never_who(browser, author, una, tam):
    story = make_story(author=author, title="The Ferry")
    chapter = make_chapter(story=story)
    for reader in (una, tam, author):
        Progress.objects.keep(reader, chapter, 4)
    highlight(chapter, "two goats", una, public=True)
    highlight(chapter, "a widow", una)
    highlight(chapter, "lamp oil", tam)
    say(chapter, "Kings.", tam)
    for path in ("/desk/", f"/desk/{story.slug}/"):
        html = " ".join(browser(author).get(path).content.decode().split())
        for words in ("2 readers<", "1 comment<", "1 highlight shown to others<"):
            assert words in html, path
