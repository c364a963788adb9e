import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface CountedLine {
  readonly itemKey: string;
  readonly gross: string;
  readonly netRetainage: string;
}

export interface CountedToDate {
  readonly itemKey: string;
  readonly gross: string;
  readonly withheld: string;
}

/** What counts as posted, line by line. */
export class CountedLines {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Writes what counts as posted for this requisition; what was counted for it before is replaced. */
  async count(document: DocumentRow, lines: readonly CountedLine[]): Promise<void> {
    await this.#trx.deleteFrom('countedLine').where('documentId', '=', document.id).execute();
    if (lines.length === 0) return;
    const { commitmentId, number } = document;
    if (commitmentId === null || number === null) {
      throw new RangeError(`${document.kind} ${document.sourceId} has no commitment to count for`);
    }
    await this.#trx
      .insertInto('countedLine')
      .values(
        lines.map((line) => ({
          connectionId: document.connectionId,
          tenantId: document.tenantId,
          documentId: document.id,
          commitmentId,
          number,
          itemKey: line.itemKey,
          gross: line.gross,
          netRetainage: line.netRetainage,
        })),
      )
      .execute();
  }

  /** Per line, what counts as posted under numbers above `after` and below `before`. */
  async toDate(scope: Scope, commitmentId: string, after: number, before: number): Promise<CountedToDate[]> {
    return this.#trx
      .selectFrom('countedLine')
      .select(['itemKey', sql<string>`sum(gross)`.as('gross'), sql<string>`sum(net_retainage)`.as('withheld')])
      .where('connectionId', '=', scope.connectionId)
      .where('commitmentId', '=', commitmentId)
      .where('number', '>', after)
      .where('number', '<', before)
      .groupBy('itemKey')
      .execute();
  }
}
