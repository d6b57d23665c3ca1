/* Spoilers: the words that are selected in a field are covered, or uncovered again. */

import { insert } from "./inserting.js";

const MARK = "||";

/** Cover what is selected in a field, without the white space at its ends; where nothing is, one
    goes on writing under the cover. What is covered already is uncovered. */
export function cover(field) {
  const { value, selectionStart, selectionEnd } = field;
  const chosen = value.slice(selectionStart, selectionEnd);
  const words = chosen.trim();
  const start = selectionStart + chosen.indexOf(words);
  const end = start + words.length;
  const [outer, after] = [start - MARK.length, end + MARK.length];
  if (words && value.slice(outer, start) === MARK && value.slice(end, after) === MARK) {
    insert(field, outer, after, words);
    field.setSelectionRange(outer, outer + words.length);
  } else {
    insert(field, start, end, MARK + words + MARK);
    field.setSelectionRange(start + MARK.length, after);
  }
}
