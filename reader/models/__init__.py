"""The nouns of Gloss, one a file."""

from reader.models.author_note import AuthorNote
from reader.models.chapter import Chapter
from reader.models.comment import Comment
from reader.models.contents import Contents
from reader.models.draft import Draft
from reader.models.effect import Effect
from reader.models.highlight import Highlight
from reader.models.margin import Margin
from reader.models.passage import Passage
from reader.models.picture import Picture
from reader.models.progress import Progress
from reader.models.reader import Reader
from reader.models.reading import Reading
from reader.models.revision import Revision
from reader.models.story import Story
from reader.models.tag import Tag
from reader.models.upload import Upload

__all__ = [
    "AuthorNote",
    "Chapter",
    "Comment",
    "Contents",
    "Draft",
    "Effect",
    "Highlight",
    "Margin",
    "Passage",
    "Picture",
    "Progress",
    "Reader",
    "Reading",
    "Revision",
    "Story",
    "Tag",
    "Upload",
]
