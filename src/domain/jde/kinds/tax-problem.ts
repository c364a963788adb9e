import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import { equals, isZero, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { VoucherBody } from '../bodies/posting-body';

/**
 * JDE may give a voucher a tax by default (accounting 2): what F0411 shows must be what was sent, 0 when none was. Null
 * when it is, or when nothing was read back yet. In foreign mode the ledger shows the tax in the company's currency, at a
 * rate that is JDE's own: of that only whether there is one can be compared.
 */
export function taxProblem(
  voucher: Pick<VoucherBody, 'payItems' | 'foreign' | 'currency' | 'total'>,
  key: string,
  readBack: string | null,
): Problem | null {
  if (readBack === null || readBack === '') return null;
  const sent = sum(voucher.payItems.map((item) => item.tax ?? '0'));
  if (voucher.foreign ? isZero(sent) === isZero(readBack) : equals(sent, readBack)) return null;
  const show = (amount: string): string => readableAmount(amount, voucher.currency);
  // In the company's currency, which the voucher does not name.
  const stands = voucher.foreign ? `${readableAmount(readBack, '')} in the company's currency` : show(readBack);
  return {
    reason: 'tax',
    kind: 'person',
    field: 'STAM',
    value: readBack,
    message: `The voucher ${key} of ${show(voucher.total)} carries a tax of ${stands} in JDE (F0411), but ${show(sent)} was sent.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Correct the tax of the voucher in JDE (a default of the supplier or of the processor made it)',
        andThen: resume,
      },
    ],
    facts: { payable: show(voucher.total), sent: show(sent), readBack: stands },
  };
}
