import { equals, sum } from '../money/money';
import type { DocumentSides, ErpAmount, LedgerAmount, ProcoreAmount } from './sides';
import { lessLedger, TieOut, type TieOutRow } from './tie-out';

// Cases worked by hand; amounts in USD, the period that is tied out is October 2026.

const october = '2026-10';
const cost = '4411.1340.26010';
const retainage = '200.4110';

const procore = (amount: string, of: Partial<ProcoreAmount> = {}): ProcoreAmount => ({
  ...{ code: '26-010.S', account: '', period: october, amount, tax: '0' },
  ...of,
});
const ledger = (amount: string, of: Partial<LedgerAmount> = {}): LedgerAmount => ({
  ...{ posting: 'PC1', account: cost, code: '26-010.S', period: october, amount, role: 'cost' },
  ...of,
});
const erp = (amount: string, of: Partial<ErpAmount> = {}): ErpAmount => ({
  ...{ posting: 'PC1', account: cost, period: october, amount, isInBooks: true, added: null, booked: amount },
  ...of,
});
/** 10,000.00 billed in October, 1,000.00 withheld, all of it posted. */
const progress: DocumentSides = {
  ...{ name: '4411/SC-1/1', currency: 'USD', standing: null },
  procore: [procore('10000.00')],
  ledger: [ledger('10000.00'), ledger('-1000.00', { account: retainage, code: null, role: 'retainage' })],
  postings: [{ key: 'PC1', standing: null }],
  erp: [erp('10000.00'), erp('-1000.00', { account: retainage })],
};

function tied(...documents: readonly DocumentSides[]): TieOut {
  const made = new TieOut(october);
  documents.forEach((one) => made.add(one));
  // Whatever the case: the causes of a row come to what its sides differ by, to the cent.
  for (const row of made.rows) {
    expect(equals(sum(row.procoreLess.map(({ amount }) => amount)), lessLedger(row, 'procore'))).toBe(true);
    expect(equals(sum(row.erpLess.map(({ amount }) => amount)), lessLedger(row, 'erp'))).toBe(true);
  }
  return made;
}

/** `26-010.S 10000 10000 10000 | retainage 1000 |`: a row, why Procore differs, why the ERP does. */
function shown(rows: readonly TieOutRow[]): readonly string[] {
  return rows.map(({ code, account, procore: p, ledger: l, erp: e, procoreLess, erpLess }) => {
    const parts = [procoreLess, erpLess].map((causes) =>
      causes.map(({ cause, amount }) => `${cause} ${amount}`).join(', '),
    );
    return `${code}${account} ${p} ${l} ${e} | ${parts.join(' | ')}`.trimEnd();
  });
}

/** With the ERP's books as our ledger has them. */
const booked = (sides: Partial<DocumentSides>): DocumentSides => {
  const made = { ...progress, ...sides };
  return {
    ...made,
    erp: made.ledger.map(({ posting, account, period, amount }) => erp(amount, { posting, account, period })),
  };
};

const rowsOf = (...documents: readonly DocumentSides[]) => shown(tied(...documents).rows);

test('what is billed, booked and in the books agrees by code; retainage stands on the row of its account', () => {
  expect(rowsOf(progress)).toEqual(['26-010.S 10000 10000 10000 |  |', '200.4110 0 -1000 -1000 | retainage 1000 |']);
  expect(tied(progress).compared).toEqual({ documents: 1, procoreLines: 1, ledgerLines: 2, erpLines: 2 });
});

test.each(['held', 'inFlight', 'byHand'] as const)('nothing of it in our ledger: %s', (standing) => {
  const open = { ...progress, standing, ledger: [], erp: [], postings: [] };
  expect(rowsOf(open)).toEqual([`26-010.S 10000 0 0 | ${standing} 10000 |`]);
});

test('posted and then changed in Procore is held with the difference alone', () => {
  const changed = { ...progress, standing: 'held' as const, procore: [procore('9000.00')] };
  expect(rowsOf(changed)[0]).toBe('26-010.S 9000 10000 10000 | held -1000 |');
});

test('booked in another period than Procore bills it: in each of the two the amount is told as that', () => {
  const later = { ...progress, ledger: [ledger('10000.00', { period: '2026-11' })], erp: [] };
  expect(rowsOf({ ...later, postings: [] })).toEqual(['26-010.S 10000 0 0 | period 10000 |']);
  const earlier = { ...progress, procore: [procore('10000.00', { period: '2026-09' })] };
  expect(rowsOf(earlier)[0]).toBe('26-010.S 0 10000 10000 | period -10000 |');
});

test('another period and another amount: what differs in all is told where Procore bills it, the rest is the period', () => {
  const september = booked({ procore: [procore('10010.00', { period: '2026-09' })] });
  expect(rowsOf(september)[0]).toBe('26-010.S 0 10000 10000 | period -10000 |');
  const two = booked({
    procore: [procore('10010.00')],
    ledger: [ledger('9000.00'), ledger('1000.00', { period: '2026-09' })],
  });
  expect(rowsOf(two)).toEqual(['26-010.S 10010 9000 9000 | period 1000, unknown 10 |']);
});

test('tax that is cost of the line is told as tax, only where it is that to the cent', () => {
  const taxed = (...lines: LedgerAmount[]) => booked({ procore: [procore('900.00', { tax: '49.75' })], ledger: lines });
  expect(rowsOf(taxed(ledger('949.75')))).toEqual(['26-010.S 900 949.75 949.75 | tax -49.75 |']);
  expect(rowsOf(taxed(ledger('949.76')))).toEqual(['26-010.S 900 949.76 949.76 | unknown -49.76 |']);
  const apart = ledger('49.75', { code: null, account: '200.2310', role: 'tax' });
  expect(rowsOf(taxed(ledger('900.00'), apart))).toEqual([
    '26-010.S 900 900 900 |  |',
    '200.2310 0 49.75 49.75 | tax -49.75 |',
  ]);
});

test('less than a cent is rounding, and a whole cent is not', () => {
  const exact = (amount: string) => booked({ procore: [procore(amount)], ledger: [ledger('199.13')] });
  expect(rowsOf(exact('199.125'))).toEqual(['26-010.S 199.125 199.13 199.13 | rounding -0.005 |']);
  expect(rowsOf(exact('199.12'))).toEqual(['26-010.S 199.12 199.13 199.13 | unknown -0.01 |']);
  const line = ledger('0.01', { code: null, account: '200.9999', role: 'rounding' });
  expect(rowsOf(booked({ procore: [procore('199.13')], ledger: [ledger('199.13'), line] }))[1]).toBe(
    '200.9999 0 0.01 0.01 | rounding -0.01 |',
  );
});

test.each(['takenOver', 'typeOff', 'fromErp'] as const)('what is not ours to book is told as %s', (standing) => {
  const not = { ...progress, standing, ledger: [], erp: [], postings: [] };
  expect(rowsOf(not)).toEqual([`26-010.S 10000 0 0 | ${standing} 10000 |`]);
});

test('an accrual is in our ledger and the books, and no cost of Procore yet', () => {
  const accrued = { ...progress, procore: [], ledger: [ledger('500.00', { role: 'accrual' })], erp: [erp('500.00')] };
  expect(rowsOf(accrued)).toEqual(['26-010.S 0 500 500 | accrual -500 |']);
});

test('what clears direct costs is compared with their total', () => {
  const clearing = { account: '101.2999', code: null, role: 'clearing' } as const;
  const directCost = (total: string): DocumentSides => ({
    ...progress,
    procore: [procore('949.75'), procore(`-${total}`, { code: '', account: '101.2999' })],
    ledger: [ledger('949.75'), ledger('-949.75', clearing)],
    erp: [erp('949.75'), erp('-949.75', { account: '101.2999' })],
  });
  expect(rowsOf(directCost('949.75'))[1]).toBe('101.2999 -949.75 -949.75 -949.75 |  |');
  expect(rowsOf(directCost('949.76'))[1]).toBe('101.2999 -949.76 -949.75 -949.75 | unknown -0.01 |');
});

describe('a cent that nothing explains is unknown, with its document, whichever side it is planted on:', () => {
  const unknown = (sides: DocumentSides) =>
    tied(sides)
      .differences.filter(({ cause }) => cause === 'unknown')
      .map(({ of, amount, document }) => [of, amount, document]);

  test('Procore', () => {
    expect(unknown({ ...progress, procore: [procore('10000.01')] })).toEqual([['procore', '0.01', '4411/SC-1/1']]);
  });
  test('our ledger, which then differs from both', () => {
    const planted = [ledger('10000.01'), ...progress.ledger.slice(1)];
    expect(unknown({ ...progress, ledger: planted })).toEqual([
      ['procore', '-0.01', '4411/SC-1/1'],
      ['erp', '-0.01', '4411/SC-1/1'],
    ]);
  });
  test("the ERP's books", () => {
    const planted = [erp('9999.99'), ...progress.erp.slice(1)];
    expect(unknown({ ...progress, erp: planted })).toEqual([['erp', '-0.01', '4411/SC-1/1']]);
  });
});

describe('the ERP against our ledger', () => {
  const cell = (sides: DocumentSides) => rowsOf(sides)[0];

  test('what is not posted there yet, or not taken in, is in flight', () => {
    const unposted = progress.erp.map((line) => ({ ...line, isInBooks: false }));
    expect(cell({ ...progress, erp: unposted })).toBe('26-010.S 10000 10000 0 |  | inFlight -10000');
    const delivered = { ...progress, postings: [{ key: 'PC1', standing: 'inFlight' as const }], erp: [] };
    expect(cell(delivered)).toBe('26-010.S 10000 10000 0 |  | inFlight -10000');
  });

  test('a call is under way, or AP posted it a moment ago: what the ERP has already is on its way here', () => {
    const underWay = {
      ...progress,
      standing: 'inFlight' as const,
      ledger: [],
      postings: [{ key: 'PC1', standing: 'inFlight' as const }],
    };
    expect(rowsOf(underWay)[0]).toBe('26-010.S 10000 0 0 | inFlight 10000 |');
    expect(rowsOf(underWay).slice(1)).toEqual([
      '200.4110 0 0 -1000 |  | inFlight -1000',
      '4411.1340.26010 0 0 10000 |  | inFlight 10000',
    ]);
    const seenLate = { ...progress, postings: [{ key: 'PC1', standing: 'inFlight' as const }] };
    expect(cell(seenLate)).toBe('26-010.S 10000 10000 10000 |  |');
  });

  test('a part that waits to be posted explains that part, and nothing more', () => {
    const part = [erp('9000.00'), erp('900.00', { isInBooks: false })];
    expect(cell({ ...progress, erp: part })).toBe('26-010.S 10000 10000 9000 |  | inFlight -900, unknown -100');
  });

  test('what somebody entered by hand stands under no key of ours', () => {
    const byHand = { ...progress, postings: [{ key: 'PC1', standing: 'byHand' as const }], erp: [] };
    expect(cell(byHand)).toBe('26-010.S 10000 10000 0 |  | byHand -10000');
  });

  test('a held document says so before anything else', () => {
    const held = { ...progress, standing: 'held' as const, erp: [erp('9000.00')] };
    expect(cell(held)).toBe('26-010.S 10000 10000 9000 |  | held -1000');
  });

  test('it stands in another month there, or was voided in one: in all it is the same', () => {
    const moved = { ...progress, erp: [erp('10000.00', { period: '2026-11' })] };
    expect(cell(moved)).toBe('26-010.S 10000 10000 0 |  | period -10000');
    const voided = {
      ...progress,
      ledger: [],
      procore: [],
      erp: [erp('10000.00'), erp('-10000.00', { period: '2026-11' })],
    };
    expect(cell(voided)).toBe('4411.1340.26010 0 0 10000 |  | period 10000');
  });

  test('what the ERP was to reverse, or a person reversed there, is told as that in the period of the reversal', () => {
    const november = '2026-11';
    const accrued = ledger('-900.00', { account: retainage, code: null, role: 'accrual', period: '2026-09' });
    const reversal = (amount: string, period: string): ErpAmount =>
      erp(amount, { account: retainage, period, added: 'reversal' });
    const marked: DocumentSides = {
      ...{ name: 'accrual/1-2026-09-30', currency: 'USD', standing: null, procore: [], ledger: [accrued] },
      postings: [{ key: 'PC1', standing: null }],
      erp: [erp('-900.00', { account: retainage, period: '2026-09' }), reversal('900.00', october)],
    };
    expect(shown(tied(marked).rows)).toEqual([`${retainage} 0 0 900 |  | reversal 900`]);
    // Of ours nothing stands any more, and its batch stands as it was.
    const voided = {
      ...marked,
      ledger: [],
      erp: [erp('-900.00', { account: retainage }), reversal('900.00', november)],
    };
    expect(shown(tied(voided).rows)).toEqual([`${retainage} 0 0 -900 |  | reversal -900`]);
    expect(shown(tied({ ...voided, erp: [voided.erp[0]!, reversal('900.00', october)] }).rows)).toEqual([]);
  });

  test('tax that the ERP added on the account of the cost is told as tax', () => {
    const taxed = { ...progress, erp: [erp('10000.00'), erp('625.00', { added: 'tax' })] };
    expect(cell(taxed)).toBe('26-010.S 10000 10000 10625 |  | tax 625');
  });

  test('tax that our ledger knows, and the ERP finds the account of, is told as tax on both rows', () => {
    const tax = ledger('625.00', { account: '', code: null, role: 'tax' });
    const reckoned = erp('625.00', { account: '200.2310', added: 'tax' });
    expect(
      rowsOf({ ...progress, ledger: [...progress.ledger, tax], erp: [...progress.erp, reckoned] }).slice(1),
    ).toEqual([
      '200.2310 0 0 625 |  | tax 625',
      '200.4110 0 -1000 -1000 | retainage 1000 |',
      ' 0 625 0 | tax -625 | tax -625',
    ]);
  });

  test('what the ERP holds back by the terms of its order is told as retainage', () => {
    const held = erp('-1000.00', { account: '200.4120', added: 'retainage' });
    const sides = { ...progress, ledger: [ledger('10000.00')], erp: [erp('10000.00'), held] };
    expect(rowsOf(sides)[1]).toBe('200.4120 0 0 -1000 |  | retainage -1000');
  });

  test('two codes on one account of a posting: what differs stands on the account and is divided among none of them', () => {
    const two: DocumentSides = {
      ...progress,
      procore: [procore('6000.00'), procore('4000.00', { code: '26-020.S' })],
      ledger: [ledger('6000.00'), ledger('4000.00', { code: '26-020.S' })],
      erp: [erp('10000.00')],
    };
    expect(rowsOf(two)).toEqual(['26-010.S 6000 6000 6000 |  |', '26-020.S 4000 4000 4000 |  |']);
    expect(rowsOf({ ...two, erp: [erp('9999.00')] })).toEqual([
      '26-010.S 6000 6000 6000 |  |',
      '26-020.S 4000 4000 4000 |  |',
      '4411.1340.26010 0 0 -1 |  | unknown -1',
    ]);
    expect(rowsOf({ ...two, erp: [] })).toEqual([
      '26-010.S 6000 6000 0 |  | unknown -6000',
      '26-020.S 4000 4000 0 |  | unknown -4000',
    ]);
  });

  test('an account that our ledger knows nothing of is told with its document', () => {
    const recoded = { ...progress, erp: [erp('10000.00', { account: '4411.1350.05120' }), progress.erp[1]!] };
    expect(rowsOf(recoded)).toEqual([
      '26-010.S 10000 10000 0 |  | unknown -10000',
      '200.4110 0 -1000 -1000 | retainage 1000 |',
      '4411.1350.05120 0 0 10000 |  | unknown 10000',
    ]);
  });
});

test('amounts of two currencies are never added up, and what belongs to other periods is left out', () => {
  const euro = { ...progress, name: '4411/SC-2/1', currency: 'EUR' };
  const september = {
    ...progress,
    procore: [procore('1.00', { period: '2026-09' })],
    ledger: [],
    erp: [],
    postings: [],
  };
  const made = tied(progress, euro, september);
  expect(made.rows.map(({ currency, procore: p }) => [currency, p])).toEqual([
    ['EUR', '10000'],
    ['USD', '10000'],
    ['EUR', '0'],
    ['USD', '0'],
  ]);
  expect(made.differences.every(({ period }) => period === october)).toBe(true);
  expect(made.ours.get(cost)).toBe('20000');
});
