import type { JdeSandboxSettings } from '../settings';
import type { Database } from '../tables/database';

/** Numbers go up from the highest that stands in the table (or from the setting), and are never given twice. */
export class NextNumbers {
  readonly #last = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly settings: () => JdeSandboxSettings,
  ) {}

  /** `series` names the counter in the setting `nextNumbers`, such as `OP`, `PV`, `batch` or `AN8`. */
  next(series: string, tableName: string, column: string, where: Readonly<Record<string, string>> = {}): string {
    const configured = (this.settings().nextNumbers[series] ?? 1) - 1;
    let last = Math.max(this.#last.get(series) ?? 0, configured);
    for (const row of this.database.table(tableName).find(where)) {
      last = Math.max(last, Number(row[column] ?? '0'));
    }
    this.#last.set(series, last + 1);
    return String(last + 1);
  }
}
