"""Downloads and page saves of archives, each known by the elements of its own templates."""

from reader.importing.archives.ao3 import read_ao3_page
from reader.importing.archives.efiction import read_efiction_page
from reader.importing.archives.fanficfare import read_fanficfare_page
from reader.importing.archives.fanfiction_net import read_fanfiction_net_page
from reader.importing.archives.gloss import read_gloss_page
from reader.importing.archives.royal_road import read_royal_road_page
from reader.importing.html.non_story_pages import refuse_non_story

ALL = (
    read_gloss_page,
    read_ao3_page,
    read_fanficfare_page,
    read_efiction_page,
    read_royal_road_page,
    read_fanfiction_net_page,
    refuse_non_story,
)
"""Each takes a page's tree, and gives its manuscript, or None where the page is not its own;
the last refuses what an archive shows instead of a story."""
