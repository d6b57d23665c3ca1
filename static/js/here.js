/* Where Gloss lies: several may share a host, each under a path of its own, and with it all that a
   browser stores. */

export const PATH = new URL("../..", import.meta.url).pathname;

/** What the names of all that this one stores begin with: nothing where the host is its own. */
export const OURS = PATH === "/" ? "" : `${PATH} `;
