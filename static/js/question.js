/* The question before the text. Who reads on is in the text at once, without a network too; whoever
   wants to be asked no more is not asked again by the server. */

import { cookie, setCookie } from "./cookies.js";

const page = document.querySelector("main");
const question = document.getElementById("question");
const form = question.querySelector("form");
const { agreement, cookie: name } = form.dataset;
const agreed = cookie(name).split(".").filter(Boolean);

/** Uncover the text, and begin what runs on its page. */
async function readOn() {
  delete page.dataset.covered;
  question.remove();
  const text = document.getElementById("text") || document.getElementById("parts");
  document.querySelector(".skip").hash = text.id;
  const place =
    location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place) place.scrollIntoView();
  else text.focus({ preventScroll: true });
  if (text.id === "parts") await import("./whole_story.js").catch(() => {});
  await import("./reading.js").catch(() => {});
}

form.addEventListener("submit", (event) => {
  if (form.elements.no_more.checked) return;
  event.preventDefault();
  const [story] = agreement.split("-");
  const others = agreed.filter((known) => !known.startsWith(`${story}-`));
  setCookie(name, [...others, agreement].slice(-80).join("."));
  readOn();
});
if (agreed.includes(agreement)) readOn(); // a kept copy of the page asks those who have answered
