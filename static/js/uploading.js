/* Files dropped on the page, and how much of them has been sent. */

import { announce } from "./page.js";

const chosen = () => document.querySelector(".import-form");

function sayNames() {
  const names = [...chosen().elements.files.files].map((file) => file.name);
  const words = names.length > 3 ? `${names.length} files` : names.join(", ");
  document.querySelector(".drop-words").textContent = words || "Choose files, or drop them here";
}
const light = (on) => document.querySelector(".drop").classList.toggle("over", on);

document.addEventListener("change", ({ target }) => {
  if (target.id === "files") sayNames();
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  light(true);
});
document.addEventListener("dragleave", ({ relatedTarget }) => {
  if (!relatedTarget) light(false);
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  light(false);
  if (!event.dataTransfer.files.length) return;
  chosen().elements.files.files = event.dataTransfer.files;
  sayNames();
});

document.addEventListener("submit", (event) => {
  if (event.target !== chosen()) return;
  event.preventDefault();
  const form = event.target;
  const waiting = form.querySelector(".upload-wait");
  const progress = waiting.querySelector("progress");
  const request = new XMLHttpRequest();
  const wait = (on) => {
    waiting.hidden = !on;
    form.querySelector("button").disabled = on;
  };
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    if (loaded < total) {
      progress.value = (100 * loaded) / total;
      return;
    }
    progress.removeAttribute("value");
    waiting.querySelector("p").textContent = "Upload complete. One moment…";
  });
  request.addEventListener("load", () => {
    if (request.status < 300) {
      if (request.responseURL === location.href) location.reload();
      else location.assign(request.responseURL);
      return;
    }
    const main = new DOMParser()
      .parseFromString(request.responseText, "text/html")
      .querySelector("main");
    if (request.status === 413 || request.status === 503) {
      wait(false);
      const problem = main?.querySelector("[role=alert], .lede").textContent;
      announce(`${problem ?? request.responseText} Your files are still chosen.`);
      return;
    }
    document.querySelector("main").replaceWith(main);
    main.querySelector("[role=alert]")?.scrollIntoView({ block: "center" });
  });
  request.addEventListener("error", () => {
    wait(false);
    announce(
      "You are offline. Your files are still chosen: send them again when you are back online.",
    );
  });
  wait(true);
  request.open("POST", form.action);
  request.send(new FormData(form));
});
