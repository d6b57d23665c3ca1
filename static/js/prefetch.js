/* The next chapter, fetched before it is asked for; not where bytes are dear. */

const next = document.querySelector('link[rel="next"]');
if (next && !navigator.connection?.saveData) {
  if (navigator.serviceWorker?.controller) {
    // The worker keeps it, and has it at hand.
    fetch(next.href, { headers: { "X-Keep": "soon" } }).catch(() => {});
  } else {
    const hint = Object.assign(document.createElement("link"), {
      rel: "prefetch",
      href: next.href,
    });
    document.head.append(hint);
  }
}
