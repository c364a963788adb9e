import type { Posted } from '../../clients/erp-adapter';
import type { Look, Reference } from '../../domain/posting/look';
import { isGone } from '../../domain/posting/stages/posting-stage';
import type { Problem } from '../../domain/holds/hold-reason';
import type { PostingRow } from '../../store/ledger/posting-row';
import { completedBody, type Known } from './completed-body';
import { lateFoundProblem } from '../refusals/duplicate-problems';
import { judgeLook, type Verdict } from './judge-look';
import type { LedgerDeps, LedgerRequest } from '../ledger-request';
import { toldAsStored, toldToPort } from './told-to-port';

/** Searches for one effect, and for what was to be made under the names that its step had before. */
export class EffectSearch {
  readonly #deps: LedgerDeps;
  readonly #request: LedgerRequest;
  readonly #known: Known;

  constructor(deps: LedgerDeps, request: LedgerRequest, known: Known) {
    this.#deps = deps;
    this.#request = request;
    this.#known = known;
  }

  told(row: PostingRow, body: unknown): Posted {
    return toldToPort(row, body, this.#known.earlier);
  }

  async once(row: PostingRow, body: unknown, answered: Reference | null = null): Promise<Verdict> {
    const told = this.told(row, body);
    const [look] = await this.#request.port.look([answered === null ? told : { ...told, answered }]);
    if (look === undefined) throw new RangeError(`no answer to a look for ${row.key}`);
    return judgeLook(this.#request, body, look, row.body === null && answered === null);
  }

  /** After a call, with what it gave. Null: the ERP cannot be asked now; the call counts as uncertain, and a later pass asks again. */
  async twice(row: PostingRow, body: unknown, answered: Reference | null): Promise<Verdict | null> {
    try {
      const first = await this.once(row, body, answered);
      if (first.kind !== 'nothing' && first.kind !== 'incomplete') return first;
      await this.#deps.pause(this.#deps.timing.visibilityLagMs);
      return await this.once(row, body);
    } catch {
      return null;
    }
  }

  /**
   * Before anything is sent under a further name of a step: what stands under those that were given up came late, and nothing
   * more may be sent. Null: nothing does. What sets a target is found by that, whatever name it was set under, so its own
   * search has seen it.
   */
  async underNamesGivenUp(): Promise<Problem | 'running' | null> {
    const { kind, kindAt, words } = this.#request;
    const { givenUp } = this.#known;
    if (kind.nature !== 'adds') return null;
    const kindOf = (row: PostingRow): string => (row.body === null ? kind.name : row.kind);
    for (const name of new Set(givenUp.map(kindOf))) {
      const rows = givenUp.filter((row) => kindOf(row) === name);
      const told = await Promise.all(rows.map((row) => this.#toldOfGivenUp(row)));
      const looks: readonly Look[] = await kindAt(name).port.look(told);
      for (const [index, row] of rows.entries()) {
        const look = looks[index];
        if (look === undefined) throw new RangeError(`no answer to a look for ${row.key}`);
        const live = look.found.filter((one) => !isGone(one.stage));
        if (live.length > 0) return lateFoundProblem(row, live, words);
        if (look.running) return 'running';
      }
    }
    return null;
  }

  /** Where the ledger has forgotten what was sent under a name, that is looked for with what would be sent now. */
  async #toldOfGivenUp(row: PostingRow): Promise<Posted> {
    const { kind, kindAt } = this.#request;
    const stored = await toldAsStored(this.#deps.store, kindAt(row.kind).kind, row);
    return stored ?? toldToPort({ ...row, kind: kind.name }, completedBody(this.#request, this.#known, row.ordinal));
  }
}
