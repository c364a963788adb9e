import { randomBytes } from 'node:crypto';
import type { JdeSandboxSettings } from '../settings';
import type { Column } from '../tables/column';
import type { Row, Table } from '../tables/table';

/** A query that is still open on the server: each call takes the next page of it, and it dies when left alone. */
export interface ResultSet {
  readonly rid: string;
  readonly token: string;
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly pageSize: number;
  /** As the first call sent it; the links repeat it. */
  readonly nextPageTimeInterval: string | undefined;
  offset: number;
  usedAtMs: number;
}

export class ResultSets {
  readonly #open = new Map<string, ResultSet>();

  constructor(private readonly settings: () => JdeSandboxSettings) {}

  open(set: Omit<ResultSet, 'rid' | 'usedAtMs'>): ResultSet {
    const opened: ResultSet = { ...set, rid: randomBytes(8).toString('hex'), usedAtMs: Date.now() };
    this.#open.set(opened.rid, opened);
    return opened;
  }

  /** Undefined when it has expired, was read to its end, or belongs to another session. */
  take(rid: string, token: string): ResultSet | undefined {
    const now = Date.now();
    for (const set of this.#open.values()) {
      if (now - set.usedAtMs > this.settings().resultSetSeconds * 1000) {
        this.#open.delete(set.rid);
      }
    }
    const set = this.#open.get(rid);
    if (set === undefined || set.token !== token) {
      return undefined;
    }
    set.usedAtMs = now;
    return set;
  }

  close(rid: string): void {
    this.#open.delete(rid);
  }
}
