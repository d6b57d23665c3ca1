"""The longest things that people may write or bring, in characters and bytes, and how often they
may do a thing: settings, in a file of their own because they are many."""

from reader.environment import Environment

env = Environment()

LONGEST_COMMENT = env.int("GLOSS_LONGEST_COMMENT", default=10_000)
LONGEST_HIGHLIGHT_NOTE = env.int("GLOSS_LONGEST_HIGHLIGHT_NOTE", default=10_000)
LONGEST_PASSAGE = env.int("GLOSS_LONGEST_PASSAGE", default=5_000)
LONGEST_CHAPTER = env.int("GLOSS_LONGEST_CHAPTER", default=1_000_000)
LARGEST_IMPORT = env.int("GLOSS_LARGEST_IMPORT", default=50_000_000)
LARGEST_ANNOTATIONS = env.int("GLOSS_LARGEST_ANNOTATIONS", default=10_000_000)
MOST_ANNOTATIONS = env.int("GLOSS_MOST_ANNOTATIONS", default=10_000)
ANNOTATION_SECONDS = env.int("GLOSS_ANNOTATION_SECONDS", default=20)
IMPORT_SECONDS = env.int("GLOSS_IMPORT_SECONDS", default=60)
IMPORT_MEMORY = env.int("GLOSS_IMPORT_MEMORY", default=1_500_000_000)
LARGEST_UNPACKED = env.int("GLOSS_LARGEST_UNPACKED", default=100_000_000)
LARGEST_PICTURE = env.int("GLOSS_LARGEST_PICTURE", default=5_000_000)
MOST_PIXELS = env.int("GLOSS_MOST_PIXELS", default=25_000_000)
MOST_PICTURES = env.int("GLOSS_MOST_PICTURES", default=200)
DATA_UPLOAD_MAX_MEMORY_SIZE = max(2_500_000, 5 * LONGEST_CHAPTER)
# A proof has a field for each chapter's title, and serials of some thousand chapters are read.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # more than may be brought at once, so that a page can say so

# How often one may do a thing. Counted in the cache: with several processes, CACHE_URL makes them
# count together.
# What is mailed to an address that somebody typed is limited for each address: it may be a
# stranger's. The same limits hold for known and unknown ones, so that they tell nothing; and they
# are over within a day, so that nobody is kept from resetting a password for long.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "10/m/ip,100/d/ip",
    "reset_password": "20/m/ip,3/h/key,6/d/key",
    "confirm_email": "1/3m/key,6/d/key",
}
RATE_LIMITS = {
    "comment": env.rate("GLOSS_COMMENT_RATE", default="12/m/user"),
    "newcomer_comment": env.rate("GLOSS_NEWCOMER_COMMENT_RATE", default="3/m/user,40/d/user"),
    "highlight": env.rate("GLOSS_MARK_RATE", default="90/m/user"),
    "download": env.rate("GLOSS_DOWNLOAD_RATE", default="20/m/ip"),
    "import": env.rate("GLOSS_IMPORT_RATE", default="60/m/user"),
    "file": env.rate("GLOSS_FILE_RATE", default="10/m/user"),
    "announcement": "6/h/user",
    "report": env.rate("GLOSS_REPORT_RATE", default="20/h/user"),
    "appeal": "10/h/user",
    "name": "120/m/user",
    "pending_submission": "10/m/ip",
    "account_delete": "10/m/user",
    "closed_account_delete": "10/m/key",
    "catalog_password_failed": "10/m/ip,5/5m/key",
}
