/** An address: which page, of which thing, with which settings. */
export interface Place { page: string; id: string | null; query: URLSearchParams }

/** Addresses that messages of before carry, and the bare one. */
function canonical(url: URL): string | null {
  if (url.pathname !== "/" && url.pathname !== "/index.html") return null;
  for (const [name, page] of [["alert", "alerts"], ["run", "runs"]]) {
    const id = url.searchParams.get(name);
    if (id !== null) return `/ui/${page}/${encodeURIComponent(id)}`;
  }
  return null;
}

export function placeOf(url: URL): Place {
  const [, ui, page, id] = url.pathname.split("/");
  if (ui !== "ui" || !page) return { page: "overview", id: null, query: url.searchParams };
  return { page, id: id ? decodeURIComponent(id) : null, query: url.searchParams };
}

type Follower = (place: Place, moved: boolean) => void;
let follower: Follower = () => {};
let shownPath = "";

function arrive(): void {
  const url = new URL(location.href);
  const better = canonical(url);
  if (better) history.replaceState(null, "", better);
  const moved = shownPath !== location.pathname;
  shownPath = location.pathname;
  follower(placeOf(new URL(location.href)), moved);
}

export function follow(newFollower: Follower): void {
  follower = newFollower;
  addEventListener("popstate", arrive);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || !(link.pathname === "/" || link.pathname.startsWith("/ui/"))) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
  arrive();
}

export function go(path: string): void {
  history.pushState(null, "", path);
  arrive();
}

/** Changes settings of the page in its address, without a step back for each. */
export function settle(changes: Record<string, string | null>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(null, "", url);
  arrive();
}
