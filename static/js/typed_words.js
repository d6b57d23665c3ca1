/* What was typed, in this browser's storage: under the account, the form and the field. */

const [reader] = document.querySelector("meta[name=kept]").content.split(" ");
const TRIES = 50; // how many older words may go to make room for new ones
export const isSignedIn = Number(reader) > 0;

/** The name that a field is kept under: of its form, and of itself; one in a set of forms goes by
    the key of what it belongs to, not by its place among them. */
export function nameOf({ form, name }) {
  const address =
    form.dataset.draft || new URL(form.getAttribute("action") || "", location.href).pathname;
  const own = name.replace(
    /^(\w+)-(\d+)-/,
    (all, set) => `${set}-${form.elements[`${all}id`]?.value || "new"}-`,
  );
  return `typed ${reader} ${address} ${own}`;
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
    return Object.keys(localStorage).filter((name) => name.startsWith("typed "));
  } catch {
    return [];
  }
}
export function drop(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // A browser without storage has kept nothing.
  }
}
/** Keep it; where there is no room any more, what was kept longest ago goes. */
export function write(name, kept) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return localStorage.setItem(name, JSON.stringify(kept));
    } catch {
      // It is full, or there is none.
    }
    const others = names().filter((other) => other !== name);
    const [oldest] = others.sort((a, b) => read(a)?.at - read(b)?.at);
    if (!oldest) return;
    drop(oldest);
  }
}
