/* Marking words: painted as one presses, settled by the answer, taken back where it is refused. */

import { element } from "./element.js";
import { OURS } from "./here.js";
import { paint, placeOf, release, unpaint } from "./painting.js";
import { marksOf } from "./place.js";
import { bar, comeBack, hide, isAbout, show, showColour, subject } from "./selection_bar.js";

const ACCEPTED = 202; // it waits for the network
const acts = new Map(); // of words: what was done to them last
const nameOf = ({ start, end }) => `${start}-${end}`;
const say = (sentence) => {
  document.getElementById("heard").textContent = sentence;
};
const isVisitor = bar.hasAttribute("data-visitor");

/** Mark words in a colour, with a note and whether it is shown in `said`. Gives a promise of
    whether that was taken. */
export async function mark(words, colour, said = {}) {
  if (isVisitor) {
    const { send } = await import("./at_the_door.js");
    return send(bar, words, { colour, ...said });
  }
  const before = acts.get(nameOf(words));
  const act = { item: paint(words, `mine ${colour}`) };
  acts.set(nameOf(words), act);
  const { revision, start, end, quote } = words;
  const values = { revision, start, end, quote, colour, ...said };
  act.answer = Promise.resolve(before?.answer).then(() => post(words.url, values, act.item));
  const answer = await act.answer;
  if (before) unpaint(before.item);
  if (answer.taken) return true;
  unpaint(act.item);
  if (acts.get(nameOf(words)) === act) acts.delete(nameOf(words));
  if (isAbout(words) && bar.dataset.state === "marked") hide();
  return false;
}

/** Send to a URL, for the bar. Gives whether it was taken, whether it waits, and what the server
    says of a mark. */
async function post(url, values, item) {
  const answer = { taken: false, waits: false, told: null };
  const sender = element("form", { hidden: true });
  sender.addEventListener("marked", ({ detail }) => {
    answer.told = detail;
  });
  sender.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr } }) => {
    if (item && xhr.status < 300) release(item);
  });
  sender.addEventListener("htmx:afterRequest", ({ detail }) => {
    answer.taken = detail.successful;
    answer.waits = detail.xhr?.status === ACCEPTED;
  });
  document.body.append(sender);
  const token = bar.elements.csrfmiddlewaretoken.value;
  const how = { source: sender, target: bar, swap: "none" };
  await htmx
    .ajax("POST", url, { ...how, values: { ...values, csrfmiddlewaretoken: token } })
    .catch(() => {});
  sender.remove();
  return answer;
}

/** Take back what was done last to the words of the bar. */
async function undo() {
  const words = subject();
  const act = acts.get(nameOf(words));
  hide();
  if (!act) return;
  acts.delete(nameOf(words));
  unpaint(act.item);
  const { taken, waits, told } = await act.answer;
  if (told?.before) return mark(words, told.before);
  if (told) {
    unmark(told.passage);
    await post(told.remove, {});
  } else if (waits) {
    unpaint(act.item);
    document.dispatchEvent(new CustomEvent("unsend", { detail: words }));
  }
  if (taken) say("Highlight removed.");
}

/** Let words that are marked show that they no longer are, until the answer draws them anew. */
function unmark(passage) {
  if (!placeOf(String(passage))) return;
  for (const run of marksOf(String(passage))) {
    if (run.dataset.passages.split(" ")[0] === String(passage)) {
      run.classList.remove("mine", "yellow", "green", "blue", "pink");
    }
  }
}

/** What a colour of the bar does. */
export function press(colour) {
  const words = subject();
  getSelection().removeAllRanges();
  mark(words, colour);
  if (isVisitor) return;
  show(words, "marked");
  showColour(colour);
  comeBack();
  say(`Highlighted in ${bar.querySelector(`.dot.${colour}`).title}.`);
  keepColour(colour);
}

const COLOUR = `${OURS}colour`;

/** The colour used last, with which a note is written. */
export function lastColour() {
  try {
    return localStorage.getItem(COLOUR) || "yellow";
  } catch {
    return "yellow";
  }
}
export function keepColour(colour) {
  try {
    localStorage.setItem(COLOUR, colour);
  } catch {
    // A browser without storage begins with yellow each time.
  }
}

document.getElementById("undo")?.addEventListener("click", undo);
