import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jdeChart } from '../domain/jde/chart';
import { checkMappingHeader, readMapping } from '../domain/coding/mapping-file';
import { writeSampleCompany } from '../sandbox/sample-company/write-sample-company';
import { readCsv } from '../application/read-csv';
import { checkOpeningBalanceHeader, readOpeningBalances } from '../application/opening-balances/read-opening-balances';

test('the mapping and the opening balances that come with the sample company are read without a fault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-sample-'));
  try {
    writeSampleCompany(folder, { today: '2026-11-20' });
    const csv = (name: string, check: (header: readonly string[]) => readonly string[]) => {
      const read = readCsv(readFileSync(join(folder, name), 'utf8'), check);
      if ('faults' in read) throw new Error(read.faults.join('\n'));
      return read.rows;
    };
    const header = (names: readonly string[]) => checkMappingHeader(names, jdeChart).map((one) => one.message);
    const mapping = readMapping(csv('mapping.csv', header), jdeChart);
    expect(mapping).not.toHaveProperty('errors');
    const find = (project: string, commitment: string) => ({ id: `${project}/${commitment}` });
    const balances = readOpeningBalances(csv('opening-balances.csv', checkOpeningBalanceHeader), find);
    expect('faults' in balances ? balances.faults : []).toEqual([]);
    expect('balances' in balances ? balances.balances.length : 0).toBeGreaterThan(20);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
