/** A new element with these properties and this content: strings, or other elements. */
export function element(tag, properties, ...content) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...content);
  return made;
}

/** The document that a page's HTML makes, apart from the one that is shown. */
export const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
