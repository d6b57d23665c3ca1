/* What somebody writes, and where: enough to find it among all that they did not finish. */

import { addressOf } from "./typed_words.js";

const LONGEST = 200; // characters of the words that it is about
const MARK = " · Gloss";

const squeezed = (text) => text.replace(/\s+/g, " ").trim();
/** The comment that a form answers or changes. */
const commentOf = (form) => /\/comments\/(\d+)\//.exec(addressOf(form))?.[1];
const threadOf = (form) =>
  form.closest(".thread") ||
  document.getElementById(`t${form.elements.passage?.value}`) ||
  document.getElementById(`c${commentOf(form)}`)?.closest(".thread");

function labelOf(field) {
  const text = field.labels?.[0]?.textContent || field.ariaLabel || field.placeholder || "";
  return squeezed(text).replace(/ \(optional\)$/, "");
}

function quoteOf(form) {
  const words = form.elements.quote?.value || threadOf(form)?.querySelector(".quote")?.textContent;
  return squeezed(words || "").slice(0, LONGEST);
}

/** The chapter that a form is about, where one reads: on the page of a whole story, the page of the
    one that the panel, or the bar at words, is of. */
function chapterOf(form) {
  if (document.getElementById("text")) return new URL(location.pathname, location.href);
  if (!document.getElementById("parts")) return null;
  const close = form.closest("#margin .panel")?.querySelector(".panel-close");
  return new URL(close ? close.href : "..", form.action);
}

/** In a chapter: the thread, the comment or the words that the form is about, opened. */
function placeIn(chapter, form) {
  const { revision, start, end } = form.elements;
  const thread = /^t(\d+)$/.exec(threadOf(form)?.id)?.[1];
  const comment = commentOf(form);
  if (thread) chapter.searchParams.set("thread", thread);
  if (comment) chapter.searchParams.set("comment", comment);
  if (!thread && start?.value) {
    chapter.searchParams.set("at", [revision.value, start.value, end.value].join("."));
  }
  return chapter;
}

function pageOf(form) {
  const chapter = chapterOf(form);
  if (chapter) return placeIn(chapter, form);
  const page = new URL(location);
  page.searchParams.delete("write");
  page.hash = "";
  return page;
}

/** What a field is for, on which page, about which words, and where one can go on. */
export function whereTyped(field) {
  const { pathname, search } = pageOf(field.form);
  return {
    label: labelOf(field),
    title: document.title.replace(MARK, ""),
    quote: quoteOf(field.form),
    page: pathname + search,
  };
}
