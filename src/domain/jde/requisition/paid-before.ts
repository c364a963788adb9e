import { jdeFact, jdeFactKey } from '../facts';
import type { Problem } from '../../holds/hold-reason';
import type { PostedEffect } from '../../posting/books/posted-effects';
import type { FactKey, PlannerInput } from '../../posting/plan/planner';
import { voucher } from '../kinds/voucher';

/**
 * Of what would be taken back from a supplier, what he was paid already, or is about to be: that is no more ours to move
 * (accounting-changes 4). Once the credit may stand it is not asked any more: AP settles the two against each other, and both
 * show as paid then.
 */
export function paidBefore({
  missingTo,
  effects,
  facts,
}: Pick<PlannerInput, 'missingTo' | 'effects' | 'facts'>):
  { readonly need: readonly FactKey[] } | { readonly problems: readonly Problem[] } {
  const { takenBackFrom, ownKeys = [] } = missingTo ?? {};
  const vouchers = effects.ofStep('voucher');
  const isOwn = ({ posting }: PostedEffect): boolean => posting !== null && ownKeys.includes(posting.key);
  if (takenBackFrom === undefined || vouchers.mayStand().all.some(isOwn)) return { problems: [] };
  const need: FactKey[] = [];
  const problems: Problem[] = [];
  for (const { posting } of vouchers.standing().all) {
    if (posting === null || posting.kind !== voucher.name) continue;
    // Of what was entered by hand it is not known which supplier has it.
    if (posting.supplier !== '' && posting.supplier !== takenBackFrom) continue;
    const { documentNumber = '', documentType = '', documentCompany = '' } = posting.reference ?? {};
    const name = [documentNumber, documentType, documentCompany].join(' ').trim();
    const payable = name === '' ? null : jdeFact(facts, 'payable', name);
    if (payable === undefined) need.push(jdeFactKey.payable(name));
    else if (payable?.isPaid !== false) problems.push(payable === null ? notShown(name) : paid(name, takenBackFrom));
  }
  return need.length > 0 ? { need } : { problems };
}

function paid(name: string, supplier: string): Problem {
  return notMoved(name, `Voucher ${name} was paid, or is selected for payment, to supplier ${supplier}`);
}

function notShown(name: string): Problem {
  if (name === '') return notMoved(name, 'What was handled by hand is named by no voucher');
  return notMoved(name, `Voucher ${name} is not shown in accounts payable`);
}

function notMoved(name: string, why: string): Problem {
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field: 'F0411',
    value: name,
    message: `${why}: it is not moved to another supplier from here.`,
    remedies: [{ act: 'byHand', text: 'Settle with both suppliers in JDE' }],
  };
}
