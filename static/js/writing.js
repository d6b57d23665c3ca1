/* What is typed stays: every field that a reader fills is kept in this browser, for that reader,
   until its form was taken or the words were let go. */

import { cookie, deleteCookie } from "./cookies.js";
import { drop, isSignedIn, nameOf, names, read, write } from "./typed_words.js";
import { mendSoon } from "./typing_journal.js";
import { whereTyped } from "./where_typed.js";

const FIELDS =
  'textarea, input:not([type]), input[type="text"], input[type="email"], input[type="url"]';
const REFUSED = "[role=alert], .error, .errorlist";

/* Visitors fill nothing but the way in; where a password or a code is asked for, nothing is kept. */
const SECRET = '[type="password"], [autocomplete="one-time-code"]';
const isKept = ({ form, readOnly }) =>
  isSignedIn && form?.method === "post" && !readOnly && !form.querySelector(SECRET);
/* From the door: nothing was taken. page.js asks the same; neither can import the other in time. */
const isDoor = ({ responseURL }) =>
  new URL(responseURL || location.href).pathname === document.body.dataset.login;
const fieldsIn = (root) => [...root.querySelectorAll(FIELDS)].filter(isKept);

/** Keep what stands in a field, with what is saved: what it was begun on. */
function keep(field) {
  const name = nameOf(field);
  const before = read(name);
  const saved = field.defaultValue;
  if (field.value === saved && !field.form.querySelector(REFUSED)) return drop(name);
  const about = before?.about || whereTyped(field);
  const base = before ? before.base : saved;
  tellRoom(field, write(name, { value: field.value, base, at: Date.now(), about }));
}

/** Say beside a field that its words can't be kept, as long as that is so. */
const unkept = new WeakSet();
function tellRoom(field, hasRoom) {
  if (hasRoom !== unkept.has(field)) return;
  if (hasRoom) unkept.delete(field);
  else unkept.add(field);
  import("./restored_words.js").then(({ warn }) => warn(field, !hasRoom)).catch(() => {});
}
document.addEventListener("input", ({ target }) => {
  if (target.matches?.(FIELDS) && isKept(target)) keep(target);
});

const STAYS = "What you typed is kept: it comes back here, and waits under My words.";

/** Say that what was typed in a form is kept, as one closes it. */
export function sayItStays(form) {
  const isKeptOf = (field) => read(nameOf(field)) !== null;
  if (!form || !fieldsIn(form).some(isKeptOf)) return;
  document.dispatchEvent(new CustomEvent("announce", { detail: STAYS }));
}

/** Put back what is kept, in every field under `root`. */
const seen = new WeakSet();
const open = new WeakSet(); // where one has to choose first
const mended = isSignedIn ? mendSoon() : Promise.resolve();
async function restore(root) {
  await mended;
  for (const field of fieldsIn(root)) {
    if (seen.has(field)) continue;
    seen.add(field);
    const kept = read(nameOf(field));
    const saved = field.defaultValue;
    const early = field.value !== saved;
    if (early && kept?.value !== field.value) keep(field); // typed before there was a script
    else if (kept && kept.value !== saved) {
      const changed = kept.base !== saved && !field.form.querySelector(REFUSED);
      field.value = kept.value;
      import("./restored_words.js").then(({ offer }) => offer(field, changed)).catch(() => {});
      if (changed) open.add(field);
    }
  }
}

/* A page that was sent says under which name; the one after it says if that was taken. */
document.addEventListener("submit", ({ target: form, submitter, defaultPrevented }) => {
  const fields = fieldsIn(form);
  if (defaultPrevented || !fields.length || submitter?.hasAttribute("formaction")) return;
  let name = form.querySelector("[name=typed]");
  if (!name) {
    const value = String(Math.random()).slice(2);
    name = document.createElement("input");
    Object.assign(name, { type: "hidden", name: "typed", value });
    form.append(name);
  }
  for (const field of fields.map(nameOf)) {
    if (read(field)) write(field, { ...read(field), sent: name.value });
  }
});
const taken = cookie("taken");
if (taken) {
  for (const name of names()) if (read(name)?.sent === taken) drop(name);
  deleteCookie("taken");
}

/* What htmx sent is let go once it was taken; what was typed since is not. */
const sending = new WeakMap(); // the fields of each request, until it is answered
function fieldsSent({ elt, requestConfig: { verb, formData } }) {
  if (!elt.matches("form") || verb !== "post") return [];
  return fieldsIn(elt).map((field) => [
    field,
    nameOf(field),
    formData.get(field.name),
    elt.dataset.draft,
  ]);
}
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  sending.set(detail.xhr, fieldsSent(detail));
});
function answered({ detail }) {
  const { xhr } = detail;
  if (!(xhr.status >= 200 && xhr.status < 400) || isDoor(xhr)) return;
  const sent = sending.get(xhr) || fieldsSent(detail); // it may have left before this was here
  sending.set(xhr, []);
  for (const [field, name, value, draft] of sent) {
    const kept = read(name);
    const begins = draft && !(kept ? kept.base : field.defaultValue);
    if (kept?.value === value) drop(name);
    else if (kept) write(name, { ...kept, base: begins ? "" : value });
    if (!begins) field.defaultValue = value;
    else if (field.value === value) field.value = "";
  }
}
document.addEventListener("htmx:beforeOnLoad", answered);
document.addEventListener("htmx:afterRequest", answered); // also where the form is gone by now

document.addEventListener("htmx:load", ({ detail }) =>
  restore(detail.elt.parentElement || detail.elt),
);
restore(document);

/* What was typed, or put back by the browser, before there was a script to see it. */
function tell() {
  for (const field of fieldsIn(document)) {
    if (field.value !== field.defaultValue && !open.has(field)) {
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
document.addEventListener("DOMContentLoaded", tell);
if (document.readyState !== "loading") mended.then(tell); // this comes late: the page is there
