/* The editor opens at words that a reader would have corrected: the nearest that read so. */

const field = document.getElementById("id_source");
const plain = (text) => text.replace(/[“”„«»]/g, '"').replace(/[‘’‚]/g, "'");

/** Where `words` stand in `text`, nearest to a place; -1 where they don't. */
function nearest(text, words, place) {
  const after = text.indexOf(words, place);
  const before = text.lastIndexOf(words, place);
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - place < place - before ? after : before;
}

function goThere() {
  const { find, near } = field.dataset;
  const place = Math.round((field.value.length * near) / 1000);
  const found = nearest(plain(field.value), plain(find), place);
  const start = found < 0 ? place : found;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, found < 0 ? start : start + find.length);
  const above = field.scrollHeight * (start / (field.value.length || 1));
  field.scrollTop = above - field.clientHeight / 3;
  field.scrollIntoView({ block: "nearest" });
}

if (document.readyState === "complete") goThere();
else addEventListener("load", () => setTimeout(goThere));
