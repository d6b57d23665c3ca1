"""On 320 px, a small phone or a window magnified four times, one reads without moving sideways."""

import pytest
from django.urls import reverse

from tests.browser.test_every_page import pages, rose  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_page_fits_on_the_narrowest_screen(open_context, sign_in, pages):  # noqa: F811
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    for who, places in pages.items():
        if who:
            sign_in(page, who)
        for name, at, query in places:
            page.goto(reverse(name, kwargs=at) + (query and f"?{query}"))
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, f"{name} is {width}px wide"
