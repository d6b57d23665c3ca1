"""Reading and marking without a network, in Firefox and in WebKit."""

import pytest

from reader.models import Highlight
from tests.engines.window import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    if (name.startsWith("pages") && await (await caches.open(name)).match(path)) return true;
  }
  return false;
}"""


def test_a_kept_page_is_read_and_marked_and_the_mark_arrives(reading, network, chapter):
    path = chapter.get_absolute_url()
    reading.wait_for(KEPT, path)
    network.cut()
    reading.open(path)
    reading.wait_until_there(".kept-line")
    reading.select("b0", "ferry came")
    reading.click("#selection .dot.green")
    reading.wait_for_text(".bar-waiting", "1 waiting")
    reading.wait_for_text("#b0 mark.green", "ferry came")
    assert not Highlight.objects.exists()
    network.mend()
    reading.open(path)
    reading.wait_for_text("#b0 mark.green", "ferry came")
    reading.wait_until_gone(".bar-waiting")
    wait_until(Highlight.objects.exists)
    assert Highlight.objects.get().passage.quote == "ferry came"
