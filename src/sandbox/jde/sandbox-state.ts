import { CallLog } from '../http/call-log';
import { faultQueue } from './control/fault';
import { Schedules } from './control/schedules';
import { JobQueue } from './batch/job-queue';
import { ResultSets } from './data-service/result-sets';
import { NextNumbers } from './rules/next-numbers';
import { stampNow } from './server-clock';
import { SessionStore } from './sessions/session-store';
import type { JdeSandboxSettings } from './settings';
import type { Database } from './tables/database';
import type { Row, RowInput, Table } from './tables/table';

const STAMPS = ['UPMJ', 'UPMT', 'TDAY', 'USER', 'PID', 'JOBN'] as const;

/** What all endpoints share: one "customer" with its tables, sessions and jobs. */
export class SandboxState {
  readonly sessions: SessionStore;
  readonly faults = faultQueue();
  readonly calls = new CallLog();
  readonly schedules = new Schedules();
  readonly jobs: JobQueue;
  readonly resultSets: ResultSets;
  readonly nextNumbers: NextNumbers;

  constructor(
    readonly database: Database,
    public settings: JdeSandboxSettings,
  ) {
    const current = (): JdeSandboxSettings => this.settings;
    this.sessions = new SessionStore(current);
    this.jobs = new JobQueue(current);
    this.resultSets = new ResultSets(current);
    this.nextNumbers = new NextNumbers(database, current);
  }

  today(): string {
    return stampNow(this.settings.timeZone).date;
  }

  /** Inserts as a program of JDE does: with the stamps of the server's clock. */
  write(tableName: string, row: RowInput, by: { readonly user: string; readonly program: string }): Row {
    const table = this.database.table(tableName);
    return table.insert({ ...this.#fitted(table, row), ...this.#stamps(table, by) });
  }

  change(tableName: string, row: Row, set: RowInput, by: { readonly user: string; readonly program: string }): Row {
    const table = this.database.table(tableName);
    return table.update(row, { ...this.#fitted(table, set), ...this.#stamps(table, by) });
  }

  /** Posting, paying and changes of status: whether they move the date of update is the setting `statusMovesStamps`. */
  changeStatus(
    tableName: string,
    row: Row,
    set: RowInput,
    by: { readonly user: string; readonly program: string },
  ): Row {
    return this.settings.statusMovesStamps
      ? this.change(tableName, row, set, by)
      : this.database.table(tableName).update(row, set);
  }

  /** Throws when a column would not hold its value; several rows that commit together are all checked first. */
  check(tableName: string, row: RowInput): void {
    const table = this.database.table(tableName);
    table.check(this.#fitted(table, row));
  }

  /** A text that is longer than its column is cut by the form, or refused by the table: the setting `longTexts`. */
  #fitted(table: Table, row: RowInput): RowInput {
    return this.settings.longTexts === 'cut' ? table.cut(row) : row;
  }

  #stamps(table: Table, by: { readonly user: string; readonly program: string }): RowInput {
    const now = stampNow(this.settings.timeZone);
    const values: Record<(typeof STAMPS)[number], string> = {
      UPMJ: now.date,
      UPMT: now.time,
      TDAY: now.time,
      USER: by.user,
      PID: by.program,
      JOBN: 'AISSANDBOX',
    };
    return Object.fromEntries(
      STAMPS.filter((alias) => table.columns.has(alias)).map((alias) => [alias, values[alias]]),
    );
  }
}
