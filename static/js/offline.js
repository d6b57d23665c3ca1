/* Without a network: the worker keeps pages, and what was written; this is how a page asks it. */

const worker = navigator.serviceWorker;
const [reader] = document.querySelector("meta[name=kept]").content.split(" ");
const registered = worker.register("/service-worker.js", { updateViaCache: "none" });

/** Ask the worker to do something; undefined where it can't, or is not there yet. */
function ask(question) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    if (worker.controller) worker.controller.postMessage(question, [port2]);
    else done(undefined);
  });
}

/** Have this page kept, if it came before there was a worker, or before all of its own version. */
const keepThis = () => document.body.matches(".chapter, .story, .library")
  && fetch(location.pathname, { headers: { "X-Keep": "1" } }).catch(() => {});

/** How much waits, in the bar; on its own page, every word of it, where it belongs. */
async function show() {
  const waiting = (await ask({ waiting: true }))?.mine || [];
  const written = waiting.filter((item) => !item.path.endsWith("/place/")).length;
  document.querySelector(".bar-waiting")?.remove();
  if (written) {
    const link = document.createElement("a");
    Object.assign(link, { className: "bar-link bar-waiting", href: "/kept/#waiting", textContent: `${written} waiting` });
    document.querySelector(".bar-tools")?.prepend(link);
  }
  if (document.getElementById("text")) (await import("./apart.js")).draw(waiting);
  return written;
}

/** What was sent from this page shows as it now stands on the server. */
async function redraw() {
  const html = await (await fetch(location.pathname)).text();
  const target = document.getElementById("text"), writing = document.querySelector("#comments form");
  const which = { select: "#text", selectOOB: writing ? "" : "#comments", eventInfo: { target } };
  htmx.swap(target, html, { swapStyle: "outerHTML" }, which);
}

const keep = document.querySelector("[data-keep]"), list = document.getElementById("kept");
const channel = new BroadcastChannel("gloss");
channel.onmessage = async ({ data }) => {
  if (data.sent?.includes(location.pathname) && document.getElementById("text")) await redraw();
  await show();
  if (list) (await import("./kept.js")).list(list, ask);
};
const send = () => ask({ send: true });
addEventListener("online", send);
setInterval(async () => { if (document.visibilityState === "visible" && document.querySelector(".bar-waiting")) await send(); }, 60000);

async function start() {
  if (reader) await ask({ reader: Number(reader), alone: true });
  await show();
  send();
}
const registration = await registered;
const watch = (coming) => coming?.addEventListener("statechange", () => {
  if (coming.state === "installed" && worker.controller) keepThis();
});
watch(registration.installing);
registration.addEventListener("updatefound", () => watch(registration.installing));
if (registration.waiting) keepThis();
if (worker.controller) start();
else worker.addEventListener("controllerchange", async () => { await start(); keepThis(); }, { once: true });

/* A kept copy shall have what was marked or said since; and the next page the look chosen here. */
let later;
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig?.verb !== "post" || !detail.successful || detail.xhr.status === 202) return;
  clearTimeout(later);
  later = setTimeout(keepThis, 5000);
});
document.addEventListener("change", ({ target }) => {
  if (!target.closest(".look")) return;
  const page = document.documentElement.cloneNode();
  page.removeAttribute("data-margin-open");
  ask({ look: page.outerHTML.replace("</html>", "") });
});
document.addEventListener("submit", ({ target }) => {
  if (target.action.endsWith("/accounts/logout/")) ask({ reader: 0 });
});

/* A panel that can't come: a place to write in, at least. */
document.addEventListener("htmx:sendError", async ({ detail }) => {
  if (detail.requestConfig.verb === "get" && reader !== "0") (await import("./apart.js")).offer(detail);
});
if (keep) (await import("./kept.js")).offer(keep, { reader, registered });
if (list) (await import("./kept.js")).list(list, ask);
