import type { Database } from '../tables/database';

/** A constant of F0009, such as PBCO (postings to earlier periods) or EFS (addresses by effective date); off without a row. */
export function isSystemConstantOn(database: Database, alias: 'PBCO' | 'EFS'): boolean {
  return [...database.table('F0009').rows()].some((row) => row[alias] === 'Y' || row[alias] === '1');
}
