import { generate } from './generate';
import type { JsonObject } from './json';

/** Amounts of the files as they are written, read by arithmetic of the test's own. */
function amount(value: unknown): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(value));
  if (match === null) {
    throw new Error(`${String(value)} is not an amount in whole cents`);
  }
  const digits = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`);
  return match[1] === '-' ? -digits : digits;
}

const { json } = generate({ today: '2026-11-20' });
const story = json['story.json'] as JsonObject;
const idsOf = (kind: string) =>
  (story['stories'] as JsonObject[]).filter((entry) => entry['kind'] === kind).flatMap((entry) => entry['requisitionIds'] as bigint[]);
const broken = new Set(idsOf('amountsDiffer').map(String));
const taxed = new Set(idsOf('tax').map(String));
const requisitions = Object.entries(json)
  .filter(([path]) => path.endsWith('/requisitions.json'))
  .flatMap(([, rows]) => rows as JsonObject[]);
const byId = new Map(requisitions.map((row) => [row['id'] as bigint, row]));
const summaryOf = (row: JsonObject) => {
  const summary = row['summary'] as JsonObject;
  return (name: string) => amount(summary[name]);
};
const itemsOf = (row: JsonObject) => row['items'] as JsonObject[];
const keyOf = (row: JsonObject, item: JsonObject) => String(item['line_item_id'] ?? item['detail_line_item_id'] ?? `${String(row['commitment_id'])}/whole`);
const withheld = (item: JsonObject) =>
  amount(item['work_completed_retainage_from_previous_application']) +
  amount(item['work_completed_retainage_retained_this_period']) -
  amount(item['work_completed_retainage_released_this_period']) +
  amount(item['materials_stored_retainage_currently_retained']);
const total = (item: JsonObject) => amount(item['total_completed_and_stored_to_date']);
const sum = (amounts: readonly bigint[]) => amounts.reduce((left, right) => left + right, 0n);
const wrong = (fails: (row: JsonObject) => boolean, rows = requisitions) => rows.filter(fails).map((row) => String(row['id']));
const previousItem = (row: JsonObject, item: JsonObject) => {
  const previous = byId.get(row['previous_requisition_id'] as bigint);
  return previous && itemsOf(previous).find((before) => keyOf(previous, before) === keyOf(row, item));
};
const grossOf = (row: JsonObject, item: JsonObject) => {
  const before = previousItem(row, item);
  return total(item) - (before ? total(before) : 0n);
};
const payableOf = (row: JsonObject, item: JsonObject) => {
  const before = previousItem(row, item);
  return grossOf(row, item) - (withheld(item) - (before ? withheld(before) : 0n));
};
const certificate = (row: JsonObject) =>
  summaryOf(row)('total_earned_less_retainage') - summaryOf(row)('less_previous_certificates_for_payment');

describe('every requisition of the sample company', () => {
  test('there are some three hundred, and one is broken on purpose', () => {
    expect(requisitions.length).toBeGreaterThan(270);
    expect(broken.size).toBe(1);
    expect(taxed.size).toBe(1);
  });

  test('the contract sum to date is the original sum and its changes', () => {
    expect(
      wrong((row) => {
        const of = summaryOf(row);
        return of('contract_sum_to_date') !== of('original_contract_sum') + of('net_change_by_change_orders');
      }),
    ).toEqual([]);
  });

  test('retainage is that of work and that of stored materials', () => {
    expect(
      wrong((row) => {
        const of = summaryOf(row);
        const parts = of('completed_work_retainage_amount') + of('stored_materials_retainage_amount');
        return of('total_retainage') !== parts;
      }),
    ).toEqual([]);
  });

  test('earned is the total less retainage, and the balance to finish is the rest of the contract', () => {
    expect(
      wrong((row) => {
        const of = summaryOf(row);
        const earned = of('total_earned_less_retainage');
        return (
          earned !== of('total_completed_and_stored_to_date') - of('total_retainage') ||
          of('balance_to_finish_including_retainage') !== of('contract_sum_to_date') - earned
        );
      }),
    ).toEqual([]);
  });

  test('the payment due is the certificate and the tax, except where the story says so', () => {
    const differs = (row: JsonObject) =>
      summaryOf(row)('current_payment_due') !== certificate(row) + summaryOf(row)('tax_applicable_to_this_payment');
    expect(wrong(differs)).toEqual([...broken]);
    expect(wrong((row) => summaryOf(row)('tax_applicable_to_this_payment') !== 0n)).toEqual([...taxed]);
  });

  test('percent complete is the total over the contract sum, to the hundredth', () => {
    expect(
      wrong((row) => {
        const of = summaryOf(row);
        const stated = amount(String(row['percent_complete']).replace('%', ''));
        const off = stated * of('contract_sum_to_date') - of('total_completed_and_stored_to_date') * 10_000n;
        return (off < 0n ? -off : off) * 2n > of('contract_sum_to_date');
      }),
    ).toEqual([]);
  });

  test('each line is work before, work now and what is stored', () => {
    const differs = (item: JsonObject) =>
      total(item) !==
      amount(item['work_completed_from_previous_application']) +
        amount(item['work_completed_this_period']) +
        amount(item['materials_presently_stored']);
    expect(wrong((row) => itemsOf(row).some(differs))).toEqual([]);
  });

  test('each line states the gross and net that follow from the requisition before', () => {
    const differs = (row: JsonObject, item: JsonObject) =>
      amount(item['gross_amount']) !== grossOf(row, item) || amount(item['net_amount']) !== payableOf(row, item);
    expect(wrong((row) => itemsOf(row).some((item) => differs(row, item)))).toEqual([]);
  });

  test('check 1: the certificate is the sum of the payables', () => {
    expect(wrong((row) => certificate(row) !== sum(itemsOf(row).map((item) => payableOf(row, item))))).toEqual([]);
  });

  test('checks 3 and 4: withheld and totals of the lines are those of the summary', () => {
    expect(wrong((row) => sum(itemsOf(row).map(withheld)) !== summaryOf(row)('total_retainage'))).toEqual([]);
    expect(
      wrong((row) => sum(itemsOf(row).map(total)) !== summaryOf(row)('total_completed_and_stored_to_date')),
    ).toEqual([]);
  });

  test('check 5: previous certificates are the payables of all lower numbers, and no line is lost on the way', () => {
    const sumBefore = (row: JsonObject): bigint => {
      const previous = byId.get(row['previous_requisition_id'] as bigint);
      return previous ? sumBefore(previous) + sum(itemsOf(previous).map((item) => payableOf(previous, item))) : 0n;
    };
    expect(wrong((row) => summaryOf(row)('less_previous_certificates_for_payment') !== sumBefore(row))).toEqual([]);
    const keys = (row: JsonObject) => new Set(itemsOf(row).map((item) => keyOf(row, item)));
    expect(
      wrong((row) => {
        const previous = byId.get(row['previous_requisition_id'] as bigint);
        return previous !== undefined && [...keys(previous)].some((key) => !keys(row).has(key));
      }),
    ).toEqual([]);
    expect(wrong((row) => (row['previous_requisition_id'] === null) !== (row['number'] === 1))).toEqual([]);
  });

  test('check 6: no line and no requisition passes its contract', () => {
    const passes = (item: JsonObject) => {
      const scheduled = amount(item['scheduled_value']);
      return scheduled < 0n ? total(item) < scheduled : total(item) > scheduled;
    };
    expect(wrong((row) => itemsOf(row).some(passes))).toEqual([]);
    expect(
      wrong((row) => summaryOf(row)('total_completed_and_stored_to_date') > summaryOf(row)('contract_sum_to_date')),
    ).toEqual([]);
  });

  test('every payable is above 0, so none needs a credit', () => {
    expect(wrong((row) => certificate(row) <= 0n)).toEqual([]);
  });

  test('in the open periods stored materials are used both ways, retainage is released both ways', () => {
    const open = requisitions.filter((row) => String(row['requisition_end']) >= '2026-10-01');
    const moved = open.filter((row) => itemsOf(row).some((item) => amount(item['materials_moved']) > 0n));
    const byHand = open.filter(
      (row) =>
        row['move_materials_to_previous_work_completed'] === false &&
        itemsOf(row).some(
          (item) =>
            amount(item['materials_presently_stored']) < amount(item['materials_presently_stored_from_previous_progress']),
        ),
    );
    expect(moved.length).toBeGreaterThan(3);
    expect(byHand.length).toBeGreaterThan(3);
    const types = new Set(open.map((row) => row['invoice_type']));
    expect(types).toEqual(new Set(['progress', 'retainage_release', 'progress_and_retainage_release']));
    const invoices = open.map((row) => String(row['invoice_number'] ?? ''));
    expect(invoices.some((text) => text === '')).toBe(true);
    expect(invoices.some((text) => text.length > 25)).toBe(true);
    expect(open.some((row) => row['final'] === true)).toBe(true);
  });
});
