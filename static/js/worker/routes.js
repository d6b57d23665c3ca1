/* Which of our pages and forms a path belongs to. (reader/web/app_shell.py joins the worker's files,
   after lines with VERSION, SHELL, ROUTES and PATHS, which the server writes.) */

/* Several Glosses may share a host: what the names of all that this one stores begin with. */
const OURS = PATHS.library === "/" ? "" : `${PATHS.library} `;
const KEPT_PAGES = ["library", "story", "chapter_range", "chapter"];
const PANELS = ["passage", "paragraph"];
const HIGHLIGHT = ["highlight_update", "highlight_remove", "highlight_restore"];
const FORMS_THAT_WAIT = [
  "highlight_create",
  "comment_create",
  "progress_save",
  "comment_reply",
  ...HIGHLIGHT,
];

/** The name of a path's route, "" where it has none here, and the values in the path. */
function routeOf(pathname) {
  for (const [name, pattern] of Object.entries(ROUTES)) {
    const match = pathname.match(pattern);
    if (match) return { name, values: match.slice(1) };
  }
  return { name: "", values: [] };
}
const isKeptPage = (pathname) => KEPT_PAGES.includes(routeOf(pathname).name);
