/* Without a network: the worker keeps pages, and what was written; this is how a page asks it.
   page.js leads here, so nothing that is loaded from here imports it: hashed names allow no circle. */

const worker = navigator.serviceWorker;
const [reader] = document.querySelector("meta[name=kept]").content.split(" ");
const registered = worker.register("/service-worker.js", { updateViaCache: "none" });

/** Ask the worker to do something; undefined where it can't, or is not there yet. */
const ask = (...question) =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    if (worker.controller) worker.controller.postMessage(question, [port2]);
    else done(undefined);
  });

/** Have this page kept, if it came before there was a worker, or before all of its own version. */
const keepThis = () =>
  document.body.matches(".chapter, .story, .library") && ask("keepAgain", location.pathname);

let drawn, before; // how many were refused before: what one finds when one comes is no news
const say = (words) => document.dispatchEvent(new CustomEvent("announce", { detail: words }));
/** How much waits, in the bar; and every word of it where it belongs. */
async function show() {
  const waiting = (await ask("waiting"))?.mine || [],
    link = document.createElement("a");
  const ours = waiting.filter((item) => !item.path.endsWith("/place/"));
  const written = ours.length,
    refused = ours.filter((item) => item.refused).length;
  if (refused > before)
    say("Something that you wrote was not taken. It is kept for you under “not sent” above.");
  before = refused;
  document.querySelector(".bar-waiting")?.remove();
  Object.assign(link, {
    className: `bar-link bar-waiting${refused ? " refused" : ""}`,
    href: "/kept/#waiting",
    textContent: refused ? `${refused} not sent` : `${written} waiting`,
  });
  if (written) document.querySelector(".bar-tools")?.prepend(link);
  if (waiting.length || drawn) (drawn = await import("./apart.js")).draw(waiting);
  if (list) (await import("./kept.js")).list(list, ask);
}

/** What was sent from this page shows as it now stands on the server, unless one is writing there. */
async function redraw() {
  const html = await (await fetch(location.pathname, { cache: "no-cache" })).text(),
    target = document.getElementById("text");
  const idle = (place) =>
    [...document.querySelectorAll(`${place} textarea`)].every(
      (field) => field.value === field.defaultValue,
    );
  const which = {
    select: "#text",
    selectOOB: idle("#comments") ? "#comments" : "",
    eventInfo: { target },
  };
  htmx.swap(target, html, { swapStyle: "outerHTML" }, which);
  const thread = document.querySelector("#margin .thread")?.id.slice(1);
  if (!thread || !idle("#margin")) return;
  if (thread > 0)
    htmx.ajax("GET", `/passages/${thread}/`, { target: "#margin", swap: "innerHTML" });
  else document.querySelector("#margin .panel-close").click();
}

const keep = document.querySelector("[data-keep]"),
  list = document.getElementById("kept");
new BroadcastChannel("gloss").onmessage = async ({ data: { sent } }) => {
  if (sent.includes(location.pathname) && document.getElementById("text")) await redraw();
  await show();
};
addEventListener("online", () => ask("send"));
setInterval(
  () =>
    document.visibilityState === "visible" && document.querySelector(".bar-waiting") && ask("send"),
  60000,
);

async function start() {
  if (reader) await ask("become", Number(reader));
  if (!document.querySelector(".kept-line")) await ask("alone"); // a new version may take over
  await show();
  ask("send");
}
const registration = await registered;
const watch = (coming) =>
  coming?.addEventListener("statechange", () => {
    if (coming.state === "installed" && worker.controller) keepThis();
  });
watch(registration.installing);
registration.addEventListener("updatefound", () => watch(registration.installing));
if (registration.waiting) keepThis();
if (worker.controller) start();
else worker.addEventListener("controllerchange", () => start().then(keepThis), { once: true });
if (keep) (await import("./kept.js")).offer(keep, reader, registration);

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-Reader"] = reader;
});
/* A kept copy shall have what was marked or said since, and the next page the look chosen here. */
let later;
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig?.verb !== "post" || !detail.successful || detail.xhr.status === 202)
    return;
  clearTimeout(later);
  later = setTimeout(keepThis, 5000);
});
document.addEventListener("change", ({ target }) => {
  const page = document.documentElement.cloneNode();
  page.removeAttribute("data-margin-open");
  if (target.closest(".look")) ask("look", page.outerHTML.replace("</html>", ""));
});
document.addEventListener("submit", ({ target }) => {
  if (target.action.endsWith("/accounts/logout/")) ask("become", 0);
});
/* A panel that can't come: a place to write in, at least. */
document.addEventListener("htmx:sendError", async ({ detail }) => {
  if (detail.requestConfig.verb === "get" && Number(reader))
    (await import("./apart.js")).offer(detail);
});
