"""A browser's window as the tests use it, whatever browser it is."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable

PATIENCE = 40  # seconds
POLL = 0.05  # seconds
STILL = 0.1  # seconds in which what stands still has not moved: the bar waits 60 ms
KEYS = {
    "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Shift": "\ue008",
    "Control": "\ue009", "Space": " ",
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
}  # fmt: skip
"""What W3C WebDriver calls the keys that write nothing."""

CENTRE = """(selector) => {
  const shown = [...document.querySelectorAll(selector)].find((e) => e.getClientRects().length);
  if (!shown) return null;
  shown.scrollIntoView({ block: "nearest", behavior: "instant" });
  const box = shown.getClientRects()[0];
  const at = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  const hit = document.elementFromPoint(...at);
  return hit && (shown.contains(hit) || hit.contains(shown)) ? at : null;
}"""
"""Where a press meets the first shown element of a selector: null while nothing, or something
else, is there."""

ENDS = """(block, words) => {
  const element = document.getElementById(block);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters = [];
  while (walker.nextNode()) {
    for (let i = 0; i < walker.currentNode.length; i++) letters.push([walker.currentNode, i]);
  }
  const from = element.textContent.indexOf(words);
  const boxOf = ([node, i]) => {
    const range = document.createRange();
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    return range.getBoundingClientRect();
  };
  const first = boxOf(letters[from]);
  const last = boxOf(letters[from + words.length - 1]);
  return [[first.left + 1, first.top + first.height / 2],
    [last.right - 2, last.top + last.height / 2]].map((at) => at.map(Math.round));
}"""
"""Where a hand begins and ends that selects words of a block from left to right."""


def wait_until(so: Callable[[], object]) -> None:
    """Wait until something is so, such as that the database has it."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "never so"
        time.sleep(POLL)


class Window(ABC):
    """A window of its own: no cookie and nothing stored from another one."""

    base = ""

    @abstractmethod
    def open(self, url: str) -> None:
        """Open a URL, and wait until it has loaded; a page of Gloss's by its path."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: object) -> object:
        """What a JavaScript function gives, or comes to, of arguments that JSON can tell."""

    @abstractmethod
    def perform(self, sources: list[dict]) -> None:
        """Move and press, in the words of W3C WebDriver's actions."""

    @abstractmethod
    def set_cookie(self, name: str, value: str) -> None:
        """Give the window a cookie for the host of `base`."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Make the window so wide and high, in CSS pixels, or as small as it goes."""

    @abstractmethod
    def close(self) -> None:
        """Close it, and forget all that it kept."""

    def errors(self) -> list[str]:
        """What went wrong unseen since the window was opened, where the browser tells."""
        return []

    def wait_for(self, function: str, *arguments: object) -> object:
        """Wait until a function gives something true; gives it."""
        end = time.monotonic() + PATIENCE
        while not (found := self.evaluate(function, *arguments)):
            assert time.monotonic() < end, f"never so: {function} {arguments}"
            time.sleep(POLL)
        return found

    def wait_until_there(self, selector: str) -> None:
        self.wait_for("(selector) => document.querySelector(selector) !== null", selector)

    def wait_until_gone(self, selector: str) -> None:
        self.wait_for("(selector) => document.querySelector(selector) === null", selector)

    def wait_until_focused(self, selector: str) -> None:
        self.wait_for("(selector) => document.activeElement.matches(selector)", selector)

    def text(self, selector: str) -> str:
        """What the first element of a selector says, once it is there."""
        words = "(selector) => document.querySelector(selector)?.textContent.trim()"
        return str(self.wait_for(words, selector))

    def wait_for_text(self, selector: str, words: str) -> None:
        """Wait until an element of a selector says just these words, but for white space."""
        says = """(selector, words) => [...document.querySelectorAll(selector)].some(
          (element) => element.textContent.replace(/\\s+/g, " ").trim() === words)"""
        self.wait_for(says, selector, words)

    def click(self, selector: str) -> None:
        """Press the first shown element of a selector with the mouse, once it stands still."""
        before, at = None, self.wait_for(CENTRE, selector)
        while at != before:
            time.sleep(STILL)
            before, at = at, self.wait_for(CENTRE, selector)
        self._point(_move(at), {"type": "pointerDown", "button": 0}, _UP)

    def select(self, block: str, words: str) -> None:
        """Select just these words of a block by pulling the mouse over them."""
        end = time.monotonic() + PATIENCE
        while self.evaluate("() => getSelection().toString()") != words:
            assert time.monotonic() < end, f"never selected: {words}"
            self.evaluate("() => getSelection().removeAllRanges()")  # it would be dragged
            self._pull_over(block, words)

    def _pull_over(self, block: str, words: str) -> None:
        start, end = self.evaluate(ENDS, block, words)
        middle = [(start[0] + end[0]) // 2, (start[1] + end[1]) // 2]
        down = {"type": "pointerDown", "button": 0}
        self._point(_move(start), down, _move(middle), _move(end, 100), _UP)

    def press(self, *keys: str) -> None:
        """Press keys one after another; `Shift+Enter` holds the first meanwhile."""
        for key in keys:
            parts = [KEYS.get(part, part) for part in key.split("+")]
            steps = [{"type": "keyDown", "value": part} for part in parts]
            steps += [{"type": "keyUp", "value": part} for part in reversed(parts)]
            self.perform([{"type": "key", "id": "keys", "actions": steps}])

    def type(self, words: str) -> None:
        self.press(*words)

    def _point(self, *steps: dict) -> None:
        """Do one step after another, each once the browser has seen the one before."""
        for step in steps:
            mouse = {"parameters": {"pointerType": "mouse"}, "actions": [step]}
            self.perform([{"type": "pointer", "id": "mouse", **mouse}])


_UP = {"type": "pointerUp", "button": 0}


def _move(at: list[int], milliseconds: int = 0) -> dict:
    x, y = at
    return {"type": "pointerMove", "x": x, "y": y, "duration": milliseconds, "origin": "viewport"}
