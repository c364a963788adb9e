import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';
import type { ProcessorRun } from './processor-run';

/** A change of EDI user or batch starts a new JDE batch; it is made with the first document that passes. */
export class BatchControl {
  readonly #numbers = new Map<string, string>();

  constructor(
    private readonly state: SandboxState,
    private readonly run: ProcessorRun,
    private readonly batchType: 'V' | 'G',
    private readonly program: string,
  ) {}

  numberFor(row: Row): string {
    const name = JSON.stringify([row['EDUS'], row['EDBT']]);
    const known = this.#numbers.get(name);
    if (known !== undefined) {
      return known;
    }
    const number = this.state.nextNumbers.next('batch', 'F0011', 'ICU');
    this.#numbers.set(name, number);
    this.state.write(
      'F0011',
      {
        ICUT: this.batchType,
        ICU: number,
        IST: this.state.settings.batchesApproved ? 'A' : '',
        DICJ: this.state.today(),
        BALJ: 'Y',
      },
      { user: this.run.user, program: this.program },
    );
    return number;
  }

  /** Rows of a document that a final run refused are left as they were, or with a blank flag; nothing in them says why. */
  leave(tableName: string, rows: readonly Row[]): void {
    const by = { user: this.run.user, program: this.program };
    const { failedRowFlag } = this.state.settings;
    const changed = rows.filter((row) => row['EDSP'] !== failedRowFlag);
    changed.forEach((row) => this.state.change(tableName, row, { EDSP: failedRowFlag }, by));
  }

  /** Processed rows are marked (by a setting with document and batch number), or go at once when the purge option is on. */
  finish(tableName: string, rows: readonly Row[], document: string, batchNumber: string): void {
    const table = this.state.database.table(tableName);
    for (const row of rows) {
      if (this.state.settings.purge) {
        table.remove(row);
      } else {
        const by = { user: this.run.user, program: this.program };
        const numbers = this.state.settings.documentInZRows ? { DOC: document, ICU: batchNumber } : {};
        this.state.change(tableName, row, { EDSP: '1', ...numbers }, by);
      }
    }
  }
}
