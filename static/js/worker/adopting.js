/* What was kept before each Gloss on a host named its own: what lies under our path is ours. */

async function adopt() {
  if (!OURS) return;
  const isOurs = (pathname) => pathname.startsWith(PATHS.library);
  for (const name of await caches.keys()) {
    if (!/^(?:pages|threads|story|shell) /.test(name)) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!isOurs(new URL(request.url).pathname)) continue;
      await (await caches.open(OURS + name)).put(request, await cache.match(request));
      await cache.delete(request);
    }
    if (!(await cache.keys()).length) await caches.delete(name);
  }
  for (const item of await store((waiting) => waiting.getAll(), "gloss")) {
    if (!isOurs(item.path)) continue;
    const { id, ...ours } = item;
    await store((waiting) => waiting.add(ours));
    await store((waiting) => waiting.delete(id), "gloss");
  }
}
