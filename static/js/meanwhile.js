/* At the end of a chapter: what others said on it while it was read. Asked once. */

const place = document.getElementById("meanwhile");
const A_READING = 20; // seconds before which nobody has read a chapter

/** Ask for it, and show what there is. */
export async function show() {
  const seconds = Math.ceil(performance.now() / 1000);
  const { from } = place.dataset;
  if (!from || seconds < A_READING) return;
  delete place.dataset.from;
  const headers = { "HX-Request": "true" };
  const answer = await fetch(`${from}?seconds=${seconds}`, { headers }).catch(() => null);
  if (answer?.ok) place.innerHTML = await answer.text();
}
