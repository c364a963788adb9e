import { randomBytes } from 'node:crypto';
import { matchesDigest, secretDigest } from '../crypto/secret-digest';
import type { ConnectionSecrets } from '../config/connection-settings';
import type { Store } from '../store/store';

/** The connection in whose name somebody calls. */
export interface Caller {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly companyId: string;
}

interface Known {
  readonly caller: Caller | null;
  readonly digest: Uint8Array;
  readonly readAtMs: number;
}

const freshForMs = 60_000;
/** Ids are free to guess, so what is remembered of them must be bounded. */
const mostRemembered = 5_000;
const connectionIdForm = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * Who may call for a connection: whoever has its secret. A connection that does not exist, has no secret or is named wrongly is compared with a digest
 * that nothing matches, so that neither the answer nor the way to it tells which connections there are.
 */
export class Callers {
  readonly #store: Store;
  readonly #secretOf: (secrets: ConnectionSecrets) => string | undefined;
  readonly #known = new Map<string, Promise<Known>>();
  readonly #nobody = secretDigest(randomBytes(32).toString('hex'));

  constructor(store: Store, secretOf: (secrets: ConnectionSecrets) => string | undefined) {
    this.#store = store;
    this.#secretOf = secretOf;
  }

  /** Null: refused. */
  async authenticate(connectionId: string, secret: string): Promise<Caller | null> {
    const { caller, digest } = connectionIdForm.test(connectionId)
      ? await this.#lookUp(connectionId)
      : { caller: null, digest: this.#nobody };
    return matchesDigest(secret, digest) ? caller : null;
  }

  async #lookUp(connectionId: string): Promise<Known> {
    const remembered = this.#known.get(connectionId);
    if (remembered !== undefined) {
      const known = await remembered;
      if (performance.now() - known.readAtMs < freshForMs) return known;
      if (this.#known.get(connectionId) === remembered) this.#known.delete(connectionId);
      return this.#lookUp(connectionId);
    }
    const reading = this.#read(connectionId);
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(connectionId, reading);
    reading.catch(() => this.#known.delete(connectionId));
    return reading;
  }

  async #read(connectionId: string): Promise<Known> {
    const tenantId = (await this.#store.tenants.ofConnection(connectionId)) ?? '';
    // An unknown connection takes the same way: a transaction in which no row is seen.
    const { connection, secret } = await this.#store.inTenant(tenantId, async (tx) => {
      const found = await tx.connections.find(connectionId);
      const secrets = found === null ? null : await tx.connections.loadSecrets(found);
      return { connection: found, secret: secrets === null ? undefined : this.#secretOf(secrets) };
    });
    const readAtMs = performance.now();
    if (connection === null) return { caller: null, digest: this.#nobody, readAtMs };
    const caller = { tenantId, connectionId, companyId: connection.settings.procore.companyId };
    return { caller, digest: secret === undefined ? this.#nobody : secretDigest(secret), readAtMs };
  }
}
