import type { TieOutReport } from '../../application/tie-out/tie-out';
import type { Difference } from '../../domain/tie-out/sides';
import { tieOutPage } from './tie-out-page';
import { tieOutCsv, tieOutText, tieOutVerdict } from './tie-out-text';

const place = { code: '26-010.S', account: '', period: '2026-10', currency: 'USD' };
const wrong: Difference = { ...place, of: 'erp', cause: 'unknown', amount: '-0.01', document: '4411/SC-1/<1>' };

const report = (differences: readonly Difference[] = []): TieOutReport => ({
  ...{
    connectionId: 'acme-jde',
    environment: 'sandbox',
    erp: 'jde',
    erpName: 'JD Edwards',
    period: '2026-10',
    madeAt: '2026-11-02T08:00:00.000Z',
  },
  compared: { documents: 2, procoreLines: 3, ledgerLines: 4, erpLines: 5 },
  payments: 0,
  unknown: differences.filter(({ cause }) => cause === 'unknown').length,
  projects: [
    {
      ...{ project: '4411', projectName: 'Medical Office', differences },
      compared: { documents: 2, procoreLines: 3, ledgerLines: 4, erpLines: 5 },
      rows: [
        {
          ...place,
          ...{ procore: '10000', ledger: '10000', erp: '9999.99', procoreLess: [] },
          erpLess: [{ cause: 'unknown', amount: '-0.01' }],
        },
      ],
      notCodedByUs: [{ account: '4411.1340.03300', amount: '12.5' }],
      payments: null,
    },
  ],
});

test('a difference that nothing explains cannot be overlooked, and has its document', () => {
  const text = tieOutText(report([wrong]));
  expect(text).toContain('UNKNOWN -0.01 USD');
  expect(text).toContain('4411/SC-1/<1>');
  expect(tieOutVerdict(report([wrong]))).toBe(
    '2026-10 DOES NOT TIE OUT: one difference that nothing explains, in 2 documents, 3 lines of Procore, 4 of our ledger and 5 of the ERP.\n',
  );
});

test('what ties out says how much was compared; of nothing it is not said', () => {
  expect(tieOutVerdict(report())).toContain(
    'ties out: 2 documents, 3 lines of Procore, 4 of our ledger and 5 of the ERP',
  );
  const nothing = { documents: 0, procoreLines: 0, ledgerLines: 0, erpLines: 0 };
  expect(tieOutVerdict({ ...report(), compared: nothing })).toBe('Nothing to tie out in 2026-10.\n');
});

test('the file has a line for each row, each difference and each account of others', () => {
  expect(
    tieOutCsv(report([wrong]))
      .split('\r\n')
      .slice(1),
  ).toEqual([
    '4411,2026-10,row,26-010.S,,USD,10000.00,10000.00,9999.99,0.00,-0.01,,',
    '4411,2026-10,difference,26-010.S,,USD,,,,,-0.01,unknown,4411/SC-1/<1>',
    '4411,2026-10,notCodedByUs,,4411.1340.03300,,,,12.50,,,,',
    '',
  ]);
});

test('the page escapes what it shows, and says of a sandbox that these are not the books', () => {
  const page = tieOutPage(report([wrong]));
  expect(page).toContain('4411/SC-1/&lt;1&gt;');
  expect(page).toContain('Sandbox: these are not the books.');
  expect(page).toContain('DOES NOT TIE OUT');
});

describe('payments', () => {
  const differs = { commitment: 'SC-1', currency: 'USD', of: 'procore', amount: '5' } as const;
  const paid = (procore: string | null): TieOutReport => {
    const [project, ...others] = report().projects;
    if (project === undefined) throw new Error('no project');
    const payments: NonNullable<typeof project.payments> = {
      rows: [
        {
          ...{ commitment: 'SC-1', currency: 'USD', procore, ledger: '100', erp: '100', erpLess: [] },
          procoreLess: procore === null ? [] : [{ cause: 'byHand', amount: '5' }],
        },
      ],
      differences: procore === null ? [] : [{ ...differs, cause: 'byHand', document: 'contract payment 77' }],
      payments: 2,
    };
    return { ...report(), payments: 2, projects: [{ ...project, payments }, ...others] };
  };

  test('stand in the file by commitment, each that differs with its cause', () => {
    expect(tieOutCsv(paid('105')).split('\r\n').slice(-3)).toEqual([
      '4411,2026-10,paid,,,USD,105.00,100.00,100.00,5.00,0.00,,SC-1',
      '4411,2026-10,paymentDifference,,,USD,,,,5.00,,byHand,contract payment 77 of SC-1',
      '',
    ]);
    expect(tieOutCsv(paid(null))).toContain('4411,2026-10,paid,,,USD,,100.00,100.00,,0.00,,SC-1\r\n');
  });

  test('stand in the text and on the page, and are counted in the verdict', () => {
    const text = tieOutText(paid('105'));
    for (const shown of [text, tieOutPage(paid('105'))]) {
      expect(shown).toContain('contract payment 77');
      expect(shown).toContain('5 of the ERP; and 2 payments; every difference is explained.');
    }
    expect(tieOutText(paid(null))).toContain('not read');
  });

  test('alone are something to tie out', () => {
    const compared = { documents: 0, procoreLines: 0, ledgerLines: 0, erpLines: 0 };
    expect(tieOutVerdict({ ...paid('105'), compared })).toContain('2026-10 ties out');
  });
});
