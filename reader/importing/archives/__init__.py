"""Downloads and page saves of archives, each known by the elements of its own templates."""

from reader.importing.archives.ao3 import archive_of_our_own
from reader.importing.archives.efiction import efiction
from reader.importing.archives.fanficfare import fanficfare
from reader.importing.archives.fanfiction_net import fanfiction_net
from reader.importing.archives.gloss import gloss
from reader.importing.archives.royal_road import royal_road
from reader.importing.html.no_story import no_story

ALL = (gloss, archive_of_our_own, fanficfare, efiction, royal_road, fanfiction_net, no_story)
"""Each takes a page's tree, and gives its manuscript, or None where the page is not its own;
the last refuses what an archive shows instead of a story."""
