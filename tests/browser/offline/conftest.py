"""A reader whose pages are kept by the service worker, and who loses the network."""

import pytest

from tests.browser.conftest import DESKTOP
from tests.browser.offline.steps import open_kept
from tests.factories import make_chapter, make_story


@pytest.fixture
def chapter():
    return make_chapter(story=make_story(title="The Ferry", slug="ferry"))


@pytest.fixture
def context(open_context):
    return open_context(service_workers="allow", **DESKTOP)


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def reading(page, sign_in, reader, chapter):
    """A chapter opened by a reader who is signed in, and kept; the network is away."""
    sign_in(page, reader)
    open_kept(page, chapter.get_absolute_url())
    page.context.set_offline(True)
    return page
