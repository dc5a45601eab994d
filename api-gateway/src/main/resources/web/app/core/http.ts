/** What the server said when it could not do what was asked, in words for people. */
export class Failure extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

interface Problem { detail?: string; title?: string; errors?: { pointer?: string; parameter?: string; detail: string }[] }

function sentence(problem: Problem | null, path: string, status: number): string {
  const where = (problem?.errors ?? []).map((error) => `${error.pointer ?? error.parameter ?? ""} ${error.detail}`.trim());
  const said = problem?.detail ?? problem?.title ?? `${path.split("?")[0]} answered ${status}`;
  return where.length ? `${said}: ${where.join("; ")}` : said;
}

async function call(path: string, options: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(path, options);
    if (answer.status === 401 && path !== "/ui/session") dispatchEvent(new Event("lab-locked"));
    return answer;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") throw failure;
    throw new Failure("The server cannot be reached", 0);
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  const type = answer.headers.get("Content-Type") ?? "";
  return type.includes("json") ? answer.json() : null;
}

/** Reads JSON; throws a Failure with the server's own words. */
export async function ask<T>(path: string): Promise<T> {
  const answer = await call(path, { headers: { Accept: "application/json" } });
  const body = await bodyOf(answer);
  // An unhealthy suite is an answer, not a failure to answer.
  if (!answer.ok && !(path === "/health" && body)) throw new Failure(sentence(body as Problem, path, answer.status), answer.status);
  return body as T;
}

/** One page of a list that is merged of those of several services. */
export interface Merged<T> { items: T[]; unavailable: string[]; next: string | null }

/** Reads a page of such a list, with who did not answer and the way to the next one. */
export async function askMerged<T>(path: string): Promise<Merged<T>> {
  const answer = await call(path, { headers: { Accept: "application/json" } });
  const body = await bodyOf(answer);
  if (!answer.ok) throw new Failure(sentence(body as Problem, path, answer.status), answer.status);
  const away = answer.headers.get("X-Unavailable");
  return {
    items: body as T[],
    unavailable: away ? away.split(", ") : [],
    next: answer.headers.get("Link")?.match(/<([^>]+)>; rel="next"/)?.[1] ?? null,
  };
}

/** Sends JSON (or a file as it is) and reads JSON. */
export async function send<T>(method: string, path: string, body?: unknown, type = "application/json"): Promise<T> {
  const answer = await call(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": type },
    body: body === undefined ? undefined : type === "application/json" ? JSON.stringify(body) : (body as BodyInit),
  });
  const said = await bodyOf(answer);
  if (!answer.ok) throw new Failure(sentence(said as Problem, path, answer.status), answer.status);
  return said as T;
}

export function query(parameters: Record<string, string | number | boolean | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

/** A list of which at most `most` are read, a thousand at a time. */
export interface Listed<T> { items: T[]; complete: boolean }

export async function askAll<T>(path: string, most: number): Promise<Listed<T>> {
  const size = Math.min(1000, most);
  const items: T[] = [];
  const join = path.includes("?") ? "&" : "?";
  while (items.length < most) {
    const page = await ask<T[]>(`${path}${join}limit=${size}&offset=${items.length}`);
    items.push(...page);
    if (page.length < size) return { items, complete: true };
  }
  const beyond = await ask<T[]>(`${path}${join}limit=1&offset=${most}`);
  return { items, complete: beyond.length === 0 };
}
