/* Times: how long ago something was said and, on a press or a look, exactly when. A page may have
   been kept for long, so it comes with dates; and while it is open time goes on. */

const MINUTE = 60000; // milliseconds
const A_WEEK = 7; // days
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
const midnight = (when) => new Date(when).setHours(0, 0, 0, 0);
const count = (number, unit) => `${number} ${unit}${number === 1 ? "" : "s"} ago`;

/** How long ago a moment was, as `relative_time.py` says it too. */
export function ago(then, now) {
  const minutes = Math.floor((now - then) / MINUTE);
  if (minutes < 1) return "just now";
  if (minutes < 60) return count(minutes, "minute");
  if (minutes < 24 * 60) return count(Math.floor(minutes / 60), "hour");
  const days = Math.round((midnight(now) - midnight(then)) / (24 * 60 * MINUTE));
  if (days === 1) return "yesterday";
  if (days < A_WEEK) return count(days, "day");
  const month = then.toLocaleDateString("en-US", { month: "short" });
  return `${then.getDate()} ${month} ${then.getFullYear()}`;
}

function show() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll("time.ago")) {
    const then = new Date(time.dateTime);
    const words = ago(then, new Date());
    if (time.textContent !== words) time.textContent = words;
    time.title = exact.format(then);
    // What leads to a comment by its time says it on focus too.
    if (time.parentElement.matches(".when")) time.parentElement.title = time.title;
  }
}
show();
setInterval(show, MINUTE);
document.addEventListener("visibilitychange", show);
document.addEventListener("htmx:load", show);
