/* What a reader switches on and off while reading: a cookie each, which the server reads. */

import { cookie, setCookie } from "./cookies.js";

/** Notes of a kind that were closed stay closed in every chapter, until they are opened. */
export function keepClosed({ open, dataset }) {
  const closed = new Set(cookie("folded").split(".").filter(Boolean));
  if (open) closed.delete(dataset.fold);
  else closed.add(dataset.fold);
  setCookie("folded", [...closed].join("."));
}

/** What was switched on or off on this page is so on those to come. */
export async function keepSwitch(name, page) {
  setCookie(name, page.dataset[name]);
  if (name === "live" && page.dataset.changes) await import("./live.js");
  if (name !== "beside" || !page.querySelector(".thread-cards")) return;
  const { show } = await import("./thread_cards.js");
  await show();
}
