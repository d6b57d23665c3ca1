/* Without a network: the worker keeps pages, and what was written; this is how a page asks it.
   page.js leads here, so nothing that is loaded from here imports it: hashed names allow no
   circle. */

import { OURS } from "./here.js";

const worker = navigator.serviceWorker;
const paths = document.body.dataset;
const [reader] = document.querySelector("meta[name=kept]").content.split(" ");

/** Ask the worker to do something; undefined where it can't, or is not there yet. */
const ask = (...question) =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    if (worker.controller) worker.controller.postMessage(question, [port2]);
    else done(undefined);
  });

/** Have this page kept, if it came before there was a worker, or before all of its own version. */
export const keepThis = () =>
  document.body.matches(".chapter, .story, .library") && ask("keepAgain", location.pathname);

let hasDrawn = false;
let before; // how many were refused before: what one finds when one comes is no news
const say = (words) => document.dispatchEvent(new CustomEvent("announce", { detail: words }));
/** How much waits, in the bar; and every word of it where it belongs. */
async function show() {
  const waiting = (await ask("waiting"))?.mine || [];
  const ours = waiting.filter((item) => item.route?.name !== "progress_save");
  const written = ours.length;
  const refused = ours.filter((item) => item.refused).length;
  if (refused > before) {
    say("Something you wrote was not accepted. It is kept for you under “not sent” above.");
  }
  before = refused;
  document.querySelector(".bar-waiting")?.remove();
  if (written) {
    const link = document.createElement("a");
    link.className = `bar-link bar-waiting${refused ? " refused" : ""}`;
    link.href = `${paths.kept}#waiting`;
    link.textContent = refused ? `${refused} not sent` : `${written} waiting`;
    document.querySelector(".bar-tools")?.prepend(link);
  }
  if (waiting.length || hasDrawn) {
    hasDrawn = true;
    (await import("./offline_chapter.js")).draw(waiting, ask);
  }
  if (list) (await import("./offline_library.js")).list(list, ask);
}

/** Show what was sent from this page as it now stands on the server, unless one writes there. */
async function redraw() {
  const html = await (await fetch(location.pathname, { cache: "no-cache" })).text();
  const target = document.getElementById("text");
  const isUnchanged = (field) => field.value === field.defaultValue;
  const idle = (place) => [...document.querySelectorAll(`${place} textarea`)].every(isUnchanged);
  const which = {
    select: "#text",
    selectOOB: idle("#comments") ? "#comments" : "",
    eventInfo: { target },
  };
  htmx.swap(target, html, { swapStyle: "outerHTML" }, which);
  const thread = document.querySelector("#margin .thread")?.id.slice(1);
  if (!thread || !idle("#margin")) return;
  if (thread > 0) {
    const url = document.querySelector(".page").dataset.passage.replace("/0/", `/${thread}/`);
    htmx.ajax("GET", url, { target: "#margin", swap: "innerHTML" });
  } else {
    document.querySelector("#margin .panel-close").click();
  }
}

const keep = document.querySelector("[data-keep]");
const list = document.getElementById("kept");
new BroadcastChannel(`${OURS}gloss`).onmessage = async ({ data: { sent } }) => {
  if (sent.includes(location.pathname) && document.getElementById("text")) await redraw();
  await show();
};
addEventListener("online", () => ask("send"));
const MINUTE = 60000; // milliseconds
setInterval(() => {
  const isWaiting = document.querySelector(".bar-waiting") !== null;
  if (isWaiting && document.visibilityState === "visible") ask("send");
}, MINUTE);

async function start() {
  if (reader) await ask("become", Number(reader));
  if (!document.querySelector(".kept-line")) await ask("alone"); // a new version may take over
  await show();
  ask("send");
}
const registration = await worker.getRegistration();
const watch = (coming) =>
  coming?.addEventListener("statechange", () => {
    if (coming.state === "installed" && worker.controller) keepThis();
  });
watch(registration.installing);
registration.addEventListener("updatefound", () => watch(registration.installing));
if (registration.waiting) keepThis();
if (worker.controller) start();
else worker.addEventListener("controllerchange", () => start().then(keepThis), { once: true });
if (keep) (await import("./save_story_offline.js")).begin(keep, reader, registration);

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-Reader"] = reader;
});
/* A kept copy shall have what was marked or said since, and the next page the look chosen here. */
let later;
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig?.verb !== "post" || !detail.successful || detail.xhr.status === 202) {
    return;
  }
  clearTimeout(later);
  later = setTimeout(keepThis, 5000);
});
document.addEventListener("change", ({ target }) => {
  const page = document.documentElement.cloneNode();
  page.removeAttribute("data-margin-open");
  if (target.closest(".look")) ask("look", page.outerHTML.replace("</html>", ""));
});
document.addEventListener("submit", ({ target }) => {
  if (target.hasAttribute("data-signs-out")) ask("become", 0);
});
/* A panel that can't come: a place to write in, at least. */
document.addEventListener("htmx:sendError", async ({ detail }) => {
  if (detail.requestConfig.verb === "get" && Number(reader)) {
    (await import("./offline_chapter.js")).offer(detail, ask);
  }
});
