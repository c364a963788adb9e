import type { LogLine } from '../stack/programs/log-line';
import type { DemoSandboxes } from './demo-sandboxes';
import { amountText, type Row } from './demo-tables';
import { inBooks, keyOf, printRows, someOf, type ListedDocument } from './print-demo-result';

/** What stands in JDE, read from JDE: order and voucher numbers, amounts, accounts. */
export async function printJdePosted(
  documents: readonly ListedDocument[],
  { erp }: Pick<DemoSandboxes, 'erp'>,
  log: LogLine,
): Promise<void> {
  const table = async (name: string): Promise<readonly Row[]> => (await erp('GET', `tables/${name}`)) as Row[];
  const [headers, orderLines, vouchers] = [await table('F4301'), await table('F4311'), await table('F0411')];
  const orderOf = new Map(headers.map((row) => [row['VR01'], row]));
  const voucherOf = new Map(vouchers.map((row) => [row['VR01'], row]));
  const rows = inBooks(documents, 'requisition').map((one) => {
    const order = orderOf.get(keyOf(one, 'order'));
    const voucher = voucherOf.get(keyOf(one, 'voucher'));
    const lines = order === undefined ? [] : orderLines.filter((line) => line['DOCO'] === order['DOCO']);
    return [
      one.name,
      order === undefined ? 'none' : `${order['DOCO']} ${order['DCTO']}`,
      order === undefined ? '' : amountText(order['OTOT'] ?? '0'),
      voucher === undefined ? (one.stage ?? '') : `${voucher['DOC']} ${voucher['DCT']}`,
      amountText(one.payable ?? '0'),
      someOf(lines.map((line) => `${line['OMCU']}.${line['OBJ']}.${line['SUB']}`)),
    ];
  });
  log('');
  log(`In JD Edwards now: ${headers.length} purchase orders, ${vouchers.length} vouchers`);
  printRows(
    [
      { title: 'Requisition' },
      { title: 'Order' },
      { title: 'Order amount', right: true },
      { title: 'Voucher' },
      { title: 'Payable', right: true },
      { title: 'Accounts' },
    ],
    rows,
    log,
  );
}
