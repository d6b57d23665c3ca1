/* On every page: say things quietly, keep what is being typed, change the look at once. */

const loginPath = document.body.dataset.login;
const readingPage = document.querySelector(".page");
const LACKING = "A part of this page could not be loaded: reload the page to try again.";
const OFFLINE = "You are offline. Your text is kept here: send it again when you are back online.";

/** Whether an answer comes from the door: nothing was taken, one has to sign in first. */
const isDoor = ({ responseURL }) => new URL(responseURL || location.href).pathname === loginPath;

/* What is typed is kept by modules that come with the first sign of a reader's hand, or at once. */
function keepWriting() {
  // At once, not one after the other: what is typed before they are here is not kept yet.
  const modules = [
    import("./writing.js"),
    import("./typed_words.js"),
    import("./typing_journal.js"),
    import("./where_typed.js"),
    import("./cookies.js"),
  ];
  return Promise.all(modules).catch(() => null);
}
function hasWords() {
  try {
    return Object.keys(localStorage).some((name) => /(?:^| )typed /.test(name));
  } catch {
    return false;
  }
}
if (location.search.includes("write=")) import("./go_on.js");
const hasField = !readingPage || document.activeElement?.form;
if (hasField || hasWords() || document.cookie.includes("taken=")) {
  keepWriting();
} else {
  for (const sign of ["pointerdown", "keydown", "focusin", "input"]) {
    addEventListener(sign, keepWriting, { once: true });
  }
}

const status = document.getElementById("status");
let act = null; // what was pressed last
addEventListener("pointerdown", (event) => (act = event), true);
addEventListener("keydown", (event) => (act = event), true);

/** Show `message` for a while, where a screen reader hears it too. */
export function announce(message) {
  const line = document.createElement("p");
  line.textContent = message;
  status.replaceChildren(line);
  place();
}
function place() {
  const { target, clientX = 0, clientY = 0 } = act || {};
  const box = target?.getBoundingClientRect?.();
  const cause = box?.height ? box : new DOMRect(clientX, clientY, 0, 0);
  import("./notice.js").then(({ show }) => show(cause)).catch(() => (status.dataset.placed = ""));
}

document.addEventListener("announce", ({ detail }) => announce(detail)); // from offline.js
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target === status) place();
});

/* Sending comes with the first form, or thread, that one turns to. */
for (const sign of ["focusin", "pointerdown"]) {
  addEventListener(sign, ({ target }) => {
    if (target.closest?.("form, #margin, .comment")) import("./sending.js").catch(() => {});
  });
}

/* htmx is in the head of a page, or comes when something is first asked of it. */
let isAwaited = !("htmx" in window);
let coming = null;
function askForHtmx() {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.addEventListener("load", done);
    script.addEventListener("error", fail);
    script.src = document.body.dataset.htmx;
    document.head.append(script);
  });
}
/** Have htmx here. Fails where the network is away, and may be tried again. */
export async function loadHtmx() {
  coming ??= askForHtmx();
  await coming.catch((error) => {
    coming = null;
    throw error;
  });
  if (!isAwaited) return;
  isAwaited = false;
  // By itself it begins only where it comes before the page has been parsed.
  const { content } = document.querySelector("meta[name=htmx-config]");
  Object.assign(htmx.config, JSON.parse(content));
  htmx.process(document.body);
}
async function needHtmx() {
  await loadHtmx().catch((error) => {
    announce(navigator.onLine ? LACKING : OFFLINE);
    throw error;
  });
}
if (isAwaited) {
  window.htmx = {
    ajax: (...asked) => needHtmx().then(() => htmx.ajax(...asked)),
    swap: (...asked) => needHtmx().then(() => htmx.swap(...asked)),
    process() {}, // the whole page will be
    trigger: (target, name, detail) =>
      target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true })),
  };
  addEventListener("click", holdBack, true);
  addEventListener("submit", holdBack, true);
  if (document.querySelector("[hx-trigger]")) loadHtmx().catch(() => {});
}
let isPlain = false; // it can't be had, though the network is there: links and forms do without
/** What is pressed or sent before it is here shows that it waits, and is done once it is. */
function holdBack(event) {
  const { type, target, submitter } = event;
  const actor = target.closest("[hx-get], [hx-post]");
  const isForm = type === "submit";
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // in another tab
  if (isPlain || !isAwaited || !actor || isElsewhere || actor.matches("form") !== isForm) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (actor.matches(".htmx-request")) return; // pressed once more
  actor.classList.add("htmx-request");
  needHtmx()
    .catch(() => (isPlain = navigator.onLine))
    .then(() => {
      actor.classList.remove("htmx-request");
      if (isAwaited && !isPlain) return;
      // Pressed, not submitted: htmx knows by the press which button's value is to be sent.
      if (isForm && !submitter) actor.requestSubmit();
      else (submitter || actor).click();
    });
}

/* What went wrong. */
document.addEventListener("htmx:responseError", async ({ detail }) => {
  const { sentenceOf } = await import("./failing.js").catch(() => ({ sentenceOf: () => OFFLINE }));
  const sentence = sentenceOf(detail.xhr);
  if (sentence) announce(sentence);
});
document.addEventListener("htmx:sendError", () => announce(OFFLINE));
/* A plain sentence is for the status line, never to be put where a form was. */
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const type = detail.xhr.getResponseHeader("Content-Type") || "";
  if (type.startsWith("text/plain")) detail.shouldSwap = false;
  if (isDoor(detail.xhr)) {
    detail.shouldSwap = false;
    const back = `${loginPath}?next=${encodeURIComponent(location.pathname + location.search)}`;
    location.assign(detail.requestConfig.verb === "get" ? back : detail.xhr.responseURL);
  }
});

/* Who has begun to read keeps the line at the top, however the window turns. */
if (readingPage) {
  addEventListener("scroll", () => import("./resizing.js").catch(() => {}), { once: true });
}

/* How long ago something was said: where one reads, once one comes to it, or opens it. */
const loadTimes = () => import("./times.js").catch(() => {});
if (!readingPage && document.querySelector("time.ago")) loadTimes();
for (const sign of readingPage ? ["scroll", "htmx:afterSettle"] : []) {
  addEventListener(sign, loadTimes, { once: true });
}

/* What the panel of the look does comes when it is first opened. */
function loadLook() {
  import("./look.js")
    .then(({ begin }) => begin(announce))
    .catch(() =>
      announce("You are offline: you can change the appearance when you are back online."),
    );
}
document.querySelector("details.look")?.addEventListener("toggle", loadLook, { once: true });

if (document.documentElement.dataset.theme) import("./paper.js").catch(() => {});

/* Menus close when one turns to something else. */
const openMenus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* Footnotes come without script; one that was opened is put away by one. */
const loadFootnotes = () => import("./footnotes.js").catch(() => {});
if (document.querySelector(".footnotes")) addEventListener("load", loadFootnotes);
addEventListener("hashchange", loadFootnotes);

/* What a reader switches on and off stays so. */
document.addEventListener("change", async ({ target }) => {
  const name = target.dataset.switch;
  if (!readingPage || !name) return;
  readingPage.dataset[name] = target.checked ? "on" : "off";
  (await import("./switches.js")).keepSwitch(name, readingPage);
});
async function keepNotes({ target }) {
  if (readingPage && target.dataset?.fold) (await import("./switches.js")).keepClosed(target);
}
document.addEventListener("toggle", keepNotes, true);

/* Once the page is there: what it takes to read it without a network. On a first visit the worker
   brings it; only a page that tells of what is kept does not wait for that. */
const keepsNothing = () => document.getElementById("keeps-nothing")?.removeAttribute("hidden");
const { serviceWorker } = navigator;
async function beginOffline() {
  const options = { updateViaCache: "none" };
  await serviceWorker.register(document.body.dataset.worker, options);
  const cannotWait = document.querySelector("[data-keep], #kept");
  const isFirst = !serviceWorker.controller && !cannotWait;
  if (isFirst) await new Promise((done) => (serviceWorker.oncontrollerchange = done));
  const { keepThis } = await import("./offline.js");
  if (isFirst) keepThis();
}
if (serviceWorker) addEventListener("load", () => beginOffline().catch(keepsNothing));
else keepsNothing();
