import type { FoundPosting } from '../posting/found-posting';
import { sum } from '../money/money';
import { printedAmounts } from './coded-amounts';
import { compareShown } from './compare-shown';
import type { PostingBody } from './posting-body';
import type { JdeShown } from './shown';

/**
 * Whether what stands in the ERP is what we sent: company, supplier, currency, total and every (account, amount).
 * Parts that `found.missing` names are not compared: the caller completes them or waits, and compares again.
 */
export function comparePosting(body: PostingBody, found: FoundPosting): 'equal' | { readonly differences: string[] } {
  const differences = compareShown(sentOf(body), {
    reference: found.reference,
    stage: found.voided ? 'voided' : (found.stage ?? 'stands'),
    stageWord: '',
    missing: found.missing,
    shown: found,
    facts: found.facts ?? {},
  });
  return differences.length === 0 ? 'equal' : { differences: [...differences] };
}

function sentOf(body: PostingBody): Partial<JdeShown> {
  switch (body.kind) {
    case 'purchaseOrder':
      return { ...headOf(body), supplier: body.supplier, total: body.total, lines: printedAmounts(body.lines) };
    case 'voucher':
      return { ...headOf(body), supplier: body.supplier, total: body.total, lines: printedAmounts(body.distribution) };
    case 'journal':
      return {
        ...headOf(body),
        total: sum(body.distribution.map((line) => line.amount)),
        lines: printedAmounts(body.distribution),
      };
    case 'processorRun':
      return { company: body.company, supplier: body.supplier };
    case 'orderCancel':
    case 'vendor':
      return {};
  }
}

function headOf({ company, currency }: { readonly company: string; readonly currency: string }): Partial<JdeShown> {
  return { company, currency };
}
