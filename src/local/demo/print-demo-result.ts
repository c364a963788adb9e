import type { LogLine } from '../stack/programs/log-line';
import type { DemoSandboxes } from './demo-sandboxes';
import { amountText, textTable, type Row } from './demo-tables';

export interface ListedDocument {
  readonly name: string;
  readonly kind: string;
  readonly procoreId: string;
  readonly stage: string | null;
  readonly payable: string | null;
  readonly hold: {
    readonly reasons: readonly string[];
    readonly problems: readonly { readonly message: string }[];
  } | null;
  readonly postings: readonly {
    readonly step: string;
    readonly state: string;
    readonly key: string;
    readonly reference: Row | null;
  }[];
}

const shownRows = 25;

/** What stands in JDE, read from JDE: order and voucher numbers, amounts, accounts. */
export async function printPosted(
  documents: readonly ListedDocument[],
  jde: Pick<DemoSandboxes, 'jdeTable'>,
  log: LogLine,
): Promise<void> {
  const [orderLines, vouchers] = [await jde.jdeTable('F4311'), await jde.jdeTable('F0411')];
  const headers = await jde.jdeTable('F4301');
  const orderOf = new Map(headers.map((row) => [row['VR01'], row]));
  const voucherOf = new Map(vouchers.map((row) => [row['VR01'], row]));
  const rows = documents
    .filter((one) => one.kind === 'requisition' && ['delivered', 'vouchered', 'posted'].includes(one.stage ?? ''))
    .map((one) => {
      const key = (step: string): string =>
        one.postings.find((posting) => posting.step === step && posting.state === 'confirmed')?.key ?? '';
      const order = orderOf.get(key('order'));
      const voucher = voucherOf.get(key('voucher'));
      const lines = order === undefined ? [] : orderLines.filter((line) => line['DOCO'] === order['DOCO']);
      const accounts = [...new Set(lines.map((line) => `${line['OMCU']}.${line['OBJ']}.${line['SUB']}`))];
      return [
        one.name,
        order === undefined ? 'none' : `${order['DOCO']} ${order['DCTO']}`,
        order === undefined ? '' : amountText(order['OTOT'] ?? '0'),
        voucher === undefined ? (one.stage ?? '') : `${voucher['DOC']} ${voucher['DCT']}`,
        amountText(one.payable ?? '0'),
        accounts.length > 2
          ? `${accounts.slice(0, 2).join(', ')} and ${accounts.length - 2} more`
          : accounts.join(', '),
      ];
    });
  log('');
  log(`In JD Edwards now: ${headers.length} purchase orders, ${vouchers.length} vouchers`);
  const table = textTable(
    [
      { title: 'Requisition' },
      { title: 'Order' },
      { title: 'Order amount', right: true },
      { title: 'Voucher' },
      { title: 'Payable', right: true },
      { title: 'Accounts' },
    ],
    rows.slice(0, shownRows),
  );
  for (const line of table) log(`  ${line}`);
  if (rows.length > shownRows)
    log(`  ... and ${rows.length - shownRows} more: npm run --silent ml-connector -- posting list`);
}

/** What is held, and why. */
export function printHeld(documents: readonly ListedDocument[], log: LogLine): void {
  const held = documents.filter((one) => one.hold !== null);
  log('');
  const waiting = held.filter((one) => one.stage === 'waiting').length;
  log(
    `Held: ${held.length}, of which ${held.length - waiting} need a person and ${waiting} wait for something else to be done`,
  );
  for (const one of held) {
    const { reasons, problems } = one.hold ?? { reasons: [], problems: [] };
    log(`  ${one.name}: ${reasons.join(', ')}`);
    log(`    ${problems[0]?.message ?? ''}`);
  }
}
