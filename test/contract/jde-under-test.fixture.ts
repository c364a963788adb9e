import { createJdeAdapter } from '../../src/clients/jde/adapter';
import { sampleOrder, sampleVendor, sampleVoucher } from '../../src/clients/jde/postings/sample-bodies.fixture';
import { jdeSettings } from '../../src/clients/jde/settings';
import type { ShownInJde } from '../../src/clients/jde/ports/to-look';
import { comparePosting } from '../../src/domain/jde/compare-posting';
import type { Found } from '../../src/domain/posting/look';
import type { JournalBody, PostingBody, VoucherBody } from '../../src/domain/jde/posting-body';
import { startTestSandbox } from '../../src/sandbox/jde/testing/test-sandbox';

const march = { glDate: '2026-03-31', orderDate: '2026-03-10', invoiceDate: '2026-03-10' };
const timing = { sendWindowMs: 10_000, settleMs: 1_000, planMaxAgeMs: 1_000, leaseMs: 1_000, visibilityLagMs: 0 };
const keyOf = (kind: string, number: number): string => `PC${kind}${number}`.padEnd(20, 'X');

/** A fresh sandbox of JDE and the real adapter before it, over real HTTP. */
export async function startJdeUnderTest(...given: Parameters<typeof startTestSandbox>) {
  const sandbox = await startTestSandbox(...given);
  const settings = jdeSettings({
    connectionId: 'c1',
    baseUrl: `${sandbox.url}/jderest`,
    username: 'PROCORE',
    password: 'sandbox',
    environment: 'JDV920',
    role: '*ALL',
    requestLimitMs: 2_000,
  });
  const adapter = createJdeAdapter({ ...settings, timing });
  const port = (kind: string) => {
    const found = adapter.ports.get(kind);
    if (found === undefined) throw new RangeError(`no port for ${kind}`);
    return found;
  };
  const close = async (): Promise<void> => {
    await adapter.close();
    await sandbox.close();
  };
  return { sandbox, adapter, port, close };
}

/** A supplier's number that fits no other test, amounts that differ, keys of our form. */
export const orderBody = (number: number) => ({
  ...sampleOrder,
  ...march,
  branchPlant: '4411',
  erpKey: keyOf('ORDER', number),
  lines: sampleOrder.lines.map((line) => ({ ...line, amount: `${number}0000.00` })),
  total: `${number}0000.00`,
});

export const voucherBody = (number: number): VoucherBody => ({
  ...sampleVoucher,
  ...march,
  order: null,
  erpKey: keyOf('VOUCHER', number),
  ediBatch: keyOf('VOUCHER', number).slice(0, 15),
  invoiceNumber: `INV-${number}`,
  payItems: [{ payItem: '001', amount: `${number}0000.00`, payStatus: 'H' }],
  distribution: sampleVoucher.distribution
    .slice(0, 1)
    .flatMap((line) => [line, { ...line, line: 2 }])
    .map((line) => ({ ...line, amount: `${number * 5000}.00` })),
  total: `${number}0000.00`,
});

export const journalBody = (number: number): JournalBody => ({
  kind: 'journal',
  erpKey: keyOf('JOURNAL', number),
  ediUser: 'PROCORE',
  ediBatch: keyOf('JOURNAL', number).slice(0, 15),
  company: '00200',
  documentType: 'JE',
  glDate: '2026-03-31',
  currency: 'USD',
  foreign: false,
  explanation: 'Retainage only',
  distribution: sampleVoucher.distribution.map((line, index) => ({
    ...line,
    amount: `${index === 0 ? '' : '-'}${number}00.00`,
  })),
});

export const vendorBody = (number: number) => ({
  ...sampleVendor,
  erpKey: keyOf('VENDOR', number),
  sourceKey: `PROCORE-${number}`,
  name: `Acme Drywall ${number}, Inc.`,
});

export const keyed = <Body extends PostingBody>(body: Body) => ({ key: body.erpKey, body });

/** By the trade's own comparison, in the members that it takes. */
export function compareInJde(body: unknown, { shown, reference, stage, missing }: Found): readonly string[] {
  const compared = comparePosting(body as PostingBody, {
    ...(shown as ShownInJde),
    reference,
    voided: stage === 'voided' || stage === 'gone',
    missing: missing as ('payItems' | 'distribution')[],
  });
  return compared === 'equal' ? [] : compared.differences;
}
