import { Unavailable } from '../../http/client-error';
import type { FusionSettings } from '../settings';
import { keyOf, nameOf, readPage, type Asked, type Page, type Row } from './collection-page';
import type { ControlRows } from './control-rows';
import type { Descriptions } from './describe';
import { withAllChildren } from './expanded-children';
import type { FusionCaller } from './fusion-caller';
import { holds, laterId } from './query';

/** Rows by which one page of offsets goes back into the one before: so many may go missing before it without a gap. */
const overlap = 10;
const mostRestarts = 3;

/** Collections read whole, whatever changes meanwhile. */
export class Collections {
  readonly #caller: FusionCaller;
  readonly #settings: FusionSettings;
  readonly #descriptions: Descriptions;
  readonly #control: ControlRows;

  constructor(caller: FusionCaller, settings: FusionSettings, descriptions: Descriptions, control: ControlRows) {
    this.#caller = caller;
    this.#settings = settings;
    this.#descriptions = descriptions;
    this.#control = control;
  }

  /** All rows that fit. None is an answer only where the same question finds a row that stands. */
  async all(asked: Asked): Promise<readonly Row[]> {
    if (asked.isChild === true) return this.#whole(asked, await this.#byOffset(asked));
    const narrowed = await this.#narrowed(asked);
    const rows = await this.#pages(narrowed);
    const fitting = rows.filter((row) => asked.conditions.every((condition) => holds(row, condition)));
    const isEmpty = asked.mayBeSent === true ? fitting.length === 0 : rows.length === 0;
    if (isEmpty) await this.#control.prove(narrowed);
    return this.#whole(asked, fitting);
  }

  /** Throws `Unavailable` where the resource shows no such row now: it may hide one that stands. */
  async isShown(asked: Asked): Promise<void> {
    const within = asked.conditions;
    const narrowed = await this.#narrowed(asked);
    const { rows } = await this.#page(narrowed);
    const isShown = rows.some((row) => within.every((condition) => holds(row, condition)));
    if (!isShown) await this.#control.prove({ ...narrowed, within, mayBeSent: true });
  }

  /**
   * One page of rows behind a key, in its order; all of them where the pod does not let it be asked by. None left is an answer only where the same question finds
   * a row that stands.
   */
  async behind(asked: Asked, after: string | null, limit: number): Promise<Page> {
    if (!(await this.#descriptions.isQueryable(asked.resource, asked.key))) {
      return { rows: await this.all(asked), hasMore: false };
    }
    const narrowed = await this.#narrowed(asked);
    const conditions = [...narrowed.conditions, ...(after === null ? [] : [laterId(asked.key, after)])];
    const page = await this.#page({ ...narrowed, conditions }, { orderBy: `${asked.key}:asc`, limit });
    let last = after === null ? null : BigInt(after);
    for (const row of page.rows) {
      const key = keyOf(asked, row);
      if (last !== null && key <= last) throw this.#disordered(asked);
      last = key;
    }
    if (page.rows.length === 0) await this.#control.prove({ ...narrowed, conditions });
    const rows = page.rows.filter((row) => asked.conditions.every((condition) => holds(row, condition)));
    return { rows: await this.#whole(asked, rows), hasMore: page.rows.length > 0 };
  }

  /** A row that was read by another way, with all rows of what was expanded. */
  async complete(asked: Pick<Asked, 'expand'>, row: Row): Promise<Row> {
    return (await this.#whole(asked, [row]))[0] ?? row;
  }

  async #whole({ expand }: Pick<Asked, 'expand'>, rows: readonly Row[]): Promise<readonly Row[]> {
    if (expand === undefined) return rows;
    const whole: Row[] = [];
    for (const row of rows) {
      whole.push(await withAllChildren(row, expand, this.#settings.baseUrl, (asked) => this.#byOffset(asked)));
    }
    return whole;
  }

  /** Asks only for what the pod says may be asked for; the rest is compared here. */
  async #narrowed(asked: Asked): Promise<Asked> {
    const may = await Promise.all(
      asked.conditions.map(({ attribute }) => this.#descriptions.isQueryable(asked.resource, attribute)),
    );
    return { ...asked, conditions: asked.conditions.filter((_, index) => may[index]) };
  }

  async #pages(asked: Asked): Promise<readonly Row[]> {
    if (asked.finder !== undefined) return (await this.#page(asked)).rows;
    const isByKey = asked.keyIsText !== true && (await this.#descriptions.isQueryable(asked.resource, asked.key));
    return isByKey ? this.#byKey(asked) : this.#byOffset(asked);
  }

  /** Each page begins behind the last key of the one before, so that no row that moves can hide another (reference 2.5). */
  async #byKey(asked: Asked): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let last: bigint | null = null;
    for (;;) {
      const behind = last === null ? [] : [laterId(asked.key, String(last))];
      const conditions = [...asked.conditions, ...behind];
      const page = await this.#page({ ...asked, conditions }, { orderBy: `${asked.key}:asc` });
      for (const row of page.rows) {
        const key = keyOf(asked, row);
        if (last !== null && key <= last) throw this.#disordered(asked);
        last = key;
        rows.push(row);
      }
      if (!page.hasMore || page.rows.length === 0) return rows;
    }
  }

  /** Pages overlap: where the next one does not begin with a row that is known, something may have slipped between. */
  async #byOffset(asked: Asked): Promise<readonly Row[]> {
    for (let restart = 0; restart <= mostRestarts; restart += 1) {
      const rows = await this.#overlapping(asked);
      if (rows !== null) return rows;
    }
    throw this.#disordered(asked);
  }

  async #overlapping(asked: Asked): Promise<readonly Row[] | null> {
    const rows = new Map<string, Row>();
    let offset = 0;
    for (;;) {
      const page = await this.#page(asked, { offset, orderBy: `${asked.key}:asc` });
      const [first] = page.rows;
      if (offset > 0 && (first === undefined || !rows.has(nameOf(asked, first)))) return null;
      const before = rows.size;
      for (const row of page.rows) rows.set(nameOf(asked, row), row);
      if (!page.hasMore || page.rows.length === 0) return [...rows.values()];
      if (rows.size === before) return null;
      offset += page.rows.length - Math.min(overlap, page.rows.length - 1);
    }
  }

  async #page(
    asked: Asked,
    at: { readonly offset?: number; readonly orderBy?: string; readonly limit?: number } = {},
  ): Promise<Page> {
    return readPage(this.#caller, this.#settings, asked, { limit: this.#settings.pageSize, ...at });
  }

  #disordered({ resource, purpose }: Asked): Unavailable {
    return new Unavailable(`fusion ${resource}: its pages do not follow one another; it is read again later`, {
      system: 'fusion',
      operation: `${resource}: ${purpose}`,
      detail: { reason: 'pagesDisordered' },
    });
  }
}
