"""The nouns of Gloss, one a file."""

from reader.models.annotations import Annotations
from reader.models.author_note import AuthorNote
from reader.models.brought import Brought
from reader.models.chapter import Chapter
from reader.models.comment import Comment
from reader.models.contents import Contents
from reader.models.delivery import Delivery
from reader.models.draft import Draft
from reader.models.effect import Effect
from reader.models.gone import Gone
from reader.models.highlight import Highlight
from reader.models.invitation import Invitation
from reader.models.margin import Margin
from reader.models.passage import Passage
from reader.models.picture import Picture
from reader.models.progress import Progress
from reader.models.reader import Reader
from reader.models.reading import Reading
from reader.models.revision import Revision
from reader.models.shelf import Shelf, Shelving
from reader.models.story import Story
from reader.models.tag import Tag
from reader.models.token import Token
from reader.models.unsent import Unsent
from reader.models.update import Update
from reader.models.upload import Upload

__all__ = [
    "Annotations",
    "AuthorNote",
    "Brought",
    "Chapter",
    "Comment",
    "Contents",
    "Delivery",
    "Draft",
    "Effect",
    "Gone",
    "Highlight",
    "Invitation",
    "Margin",
    "Passage",
    "Picture",
    "Progress",
    "Reader",
    "Reading",
    "Revision",
    "Shelf",
    "Shelving",
    "Story",
    "Tag",
    "Token",
    "Unsent",
    "Update",
    "Upload",
]
