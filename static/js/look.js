/* Choosing a look: the page changes as the hand moves, and what was chosen is kept. */

const form = document.getElementById("look");
const root = document.documentElement;

/** What stands in the form: [name, value] of every setting. */
const choices = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
const defaults = Object.fromEntries(choices());

/** Put the form at what the page is in. The server sends it in the default look, the same for all. */
function fill() {
  for (const [name, value] of Object.entries(defaults)) form.elements[name].value = root.dataset[name] || value;
}

/** Put the page in what the form says, with the line that is being read where it was. */
function apply() {
  const line = [...document.querySelectorAll("#text > [data-start]")]
    .find((block) => block.getBoundingClientRect().bottom > 64);
  const before = line?.getBoundingClientRect().top;
  for (const [name, value] of choices()) {
    if (value === defaults[name]) delete root.dataset[name];
    else root.dataset[name] = value;
  }
  if (line && scrollY > 0) scrollBy({ top: line.getBoundingClientRect().top - before, behavior: "instant" });
}

/* A reader's look is kept on the account, in the order in which it was chosen; a visitor's here. */
let saving = Promise.resolve();
function keep(announce) {
  if (form.hasAttribute("data-visitor")) {
    const chosen = choices().filter(([name, value]) => value !== defaults[name]);
    const secure = location.protocol === "https:" ? "; secure" : "";
    const value = chosen.map((pair) => pair.join(":")).join("|");
    document.cookie = `look=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
    return;
  }
  const body = new FormData(form);
  body.set("quietly", "1");
  saving = saving.then(() => fetch(form.action, { method: "POST", body, keepalive: true }))
    .then((answer) => { if (!answer.ok) throw answer; })
    .catch(() => announce("The look could not be kept: it holds for this page. Change it again later."));
}

/** Set the panel to work. `announce` says aloud what went wrong. */
export function begin(announce) {
  const change = () => { apply(); keep(announce); };
  form.addEventListener("input", apply);
  form.addEventListener("change", change);
  form.addEventListener("reset", () => setTimeout(change)); // the fields are reset after the event
  form.addEventListener("submit", (event) => event.preventDefault());
  fill();
}
