"""What a reader does while the network is away, and what the caches hold."""

from playwright.sync_api import expect

from tests.browser.waiting import until

KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    kept[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  }
  return kept;
}"""
"""What the caches hold: paths by the caches' names."""
LOOK = "async () => (await caches.match('/look', { cacheName: 'gloss' })).text()"


def kept(page, what):
    """The paths in the caches whose name, after the path of Gloss, begins with `what`."""
    found = []
    for name, paths in page.evaluate(KEPT).items():
        if f" {what}" in f" {name}":
            found += paths
    return sorted(found)


def open_kept(page, path):
    """Open a page, and wait until it is kept."""
    page.goto(path)
    until(page, lambda: path in kept(page, "pages"))


def press_colour(page, select, index, start, end, colour="green"):
    """Highlight some words of a block, once the bar is about them; gives them. Under load it may
    still be about those before."""
    words = select(page, index, start, end)
    expect(page.locator("#selection [name=quote]")).to_have_value(words)
    page.get_by_role("button", name=f"Highlight in {colour}").click()
    return words


def comment(page, text):
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()


def waiting(page, count):
    """So many annotations wait to be sent, says the bar of the page."""
    link = page.locator(".bar-waiting")
    if count:
        expect(link).to_have_text(f"{count} waiting")
    else:
        expect(link).to_have_count(0)


def back_online(page):
    page.context.set_offline(False)
    waiting(page, 0)
