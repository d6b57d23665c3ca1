/* What waits to be sent, as rows of the page of what is kept. */

import { element, parsed } from "./element.js";

export const facts = (...content) => element("p", { className: "facts" }, ...content);
export const button = (words, onclick) =>
  element("button", { className: "quiet", type: "button", onclick }, words);
export const shownTime = (time) =>
  new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** What the server answered: a sentence, or the page or form that holds one. */
function sentenceOf({ said, status }) {
  if (status === 403)
    return "You are signed out, or not allowed to do that. Sign in, then try again.";
  if (!said.includes("<")) return said;
  return parsed(said).querySelector(".error, .lede")?.textContent.trim() || "That did not work.";
}

function nameOf({ route, fields }) {
  if (route?.name === "progress_save") return "Reading progress";
  if (fields.text) return "Comment";
  return route?.name === "highlight_remove" ? "Highlight to remove" : "Highlight";
}

/** A row for what waits, with a link to its page and buttons for what can be done about it. */
export function waitingRow(item, link, ask) {
  const { id, fields, said } = item;
  const text = fields.text || fields.note || fields.quote;
  async function copy({ target }) {
    await navigator.clipboard.writeText(text);
    target.textContent = "Copied";
  }
  const time = element("span", {}, shownTime(item.made));
  const row = element("li", {}, facts(element("span", {}, nameOf(item)), link, time));
  if (text) row.append(element("blockquote", { className: `quote ${fields.colour || ""}` }, text));
  if (said) row.append(element("p", { className: "error" }, sentenceOf(item)));
  const actions = element("div", { className: "actions" });
  if (said) actions.append(button("Try again", () => ask("tryAgain", id)));
  if (text) actions.append(button("Copy text", copy));
  actions.append(button("Delete", () => ask("letGo", id)));
  row.append(actions);
  return row;
}
