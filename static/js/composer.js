/* The one field of the panel to write in: what it is about, and back to what it was about. */

import { element } from "./element.js";
import { drop, nameOf } from "./typed_words.js";
import { sayItStays } from "./writing.js";

const margin = document.getElementById("margin");
const homes = new WeakMap(); // of each panel, the form that came with it
const panel = () => margin.querySelector(".panel");
const composer = () => margin.querySelector(".panel > .comment-form");
const hidden = (name, value) => element("input", { type: "hidden", name, defaultValue: value });
const WHOLE = "On the whole paragraph";
const ABOUT = ["passage", "revision", "start", "end", "quote"]; // by which a form says it
const fieldsFor = (names) => names.map((name) => `[name=${name}]`).join();

/** Let what is sent come home before the field is about something else. */
function whenIdle(go) {
  if (composer()?.matches(".htmx-request")) {
    document.addEventListener("htmx:afterRequest", () => setTimeout(go), { once: true });
  } else go();
}

function bear(form) {
  composer().replaceWith(form);
  htmx.process(form);
  htmx.trigger(form, "htmx:load", { elt: form }); // what was typed there before comes back
}

/** The form, empty, about something else. */
function pointed({ id, action, draft, fields, label, button }) {
  const form = homes.get(panel()).cloneNode(true);
  const past = `.kept-words, .unkept-words, .error, .cancel, ${fieldsFor(ABOUT)}`;
  for (const kept of form.querySelectorAll(past)) kept.remove();
  form.id = id;
  form.setAttribute("action", action);
  form.setAttribute("hx-post", action);
  form.dataset.draft = draft;
  form.append(...fields);
  const field = form.elements.text;
  field.id = `${id}-text`;
  field.value = field.defaultValue = "";
  field.placeholder = button;
  const title = form.querySelector("label");
  title.textContent = label;
  title.className = "";
  title.htmlFor = field.id;
  const send = form.querySelector(".button");
  send.textContent = button;
  send.after(element("a", { className: "quiet cancel", href: "" }, "Cancel"));
  return form;
}

/** A refused form is the server's, which does not know what stood in the place of what: it says what
    it is about, and leads back, as the one before. The one that the panel came with stays it. */
function takePlaceOf(before) {
  const form = composer();
  if (!form || form === before) return;
  if (homes.get(panel())?.id === form.id) homes.set(panel(), form);
  else if (!form.querySelector(".cancel") && before.querySelector(".cancel")) {
    form.querySelector(".hint")?.remove();
    form.querySelector(".button").after(before.querySelector(".cancel"));
    form.querySelector("label").replaceWith(before.querySelector("label"));
  }
}

/** The fields that say which words a thread is on: its passage, or where they stand if it has none. */
function fieldsOf(thread) {
  if (thread.id !== "tnew") return [hidden("passage", thread.id.slice(1))];
  const stretch = thread.querySelector("form:has([name=start])");
  const copies = stretch.querySelectorAll(fieldsFor(ABOUT));
  return [...copies].map(({ name, value }) => hidden(name, value));
}

/** What a link to answer is about. */
function aboutOf(link) {
  const thread = link.closest(".thread");
  const fields = fieldsOf(thread);
  const address = new URL(link.href).pathname;
  if (link.dataset.about) {
    const words = thread.querySelector(".quote")?.textContent.trim() || "";
    const action = homes.get(panel()).getAttribute("action");
    const { start, end } = thread.dataset;
    const name = link.dataset.about;
    return {
      id: `say-${name}`,
      action,
      draft: `${action} ${name === "new" ? `${start}-${end}` : name}`,
      fields,
      label: words ? `On “${words.slice(0, 40)}${words.length > 40 ? "…" : ""}”` : WHOLE,
      button: "Comment",
    };
  }
  const id = `reply-${/\d+/.exec(address.slice(address.indexOf("/comments/")))[0]}`;
  const label = link.textContent.trim();
  return { id, action: address, draft: `${address} `, fields, label, button: "Reply" };
}

/** Write about what a link stands at. */
function answer(link) {
  homes.set(panel(), homes.get(panel()) || composer());
  const about = aboutOf(link);
  closeOthers();
  if (homes.get(panel()).id === about.id) goHome();
  else bear(pointed(about));
  composer().elements.text.focus();
}

/** Write about what the panel came for again. */
export function goHome() {
  const home = panel() && homes.get(panel());
  if (!home || home.isConnected || !composer()) return;
  composer().replaceWith(home);
}

/** A form that opened in a comment closes; what was typed in it is kept. */
function closeOthers() {
  for (const holder of margin.querySelectorAll('.comment [id$="-form"]')) holder.replaceChildren();
  for (const note of margin.querySelectorAll(".own-note[open]")) note.open = false;
}

/** What has no thread yet has one once it was sent: what is written next goes there. */
export function follow(thread) {
  const form = panel() && (homes.get(panel()) || composer());
  if (!form?.elements.start || document.getElementById("tnew")) return;
  const { text } = form.elements;
  const typed = text.value;
  drop(nameOf(text));
  for (const name of ["revision", "start", "end", "quote"]) form.elements[name].remove();
  const passage = thread.id.slice(1);
  form.append(hidden("passage", passage));
  form.id = `say-${passage}`;
  form.dataset.draft = `${form.getAttribute("action")} ${passage}`;
  text.placeholder = "Reply…";
  if (typed) text.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("htmx:confirm", (event) => {
  const link = event.detail.elt;
  if (!link.matches?.("#margin .answer") || !composer()) return;
  event.preventDefault();
  whenIdle(() => answer(link));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("#margin .answer[data-about]");
  if (link && composer()) {
    event.preventDefault();
    whenIdle(() => answer(link));
  }
  if (event.target.closest("#margin .panel > .comment-form .cancel")) {
    event.preventDefault();
    sayItStays(composer());
    goHome();
    margin.focus({ preventScroll: true });
  }
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt === composer()) goHome();
  const { elt: sent } = detail.requestConfig; // no more on the page where it was refused
  if (!detail.successful && homes.get(panel()) && sent.matches(".comment-form")) takePlaceOf(sent);
});
