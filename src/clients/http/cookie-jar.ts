interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly expiresAtMs: number;
}

/**
 * Keeps the cookies of one host, so that a load balancer leads every call of a session to the same server. Domain
 * attributes are ignored: a jar belongs to one base address and its cookies go nowhere else.
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  store(setCookieHeaders: readonly string[]): void {
    for (const header of setCookieHeaders) {
      const [pair = '', ...attributes] = header.split(';');
      const separator = pair.indexOf('=');
      if (separator <= 0) continue;
      const name = pair.slice(0, separator).trim();
      const cookie = {
        value: pair.slice(separator + 1).trim(),
        path: attribute(attributes, 'path') ?? '/',
        expiresAtMs: this.#expiry(attributes),
      };
      if (cookie.expiresAtMs <= this.#nowMs()) this.#cookies.delete(name);
      else this.#cookies.set(name, cookie);
    }
  }

  /** The `Cookie` header for a path, or undefined when there is none to send. */
  headerFor(path: string): string | undefined {
    const now = this.#nowMs();
    const pairs = [...this.#cookies]
      .filter(([, cookie]) => cookie.expiresAtMs > now && isUnder(path, cookie.path))
      .map(([name, cookie]) => `${name}=${cookie.value}`);
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  clear(): void {
    this.#cookies.clear();
  }

  #expiry(attributes: readonly string[]): number {
    const maxAge = attribute(attributes, 'max-age');
    if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return this.#nowMs() + Number(maxAge) * 1000;
    const expires = Date.parse(attribute(attributes, 'expires') ?? '');
    return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires;
  }
}

function attribute(attributes: readonly string[], wanted: string): string | undefined {
  for (const text of attributes) {
    const [name = '', ...rest] = text.split('=');
    if (name.trim().toLowerCase() === wanted) return rest.join('=').trim();
  }
  return undefined;
}

function isUnder(path: string, cookiePath: string): boolean {
  if (!cookiePath.startsWith('/') || path === cookiePath) return true;
  return path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}
