"""Why a file is refused, in the words that several formats share: what follows its name in a
`ManuscriptError`."""

from __future__ import annotations

EMPTY = "is empty: there is nothing to import"
DAMAGED = "is damaged: download it or save it again"
LOCKED = "is protected by a password: remove that first"
LOCKED_OR_OLD = (
    "is protected by a password, or comes from an old version of Word: open it there, and save it "
    "without a password as .docx"
)
NO_TEXT = "has no text in it"
NO_STORY = "has no story in it"
TOO_DEEP = "is nested too deeply to be read"
