/* On every page: say things quietly, keep what is being typed, change the look at once. */

/** Whether an answer comes from the door: nothing was taken, one has to sign in first. */
const isDoor = ({ responseURL }) =>
  new URL(responseURL || location.href).pathname.startsWith("/accounts/login/");

/* What is typed is kept by a module that comes with the first sign of a reader's hand, and at once
   where there are fields to fill or words to put back. */
const keepWriting = () =>
  import("./writing.js").then((writing) => writing.begin(isDoor)).catch(() => null);
function hasWords() {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith("typed "));
  } catch {
    return false;
  }
}
if (
  !document.querySelector(".page") ||
  hasWords() ||
  document.cookie.includes("taken=") ||
  document.activeElement?.form
)
  keepWriting();
else
  for (const sign of ["scroll", "pointerdown", "keydown", "focusin", "input"])
    addEventListener(sign, keepWriting, { once: true });

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
  else if (xhr.status === 403)
    announce("You are signed out, or may not do that. What you wrote is kept here.");
  else if (![409, 422, 429].includes(xhr.status))
    announce("That did not work. What you wrote is kept here: try again.");
});
document.addEventListener("htmx:sendError", () => {
  announce("The network is away. What you wrote is kept here: send it again when it is back.");
});
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

/* Who has begun to read keeps the line at the top, however the window turns. */
if (document.querySelector(".page")) {
  addEventListener("scroll", () => import("./turning.js").catch(() => {}), { once: true });
}

/* What the panel of the look does comes when it is first opened. */
document.querySelector("details.look")?.addEventListener(
  "toggle",
  async () => {
    try {
      (await import("./look.js")).begin(announce);
    } catch {
      announce("The network is away: the look can be changed when it is back.");
    }
  },
  { once: true },
);

/* The window's own bar has the colour of the paper, also in a theme that is not the system's. */
const root = document.documentElement,
  tints = [...document.querySelectorAll("meta[name=theme-color]")];
const usual = tints.map(({ content }) => content);
function tint() {
  const paper = root.dataset.theme && getComputedStyle(root).backgroundColor;
  tints.forEach((meta, i) => {
    meta.content = paper || usual[i];
  });
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
  const back =
    event.type === "keydown"
      ? note?.querySelector(".footnote-back")
      : event.target.closest(".footnote-back");
  const mark = back && document.getElementById(back.hash.slice(1));
  const box = mark?.getBoundingClientRect();
  if (!note || !box || box.bottom < 60 || box.top > innerHeight) return;
  event.preventDefault();
  const stand = scrollY;
  location.replace(back.hash);
  scrollTo({ top: stand, behavior: "instant" });
  mark.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  if (event.target.closest(".footnote-back")) putAway(event);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") putAway(event);
});

/* Cancelling a form that opened in place closes it in place. */
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("a.cancel");
  const holder = cancel?.closest('[id$="-form"]'),
    form = cancel?.closest("form");
  if (!holder) return;
  event.preventDefault();
  keepWriting().then((letGo) => letGo?.(form));
  const comment = holder.closest(".comment");
  holder.replaceChildren();
  comment?.focus({ preventScroll: true });
});

/* Once the page is there: what it takes to read it without a network. */
const keepsNothing = () => document.getElementById("keeps-nothing")?.removeAttribute("hidden");
if (navigator.serviceWorker)
  addEventListener("load", () => import("./offline.js").catch(keepsNothing));
else keepsNothing();
