/* Choosing a look: the page changes as the hand moves, and what was chosen is kept. */

import { setCookie } from "./cookies.js";
import "./paper.js";

const form = document.getElementById("look");
const root = document.documentElement;
const NOT_SAVED =
  "The appearance could not be saved: it lasts for this page only. Try again later.";
const OFFLINE =
  "You are offline: the appearance changes on this page, and is saved when you are back online.";
const LINE = 96; // pixels from the top of the screen: about where the eye is

/** What stands in the form: [name, value] of every setting. */
const choices = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

/* The form comes in the default look, the same for all, so that a page can be kept for all. */
const defaults = Object.fromEntries(
  [...form.elements]
    .filter((field) => field.type === "range" || field.defaultChecked)
    .map((field) => [field.name, field.defaultValue]),
);
const changes = () => choices().filter(([name, value]) => value !== defaults[name]);

/* A font that we serve has to be here before it is used: what comes late would move the words. */
const SERVED = { literata: "Literata", dyslexic: "OpenDyslexic" };
const served = async () => {
  const font = new FormData(form).get("font");
  const family = SERVED[font];
  const shown = root.dataset.font ?? defaults.font;
  if (!family || font === shown || (font === defaults.font && "saves" in root.dataset)) return;
  await Promise.all(
    ["", "italic ", "bold "].map((style) => document.fonts.load(`${style}1em ${family}`)),
  );
};

/** Put the page in what the form says, with the words that are being read where they were. */
function apply() {
  const block = [...document.querySelectorAll("article > [data-start]")].find(
    (each) => each.getBoundingClientRect().bottom > LINE,
  );
  const before = block?.getBoundingClientRect();
  for (const name of Object.keys(defaults)) delete root.dataset[name];
  Object.assign(root.dataset, Object.fromEntries(changes()));
  if (!block || before.top > LINE || scrollY === 0) return;
  const share = (LINE - before.top) / before.height;
  const after = block.getBoundingClientRect();
  scrollBy({ top: after.top + share * after.height - LINE, behavior: "instant" });
}

/* A reader's look is kept on the account, in the order in which it was chosen; a visitor's here. */
let saving = Promise.resolve();
function keep(announce) {
  if (form.hasAttribute("data-visitor")) {
    setCookie(
      "look",
      changes()
        .map((pair) => pair.join(":"))
        .join("|"),
    );
    return;
  }
  const body = new FormData(form);
  body.set("quietly", "1");
  saving = saving
    .then(() => fetch(form.action, { method: "POST", body, keepalive: true }))
    .then((answer) => {
      if (!answer.ok) throw answer;
    })
    .catch(() => {
      if (navigator.onLine) return announce(NOT_SAVED);
      announce(OFFLINE);
      addEventListener("online", () => keep(announce), { once: true });
    });
}

/** Set the panel to work. `announce` says aloud what went wrong. */
export function begin(announce) {
  const change = async () => {
    keep(announce);
    await served().catch(() => {});
    apply();
  };
  const early = changes(); // by a hand that was quicker than this script
  for (const [name, value] of Object.entries({ ...root.dataset, ...Object.fromEntries(early) })) {
    if (name in defaults) form.elements[name].value = value;
  }
  form.addEventListener("input", ({ target }) => {
    if (target.type === "range") apply();
  });
  form.addEventListener("change", change);
  const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  form.addEventListener("reset", () => setTimeout(changed)); // when the fields have been reset
  form.addEventListener("submit", (event) => event.preventDefault());
  if (early.length) change();
}
