/* A visitor's act: sent, kept by the server while they sign in or up, done once they have; and they
   are back at the same line. */

import { element } from "./element.js";
import { announce } from "./page.js";
import { article, topOf } from "./place.js";

const NAME = "door";
const LONGEST = 30 * 60 * 1000; // milliseconds that one may take to come in

const chapterOf = ({ url }) => new URL("..", url).pathname;

/** Remember the place of words in the window, and whether to comment on them. */
function leave(words, comments = false) {
  const place = { words, comments, path: chapterOf(words), at: Date.now() };
  place.top = topOf(article(), words.start);
  try {
    sessionStorage.setItem(NAME, JSON.stringify(place));
  } catch {
    // Without storage one comes back to the paragraph.
  }
}

/** Send what a visitor does to words, as a page of its own, with a token fetched for it. */
export async function send(bar, words, fields) {
  let token;
  try {
    ({ token } = await (await fetch(bar.dataset.session, { cache: "no-store" })).json());
  } catch {
    announce("You are offline: you can sign in when you are back online.");
    return false;
  }
  leave(words);
  const { revision, start, end, quote } = words;
  const door = { csrfmiddlewaretoken: token, visitor: "yes" }; // whoever was signed in before
  const values = { ...door, revision, start, end, quote, ...fields };
  const form = element("form", { method: "post", action: words.url, hidden: true });
  for (const [name, value] of Object.entries(values)) {
    form.append(element("input", { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
  return true;
}

/** Go to the door to comment on words: their composer is open when one comes back. */
export function comment(link, words) {
  leave(words, true);
  const url = new URL(link.href);
  url.searchParams.set("next", `${chapterOf(words)}#${words.block.replace(/^c\d+-/, "")}`);
  location.assign(url);
}

/** Back at the very line; to comment, with the composer open for the words. */
export function comeBack() {
  const { words, top, path, at, comments } = JSON.parse(sessionStorage.getItem(NAME));
  sessionStorage.removeItem(NAME);
  if (path !== location.pathname || Date.now() - at > LONGEST) return;
  const go = () => scrollBy({ top: topOf(article(), words.start) - top, behavior: "instant" });
  if (document.readyState === "complete") go();
  else addEventListener("load", () => setTimeout(go));
  const button = document.getElementById("comment-on-selection");
  if (!comments || !button) return;
  const { elements } = button.form;
  for (const name of ["revision", "start", "end", "quote"]) elements[name].value = words[name];
  button.click();
}
