import { array, assert, integer, property, record } from 'fast-check';
import { billed, history, noHistory, requisition } from '../procore/procore-documents.fixture';
import { requisitionAmounts } from './requisition-amounts';
import { isWholeUnits, minus, plus, sum, within } from '../money/money';

type Line = readonly [line: string, total: string, withheldBefore: string, heldNow: string, releasedNow?: string];

/** A requisition whose summary is what Procore would show: to the cent, or as it calculates. */
function worked(lines: readonly Line[], summary: { retainage: string; earned: string; before?: string }, number = 1) {
  const items = lines.map(([line, total, before, now, released]) =>
    billed('26-010.S', line, total, before, now, released),
  );
  const before = summary.before ?? '0.00';
  return requisition(items, before, {
    number,
    previousRequisitionId: number === 1 ? null : '58819',
    summary: {
      totalCompletedAndStoredToDate: sum(lines.map(([, total]) => total)),
      totalRetainage: summary.retainage,
      totalEarnedLessRetainage: summary.earned,
      currentPaymentDue: minus(summary.earned, before),
    },
  });
}

function amountsOf(document: ReturnType<typeof requisition>, past = noHistory) {
  return requisitionAmounts({ requisition: document, history: past, previousRequisition: null, currency: 'USD' });
}

describe('10 % of 1,991.25 is 199.125', () => {
  const one: Line = ['1', '1991.25', '0.00', '199.125'];

  test('the line keeps 199.13 back, half away from zero, and pays the rest', () => {
    const { problems, items, totals } = amountsOf(worked([one], { retainage: '199.13', earned: '1792.12' }));
    expect(problems).toEqual([]);
    expect(items[0]).toMatchObject({ gross: '1991.25', netRetainage: '199.13', payable: '1792.12' });
    expect(totals).toMatchObject({ netRetainage: '199.13', retained: '199.13', payable: '1792.12', rounding: '0' });
  });

  test('a certificate that was rounded for itself leaves a cent for the rounding account', () => {
    const { problems, totals } = amountsOf(worked([one], { retainage: '199.13', earned: '1792.13' }));
    expect([problems, totals.payable, totals.rounding]).toEqual([[], '1792.12', '0.01']);
  });

  test('the line follows the summary where that took the other cent', () => {
    const { problems, totals } = amountsOf(worked([one], { retainage: '199.12', earned: '1792.13' }));
    expect([problems, totals.netRetainage, totals.payable, totals.rounding]).toEqual([[], '199.12', '1792.13', '0']);
  });

  test('a summary in parts of a cent is held no more, and less than a cent is no rounding', () => {
    const { problems, totals } = amountsOf(worked([one], { retainage: '199.125', earned: '1792.125' }));
    expect([problems, totals.netRetainage, totals.payable, totals.rounding]).toEqual([[], '199.13', '1792.12', '0']);
  });

  test('what differs by more than a cent is held as before', () => {
    const { problems } = amountsOf(worked([one], { retainage: '199.125', earned: '1792.14' }));
    expect(problems.map((problem) => problem.facts?.['check'])).toContain('1');
  });
});

test('ten such lines come to what the summary says, 1,991.25, not to ten half cents more', () => {
  const lines = Array.from({ length: 10 }, (_, index): Line => [String(index + 1), '1991.25', '0.00', '199.125']);
  const { problems, items, totals } = amountsOf(worked(lines, { retainage: '1991.25', earned: '17921.25' }));
  expect([problems, totals.netRetainage, totals.payable, totals.rounding]).toEqual([[], '1991.25', '17921.25', '0']);
  expect(items.map((item) => item.netRetainage)).toEqual([...Array(5).fill('199.13'), ...Array(5).fill('199.12')]);
});

test('a line without parts of a cent is never touched for another that has them', () => {
  const lines: Line[] = [
    ['1', '10.00', '0.00', '1.00'],
    ['2', '10.05', '0.00', '1.005'],
  ];
  const { items } = amountsOf(worked(lines, { retainage: '2.00', earned: '18.05' }));
  expect(items.map((item) => item.netRetainage)).toEqual(['1', '1']);
});

test('work in parts of a cent is rounded likewise', () => {
  const { problems, items, totals } = amountsOf(
    worked([['1', '263.75625', '0.00', '0.00']], { retainage: '0.00', earned: '263.76' }),
  );
  expect(problems).toEqual([]);
  expect([items[0]?.gross, totals.gross, totals.payable, totals.rounding]).toEqual(['263.76', '263.76', '263.76', '0']);
});

test('a release in parts of a cent', () => {
  const past = history('1792.12', { 'contract_item:1': ['1991.25', '199.13'] });
  const document = worked(
    [['1', '1991.25', '199.125', '0.00', '99.5625']],
    { retainage: '99.56', earned: '1891.69', before: '1792.12' },
    2,
  );
  const { problems, totals } = amountsOf(document, past);
  expect(problems).toEqual([]);
  expect(totals).toMatchObject({
    gross: '0',
    netRetainage: '-99.57',
    released: '99.57',
    retained: '0',
    payable: '99.57',
  });
});

describe('four requisitions of 1,991.25 each: withheld is kept as posted, so nothing drifts', () => {
  /** Withheld to date exactly: 199.125, 398.25, 597.375, 796.50. */
  const exact = ['199.125', '398.25', '597.375', '796.50'];
  test.each([
    ['in parts of a cent', (amount: string) => amount],
    ['to the cent', (amount: string) => ({ '199.125': '199.13', '597.375': '597.38' })[amount] ?? amount],
  ])('with a summary %s', (_, shown) => {
    let [withheld, gross, vouchered] = ['0', '0', '0'];
    const posted: string[] = [];
    exact.forEach((toDate, index) => {
      const total = sum(Array<string>(index + 1).fill('1991.25'));
      const before = index === 0 ? '0' : (exact[index - 1] ?? '0');
      const stated = index === 0 ? '0.00' : minus(gross, shown(before));
      const document = worked(
        [['1', total, before, '199.125']],
        { retainage: shown(toDate), earned: minus(total, shown(toDate)), before: stated },
        index + 1,
      );
      const past = index === 0 ? noHistory : history(vouchered, { 'contract_item:1': [gross, withheld] });
      const { problems, totals } = amountsOf(document, past);
      expect(problems).toEqual([]);
      expect(totals.rounding).toBe('0');
      gross = total;
      withheld = plus(withheld, totals.netRetainage);
      vouchered = plus(vouchered, totals.payable);
      posted.push(totals.netRetainage);
    });
    expect(posted).toEqual(['199.13', '199.12', '199.13', '199.12']);
    expect([withheld, vouchered]).toEqual(['796.5', '7168.5']);
  });
});

test('whatever the parts of a cent: whole on each line, each at most a cent from exact, in all within a cent', () => {
  const lines = array(record({ total: integer({ min: 0, max: 900_000 }), mills: integer({ min: 0, max: 90_000 }) }), {
    minLength: 1,
    maxLength: 12,
  });
  const text = (value: number, decimals: number): string => (value / 10 ** decimals).toFixed(decimals);
  assert(
    property(lines, (chosen) => {
      const rows = chosen.map((own, index): Line => [
        String(index + 1),
        text(own.total, 2),
        '0.00',
        text(own.mills, 3),
      ]);
      const retainage = text(
        chosen.reduce((all, own) => all + own.mills, 0),
        3,
      );
      const total = sum(rows.map(([, own]) => own));
      const { items, totals } = amountsOf(worked(rows, { retainage, earned: minus(total, retainage) }));
      for (const [index, item] of items.entries()) {
        expect(isWholeUnits(item.netRetainage, 'USD')).toBe(true);
        expect(within(item.netRetainage, rows[index]?.[3] ?? '0', '0.01')).toBe(true);
      }
      expect(within(totals.netRetainage, retainage, '0.005')).toBe(true);
      expect(totals.rounding).toBe('0');
    }),
  );
});
