"""What is counted beside others who do the same is counted right. On SQLite one writes at a time;
on PostgreSQL a statement that waits for a row sees everything else as it was before."""

from time import sleep

import pytest
from django.db import transaction

from reader.actions.inbox.notify import notify_readers
from reader.actions.margin.thank import thank
from reader.models import Comment, Notification, Reader
from tests.actions.test_at_the_same_time import all_at_once
from tests.factories import make_chapter, make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)
MEANWHILE = 0.3


def test_the_bell_counts_what_is_read_while_it_is_counted(una):
    author = say(make_chapter(), "Goats!", una).chapter.story.author
    notify_readers()

    def read():
        with transaction.atomic():
            Reader.objects.filter(pk=author.pk).update(unread=7)
            sleep(2 * MEANWHILE)
            author.notifications.all().read(author)

    def count():
        sleep(MEANWHILE)
        Notification.objects.count_for_all(Reader.objects.filter(pk=author.pk))

    assert all_at_once(read, count) == []
    author.refresh_from_db()
    assert author.unread == 0


@pytest.mark.parametrize("on", [None, "two goats"])
def test_all_who_thank_at_once_are_counted(una, on):
    comment = say(make_chapter(), "Goats!", una, on=on)
    bea, cai = make_reader("bea"), make_reader("cai")

    def thank_slowly():
        with transaction.atomic():
            thank(bea, Comment.objects.get(pk=comment.pk))
            sleep(2 * MEANWHILE)

    def thank_meanwhile():
        sleep(MEANWHILE)
        thank(cai, Comment.objects.get(pk=comment.pk))

    assert all_at_once(thank_slowly, thank_meanwhile) == []
    comment.refresh_from_db()
    assert comment.thanked == 2
