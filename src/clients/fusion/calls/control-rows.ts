import { Unavailable } from '../../http/client-error';
import type { FusionSettings } from '../settings';
import { nameOf, readPage, type Asked, type Row } from './collection-page';
import type { FusionCaller } from './fusion-caller';
import { holds, isAskable, sameShape, type Condition } from './query';

/** Rows looked at for one that answers all attributes of a question. */
const rowsTried = 25;

/**
 * Proof that an empty answer means that there is nothing. A pod answers 200 without rows where the user may see none, and where
 * it takes a question otherwise than it was meant (reference 2.3). So the same question, attribute by attribute, is asked of a
 * row that stands, and must find it. A resource that never held a row is proven by the business unit, which the user must see.
 */
export class ControlRows {
  readonly #caller: FusionCaller;
  readonly #settings: FusionSettings;
  readonly #businessUnit: string;
  readonly #nowMs: () => number;
  readonly #provenAtMs = new Map<string, number>();

  constructor(
    caller: FusionCaller,
    settings: FusionSettings,
    deps: { readonly businessUnit: string; readonly nowMs: () => number },
  ) {
    this.#caller = caller;
    this.#settings = settings;
    this.#businessUnit = deps.businessUnit;
    this.#nowMs = deps.nowMs;
  }

  /** Throws `Unavailable` when nothing proves it. */
  async prove(asked: Asked): Promise<void> {
    const conditions = asked.conditions.filter(isAskable);
    const shape = [
      asked.resource,
      asked.finder === undefined ? 'q' : 'finder',
      ...conditions.map(({ attribute, is }) => `${attribute} ${is}`),
    ].join('|');
    const provenAtMs = this.#provenAtMs.get(shape);
    const isProven = provenAtMs !== undefined && this.#nowMs() - provenAtMs < this.#settings.proofAgeMs;
    if (isProven && asked.mayBeSent !== true) return;
    if (!(await this.#holds({ ...asked, conditions }))) throw unproven(asked);
    this.#provenAtMs.set(shape, this.#nowMs());
  }

  forget(): void {
    this.#provenAtMs.clear();
  }

  async #holds(asked: Asked): Promise<boolean> {
    const { expand: _, finder, within = [], ...plain } = asked;
    const isAsked = ({ attribute }: Condition): boolean => asked.conditions.some((one) => one.attribute === attribute);
    const page = await readPage(
      this.#caller,
      this.#settings,
      { ...plain, purpose: 'control row', conditions: within.filter(isAsked) },
      { limit: rowsTried },
    );
    const rows = page.rows.filter((row) => within.every((condition) => holds(row, condition)));
    if (rows.length === 0) return asked.mayBeSent !== true && (await this.#seesBusinessUnit());
    if (finder !== undefined) return this.#isFoundByKey(plain, rows[0], finder);
    if (asked.conditions.length === 0) return false;
    const answerable = rows.flatMap((row) => {
      const own = sameShape(asked.conditions, row);
      return own === null ? [] : [{ row, own }];
    });
    const [one] = answerable;
    return one !== undefined && this.#isFound(plain, one.row, one.own);
  }

  async #isFoundByKey(asked: Asked, row: Row | undefined, finder: string): Promise<boolean> {
    if (row === undefined) return false;
    const own = finder.replace(/=\d+$/, `=${nameOf(asked, row)}`);
    const purpose = 'control row, found the same way';
    const found = await readPage(this.#caller, this.#settings, { ...asked, purpose, finder: own }, { limit: 1 });
    return found.rows.length > 0;
  }

  async #isFound(asked: Asked, row: Row, conditions: readonly Condition[]): Promise<boolean> {
    const purpose = 'control row, asked the same way';
    const found = await readPage(
      this.#caller,
      this.#settings,
      { ...asked, purpose, conditions },
      { limit: this.#settings.pageSize },
    );
    return found.hasMore || found.rows.some((other) => nameOf(asked, other) === nameOf(asked, row));
  }

  async #seesBusinessUnit(): Promise<boolean> {
    const asked: Asked = {
      resource: 'finBusinessUnitsLOV',
      purpose: 'control row',
      conditions: [],
      key: 'BusinessUnitId',
      onlyData: true,
    };
    const { rows } = await readPage(this.#caller, this.#settings, asked, { limit: this.#settings.pageSize });
    return rows.some((row) => Object.values(row).includes(this.#businessUnit));
  }
}

/** Whether nothing was found and nothing may be concluded from that. */
export function isUnproven(error: unknown): boolean {
  return error instanceof Unavailable && error.detail['reason'] === unprovenReason;
}

const unprovenReason = 'emptyUnproven';

function unproven({ resource, purpose, mayBeSent }: Asked): Unavailable {
  const what =
    mayBeSent === true
      ? 'what was sent is not found, and no other row is shown either that would be found by the same question'
      : 'nothing was found, and nothing that stands is found by the same question either';
  return new Unavailable(
    `fusion ${resource}: ${what}, so that proves nothing; look at the data access of the integration user and at fusion.queryStyle`,
    { system: 'fusion', operation: `${resource}: ${purpose}`, detail: { reason: unprovenReason } },
  );
}
