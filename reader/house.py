"""For whom this house is: settings, in a file of their own beside those of who may come in."""

import sys

from reader.environment import Environment

env = Environment()

# Who may read new stories, unless their author says otherwise: `Audience` has the words.
AUDIENCE = env.str("GLOSS_AUDIENCE", default="everybody")
if AUDIENCE not in ("everybody", "members", "link", "chosen"):
    sys.exit(f"GLOSS_AUDIENCE is “{AUDIENCE}”: set it to everybody, members, link or chosen.")

# Whether a stranger meets nothing but the door: a club, a family, a class.
CLOSED_HOUSE = env.bool("GLOSS_CLOSED_HOUSE", default=False)
if CLOSED_HOUSE and env.str("GLOSS_SIGNUP", default="open") == "open":
    sys.exit("A closed house lets nobody in unasked: set GLOSS_SIGNUP to invite or closed, too.")
