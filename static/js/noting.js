/* A note, written where words are marked. */

import { keepColour, lastColour, mark } from "./marking.js";
import { paint, unpaint } from "./painting.js";
import { bar, hide, isAbout, show, showColour, subject } from "./selection_bar.js";

const noting = bar.querySelector(".noting");
let painted = null; // the words, until the note is saved
let isSaving = false; // until it is known whether the note was taken
let colour = "";
const field = () => bar.elements.note;

/** Open the field for the words of the bar; those that are marked already stay so. */
function open() {
  const words = subject();
  const pressed = bar.querySelector('.dot[aria-pressed="true"]');
  colour = pressed?.value || lastColour();
  getSelection().removeAllRanges();
  if (!pressed) painted = paint(words, `mine ${colour}`);
  // A field of its own for each note: what was typed on other words is kept for those.
  const fresh = field().cloneNode();
  fresh.value = "";
  fresh.readOnly = false;
  field().replaceWith(fresh);
  noting.querySelector(".kept-words")?.remove();
  bar.dataset.draft = `${new URL(words.url).pathname} ${words.start}-${words.end}`;
  bar.elements.public.checked = false;
  show(words, "noted");
  showColour(colour);
  htmx.trigger(fresh, "htmx:load", { elt: fresh });
  field().focus({ preventScroll: true });
}

/** Choose another colour for the note's words. */
export function recolour(chosen) {
  colour = chosen;
  if (painted) unpaint(painted);
  painted = paint(subject(), `mine ${colour}`);
  showColour(colour);
  field().focus({ preventScroll: true });
}

/** Close the field. What was typed is kept for when it is opened again. */
export function close() {
  if (painted) unpaint(painted);
  painted = null;
  hide();
}

/** Whether nothing is lost to sight by closing it. */
export const isEmpty = () => !field().value.trim();

/** Save the note, once however often one presses; the field stays until the note was taken. */
async function save() {
  if (isSaving) return;
  const written = field();
  isSaving = written.readOnly = true;
  await send().finally(() => {
    isSaving = written.readOnly = false;
  });
}

async function send() {
  const [words, note, isPublic] = [subject(), field().value, bar.elements.public.checked];
  const { nameOf, drop } = await import("./typed_words.js");
  const name = nameOf(field());
  keepColour(colour);
  const taken = await mark(words, colour, { note, ...(isPublic ? { public: "on" } : {}) });
  if (!taken || bar.hasAttribute("data-visitor")) return; // who goes on to the door
  drop(name);
  if (isAbout(words) && bar.dataset.state === "noted") close();
  document.getElementById("heard").textContent = "Note saved.";
}

document.getElementById("note-on-selection").addEventListener("click", open);
bar.querySelector(".save").addEventListener("click", save);
bar.querySelector(".cancel").addEventListener("click", close);
noting.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    save();
  }
});
