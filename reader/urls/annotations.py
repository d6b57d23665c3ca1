"""Annotations, as the Web Annotation protocol has them."""

from django.urls import path

from reader.views.annotations import annotation, container

ANNOTATIONS = "annotations/stories/<slug:slug>/"

urlpatterns = [
    path("annotations/", container.container, name="annotations"),
    path(ANNOTATIONS, container.container, name="story_annotations"),
    path(f"{ANNOTATIONS}<int:number>/", container.container, name="chapter_annotations"),
    path("annotations/<str:name>", annotation.annotation, name="annotation"),
]
