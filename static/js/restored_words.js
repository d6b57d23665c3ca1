/* The line beside a field whose words were restored. */

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
  button.addEventListener("click", () => {
    field.value = field.defaultValue;
    line.remove();
    drop(nameOf(field));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  line.append(button);
  field.after(line);
  const folded = field.closest("details");
  if (folded) folded.open = true;
}
