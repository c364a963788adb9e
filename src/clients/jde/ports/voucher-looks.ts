import type { Look } from '../../../domain/posting/look';
import type { VoucherKey } from '../postings/our-keys';
import { readVoucherStandings } from '../postings/voucher-standings';
import type { ControlRow } from '../tables/control-row';

export interface VoucherWanted {
  /** Of the posting that is asked for; the voucher's own is `voucher.erpKey`. */
  readonly key: string;
  readonly voucher: VoucherKey;
}

/**
 * Looks at many vouchers in two calls for fifty: stage, reference and tax, by the pay items alone. Lines are not shown and
 * strangers not looked for; a voucher that stands nowhere has nothing found.
 */
export async function lookAtVouchers(
  controlRow: ControlRow,
  wanted: readonly VoucherWanted[],
): Promise<readonly Look[]> {
  const standings = await readVoucherStandings(
    controlRow,
    wanted.map(({ voucher }) => voucher),
  );
  return wanted.map(({ key, voucher }, index) => {
    const { ediUser, ediBatch, erpKey: ediTransaction } = voucher;
    const found = (standings[index] ?? []).map(({ stage, stageWord, reference, tax }) => ({
      reference: { ediUser, ediBatch, ediTransaction, ...reference },
      stage,
      stageWord,
      missing: [],
      shown: null,
      facts: { tax },
    }));
    return { key, found, strangers: [], running: false };
  });
}
