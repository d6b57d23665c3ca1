/* What waits says so, and what was sent is not sent twice. */
function setBusy(elements, isBusy) {
  for (const one of elements) {
    if (isBusy) one?.setAttribute("aria-busy", "true");
    else one?.removeAttribute("aria-busy");
    for (const button of one?.matches("form") ? one.querySelectorAll(".button") : []) {
      button.ariaDisabled = isBusy ? "true" : null;
    }
  }
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  setBusy([detail.elt, detail.target], true);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  setBusy([detail.elt, detail.target], false);
});
document.addEventListener("htmx:confirm", (event) => {
  const { elt, verb, triggeringEvent } = event.detail;
  const isPressed = /submit|click/.test(triggeringEvent?.type);
  if (verb === "post" && isPressed && elt.matches(".htmx-request")) event.preventDefault();
});
const sent = new Set(); // forms that lead to another page
document.addEventListener("submit", (event) => {
  const { target: form, defaultPrevented } = event;
  if (defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) return event.preventDefault();
  sent.add(form);
  setBusy([form], true);
  setTimeout(release, 8000); // it may have been a file to keep
});
function release() {
  setBusy(sent, false);
  sent.clear();
}
addEventListener("pageshow", release);

/* A field that is open stays so until what is pressed next is let go: nothing that stands below it
   moves away under the finger. */
const A_CLICK = 100; // milliseconds that one may take to come, once a finger is up
document.addEventListener("pointerdown", ({ target }) => {
  const form = document.activeElement.closest(".comment-form");
  if (!form || form.contains(target)) return;
  form.dataset.open = "";
  const close = () => setTimeout(() => delete form.dataset.open, A_CLICK);
  for (const sign of ["pointerup", "pointercancel"]) {
    document.addEventListener(sign, close, { once: true });
  }
});

/* Ctrl or ⌘ with Enter sends what is typed. */
const SENT_BY_KEY = ".comment-form, .highlight-form, .announcement-form";
document.addEventListener("keydown", (event) => {
  const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
  const form = isSend && event.target.closest?.(SENT_BY_KEY);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

/* What a comment's field offers: a cover for spoilers, and names after an @. */
document.addEventListener("click", ({ target }) => {
  const form = target.closest(".hide-spoiler")?.form;
  if (form) import("./covering.js").then(({ cover }) => cover(form.elements.text)).catch(() => {});
});
document.addEventListener("input", ({ target }) => {
  const isNaming = /@[\p{L}\p{N}_.+-]*$/u.test(target.value?.slice(0, target.selectionEnd) || "");
  if (!isNaming || !target.closest(".comment-form[data-names]")) return;
  import("./naming.js").then(({ offer }) => offer(target)).catch(() => {});
});

/* A form that opens in place gets the focus. */
document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  if (/^(?:c|said-)\d+-form$/.test(target?.id)) target.querySelector("textarea, button")?.focus();
});
/* Cancelling a form that opened in place closes it in place. */
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("a.cancel");
  const holder = cancel?.closest('[id$="-form"]');
  if (!holder) return;
  const form = cancel.closest("form");
  event.preventDefault();
  import("./writing.js").then(({ sayItStays }) => sayItStays(form)).catch(() => {});
  const comment = holder.closest(".comment, .said");
  holder.replaceChildren();
  comment?.focus({ preventScroll: true });
});
