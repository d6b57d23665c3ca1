/* What was typed, in this browser's storage: under the account, the form and the field. */

import { OURS, PATH } from "./here.js";
import { note } from "./typing_journal.js";

const [reader] = document.querySelector("meta[name=kept]").content.split(" ");
const TYPED = `${OURS}typed `;
export const isSignedIn = Number(reader) > 0;

/** What a form is called: two of the same name are about the same. */
export const addressOf = (form) =>
  form.dataset.draft || new URL(form.getAttribute("action") || "", location.href).pathname;

/** The name that a field is kept under: of its form, and of itself; one in a set of forms goes by
    the key of what it belongs to, not by its place among them. */
export function nameOf({ form, name }) {
  const own = name.replace(
    /^(\w+)-(\d+)-/,
    (all, set) => `${set}-${form.elements[`${all}id`]?.value || "new"}-`,
  );
  return `${TYPED}${reader} ${addressOf(form)} ${own}`;
}
export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
export function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(TYPED));
  } catch {
    return [];
  }
}

/* What was typed here before each Gloss on a host named its own. */
for (const name of OURS ? Object.keys(localStorage) : []) {
  const [kind, , address] = name.split(" ");
  if (kind !== "typed" || !address.startsWith(PATH)) continue;
  localStorage.setItem(OURS + name, localStorage.getItem(name));
  localStorage.removeItem(name);
}

/** All that this reader left: the name of each, the address of its form, and what is kept. */
export function drafts() {
  const own = `${TYPED}${reader} `;
  const found = [];
  for (const name of names()) {
    const address = name.slice(own.length, name.lastIndexOf(" "));
    if (name.startsWith(own)) found.push({ name, address, kept: read(name) });
  }
  return found.filter(({ kept }) => kept);
}

export function drop(name) {
  try {
    const before = localStorage.getItem(name);
    localStorage.removeItem(name);
    if (before !== null) note(name, null);
  } catch {
    // A browser without storage has kept nothing.
  }
}

/** Keep it; whether there was room. What else is kept stays: somebody typed that, too. */
export function write(name, kept) {
  try {
    localStorage.setItem(name, JSON.stringify(kept));
  } catch {
    return false; // it is full, or there is none
  }
  note(name, kept);
  return true;
}
