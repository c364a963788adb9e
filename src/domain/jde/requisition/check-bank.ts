import { dayBeside } from '../../calendar/poll-times';
import type { ErpBankAccounts, KeptSupplier } from '../erp-facts';
import type { PostingSettings } from '../posting-settings';

interface BankFacts {
  readonly supplier: KeptSupplier | null;
  /** Absent: they were not asked for. */
  readonly bankAccounts?: ErpBankAccounts | null | undefined;
  readonly settings: Pick<PostingSettings, 'bankWatchDays'>;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * A supplier's new bank details are the commonest way to steal a payment. For some days after they changed its bills are posted
 * and not paid, whatever the pay status is set to, so that somebody calls the supplier on a number that was known before. Notes
 * stand in plain: no digit of an account is in them.
 */
export function checkBank({ supplier, bankAccounts, settings, today }: BankFacts): {
  readonly notes: readonly string[];
  readonly holdsPayment: boolean;
} {
  const days = settings.bankWatchDays;
  if (supplier === null || bankAccounts == null || days === 0) return { notes: [], holdsPayment: false };
  const because = (says: string) => ({
    notes: [`Supplier ${supplier.number}: ${says}; the voucher is posted with pay status H.`],
    holdsPayment: true,
  });
  if ('unknown' in bankAccounts)
    return because(`whether its bank details changed cannot be seen in JDE (${bankAccounts.unknown})`);
  const { changedOn } = bankAccounts;
  if (changedOn === null || changedOn < dayBeside(today, -days)) return { notes: [], holdsPayment: false };
  return because(
    `its bank details were entered or changed in JDE on ${changedOn}, within the last ${String(days)} days (posting.bankWatchDays)`,
  );
}
