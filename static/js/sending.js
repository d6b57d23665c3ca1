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
  setTimeout(letGo, 8000); // it may have been a file to keep
});
function letGo() {
  setBusy(sent, false);
  sent.clear();
}
addEventListener("pageshow", letGo);

/* Ctrl or ⌘ with Enter sends what is typed. */
document.addEventListener("keydown", (event) => {
  const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
  const form = isSend && event.target.closest?.(".comment-form, .highlight-form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
