import type { JdeCalls } from '../jde-calls';
import { batchPayItemColumns, isWaiting, type BatchPayItemRow } from '../batch-rows';
import {
  byDocument,
  bySupplierAndNumber,
  carriesKey,
  ofDocument,
  payableColumns,
  type LedgerVoucherRows,
  type PayableRow,
} from './ledger-rows';
import { shortKey, type SoughtVoucher } from '../our-keys';
import { isOurs, judgeVouchers, type VoucherEvidence, type VoucherFound } from './judge-vouchers';
import { equal, oneOf, type Condition } from '../../tables/table-query';

const keysAtOnce = 50;

/**
 * Where vouchers stand, 50 at a time, in the direction of flow (reference 17.2): the batch tables, then F0411 by supplier and
 * number. Only for what is met in neither, and may stand all the same, is more asked: by document, by key without supplier
 * and number, by what its batch rows show now, by its order. One answer for each, in their order.
 */
export async function findVouchers(jde: JdeCalls, sought: readonly SoughtVoucher[]): Promise<readonly VoucherFound[]> {
  const found = new Map<SoughtVoucher, VoucherFound>();
  for (const ediUser of new Set(sought.map((voucher) => voucher.ediUser))) {
    const own = sought.filter((voucher) => voucher.ediUser === ediUser);
    for (let at = 0; at < own.length; at += keysAtOnce) {
      const some = own.slice(at, at + keysAtOnce);
      const evidence = await gather(jde, ediUser, some);
      for (const voucher of some) {
        const shown = evidence.get(voucher) ?? { batch: [], numbered: [], keyed: [], ordered: [] };
        found.set(voucher, await judgeVouchers(jde, voucher, shown));
      }
    }
  }
  return sought.map((voucher) => found.get(voucher) ?? { kind: 'none', strangers: [], batch: [] });
}

async function gather(
  jde: JdeCalls,
  ediUser: string,
  sought: readonly SoughtVoucher[],
): Promise<ReadonlyMap<SoughtVoucher, VoucherEvidence>> {
  const company = sought[0]?.company ?? '';
  const ours = await readBatch(jde, company, [
    equal('EDUS', ediUser),
    oneOf(
      'EDBT',
      sought.map((voucher) => voucher.ediBatch),
    ),
    oneOf(
      'EDTN',
      sought.map((voucher) => voucher.erpKey),
    ),
  ]);
  const evidence = new Map<SoughtVoucher, VoucherEvidence>();
  const batchOf = (rows: readonly BatchPayItemRow[], one: SoughtVoucher): BatchPayItemRow[] =>
    rows.filter((row) => row.EDTN === one.erpKey);
  for (const one of sought) {
    evidence.set(one, { batch: batchOf(ours, one), numbered: [], keyed: [], ordered: [] });
  }
  const further = sought.filter((one) => !isWaiting(batchOf(ours, one)));
  if (further.length === 0) return evidence;
  const numbered = await readPayables(jde, company, 'by supplier and invoice number', bySupplierAndNumber(further));
  for (const one of further) {
    evidence.set(one, { batch: batchOf(ours, one), numbered: numberedAs(numbered, one), keyed: [], ordered: [] });
  }
  for (const one of further) {
    const first = evidence.get(one);
    if (first === undefined || first.numbered.some((voucher) => isOurs(voucher, one))) continue;
    if (!one.wasSent && first.batch.length === 0) continue;
    evidence.set(one, await lookEverywhere(jde, ediUser, one, first));
  }
  return evidence;
}

/** Nothing counts as gone, or as never arrived, before all of this was asked. */
async function lookEverywhere(
  jde: JdeCalls,
  ediUser: string,
  one: SoughtVoucher,
  sofar: VoucherEvidence,
): Promise<VoucherEvidence> {
  const { company, erpKey, document, traits } = one;
  const read = (purpose: string, conditions: readonly Condition[]) => readPayables(jde, company, purpose, conditions);
  let { batch } = sofar;
  if (batch.length === 0) {
    // AP may have moved its rows into a batch of its own.
    batch = await readBatch(jde, company, [equal('EDUS', ediUser), equal('EDTN', erpKey)]);
    if (isWaiting(batch)) return { ...sofar, batch };
  }
  const keyed: LedgerVoucherRows[] = [];
  if (document !== null) {
    keyed.push(...(await read('by document', ofDocument(document))));
  }
  const { ledgerKeys } = jde.settings;
  if (keyed.length === 0 && ledgerKeys !== 'none' && ledgerKeys !== 'URRF') {
    keyed.push(...(await read('by our key', [equal('VR01', erpKey)])));
  }
  if (keyed.length === 0 && ledgerKeys !== 'none' && ledgerKeys !== 'VR01') {
    keyed.push(...(await read('by our reference', [equal('URRF', shortKey(erpKey))])));
  }
  if (keyed.length > 0) return { ...sofar, batch, keyed };
  const renamed = batch.find((row) => row.AN8 !== one.supplier || row.VINV !== one.invoiceNumber);
  const numbered =
    renamed === undefined
      ? sofar.numbered
      : [
          ...sofar.numbered,
          ...(await read('by what the batch rows show', [equal('AN8', renamed.AN8), equal('VINV', renamed.VINV)])),
        ];
  const { order = null } = traits ?? {};
  const ordered =
    order === null
      ? []
      : await read('by order', [
          // A text of eight characters, which some sites fill with zeros.
          oneOf('PO', [order.orderNumber, order.orderNumber.padStart(8, '0')]),
          equal('PDCT', order.orderType),
          equal('PKCO', order.orderCompany),
        ]);
  return { batch, numbered, keyed, ordered };
}

/** The lists find every combination of their values. */
function numberedAs(vouchers: readonly LedgerVoucherRows[], one: SoughtVoucher): LedgerVoucherRows[] {
  return vouchers.filter(
    ({ payItems }) =>
      carriesKey({ payItems, changes: [] }, one.erpKey) ||
      payItems.some((row) => row.AN8 === one.supplier && row.VINV === one.invoiceNumber),
  );
}

function readBatch(
  { controlRow }: JdeCalls,
  company: string,
  conditions: readonly Condition[],
): Promise<readonly BatchPayItemRow[]> {
  const query = { purpose: 'batch rows of vouchers', table: 'F0411Z1', columns: batchPayItemColumns, conditions };
  return controlRow.readProven({ ...query, pageBy: 'EDTN' }, company);
}

/** Vouchers in F0411, each with all of its rows that the conditions find. */
export async function readPayables(
  { controlRow }: JdeCalls,
  company: string,
  how: string,
  conditions: readonly Condition[],
): Promise<readonly LedgerVoucherRows[]> {
  const rows: readonly PayableRow[] = await controlRow.readProven(
    { purpose: `vouchers ${how}`, table: 'F0411', columns: payableColumns, conditions, pageBy: 'DOC' },
    company,
  );
  return byDocument(rows);
}
