/* Names that are offered while one types an @: a list, gone through by the arrow keys. */

import { element } from "./element.js";
import { insert } from "./inserting.js";

const NAME = /(?<![A-Za-z0-9_@.+/\\-])@([\p{L}\p{N}_.+-]*)$/u; // as `mentions.py` reads it
const GAP = 4; // pixels between a field and the list
const list = element("ul", { id: "names", className: "names", popover: "manual", role: "listbox" });
list.ariaLabel = "Readers";
const heard = element("p", { className: "sr", role: "status" });
let field = null; // that the names are offered for
let asking = new AbortController();

const chosen = () => list.querySelector('[aria-selected="true"]');
const typedIn = ({ value, selectionEnd }) => NAME.exec(value.slice(0, selectionEnd))?.[1];

/** Below the field, or above it where there is no room below. */
function place() {
  const box = field.getBoundingClientRect();
  const { offsetTop, height } = window.visualViewport;
  const isRoom = box.bottom + GAP + list.offsetHeight < offsetTop + height;
  const top = isRoom ? box.bottom + GAP : Math.max(box.top - GAP - list.offsetHeight, offsetTop);
  list.style.top = `${top}px`;
  list.style.left = `${box.left}px`;
  list.style.maxWidth = `${box.width}px`;
}

/** Where the caret stands after no name any more, none is offered. */
function leave() {
  if (field && typedIn(field) === undefined) close();
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}
function step(by) {
  const options = [...list.children];
  const at = options.indexOf(chosen()) + by;
  choose(options.at(at % options.length));
}

function close() {
  asking.abort();
  if (!field) return;
  list.remove();
  heard.remove();
  for (const name of ["activedescendant", "controls"]) field.removeAttribute(`aria-${name}`);
  for (const [name, listener] of Object.entries(LISTENERS)) {
    field.removeEventListener(name, listener);
  }
  field = null;
}

/** Put the name of an option where an @ was typed, and go on after it. */
function take(option) {
  const to = field;
  const end = to.selectionEnd;
  const start = end - typedIn(to).length;
  close();
  insert(to, start, end, `${option.dataset.name} `);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => take(chosen()),
  Escape: close,
};
const LISTENERS = {
  keydown(event) {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (isHeld || event.isComposing || !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation(); // an Escape is not for the panel
    KEYS[event.key]();
  },
  keyup: leave,
  pointerup: leave,
  blur: close,
};

function open(to) {
  if (field === to) return;
  close();
  field = to;
  to.form.append(list, heard);
  list.showPopover();
  for (const [name, listener] of Object.entries(LISTENERS)) to.addEventListener(name, listener);
  to.setAttribute("aria-autocomplete", "list");
  to.setAttribute("aria-controls", list.id);
}

/** Offer the names that begin with what is typed after an @ in a field. */
export async function offer(to) {
  asking.abort();
  asking = new AbortController();
  const begins = typedIn(to);
  if (begins === undefined) return close();
  const url = new URL(to.form.dataset.names, location.href);
  url.searchParams.set("begins", begins);
  url.searchParams.set("passage", to.form.elements.passage?.value || "");
  const answer = await fetch(url, { signal: asking.signal }).catch(() => null);
  if (!answer?.ok || answer.redirected) return answer && close();
  const html = await answer.text();
  if (typedIn(to) !== begins || document.activeElement !== to) return;
  const names = element("template", { innerHTML: html }).content.querySelectorAll("li");
  if (!names.length) return close();
  list.replaceChildren(...names);
  open(to);
  place();
  choose(list.firstElementChild);
  heard.textContent = `${names.length} ${names.length > 1 ? "readers" : "reader"}: arrow keys and Enter`;
}

/* A press on a name leaves the focus where one writes. */
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", ({ target }) => {
  const option = target.closest("li");
  if (option) take(option);
});
addEventListener("resize", () => field && place());
