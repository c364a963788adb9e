import { accountName } from '../../../domain/jde/account';
import type { VoucherBody } from '../../../domain/jde/bodies/posting-body';
import { sum } from '../../../domain/money/money';
import type { Found, Look } from '../../../domain/posting/look';
import { findVouchers } from '../postings/vouchers/find-vouchers';
import { readLedgerLines, readLinesOfAll, toFoundVoucher, type LedgerRow } from '../postings/vouchers/found-voucher';
import type { JdeCalls } from '../postings/jde-calls';
import type { VoucherFound } from '../postings/vouchers/judge-vouchers';
import { toStranger, type LedgerVoucherRows } from '../postings/vouchers/ledger-rows';
import type { SoughtVoucher } from '../postings/our-keys';
import { amountText } from '../tables/decimal-text';
import { toFound } from './to-look';

export interface VoucherWanted {
  /** Of the posting that is asked for; the voucher's own is `voucher.erpKey`. */
  readonly key: string;
  readonly voucher: SoughtVoucher;
  /** As it was sent, where what stands is to be compared with it; null: lines are not read. */
  readonly distribution: VoucherBody['distribution'] | null;
}

/** More lines than this are read by themselves, however far AP may have added to them. */
const mostLinesTogether = 100;

type Lines = ReadonlyMap<LedgerVoucherRows, readonly LedgerRow[]>;

/**
 * Looks at many vouchers in two calls for fifty, and one more for the lines of those in the ledger. What waits in the batch
 * tables is not shown: AP may be at it still. A voucher that stands nowhere has nothing found.
 */
export async function lookAtVouchers(jde: JdeCalls, wanted: readonly VoucherWanted[]): Promise<readonly Look[]> {
  const found = await findVouchers(
    jde,
    wanted.map(({ voucher }) => voucher),
  );
  const lines = await readLines(jde, wanted, found);
  return wanted.map((one, index) => toVoucherLook(one, found[index], lines));
}

async function readLines(
  { controlRow }: JdeCalls,
  wanted: readonly VoucherWanted[],
  found: readonly VoucherFound[],
): Promise<Lines> {
  const lines = new Map<LedgerVoucherRows, readonly LedgerRow[]>();
  const together: LedgerVoucherRows[] = [];
  for (const [index, { voucher, distribution }] of wanted.entries()) {
    const one = found[index];
    if (distribution === null || one?.kind !== 'vouchers') continue;
    if (distribution.length <= mostLinesTogether) together.push(...one.vouchers);
    else for (const own of one.vouchers) lines.set(own, await readLedgerLines(controlRow, own, voucher.company));
  }
  const read = await readLinesOfAll(controlRow, together, wanted[0]?.voucher.company ?? '');
  return new Map([...lines, ...read]);
}

function toVoucherLook(
  { key, voucher, distribution }: VoucherWanted,
  found: VoucherFound | undefined,
  lines: Lines,
): Look {
  const { ediUser, ediBatch, erpKey: ediTransaction } = voucher;
  const batchKey = { ediUser, ediBatch, ediTransaction };
  const look = { key, found: [], strangers: [], running: false };
  switch (found?.kind) {
    case 'waiting': {
      const tax = sum(found.batch.map((row) => amountText(row.CRRM === 'F' ? row.CTAM : row.STAM)));
      return { ...look, found: [{ reference: batchKey, stage: 'delivered', ...plain, facts: { tax } }] };
    }
    case 'vouchers': {
      const accounts = new Set(distribution?.map((line) => accountName(line.account)) ?? []);
      const shown = found.vouchers.map((one): Found => {
        const all = toFound(toFoundVoucher(one, lines.get(one) ?? [], accounts));
        const reference = { ...batchKey, ...all.reference };
        return { ...all, reference, shown: distribution === null ? null : all.shown };
      });
      return { ...look, found: shown };
    }
    case 'unclear':
      return { ...look, unclear: { why: found.why, others: found.others.map(toStranger) } };
    case 'gone':
    case 'none':
    case undefined:
      return look;
  }
}

const plain = { stageWord: '', missing: [], shown: null } as const;
