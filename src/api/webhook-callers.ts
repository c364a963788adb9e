import { randomBytes } from 'node:crypto';
import { matchesDigest, secretDigest } from '../crypto/secret-digest';
import type { Store } from '../store/store';

export interface WebhookCaller {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly companyId: string;
}

interface Known {
  readonly caller: WebhookCaller | null;
  readonly digest: Uint8Array;
  readonly readAtMs: number;
}

const freshForMs = 60_000;
/** Ids are free to guess, so what is remembered of them must be bounded. */
const mostRemembered = 5_000;
const connectionIdForm = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * Who may deliver webhooks. A connection that does not exist, has no secret or is named wrongly is compared with a digest
 * that nothing matches, so that neither the answer nor the way to it tells which connections there are.
 */
export class WebhookCallers {
  readonly #store: Store;
  readonly #known = new Map<string, Promise<Known>>();
  readonly #nobody = secretDigest(randomBytes(32).toString('hex'));

  constructor(store: Store) {
    this.#store = store;
  }

  /** Null: refused. */
  async authenticate(connectionId: string, authorization: string): Promise<WebhookCaller | null> {
    const { caller, digest } = connectionIdForm.test(connectionId)
      ? await this.#lookUp(connectionId)
      : { caller: null, digest: this.#nobody };
    return matchesDigest(authorization, digest) ? caller : null;
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
    const { connection, webhookSecret } = await this.#store.inTenant(tenantId, async (tx) => {
      const found = await tx.connections.find(connectionId);
      const secrets = found === null ? null : await tx.connections.loadSecrets(found);
      return { connection: found, webhookSecret: secrets?.webhookSecret };
    });
    const readAtMs = performance.now();
    if (connection === null) return { caller: null, digest: this.#nobody, readAtMs };
    const caller = { tenantId, connectionId, companyId: connection.settings.procore.companyId };
    return { caller, digest: webhookSecret === undefined ? this.#nobody : secretDigest(webhookSecret), readAtMs };
  }
}
