/** Write some words in a field anew, as typing them would: it can be undone, and is kept. */
export function insert(field, start, end, words) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
