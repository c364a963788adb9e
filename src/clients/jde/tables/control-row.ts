import { Unavailable } from '../../http/client-error';
import type { Browsed, DataService } from './data-service';
import type { TableRow } from '../ais/schemas';
import { equal, type TableQuery } from './table-query';

/** Tables that are empty most of the time: a row of their own proves nothing by its absence. */
const batchTables = new Set(['F0411Z1', 'F0911Z1']);

/** A column of the primary key, so that the one-row read is cheap everywhere. */
const keyColumns: Readonly<Record<string, string>> = {
  F4301: 'DOCO',
  F4311: 'DOCO',
  F4209: 'DOCO',
  F43121: 'DOCO',
  F0411: 'DOC',
  F0911: 'DOC',
  F0413: 'PYID',
  F0101: 'AN8',
  F0401: 'AN8',
  F0030: 'UKID',
};

/** The company whose row every system has. */
export const systemCompany = '00000';

export interface ControlRowOptions {
  readonly proofAgeMs: number;
  readonly nowMs: () => number;
}

/**
 * Searches whose empty answer decides that something is sent. An empty answer is believed only when a row that must be
 * there comes back in the same session (design 6, step 2): of the same table, or the company's row of F0010 for batch
 * tables and for a table that has never shown a row.
 */
export class ControlRow {
  readonly #dataService: DataService;
  readonly #options: ControlRowOptions;
  readonly #provenAtMs = new Map<string, number>();
  readonly #hasHeldRows = new Set<string>();

  constructor(dataService: DataService, options: ControlRowOptions) {
    this.#dataService = dataService;
    this.#options = options;
  }

  async readProven<Column extends string>(
    query: TableQuery<Column>,
    company: string,
  ): Promise<readonly TableRow<Column>[]> {
    // Twice, because the session may be renewed between the search and its control row; both are then done again.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const found = await this.#dataService.browse(query);
      if (found.rows.length > 0) {
        this.#remember(query.table, found);
        return found.rows;
      }
      if (await this.#isProven(query.table, found.sessionId, company)) return [];
    }
    throw this.#untrusted(query.table, 'the session changed twice between the search and its control row');
  }

  async #isProven(table: string, sessionId: string, company: string): Promise<boolean> {
    if (this.#hasProof(table, sessionId)) return true;
    if (!batchTables.has(table)) {
      const own = await this.#dataService.browse({
        purpose: `control row of ${table}`,
        table,
        columns: [keyColumns[table] ?? 'UPMJ'],
        conditions: [],
        firstRows: 1,
      });
      if (own.rows.length > 0) {
        this.#remember(table, own);
        return own.sessionId === sessionId;
      }
      if (this.#hasHeldRows.has(table))
        throw this.#untrusted(table, 'it has shown rows before and shows none at all now');
      if (own.sessionId !== sessionId) return false;
    }
    const proof = await this.#companyRow(company);
    if (proof.rows.length === 0) throw this.#untrusted(table, `company ${company} has no row in F0010`);
    this.#remember(batchTables.has(table) ? 'F0010' : table, proof, false);
    return proof.sessionId === sessionId;
  }

  #companyRow(company: string): Promise<Browsed<'CO'>> {
    return this.#dataService.browse({
      purpose: 'control row of the company',
      table: 'F0010',
      columns: ['CO'],
      conditions: [equal('CO', company)],
      firstRows: 1,
    });
  }

  #hasProof(table: string, sessionId: string): boolean {
    const names = batchTables.has(table) ? [table, 'F0010'] : [table];
    return names.some((name) => {
      const provenAtMs = this.#provenAtMs.get(`${sessionId} ${name}`);
      return provenAtMs !== undefined && this.#options.nowMs() - provenAtMs < this.#options.proofAgeMs;
    });
  }

  #remember(table: string, proof: Browsed<string>, ownRow = true): void {
    for (const key of this.#provenAtMs.keys()) {
      if (!key.startsWith(`${proof.sessionId} `)) this.#provenAtMs.delete(key);
    }
    this.#provenAtMs.set(`${proof.sessionId} ${table}`, this.#options.nowMs());
    if (ownRow) this.#hasHeldRows.add(table);
  }

  #untrusted(table: string, why: string): Unavailable {
    const operation = `read ${table}`;
    const detail = { reason: 'noControlRow' };
    return new Unavailable(`jde ${operation}: the empty answer cannot be trusted, ${why}`, {
      system: 'jde',
      operation,
      detail,
    });
  }
}
