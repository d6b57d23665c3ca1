/* Go on writing what was left: the very field, open, with the words in it. */

import { addressOf, drafts, drop, nameOf } from "./typed_words.js";

const PATIENCE = 8000; // milliseconds that a panel may take
const here = new URL(location);
const address = here.searchParams.get("write");
const path = address.split(" ")[0];
const words = drafts().filter((draft) => draft.address === address);

/** What `find` gives as soon as it gives something, or null. */
function once(find) {
  return new Promise((done) => {
    const observer = new MutationObserver(look);
    const giveUp = setTimeout(() => settle(null), PATIENCE);
    function settle(found) {
      clearTimeout(giveUp);
      observer.disconnect();
      done(found);
    }
    function look() {
      const found = find();
      if (found) settle(found);
    }
    observer.observe(document, { subtree: true, childList: true, attributes: true });
    look();
  });
}

const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.matches("textarea, input:not([type=hidden])"));
const fieldIn = (form) =>
  form && fieldsOf(form).find((field) => words.some(({ name }) => name === nameOf(field)));
const formHere = () =>
  [...document.forms].find((form) => form.method === "post" && addressOf(form) === address);
/** A link by which such a form is opened in its place. */
const opener = () =>
  document.querySelector(
    `main a[hx-get^="${CSS.escape(path)}"], main a.answer[href^="${CSS.escape(path)}"]`,
  );

/** Words in the text that have no thread: selected, and what the bar has for them pressed. */
async function openAtWords() {
  const marks = document.querySelectorAll("mark.linked");
  if (!marks.length) return null;
  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const isNote = path.endsWith("/highlights/");
  const bar = document.getElementById("selection");
  await once(() => !bar.hidden);
  const isTypo = path.endsWith("/typos/");
  if (isTypo) document.getElementById("typo-on-selection")?.click();
  if (isTypo) return once(() => fieldIn(document.querySelector("#margin .typo-form")));
  bar.querySelector(isNote ? "#note-on-selection" : "#comment-on-selection").click();
  if (isNote) return once(() => bar.dataset.state === "noted" && bar.elements.note);
  return once(() => document.querySelector("#margin .comment-form:has([name=start]) [name=text]"));
}

async function fieldToGoOnIn() {
  if (here.searchParams.has("at") && / \d+-\d+$/.test(address)) return openAtWords();
  const first = await once(() => formHere() || opener());
  if (first?.matches("a")) {
    first.click();
    return fieldIn(await once(formHere));
  }
  return fieldIn(first) || (first && fieldsOf(first)[0]);
}

/** Put the words into a field that is kept under another name: theirs stood elsewhere before. */
function carryTo(field) {
  const [draft] = words;
  if (!draft || nameOf(field) === draft.name || field.value) return;
  field.value = draft.kept.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  drop(draft.name);
}

async function goOn() {
  const field = await fieldToGoOnIn();
  here.searchParams.delete("write");
  if (!field && /\/(?:reply|edit)\/$/.test(path)) return location.replace(path);
  history.replaceState(history.state, "", here);
  if (!field) return;
  carryTo(field);
  for (
    let around = field.closest("details");
    around;
    around = around.parentElement?.closest("details")
  ) {
    around.open = true;
  }
  field.focus();
  field.setSelectionRange?.(field.value.length, field.value.length);
  field.scrollIntoView({ block: "center" });
}

if (document.readyState === "complete") goOn();
else addEventListener("load", goOn, { once: true });
