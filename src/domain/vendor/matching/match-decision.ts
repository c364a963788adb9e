import type { Finding } from './finding';

export const matchDecisions = ['accept', 'reject', 'create', 'never'] as const;
/**
 * What a person decided. Of a pair: `accept` (they are one company) or `reject`. Of one record: `create` (it is to be made on the
 * other side), or `never` (it is neither linked nor made).
 */
export type MatchDecision = (typeof matchDecisions)[number];

export interface DecidedMatch {
  /** Ids; `''` on the side of which nothing is said. */
  readonly vendor: string;
  readonly supplier: string;
  readonly decision: MatchDecision;
  /** What the records were known by when it was decided; `''` where there is none. */
  readonly vendorIdentity: string;
  readonly supplierIdentity: string;
}

/** `open`: a person is to decide. `settled`: by what was decided of other pairs. `listed`: nothing needs to be decided. */
export type FindingState = 'open' | 'settled' | 'listed' | MatchDecision;

/** What the records are known by now, by id. */
interface Identities {
  readonly vendors: ReadonlyMap<string, string>;
  readonly suppliers: ReadonlyMap<string, string>;
}

/**
 * How findings stand by the decisions that still hold: one holds until the key, the tax id or the name of a record that it is
 * about has changed.
 */
export class StandingDecisions {
  readonly #pairs = new Map<string, MatchDecision>();
  /** Records that are accepted in a pair, or never to be; by side and id. */
  readonly #settled = new Set<string>();

  constructor(decisions: readonly DecidedMatch[], { vendors, suppliers }: Identities) {
    for (const { vendor, supplier, decision, vendorIdentity, supplierIdentity } of decisions) {
      if (vendor !== '' && vendors.get(vendor) !== vendorIdentity) continue;
      if (supplier !== '' && suppliers.get(supplier) !== supplierIdentity) continue;
      this.#pairs.set(pair(vendor, supplier), decision);
      if (decision !== 'accept' && decision !== 'never') continue;
      if (vendor !== '') this.#settled.add(`v${vendor}`);
      if (supplier !== '') this.#settled.add(`s${supplier}`);
    }
  }

  of(vendor: string, supplier: string): MatchDecision | null {
    return this.#pairs.get(pair(vendor, supplier)) ?? null;
  }

  stateOf({ kind, vendors, suppliers }: Finding): FindingState {
    const [[vendor = ''], [supplier = '']] = [vendors, suppliers];
    if (kind === 'twin') return 'listed';
    if (kind === 'alone') return this.of(vendor, supplier) ?? 'listed';
    if (vendors.length === 1 && suppliers.length === 1) {
      const own = this.of(vendor, supplier);
      if (own !== null) return own;
      return this.#isSettled(vendor, [supplier]) || this.#settled.has(`s${supplier}`) ? 'settled' : 'open';
    }
    const isSettled =
      vendors.every((one) => this.#isSettled(one, suppliers)) ||
      suppliers.every((one) => this.#settled.has(`s${one}`) || vendors.every((other) => this.#isRejected(other, one)));
    return isSettled ? 'settled' : 'open';
  }

  #isSettled(vendor: string, suppliers: readonly string[]): boolean {
    return this.#settled.has(`v${vendor}`) || suppliers.every((one) => this.#isRejected(vendor, one));
  }

  #isRejected(vendor: string, supplier: string): boolean {
    return this.of(vendor, supplier) === 'reject';
  }
}

function pair(vendor: string, supplier: string): string {
  return `${vendor}=${supplier}`;
}
