"""Reports, and what moderators work with."""

from django.urls import path

from reader.views.moderation import (
    chapter_talk,
    decision,
    first_stories,
    held_words,
    log,
    person,
    queue,
    report,
    roles,
)

urlpatterns = [
    path("report/<str:kind>/<int:key>/", report.report_thing, name="report"),
    path("decisions/<int:pk>/", decision.decision, name="decision"),
    path("moderation/", queue.queue, name="moderation"),
    path("moderation/cases/<int:pk>/", queue.case, name="case"),
    path("moderation/decisions/<int:pk>/undo/", queue.undo, name="decision_undo"),
    path("moderation/first-stories/", first_stories.first_stories, name="first_stories"),
    path("moderation/stories/<int:pk>/", first_stories.looked_at_story, name="looked_at_story"),
    path(
        "moderation/stories/<slug:slug>/<int:number>/talk/",
        chapter_talk.chapter_talk,
        name="chapter_talk",
    ),
    path("moderation/log/", log.log, name="moderation_log"),
    path("moderation/readers/<str:username>/", person.person, name="moderated_reader"),
    path("moderation/roles/", roles.roles, name="roles"),
    path("moderation/roles/<int:pk>/", roles.change, name="role_change"),
    path("moderation/words/", held_words.held_words, name="held_words"),
    path("moderation/words/<int:pk>/remove/", held_words.remove, name="held_word_remove"),
]
