/* An open chapter hears of others. It asks now and then whether anything has changed, while it is in
   sight and the network is there: soon where a thread is open, else ever more seldom. */

import { isOpen } from "./panel.js";

const [SOON, FIRST, LATEST] = [7500, 10000, 60000]; // milliseconds
const SLOWER = 1.5;
const PATIENCE = 8000; // milliseconds for an answer
const GONE = [403, 404, 410];
const [TOLD, BELL] = [9000, 300000]; // milliseconds until notifications are there, and are asked for
const page = document.querySelector(".page");
let { stamps } = page.dataset;
let wait = FIRST;
let timer;
let isAsking = false;
let isFailing = false; // the server has no answer: an open thread is no reason to insist
let isOver = false; // one may not read it any more
let asked = 0; // when it was asked last
const kept = document.querySelector(".kept-line time"); // the page is a copy from then
const bell = document.querySelector(".inbox-link");
let rings = Date.now() + BELL; // when the bell is asked for, too
let told = kept ? Date.parse(kept.dateTime) : performance.timeOrigin; // until when all is known

const isOn = () => page.dataset.live !== "off" && !isOver;
const mayAsk = () => isOn() && !document.hidden && navigator.onLine;
/* Not all pages at once. */
const soonOrLater = (milliseconds) => milliseconds * (0.95 + Math.random() * 0.05);

function askLater(milliseconds = isOpen() && !isFailing ? SOON : wait) {
  clearTimeout(timer);
  if (mayAsk()) timer = setTimeout(ask, soonOrLater(milliseconds));
}
/** Ask at once, unless that was just done. */
function askAgain() {
  askLater(Math.max(asked + SOON - Date.now(), 0));
}

const get = (query = "") =>
  fetch(page.dataset.changes.replace(/0\/$/, `${stamps}/${query}`), {
    signal: AbortSignal.timeout(PATIENCE),
  });

async function ask() {
  if (isAsking || !mayAsk()) return;
  isAsking = true;
  asked = Date.now();
  try {
    const answer = await get(bell && asked > rings ? `?unread=${bell.dataset.unread}` : "");
    if (asked > rings) rings = asked + BELL;
    if (GONE.includes(answer.status)) isOver = true;
    const hasChanged = answer.status === 200;
    isFailing = !answer.ok || (hasChanged && !(await bring()));
    wait = hasChanged && !isFailing ? FIRST : Math.min(wait * SLOWER, LATEST);
  } catch {
    isFailing = true;
    wait = Math.min(wait * 2, LATEST); // silently: the network is away, or slow
  }
  isAsking = false;
  askLater();
}

/** What has changed comes into the page. What was asked before an act of one's own is no more.
    Gives false where there is no answer. */
async function bring() {
  const changes = await import("./live_changes.js");
  const [before, at] = [changes.acts(), Date.now()];
  const answer = await get(changes.query(Math.ceil((at - told) / 1000)));
  if (!answer.ok) return false;
  const html = await answer.text();
  if (!html || changes.acts() !== before || !isOn()) return true;
  const known = stamps;
  const fresh = changes.bring(html, () => (stamps = known));
  if (!fresh) return false;
  if (fresh !== stamps) rings = at + TOLD;
  stamps = fresh;
  told = at;
  return true;
}

document.addEventListener("visibilitychange", () => {
  wait = FIRST;
  askAgain();
});
for (const sign of ["online", "pageshow"]) addEventListener(sign, askAgain);
addEventListener("offline", () => clearTimeout(timer));
document.addEventListener("margin:settled", () => isOpen() && askAgain());
document.addEventListener("change", ({ target }) => {
  if (target.dataset.switch === "live") askAgain();
});
askAgain();
