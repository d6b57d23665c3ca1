"""What one viewer sees of the comments on one story: `visibility.words` there, in SQL too."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from reader.models.among import not_among
from reader.models.silenced import NOTHING, Silenced
from reader.models.viewer import Viewer, key_of
from reader.models.visibility import keeps_order, unseen

SEEN = """(
  {row}.deleted_at IS NULL AND (
    {row}.hidden_at IS NULL AND {row}.held_at IS NULL OR {row}.reader_id = %s OR %s
  )
)"""
"""That the viewer reads the words of the comment `row`. It takes the `parameters` of a `Sight`."""
STANDS = f"""(
  {SEEN} OR EXISTS (
    SELECT 1 FROM reader_comment below
    WHERE (below.parent_id = {{row}}.id OR below.answers_id = {{row}}.id)
      AND {SEEN.format(row="below")}
  )
)"""
"""That the comment `row` has a place in its thread: its words are read, or those of a reply to it.
It takes the `parameters` of a `Sight` twice."""
SPOKEN = "({row}.deleted_at IS NULL AND {row}.hidden_at IS NULL AND {row}.held_at IS NULL)"
"""That everybody reads the words of the comment `row`. Of these, on words, is the index
`comments_on_words`."""
SILENT = (
    "({row}.deleted_at IS NOT NULL OR {row}.hidden_at IS NOT NULL OR {row}.held_at IS NOT NULL)"
)
"""All others. The index `silent_comments` is of them: few, among however many."""
WITHHELD = f"({SILENT} AND NOT {{row}}.deleted_at IS NOT NULL)"
"""Of these what is hidden or held. Said with `IS NULL`, SQLite would look for what is not deleted,
which is nearly all, and not for what is silent."""

IN_OWN_THREAD = """COALESCE({row}.parent_id, {row}.id) IN (
  SELECT COALESCE(parent_id, id) FROM reader_comment
  WHERE reader_id = {own:d} AND deleted_at IS NULL
)"""
"""That the comment `row` is in a thread in which the reader of this key says something."""


class Sight(NamedTuple):
    """What somebody sees besides what everybody does: their `own`, by their key (0: they have
    none), or `everything`, where they keep order; and what they don't see though others do."""

    own: int = 0
    everything: bool = False
    hidden: Silenced = NOTHING
    alone: bool = False
    """Whether they see none but the threads in which they say something: in `standing`."""

    @property
    def rules(self) -> tuple[int, bool, Silenced]:
        """What `visibility.words_on_story` goes by."""
        return self.own, self.everything, self.hidden

    @property
    def parameters(self) -> tuple[int, bool]:
        """Those of `SEEN`."""
        return self.own, self.everything

    @property
    def before_hiding(self) -> Sight:
        """What they would see if they had hidden nothing."""
        return self._replace(hidden=NOTHING)

    def standing(self, row: str) -> tuple[str, list[int]]:
        """That the comment `row` has a place in its thread, in SQL, and its parameters."""
        if not self.hidden.anything and not self.alone:
            return STANDS.format(row=row), [*self.parameters, *self.parameters]
        seen, below = (f"{SEEN.format(row=one)}{self._wanted(one)}" for one in (row, "below"))
        answered = f"(below.parent_id = {row}.id OR below.answers_id = {row}.id)"
        reply = f"EXISTS (SELECT 1 FROM reader_comment below WHERE {answered} AND {below})"
        return f"({seen} OR {reply})", [*self.parameters, *self.parameters]

    def _wanted(self, row: str) -> str:
        """That `row` is nothing that they hid, and in a thread that they see, as the end of a
        condition."""
        conditions = {
            f"{row}.reader_id": self.hidden.readers,
            f"COALESCE({row}.passage_id, 0)": self.hidden.passages,
            f"COALESCE({row}.parent_id, {row}.id)": self.hidden.comments,
        }
        sql = f" AND {IN_OWN_THREAD.format(row=row, own=self.own)}" if self.alone else ""
        for field, keys in conditions.items():
            if keys:
                sql += f" AND {not_among(field, keys)}"
        return sql


PUBLIC = Sight()
"""What everybody sees."""


def sight_of(viewer: Viewer, authors: Collection[int]) -> Sight:
    """What a viewer sees on a story, by its authors' keys."""
    return Sight(key_of(viewer) or 0, keeps_order(viewer, authors), unseen(viewer, authors))
