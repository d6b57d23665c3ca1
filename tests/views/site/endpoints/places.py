"""Every place of a chapter and its margin, by name."""

OPEN = ["story", "chapter", "revision", "block", "selection", "passage", "reader"]


POSTS = ["mark", "say", "place", "change", "remove", "put_back"]
