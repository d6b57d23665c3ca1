/* On every page: say things quietly, keep what is being typed, change the look at once. */

const status = document.getElementById("status");
let hushing;

/** Show `message` for a while, where a screen reader hears it too. */
export function announce(message) {
  const line = document.createElement("p");
  line.textContent = message;
  status.replaceChildren(line);
  hushLater();
}

function hushLater() {
  clearTimeout(hushing);
  hushing = setTimeout(() => {
    if (status.matches(":hover, :focus-within")) hushLater();
    else status.replaceChildren();
  }, 8000);
}

document.addEventListener("announce", ({ detail }) => announce(detail)); // from offline.js
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target === status) hushLater();
});

/* What went wrong, in the server's words where it has any. */
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  const plain = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain");
  if (plain) announce(xhr.responseText);
  else if (xhr.status === 403) announce("You are signed out, or may not do that. What you wrote is kept here.");
  else if (![409, 422, 429].includes(xhr.status)) announce("That did not work. What you wrote is kept here: try again.");
});
document.addEventListener("htmx:sendError", () => {
  announce("The network is away. What you wrote is kept here: send it again when it is back.");
});
const isDoor = ({ responseURL }) => new URL(responseURL || location.href).pathname.startsWith("/accounts/login/");
/* A plain sentence is for the status line, never to be put where a form was. */
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const type = detail.xhr.getResponseHeader("Content-Type") || "";
  if (type.startsWith("text/plain")) detail.shouldSwap = false;
  if (isDoor(detail.xhr)) {
    detail.shouldSwap = false;
    const back = `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
    location.assign(detail.requestConfig.verb === "get" ? back : detail.xhr.responseURL);
  }
});

/* Drafts: words half written survive a closed panel, a reload, a lost connection, the door. They
   are for whoever wrote them. */
const [whose] = document.querySelector("meta[name=kept]").content.split(" ");
const keyOf = (form) => `draft ${whose} ${form.dataset.draft}`;
const draftKey = (field) => keyOf(field.form);
const isDraft = (field) => field.form?.dataset.draft && field.name === "text";

document.addEventListener("input", ({ target }) => {
  if (!isDraft(target)) return;
  try {
    if (target.value) sessionStorage.setItem(draftKey(target), target.value);
    else sessionStorage.removeItem(draftKey(target));
  } catch { /* a browser without storage keeps no drafts */ }
});
document.addEventListener("submit", ({ target }) => {
  if (target.dataset.draft && !target.hasAttribute("hx-post")) forget(target);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.dataset.draft && !isDoor(detail.xhr)) {
    forget(detail.elt);
    if (detail.elt.isConnected) detail.elt.reset();
  }
});
function forget(form) {
  try { sessionStorage.removeItem(keyOf(form)); } catch { /* as above */ }
}
function restoreDrafts(root) {
  for (const field of root.querySelectorAll("form[data-draft] textarea[name=text]")) {
    let kept = null;
    try { kept = sessionStorage.getItem(draftKey(field)); } catch { /* as above */ }
    if (kept && !field.value) field.value = kept;
  }
}
document.addEventListener("htmx:load", ({ detail }) => restoreDrafts(detail.elt.parentElement || detail.elt));
restoreDrafts(document);

/* What was typed, or put back by the browser, before there was a script to see it. */
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("form[hx-post] textarea")) {
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

/* What the panel of the look does comes when it is first opened. */
document.querySelector("details.look")?.addEventListener("toggle", async () => {
  try {
    (await import("./look.js")).begin(announce);
  } catch {
    announce("The network is away: the look can be changed when it is back.");
  }
}, { once: true });

/* The window's own bar has the colour of the paper, also in a theme that is not the system's. */
const root = document.documentElement, tints = [...document.querySelectorAll("meta[name=theme-color]")];
const usual = tints.map(({ content }) => content);
function tint() {
  const paper = root.dataset.theme && getComputedStyle(root).backgroundColor;
  tints.forEach((meta, i) => { meta.content = paper || usual[i]; });
}
if (root.dataset.theme) tint();
new MutationObserver(tint).observe(root, { attributeFilter: ["data-theme"] });

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

/* A footnote that came to the foot of the screen is put away without moving the page. */
function putAway(event) {
  const note = document.querySelector(".footnotes li:target");
  const back = event.type === "keydown" ? note?.querySelector(".footnote-back") : event.target.closest(".footnote-back");
  const mark = back && document.getElementById(back.hash.slice(1));
  const box = mark?.getBoundingClientRect();
  if (!note || !box || box.bottom < 60 || box.top > innerHeight) return;
  event.preventDefault();
  const stand = scrollY;
  location.replace(back.hash);
  scrollTo({ top: stand, behavior: "instant" });
  mark.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => { if (event.target.closest(".footnote-back")) putAway(event); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") putAway(event); });

/* Cancelling a form that opened in place closes it in place. */
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("a.cancel");
  const holder = cancel?.closest('[id$="-form"]');
  if (!holder) return;
  event.preventDefault();
  forget(cancel.closest("form"));
  const comment = holder.closest(".comment");
  holder.replaceChildren();
  comment?.focus({ preventScroll: true });
});

/* Once the page is there: what it takes to read it without a network. */
const keepsNothing = () => document.getElementById("keeps-nothing")?.removeAttribute("hidden");
if (navigator.serviceWorker) addEventListener("load", () => import("./offline.js").catch(keepsNothing));
else keepsNothing();
