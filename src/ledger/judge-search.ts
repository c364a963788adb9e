import type { PostingPart, SearchResult } from '../clients/erp-gateway';
import { comparePosting } from '../domain/jde/compare-posting';
import type { FoundPosting } from '../domain/posting/found-posting';
import type { Problem } from '../domain/holds/hold-reason';
import type { PostingBody } from '../domain/jde/posting-body';
import { resume } from '../domain/holds/remedy';
import { referenceText } from './reference-text';

/** What a search under our key means. */
export type Verdict =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'equal'; readonly found: FoundPosting }
  | { readonly kind: 'incomplete'; readonly missing: readonly PostingPart[] }
  | { readonly kind: 'hold'; readonly problem: Problem };

export function judgeSearch(body: PostingBody, result: SearchResult): Verdict {
  const live = result.found.filter((one) => !one.voided);
  const [first = result.found[0]] = live;
  if (first === undefined) return judgeStrangers(body, result);
  if (live.length > 1) {
    return hold({
      reason: 'possibleDuplicate',
      field: 'our key',
      value: body.erpKey,
      message: `The ERP has ${live.length} documents under one key of ours: ${live.map(referenceText).join('; ')}.`,
      remedies: [{ act: 'inErp', text: 'Void all but one of them in the ERP', andThen: resume }],
    });
  }
  if (first.voided) {
    return hold({
      reason: 'erpVoided',
      field: 'our key',
      value: body.erpKey,
      message: `${referenceText(first)} stands in the ERP under our key, but it is voided.`,
      remedies: [{ act: 'inErp', text: 'Find out who voided it and why; it is not posted again by itself' }],
    });
  }
  // Also of a half: what differs already is not ours to complete.
  const compared = comparePosting(body, first);
  if (compared === 'equal') {
    return first.missing.length > 0 ? { kind: 'incomplete', missing: first.missing } : { kind: 'equal', found: first };
  }
  return hold({
    reason: 'foundButDifferent',
    field: 'our key',
    value: body.erpKey,
    message: `${referenceText(first)} stands in the ERP under our key, but differs from what was to be posted: ${compared.differences.join('; ')}.`,
    remedies: [{ act: 'inErp', text: 'Correct or void it in the ERP', andThen: resume }],
    facts: { differences: compared.differences.join('; ') },
  });
}

function judgeStrangers(body: PostingBody, result: SearchResult): Verdict {
  const [stranger] = result.strangers;
  if (stranger === undefined) return { kind: 'nothing' };
  return hold({
    reason: 'possibleDuplicate',
    field: 'invoice number',
    value: stranger.invoiceNumber,
    message:
      `The supplier already has a voucher with the invoice number ${stranger.invoiceNumber} that is not ours: ` +
      `${referenceText(stranger)} of ${stranger.date}, ${stranger.amount}.`,
    remedies: [
      { act: 'inErp', text: 'If it is the same invoice, let AP void the one typed by hand', andThen: resume },
      { act: 'inProcore', text: 'If it is not, correct the invoice number in Procore' },
    ],
    facts: { date: stranger.date, amount: stranger.amount, ...stranger.reference, forKey: body.erpKey },
  });
}

function hold(problem: Omit<Problem, 'kind'>): Verdict {
  return { kind: 'hold', problem: { ...problem, kind: 'person' } };
}
