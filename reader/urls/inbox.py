"""The inbox, and what fills it: what a reader follows."""

from django.urls import path

from reader.urls.prefixes import STORY
from reader.views.inbox import follow, following, inbox, mail_preferences, unsubscribe

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read"),
    path("inbox/mail/", mail_preferences.mail_preferences, name="mail_preferences"),
    path("inbox/mail/stop/<str:token>/", unsubscribe.unsubscribe_by_link, name="unsubscribe"),
    path("inbox/<int:pk>/", inbox.notification, name="notification"),
    path("following/", following.following, name="following"),
    path(f"{STORY}follow/", follow.follow, name="story_follow"),
    path("readers/<str:username>/follow/", follow.follow, name="author_follow"),
    path("passages/<int:passage>/follow/", follow.follow, name="passage_follow"),
    path("comments/<int:comment>/follow/", follow.follow, name="comment_follow"),
]
