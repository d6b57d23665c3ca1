"""How the URLs of stories begin, of their chapters and of the revisions of these."""

STORY = "stories/<slug:slug>/"
CHAPTER = f"{STORY}<int:number>/"
REVISION = f"{CHAPTER}revisions/<int:revision>/"
