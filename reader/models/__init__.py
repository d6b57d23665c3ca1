"""The nouns of Gloss, one a file."""

from reader.models.chosen_reader import ChosenReader
from reader.models.heartbeat import Heartbeat
from reader.models.inbox.announcement import Announcement
from reader.models.inbox.digest import Digest
from reader.models.inbox.follow import Follow
from reader.models.inbox.mail_preference import MailPreference
from reader.models.inbox.notification import Notification
from reader.models.inbox.thanks import Thanks
from reader.models.inbox.told_thanks import ToldThanks
from reader.models.library.author_note import AuthorNote
from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.draft import Draft
from reader.models.library.export import Export
from reader.models.library.offer import Offer
from reader.models.library.picture import Picture
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.library.story_news import StoryNews
from reader.models.library.tag import Tag
from reader.models.library.unread_upload import UnreadFile, UnreadUpload
from reader.models.library.upload import Upload
from reader.models.margin.comment import Comment
from reader.models.margin.deleted_annotation import DeletedAnnotation
from reader.models.margin.gathered_marks import GatheredMarks
from reader.models.margin.hidden_thread import HiddenThread
from reader.models.margin.highlight import Highlight
from reader.models.margin.mention import Mention
from reader.models.margin.passage import Passage
from reader.models.margin.popular_highlight import PopularHighlight
from reader.models.margin.typo_note import TypoNote
from reader.models.moderation.appeal import Appeal
from reader.models.moderation.case import Case
from reader.models.moderation.decision import Decision
from reader.models.moderation.held_word import HeldWord
from reader.models.moderation.moderator_note import ModeratorNote
from reader.models.moderation.report import Report
from reader.models.people.annotation_file import AnnotationFile
from reader.models.people.departure import Departure
from reader.models.people.idempotency_key import IdempotencyKey
from reader.models.people.invitation import Invitation
from reader.models.people.name_skeleton import NameSkeleton
from reader.models.people.pending_submission import PendingSubmission
from reader.models.people.progress import Progress
from reader.models.people.reader import Reader
from reader.models.people.reading import Reading
from reader.models.people.shelf import Shelf, Shelving
from reader.models.people.silence import Silence
from reader.models.people.token import Token

__all__ = [
    "AnnotationFile",
    "Announcement",
    "Appeal",
    "AuthorNote",
    "Case",
    "Chapter",
    "ChosenReader",
    "CoAuthor",
    "Comment",
    "IdempotencyKey",
    "Decision",
    "Departure",
    "Digest",
    "Draft",
    "Export",
    "Follow",
    "DeletedAnnotation",
    "GatheredMarks",
    "Heartbeat",
    "HiddenThread",
    "HeldWord",
    "Highlight",
    "MailPreference",
    "Mention",
    "ModeratorNote",
    "NameSkeleton",
    "Notification",
    "Invitation",
    "Offer",
    "Passage",
    "Picture",
    "PopularHighlight",
    "Progress",
    "Reader",
    "Reading",
    "Report",
    "Revision",
    "Shelf",
    "Shelving",
    "Silence",
    "Story",
    "StoryNews",
    "Tag",
    "Thanks",
    "ToldThanks",
    "Token",
    "TypoNote",
    "PendingSubmission",
    "UnreadFile",
    "UnreadUpload",
    "Upload",
]
