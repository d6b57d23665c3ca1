"""An author says who may comment and whose comments wait, and works through what waits."""

import pytest

from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.library.hand_over import orphan
from reader.actions.people.leave import leave
from reader.models import Chapter, Comment, Follow, Highlight, Token
from reader.models.margin.waiting import waiting_for
from tests.factories import highlight, make_chapter, make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def rule(story, **rules):
    for name, value in rules.items():
        setattr(story, name, value)
    story.save(update_fields=[*rules])


def send(client, chapter, text="Hello there."):
    return client.post(url(chapter, "comments/"), {"text": text})


def test_nobody_may_comment_but_the_author(browser, chapter, una, author, htmx):
    begun = say(chapter, "Earlier.", una)
    on_words = say(chapter, "On words.", una, on="two goats")
    assert "/reply/" in browser(una).get(url(chapter)).content.decode()
    rule(chapter.story, who_comments="nobody")
    page = browser(una).get(url(chapter)).content.decode()
    assert "takes no comments" in page and 'id="say-chapter"' not in page and "Earlier." in page
    panel = browser(una).get(url(chapter, "blocks/4/"), **htmx).content.decode()
    assert "takes no comments" in panel and "comment-form" not in panel
    for reader in (una, make_reader()):  # who wrote it, for whom it is rendered apart, and others
        page = browser(reader).get(url(chapter)).content.decode()
        assert "Earlier." in page and "/reply/" not in page
    thread = browser(una).get(on_words.passage.thread_url).content.decode()
    assert "On words." in thread and "/reply/" not in thread
    for path in (url(chapter, "comments/"), f"/comments/{begun.pk}/reply/"):
        answer = browser(una).post(path, {"text": "Typed with care."})
        html = answer.content.decode()
        assert answer.status_code == 403 and "takes no comments" in html
        assert "Typed with care." in html
    assert 'id="say-chapter"' in browser(author).get(url(chapter)).content.decode()
    assert send(browser(author), chapter).status_code == 303
    assert Comment.objects.count() == 3


def test_only_followers_may_comment(browser, chapter, una):
    rule(chapter.story, who_comments="followers")
    answer = send(browser(una), chapter)
    assert answer.status_code == 403 and "follow this story" in answer.content.decode()
    page = browser(una).get(url(chapter)).content.decode()
    assert 'id="say-chapter"' not in page and "Only readers who follow this story" in page
    assert f'action="/stories/{chapter.story.slug}/follow/"' in page
    Follow.objects.say(una, chapter.story, True)
    page = browser(una).get(url(chapter)).content.decode()
    assert 'id="say-chapter"' in page and "Only readers who follow" not in page
    assert send(browser(una), chapter).status_code == 303
    rule(chapter.story, who_comments="nobody")
    assert 'id="say-chapter"' not in browser(una).get(url(chapter)).content.decode()


def test_who_does_not_follow_is_told_before_they_type(browser, chapter, una, tam, htmx):
    begun = say(chapter, "Earlier.", tam)
    on_words = say(chapter, "On words.", tam, on="two goats")
    rule(chapter.story, who_comments="followers")
    follow = f'action="/stories/{chapter.story.slug}/follow/"'
    for headers in (htmx, {}):
        reply = browser(una).get(f"/comments/{begun.pk}/reply/", **headers).content.decode()
        assert follow in reply and 'name="text"' not in reply
        panel = browser(una).get(on_words.passage.thread_url, **headers).content.decode()
        assert follow in panel and 'name="text"' not in panel and "/reply/" not in panel
    opened = browser(una).get(url(chapter), {"thread": on_words.passage_id}).content.decode()
    assert opened.count('class="invite follow-first"') == 2  # in the panel, and below the chapter
    pressed = browser(una).post(
        f"/stories/{chapter.story.slug}/follow/",
        {"following": "yes", "next": f"{url(chapter)}#talk-title"},
    )
    assert pressed["Location"].endswith("#talk-title")
    reply = browser(una).get(f"/comments/{begun.pk}/reply/", **htmx).content.decode()
    assert 'name="text"' in reply and follow not in reply


def test_what_was_typed_is_sent_by_the_press_that_follows(browser, chapter, una, htmx):
    begun = say(chapter, "Earlier.", una)
    rule(chapter.story, who_comments="followers")
    for path in (url(chapter, "comments/"), f"/comments/{begun.pk}/reply/"):
        Follow.objects.all().delete()
        refused = browser(una).post(path, {"text": "Typed with care."}, **htmx)
        html = refused.content.decode()
        assert refused.status_code == 409 and "Typed with care." in html
        assert "Follow and send" in html
        sent = browser(una).post(path, {"text": "Typed with care.", "follow": "yes"}, **htmx)
        assert sent.status_code == 200 and Follow.objects.filter(reader=una).exists()
    assert Comment.objects.filter(source="Typed with care.").count() == 2
    rule(chapter.story, who_comments="nobody")
    assert send(browser(una), chapter).status_code == 403


def test_what_the_account_says_holds_where_the_story_says_nothing(browser, chapter, una, author):
    client = browser(author)
    sent = {"who_comments": "nobody", "who_waits": "all", "who_shows_highlights": "readers"}
    assert client.post("/accounts/margins/", sent).status_code == 303
    author.refresh_from_db()
    assert author.who_comments == "nobody" and author.who_waits == "all"
    assert send(browser(una), chapter).status_code == 403
    path = f"/desk/{chapter.story.slug}/margin/"
    assert "As for all my stories: Nobody" in client.get(path).content.decode()
    here = {"who_comments": "everybody", "who_waits": "nobody", "who_shows_highlights": ""}
    assert client.post(path, here).status_code == 303
    assert send(browser(una), chapter).status_code == 303
    assert not Comment.objects.get().held_at
    assert browser(una).get(path).status_code == 404


def test_all_comments_wait(browser, chapter, una, tam, author):
    rule(chapter.story, who_waits="all")
    send(browser(una), chapter)
    said = Comment.objects.get()
    assert said.held_for == "approval"
    assert "Hello there." in browser(una).get(url(chapter)).content.decode()
    assert "Hello there." not in browser(tam).get(url(chapter)).content.decode()
    say(chapter, "My own.", author)
    assert not Comment.objects.get(source="My own.").held_at
    assert list(waiting_for(author)) == [said] and not waiting_for(tam)


def test_newcomers_wait_until_one_of_theirs_was_approved(browser, chapter, una, author):
    rule(chapter.story, who_waits="newcomers")
    first, second = say(chapter, "First.", una), say(chapter, "Second.", una)
    assert first.held_at and second.held_at
    browser(author).post(f"/comments/{first.pk}/approve/")
    assert not say(chapter, "Third.", una).held_at


def test_the_queue_has_the_words_and_decides_one_or_many(browser, chapter, una, tam, author):
    rule(chapter.story, who_waits="all")
    elsewhere = make_chapter(author=tam)
    rule(elsewhere.story, who_waits="all")
    say(elsewhere, "Not for me.", una)
    on_words = say(chapter, "On these words.", una, on="two goats")
    others = [say(chapter, f"Remark {number}.", una) for number in range(3)]
    client = browser(author)
    desk = client.get("/desk/").content.decode()
    assert "Waiting comments" in desk and ">4</span>" in desk
    page = client.get("/words/waiting/").content.decode()
    assert "On these words." in page and "two goats" in page and "Not for me." not in page
    for comment in [on_words, *others]:
        row = page.partition(f'id="waits-{comment.pk}"')[2].partition("</li>")[0]
        form = row.partition("<form")[2].partition("</form>")[0]
        assert f'name="word-{comment.pk}"' in form, "a form of its own: Enter hides this one alone"
        buttons = [button for button in form.split("<button")[1:] if 'form="' not in button]
        assert len(buttons) == 1 and f'value="hide {comment.pk}"' in buttons[0]
    client.post("/words/waiting/", {"do": f"approve {on_words.pk}"})
    sent = {"do": f"hide {others[0].pk}", f"word-{others[0].pk}": "Too much."}
    client.post("/words/waiting/", sent)
    client.post("/words/waiting/", {"do": "approve", "comment": [one.pk for one in others[1:]]})
    assert not waiting_for(author)
    hidden = Comment.objects.get(pk=others[0].pk)
    assert hidden.hidden_by == "author" and hidden.hidden_word == "Too much."
    assert Comment.objects.spoken().filter(chapter=chapter).count() == 3
    mine = Comment.objects.get(source="Not for me.")
    client.post("/words/waiting/", {"do": f"approve {mine.pk}"})
    mine.refresh_from_db()
    assert mine.held_at, "somebody else's story"
    assert "Nothing waits." in client.get("/words/waiting/").content.decode()


def test_new_highlights_stay_private_where_the_author_wants_it(chapter, una, author):
    before = highlight(chapter, "lamp oil", una, public=True)
    rule(chapter.story, who_shows_highlights="nobody")
    chapter.refresh_from_db()
    assert not highlight(chapter, "two goats", make_reader(), public=True).public
    assert highlight(chapter, "one boot", author, public=True).public
    assert before in Highlight.objects.visible_to(None), "it was shown before"


def test_a_program_is_held_to_the_same_rules(chapter, una, client):
    rule(chapter.story, who_comments="nobody")
    token = Token.objects.hand_out(una, "a program")[1]
    sent = {"type": "Annotation", "motivation": "commenting", "bodyValue": "Hello."}
    sent |= {"@context": "http://www.w3.org/ns/anno.jsonld", "target": url(chapter)}
    answer = client.post(
        f"/annotations{url(chapter)}", sent, "application/ld+json",
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert answer.status_code == 403 and "takes no comments" in answer.content.decode()


@pytest.mark.parametrize("on", ["", "two goats"])
def test_a_closed_thread_is_read_and_not_added_to(browser, chapter, una, tam, author, on, htmx):
    begun = say(chapter, "Why?", una, on=on)
    reply = say(chapter, "Because.", tam, to=begun)
    for _ in range(2):
        browser(author).post(f"/comments/{begun.pk}/close/", {"do": "close"})
    place = begun.passage.thread_url if on else url(chapter)
    page = browser(tam).get(place, **htmx if on else {}).content.decode()
    assert "Because." in page and "closed to further comments" in page
    assert f"/comments/{reply.pk}/reply/" not in page
    for key in (begun.pk, reply.pk):
        answer = browser(tam).post(f"/comments/{key}/reply/", {"text": "And yet."})
        assert answer.status_code == 403 and "And yet." in answer.content.decode()
    assert browser(author).post(f"/comments/{begun.pk}/reply/", {"text": "Yes."}).status_code == 303
    assert 'value="open"' in browser(author).get(f"/comments/{begun.pk}/close/").content.decode()
    browser(author).post(f"/comments/{begun.pk}/close/", {"do": "open"})
    assert (
        browser(tam).post(f"/comments/{reply.pk}/reply/", {"text": "And yet."}).status_code == 303
    )
    assert browser(tam).post(f"/comments/{begun.pk}/close/").status_code == 403


@pytest.mark.parametrize("on", ["", "two goats"])
def test_a_thread_that_one_began_or_that_begins_no_more_is_closed_too(
    browser, chapter, una, tam, author, on, htmx
):
    own = say(chapter, "Why?", author, on="one boot" if on else "")
    gone = say(chapter, "How?", una, on=on)
    say(chapter, "Like this.", tam, to=gone)
    browser(una).post(f"/comments/{gone.pk}/delete/")
    for begun in (own, gone):
        place = begun.passage.thread_url if on else url(chapter)
        close = f"/comments/{begun.pk}/close/"
        for does in ("close", "open"):
            for reader in (una, author):
                page = browser(reader).get(place, **htmx if on else {}).content.decode()
                assert (f'{close}">{does.title()} thread' in page) == (reader == author)
            assert (
                f'value="{does}"' in browser(author).get(close).content.decode() or does == "close"
            )
            assert browser(author).post(close, {"do": does}).status_code == 303


def test_a_closed_chapter_is_read_and_not_added_to(browser, chapter, una, author, htmx):
    begun = say(chapter, "Why?", una)
    desk = f"/desk/{chapter.story.slug}/"
    browser(author).post(desk, {"do": "close talk", "chapter": chapter.pk})
    page = browser(una).get(url(chapter)).content.decode()
    assert "Why?" in page and "This chapter is closed" in page and 'id="say-chapter"' not in page
    for reader in (una, make_reader()):
        assert "/reply/" not in browser(reader).get(url(chapter)).content.decode()
    panel = browser(una).get(url(chapter, "blocks/4/"), **htmx).content.decode()
    assert "This chapter is closed" in panel
    for path in (url(chapter, "comments/"), f"/comments/{begun.pk}/reply/"):
        assert browser(una).post(path, {"text": "And yet."}).status_code == 403
    browser(author).post(desk, {"do": "open talk", "chapter": chapter.pk})
    assert send(browser(una), chapter).status_code == 303


@pytest.mark.parametrize("how", ["left", "orphaned", "given to a co-author"])
def test_nothing_waits_for_authors_who_are_not_here_any_more(chapter, una, tam, author, how):
    rule(chapter.story, who_waits="all")
    assert say(chapter, "Hello.", una).held_at
    if how == "given to a co-author":
        invite_co_author(chapter.story, tam)
        accept_invitation(chapter.story, tam)
    if how == "orphaned":
        orphan(chapter.story)
    else:
        leave(author, comments=True, stories=True)
    said = say(Chapter.objects.get(pk=chapter.pk), "Hello?", una)
    assert bool(said.held_at) == (how == "given to a co-author")
