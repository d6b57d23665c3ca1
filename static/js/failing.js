/* What went wrong, in the server's words where it has any. */

/** What an answer that takes nothing says, or nothing where its page says it. */
export function sentenceOf(xhr) {
  const type = xhr.getResponseHeader("Content-Type") || "";
  if (type.startsWith("text/plain")) return xhr.responseText;
  if (xhr.status === 403) {
    return "You are signed out, or not allowed to do that. Your text is kept here.";
  }
  if ([409, 422, 429].includes(xhr.status)) return "";
  return "Something went wrong. Your text is kept here: try again.";
}
