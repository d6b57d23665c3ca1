/* The line beside a field whose words were restored, or can't be kept. */

import { element } from "./element.js";
import { drop, nameOf } from "./typed_words.js";

/** Say beside a field that its words were kept, and what is saved where that is new; and let
    either go. */
export function offer(field, changed) {
  const line = element("span", { className: "kept-words" });
  if (changed) {
    const saved = element("q", {}, field.defaultValue);
    line.append("Unsaved text restored. The saved text has changed since: ", saved, " ");
  } else {
    line.append("Unsaved text restored. ");
  }
  const words = changed ? "Use what is saved" : "Discard";
  const button = element("button", { type: "button", className: "quiet" }, words);
  button.addEventListener("click", () => discard(field, line));
  line.append(button);
  field.after(line);
  const folded = field.closest("details");
  const isWriting = document.activeElement.matches("textarea") && document.activeElement !== field;
  if (folded && !isWriting) folded.open = true;
}

/** Let the words go; they can be had back until something else is typed. */
function discard(field, line) {
  const { value } = field;
  drop(nameOf(field));
  turn(field, field.defaultValue);
  const undo = element("button", { type: "button", className: "quiet" }, "Undo");
  line.replaceChildren("Discarded. ", undo);
  field.addEventListener("input", () => line.remove(), { once: true });
  undo.addEventListener("click", () => turn(field, value)); // and kept again
}
function turn(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

const FULL =
  "This browser has no room left to keep what you type. Send it, or copy it, before you leave " +
  "this page. Under My words you can discard what you no longer need.";

/** Say beside a field that its words are not kept; or no longer, once they are. */
export function warn(field, isFull) {
  field.parentElement.querySelector(".unkept-words")?.remove();
  if (isFull) field.after(element("p", { className: "unkept-words", role: "status" }, FULL));
}
