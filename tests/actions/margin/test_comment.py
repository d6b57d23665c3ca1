"""Comments: said, answered, edited, deleted, hidden, and nobody else's words lost with them."""

import pytest

from reader.actions.margin.comment import delete_comment
from reader.models import Comment, Passage
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def una():
    return make_reader()


def test_threads_have_two_levels_and_remember_whom_one_answers(chapter, una):
    first = say(chapter, "Why?", una, on="two goats")
    second = say(chapter, "Because.", make_reader(), to=first)
    third = say(chapter, "Oh.", una, to=second)
    assert (second.parent, third.parent, third.answers) == (first, first, second)
    assert {c.passage for c in Comment.objects.all()} == {first.passage}


def test_markdown_is_sanitised_once_on_the_way_in(chapter, una):
    comment = say(chapter, "*So* <script>alert(1)</script> [x](javascript:alert(1))", una)
    assert "<em>So</em>" in comment.html
    assert "<script" not in comment.html and "href" not in comment.html


def test_an_edited_comment_says_so(chapter, una):
    comment = say(chapter, "Why?", una)
    comment.edit("Why *not*?")
    comment.refresh_from_db()
    assert "<em>not</em>" in comment.html and comment.edited_at


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_a_change_keeps_what_was_done_with_it_meanwhile(chapter, una, act):
    comment = say(chapter, "Why?", una)
    say(chapter, "Because.", make_reader("bea"), to=comment)
    read_before = Comment.objects.get(pk=comment.pk)
    comment.hide()
    Comment.objects.filter(pk=comment.pk).update(told_at=comment.hidden_at, thanked=3)
    read_before.edit("Why, @bea?") if act == "edit" else delete_comment(read_before)
    now = Comment.objects.get(pk=comment.pk)
    assert now.hidden_at == now.told_at == comment.hidden_at
    assert now.moderated_at == comment.moderated_at and now.thanked == 3
    edited = act == "edit"
    assert ("@bea" in now.html, "@bea" in now.search_text) == (edited, edited)
    assert now.mentions.count() == edited


@pytest.mark.parametrize("answered", [True, False])
def test_what_was_deleted_meanwhile_is_not_brought_back_by_an_edit(chapter, una, answered):
    comment = say(chapter, "Why?", una)
    if answered:
        say(chapter, "Because.", make_reader(), to=comment)
    read_before = Comment.objects.get(pk=comment.pk)
    delete_comment(comment)
    with pytest.raises(Comment.DoesNotExist):
        read_before.edit("Why not?")
    assert not Comment.objects.filter(source="Why not?").exists()


def test_a_deleted_comment_leaves_a_place_where_others_answered(chapter, una):
    first = say(chapter, "My secret.", una, on="two goats")
    answer = say(chapter, "Indeed.", make_reader(), to=first)
    delete_comment(first)
    first.refresh_from_db()
    assert first.silent and "secret" not in first.source + first.html
    delete_comment(answer)
    assert not Comment.objects.exists()
    assert not Passage.objects.exists()


def test_a_deleted_comment_without_answers_is_gone_and_its_passage_with_it(chapter, una):
    delete_comment(say(chapter, "Why?", una, on="two goats"))
    assert not Comment.objects.exists() and not Passage.objects.exists()


def test_words_that_somebody_marked_stay_when_the_talk_on_them_goes(chapter, una):
    comment = say(chapter, "Why?", una, on="two goats")
    mark = highlight(chapter, "two goats", make_reader())
    delete_comment(comment)
    assert Passage.objects.get() == mark.passage


def test_a_comment_that_was_answered_by_name_is_not_forgotten(chapter, una):
    first = say(chapter, "Why?", una)
    second = say(chapter, "Because.", make_reader("tam"), to=first)
    third = say(chapter, "Oh.", una, to=second)
    delete_comment(second)
    third.refresh_from_db()
    assert third.answers == second


def test_hiding_takes_words_out_of_sight_and_showing_brings_them_back(chapter, una):
    comment = say(chapter, "Rude.", una)
    comment.hide()
    assert comment.silent and comment not in Comment.objects.spoken()
    comment.unhide()
    assert not comment.silent and comment in Comment.objects.spoken()


def test_comments_on_drafts_are_seen_where_the_draft_is(una):
    story = make_story(draft=True)
    say(make_chapter(story=story), "Hm.", story.author)
    assert not Comment.objects.visible_to(una).exists()
    assert Comment.objects.visible_to(story.author).exists()
