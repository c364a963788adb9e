import type { Found } from '../../posting/look';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { InvoiceBody, ShownInvoice, ShownLine } from '../bodies/invoice-body';
import { caseA, costAccount, invoiceOf, retainagePayable } from '../requisition/planner.fixture';
import { invoice } from './invoice';
import { orderChange, type OrderChangeBody } from './order-change';
import { purchaseOrder, type OrderBody } from './purchase-order';

// What a person accepts of what stands in Fusion counts by item: what does not belong to exactly one is not accepted.

const key = 'PCAAAAAAAAAAAAAAAAAA';
const bodyOf = (): InvoiceBody => ({ ...invoiceOf(caseA), key, invoiceNumber: 'INV-7' });

/** As Fusion shows it where it stands as it was sent. */
function shownOf(body: InvoiceBody): ShownInvoice & { readonly lines: readonly ShownLine[] } {
  const { type, source, supplier, site, businessUnit, currency, amount, invoiceDate, accountingDate } = body;
  return {
    ...{ type, source, supplier, site, businessUnit, currency, amount, invoiceDate, accountingDate },
    number: body.invoiceNumber,
    lines: body.lines.map((line) =>
      line.role === 'matched'
        ? { ...line, quantity: null, unitPrice: null, account: costAccount }
        : { ...{ order: '', orderLine: '', schedule: '', quantity: null, unitPrice: null }, ...line },
    ),
  };
}

const foundOf = (shown: unknown, missing: readonly string[] = []): Found => ({
  ...{ reference: {}, stage: 'vouchered', stageWord: 'Validated', missing, facts: {} },
  shown: shown,
});

function accepted(body: InvoiceBody, change: Partial<ShownInvoice>) {
  const told = invoice.accepted?.(body, foundOf({ ...shownOf(body), ...change }));
  if (told === undefined || 'why' in told) return told?.why;
  const effects = new PostedEffects([{ documentId: 'd', step: 'voucher', entries: told.entries, posting: null }]);
  const [period] = new Set(told.entries.map((entry) => entry.period));
  const { supplier, number } = told;
  return {
    supplier,
    number,
    period,
    items: effects.byItem().get('contract_item:1'),
    accounts: effects.byAccount('cost'),
  };
}

const usual = {
  ...{ supplier: '1252', number: 'INV-7', period: '2026-07', items: { gross: '10000', withheld: '1000' } },
  accounts: new Map([
    [costAccount, '10000'],
    [retainagePayable, '-1000'],
  ]),
};
const lineOf = (body: InvoiceBody, at: number): ShownLine => shownOf(body).lines[at]!;

test('supplier, number, site and date count as they stand; the items are what they were', () => {
  const body = bodyOf();
  expect(accepted(body, {})).toMatchObject({ ...usual, period: body.accountingDate.slice(0, 7) });
  const change = { supplier: '1300', number: 'INV-7A', site: 'OTHER', accountingDate: '2026-12-01' };
  expect(accepted(body, change)).toMatchObject({ ...usual, supplier: '1300', number: 'INV-7A', period: '2026-12' });
});

test('an amount that is another one counts for the item of its order line, and for the retainage of the one that withholds', () => {
  const body = bodyOf();
  const [work, kept] = [lineOf(body, 0), lineOf(body, 1)];
  const more = { amount: '9100.00', lines: [{ ...work, amount: '10100.00' }, kept] };
  expect(accepted(body, more)).toMatchObject({ items: { gross: '10100', withheld: '1000' } });
  const held = { amount: '8950.00', lines: [work, { ...kept, amount: '-1050.00' }] };
  expect(accepted(body, held)).toMatchObject({
    items: { gross: '10000', withheld: '1050' },
    accounts: new Map([
      [costAccount, '10000'],
      [retainagePayable, '-1050'],
    ]),
  });
});

test('an account that is another one recodes the one item there, or the one line of ours', () => {
  const body = bodyOf();
  const [work, kept] = [lineOf(body, 0), lineOf(body, 1)];
  const account = '101.10.63000.000';
  expect(accepted(body, { lines: [{ ...work, account }, kept] })).toMatchObject({
    accounts: new Map([
      [account, '10000'],
      [retainagePayable, '-1000'],
    ]),
  });
  expect(accepted(body, { lines: [work, { ...kept, account }] })).toMatchObject({
    accounts: new Map([
      [costAccount, '10000'],
      [account, '-1000'],
    ]),
  });
});

describe('nothing is accepted', () => {
  const body = bodyOf();
  const [work, kept] = [lineOf(body, 0), lineOf(body, 1)];
  test.each<[string, Partial<ShownInvoice>, RegExp]>([
    ['of an invoice of another business unit', { businessUnit: 'Idaho' }, /business unit is Idaho/],
    ['of another currency', { currency: 'CAD' }, /currency is CAD/],
    ['of another type', { type: 'Credit memo' }, /type is Credit memo/],
    ['whose lines do not come to its amount', { amount: '8000.00' }, /amount is 8000.00/],
    ['that bills a line which was not sent', { lines: [work, { ...work, orderLine: '9' }, kept] }, /line 9 of order/],
    ['with a line of no order beside ours', { lines: [work, kept, { ...kept, amount: '5.00' }] }, /exactly one that/],
  ])('%s', (_name, change, why) => {
    expect(accepted(body, change)).toMatch(why);
  });

  test('where several items stand on one order line, and that has another amount', () => {
    const [item, ...items] = body.items;
    const [line, ...others] = body.lines;
    const twice = { ...body, items: [item!, { ...item!, itemKey: 'contract_item:2' }, ...items] };
    const same = { ...twice, lines: [line!, line!, ...others] };
    const [first, ...rest] = shownOf(same).lines;
    expect(accepted(same, { lines: [{ ...first!, amount: '10001.00' }, ...rest] })).toMatch(/exactly one item/);
  });
});

describe('of an order, or of a change of it', () => {
  const setup = { currency: 'USD', supplier: '1252', supplierId: '300', period: '2026-11' };
  const line = (number: string, amount: string) => ({
    ...{
      number,
      mark: `CO-${number}`,
      item: `contract_item:${number}`,
      description: '',
      accountId: '1',
      lineType: 'F',
    },
    ...{ account: costAccount, amount },
  });
  const order = { kind: 'purchaseOrder', ...setup, key, lines: [line('1', '100.00'), line('2', '50.00')] };
  const there = { supplierId: '300', currency: 'USD', description: key };
  const shown = { ...there, lines: [{ ...line('1', '90.00') }, { ...line('2', '50.00'), account: '' }] };
  const counted = (told: ReturnType<NonNullable<typeof purchaseOrder.accepted>> | undefined) =>
    told === undefined || 'why' in told ? told?.why : told.entries.map(({ item, amount }) => [item, amount]);
  const ofOrder = (change: object, missing: readonly string[] = []) =>
    counted(purchaseOrder.accepted?.(order as unknown as OrderBody, foundOf({ ...shown, ...change }, missing)));

  test('each line counts as it stands, and one that is gone no more', () => {
    expect(ofOrder({})).toEqual([
      ['contract_item:1', '90.00'],
      ['contract_item:2', '50.00'],
    ]);
    expect(ofOrder({ lines: [line('2', '50.00')] })).toEqual([['contract_item:2', '50.00']]);
    const change = { ...order, kind: 'orderChange' } as unknown as OrderChangeBody;
    expect(counted(orderChange.accepted?.(change, foundOf({ lines: [line('1', '90.00')] })))).toEqual([
      ['contract_item:1', '90.00'],
    ]);
  });

  test('of another supplier or currency, with a line that was not sent or is yet to be sent, nothing is accepted', () => {
    expect(ofOrder({ supplierId: '301' })).toMatch(/another supplier/);
    expect(ofOrder({ currency: 'CAD' })).toMatch(/in CAD/);
    expect(ofOrder({ lines: [...shown.lines, line('3', '1.00')] })).toMatch(/line 3 is on it/);
    expect(ofOrder({}, ['2'])).toMatch(/sent once more/);
  });
});

describe('whether it moved to another supplier alone, as after a merge', () => {
  const body = bodyOf();
  const movedTo = (
    change: Partial<ShownInvoice>,
    facts = { standsWith: '1300', standsAt: change.site ?? body.site },
  ) => {
    const differs = invoice.compare(body, foundOf({ ...shownOf(body), ...change })).join('; ');
    return invoice.movedTo?.(body, { ...facts, differs });
  };

  test('an invoice with it, at a site of the other or at its own', () => {
    expect(movedTo({ supplier: '1300' })).toEqual({ number: '1300' });
    expect(movedTo({ supplier: '1300', site: 'OTHER' })).toEqual({ number: '1300' });
  });

  test('not where anything else differs, nor where nothing does', () => {
    expect(movedTo({ supplier: '1300', number: 'INV-7A' })).toBeNull();
    expect(movedTo({ supplier: '1300', lines: [lineOf(body, 0)] })).toBeNull();
    expect(movedTo({ site: 'OTHER' }, { standsWith: '', standsAt: '' })).toBeNull();
    expect(movedTo({}, { standsWith: body.supplier, standsAt: body.site })).toBeNull();
  });

  test('an order by the id of its supplier', () => {
    const order = { supplierId: '300' } as unknown as OrderBody;
    const differs = 'supplier: sent 300, found 301';
    expect(purchaseOrder.movedTo?.(order, { supplierId: '301', differs })).toEqual({ id: '301' });
    expect(purchaseOrder.movedTo?.(order, { supplierId: '301', differs: `${differs}; x` })).toBeNull();
    expect(purchaseOrder.movedTo?.(order, { supplierId: '300', differs: '' })).toBeNull();
  });
});
