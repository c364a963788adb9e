import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import { LosslessNumber, parse, stringify } from 'lossless-json';

/** The project of the worked examples in the sample company. */
export const workedProjectId = '562949953423313';

type Json = Record<string, unknown>;
type CostCode = '26-010.S' | '03-300.S' | '05-120.M' | '26-05-00.S';

export interface AddedItem {
  readonly code: CostCode;
  /** Total completed to date, and before this requisition. */
  readonly total: string;
  readonly totalBefore?: string;
  /** Retainage to date, and before. */
  readonly withheld?: string;
  readonly withheldBefore?: string;
  readonly quantity?: string;
}

export interface AddedRequisition {
  readonly items: readonly AddedItem[];
  readonly status?: string;
  readonly invoiceNumber?: string | null;
  readonly billingDate?: string;
  readonly end?: string;
  readonly tax?: string;
  /** Members of the requisition that replace what is made. */
  readonly fields?: Json;
}

export interface AddedContract {
  readonly number: string;
  readonly vendorId?: string;
  readonly currency?: string;
  /** In the order of their numbers: 1, 2, 3 ... */
  readonly requisitions: readonly AddedRequisition[];
}

/** Adds work order contracts of the worked project with their requisitions to a sample folder, as Procore would give them. */
export function addContracts(folder: string, contracts: readonly AddedContract[]): void {
  const projectFolder = join(folder, 'procore/projects', workedProjectId);
  editJson(join(projectFolder, 'work_order_contracts.json'), (orders) => {
    editJson(join(projectFolder, 'requisitions.json'), (requisitions) => {
      const template = requisitions.find((one) => String(one['contract_name']).startsWith('SC-4411-006')) as Json;
      const codings = codingsOf(join(projectFolder, 'wbs_codes.json'));
      contracts.forEach((contract, index) => {
        const base = 700_000_000_000_000n + BigInt(index) * 1_000n;
        orders.push(orderOf(contract, base, orders[0] as Json, codings));
        let previousId: bigint | null = null;
        contract.requisitions.forEach((requisition, position) => {
          const id = base + 100n + BigInt(position);
          requisitions.push(
            requisitionOf(contract, requisition, { base, id, previousId, number: position + 1 }, template, codings),
          );
          previousId = id;
        });
      });
    });
  });
}

/** Reads, changes and writes one file of a data folder; every digit of its numbers is kept. */
export function editJson(file: string, edit: (rows: Json[]) => void): void {
  const rows = parse(readFileSync(file, 'utf8')) as Json[];
  edit(rows);
  writeFileSync(file, stringify(rows, undefined, 1) ?? '');
}

function codingsOf(file: string): Map<string, Json> {
  const codes = parse(readFileSync(file, 'utf8')) as Json[];
  return new Map(codes.map((code) => [String(code['flat_code']), code]));
}

const exact = (value: bigint | number): LosslessNumber => new LosslessNumber(String(value));
const money = (value: Decimal.Value): string => new Decimal(value).toFixed(2);
const total = (values: readonly Decimal.Value[]): string =>
  money(values.reduce<Decimal>((sum, value) => sum.plus(value), new Decimal(0)));

function codesOf(contract: AddedContract): CostCode[] {
  return [...new Set(contract.requisitions.flatMap((one) => one.items.map((item) => item.code)))];
}

function lineId(contract: AddedContract, base: bigint, code: CostCode): LosslessNumber {
  return exact(base + 10n + BigInt(codesOf(contract).indexOf(code)));
}

function orderOf(contract: AddedContract, base: bigint, template: Json, codings: Map<string, Json>): Json {
  const [line] = template['line_items'] as Json[];
  const vendor = template['vendor'] as Json;
  return {
    ...template,
    id: exact(base),
    number: contract.number,
    title: 'Added',
    ...(contract.vendorId === undefined
      ? {}
      : { vendor: { ...vendor, id: new LosslessNumber(contract.vendorId), company: 'Added vendor' } }),
    ...(contract.currency === undefined ? {} : { currency_configuration: currencyOf(contract.currency) }),
    line_items: codesOf(contract).map((code) => ({
      ...line,
      id: lineId(contract, base, code),
      description: `Work under ${code}`,
      wbs_code: wbsCode(codings, code),
      cost_code: null,
      line_item_type: null,
      holder: { id: exact(base), holder_type: 'WorkOrderContract' },
    })),
  };
}

function wbsCode(codings: Map<string, Json>, code: CostCode): Json {
  const coding = codings.get(code);
  if (coding === undefined) throw new Error(`the sample project has no code ${code}`);
  return coding;
}

function currencyOf(currency: string): Json {
  return { currency_iso_code: currency, currency_exchange_rate: '0.75', base_currency_iso_code: 'USD' };
}

function requisitionOf(
  contract: AddedContract,
  made: AddedRequisition,
  ids: { base: bigint; id: bigint; previousId: bigint | null; number: number },
  template: Json,
  codings: Map<string, Json>,
): Json {
  const [item] = template['items'] as Json[];
  const { items } = made;
  const of = (member: 'total' | 'totalBefore' | 'withheld' | 'withheldBefore'): string =>
    total(items.map((one) => one[member] ?? '0'));
  const earned = money(new Decimal(of('total')).minus(of('withheld')));
  const before = money(new Decimal(of('totalBefore')).minus(of('withheldBefore')));
  const tax = made.tax ?? '0';
  const end = made.end ?? '2026-10-31';
  const retained = of('withheld');
  return {
    ...template,
    id: exact(ids.id),
    commitment_id: exact(ids.base),
    commitment_type: 'WorkOrderContract',
    contract_name: `${contract.number} Added`,
    previous_requisition_id: ids.previousId === null ? null : exact(ids.previousId),
    number: exact(ids.number),
    invoice_number: made.invoiceNumber === undefined ? `INV-${contract.number}-${ids.number}` : made.invoiceNumber,
    billing_date: made.billingDate ?? end,
    requisition_end: end,
    status: made.status ?? 'approved',
    ...(contract.vendorId === undefined
      ? {}
      : { vendor_id: new LosslessNumber(contract.vendorId), vendor_name: 'Added vendor' }),
    ...(contract.currency === undefined ? {} : { currency_configuration: currencyOf(contract.currency) }),
    summary: {
      ...(template['summary'] as Json),
      original_contract_sum: '900000.00',
      net_change_by_change_orders: '0.00',
      contract_sum_to_date: '900000.00',
      total_completed_and_stored_to_date: of('total'),
      completed_work_retainage_amount: retained,
      total_retainage: retained,
      total_earned_less_retainage: earned,
      less_previous_certificates_for_payment: before,
      tax_applicable_to_this_payment: tax,
      current_payment_due: money(new Decimal(earned).minus(before).plus(tax)),
    },
    tax_summary:
      made.tax === undefined
        ? []
        : [{ tax_code_id: exact(1), tax_code_name: 'WA-SALES', tax_amount: tax, applied_amount: tax }],
    items: items.map((one, position) => {
      const gross = new Decimal(one.total).minus(one.totalBefore ?? '0');
      const kept = new Decimal(one.withheld ?? '0').minus(one.withheldBefore ?? '0');
      return {
        ...item,
        id: exact(ids.id * 100n + BigInt(position)),
        position: exact(position + 1),
        line_item_id: lineId(contract, ids.base, one.code),
        cost_code_id: null,
        wbs_code: wbsCode(codings, one.code),
        description_of_work: `Work under ${one.code}`,
        scheduled_value: new Decimal(one.total).isNegative() ? '-90000.00' : '400000.00',
        work_completed_from_previous_application: money(one.totalBefore ?? '0'),
        work_completed_this_period: money(gross),
        total_completed_and_stored_to_date: money(one.total),
        work_completed_retainage_from_previous_application: money(one.withheldBefore ?? '0'),
        work_completed_retainage_retained_this_period: money(kept.isNegative() && gross.isZero() ? 0 : kept),
        work_completed_retainage_released_this_period: money(kept.isNegative() && gross.isZero() ? kept.negated() : 0),
        gross_amount: money(gross),
        net_amount: money(gross.minus(kept)),
        subcontractor_claimed_amount: money(gross),
      };
    }),
    ...made.fields,
  };
}

/** Of the worked project's subcontract codes only these stay mapped, e.g. `26-010`. */
export function mapOnly(folder: string, costCodes: readonly string[]): void {
  const file = join(folder, 'mapping.csv');
  const rows = readFileSync(file, 'utf8').trimEnd().split('\n');
  const own = costCodes.map((code) => `4411,,${code},S,{project},1340,{costCodeDigits},,`);
  writeFileSync(file, [...rows.filter((row) => !row.startsWith('4411,,*,S,')), ...own, ''].join('\n'));
}
