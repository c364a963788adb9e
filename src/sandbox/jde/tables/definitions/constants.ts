import { numbered } from '../numbered-columns';
import type { TableDefinition } from '../table-definition';

/** System constants, and the calendars and balances of sites with 52 periods. */
export const constantsTables: readonly TableDefinition[] = [
  {
    name: 'F0009',
    title: 'General Constants',
    key: ['SY'],
    columns: {
      SY: ['char 4', 'System'],
      PBCO: ['char 1', 'Allow prior period postings'],
      DUIN: ['char 1', 'Duplicate invoice number edit'],
      ICRG: ['char 1', 'Batch control, general'],
      ICRP: ['char 1', 'Batch control, payables'],
      IARG: ['char 1', 'Management approval, general'],
      IARP: ['char 1', 'Management approval, payables'],
      EFS: ['char 1', 'Addresses by effective date'],
    },
  },
  {
    name: 'F0026',
    title: 'Job Cost Constants',
    key: ['CO'],
    columns: {
      CO: ['char 5', 'Company'],
      JCP: ['char 1', 'Job cost'],
      CMTR: ['char 1', 'Commitment relief'],
    },
  },
  {
    name: 'F0008B',
    title: 'Date Fiscal Patterns - 52 Periods',
    key: ['DTPN', 'DFYJ', 'FQ'],
    columns: {
      DTPN: ['char 1', 'Fiscal date pattern'],
      FY: ['num 2,0', 'Fiscal year'],
      DFYJ: ['date', 'First day of the fiscal year'],
      FQ: ['char 4', 'Fiscal quarter'],
      CTRY: ['num 2,0', 'Century'],
      ...Object.fromEntries(
        Object.entries(numbered('D', 1, 54, 'date', 'Last day of period')).map(([alias, column]) => [
          `${alias}J`,
          column,
        ]),
      ),
      UPMJ: ['date', 'Updated'],
      UPMT: ['num 6,0', 'Time updated'],
    },
  },
  {
    name: 'F0902B',
    title: 'Account Balances - 52 Periods',
    key: ['AID', 'CTRY', 'FY', 'FQ', 'LT', 'SBL', 'SBLT', 'CRCD'],
    columns: {
      AID: ['char 8', 'Account id'],
      CTRY: ['num 2,0', 'Century'],
      FY: ['num 2,0', 'Fiscal year'],
      FQ: ['char 4', 'Fiscal quarter'],
      LT: ['char 2', 'Ledger type'],
      SBL: ['char 8', 'Subledger'],
      SBLT: ['char 1', 'Subledger type'],
      CRCD: ['char 3', 'Currency'],
      CO: ['char 5', 'Company'],
      MCU: ['right 12', 'Business unit'],
      OBJ: ['char 6', 'Object'],
      SUB: ['char 8', 'Subsidiary'],
      APYC: ['amount', 'Prior year-end cumulative'],
      ...numbered('AN', 1, 54, 'amount', 'Net posting period'),
      UPMJ: ['date', 'Updated'],
      UPMT: ['num 6,0', 'Time updated'],
    },
  },
];
