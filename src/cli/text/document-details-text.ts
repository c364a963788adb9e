import { readableAmount } from '../../domain/money/readable-amount';
import type { DocumentDetails } from '../../application/documents/document-details';
import { auditFactsText } from './audit-facts-text';
import { amountText } from './amount-text';
import { inProcore } from './in-procore';
import { facts, oneLine, table } from '../output';

/** All of a document for a person, the newest state first, then how it came to it. */
export function documentDetailsText(details: DocumentDetails): string {
  const { snapshot, plan } = details;
  const head = facts([
    ['document', details.name],
    ['in Procore', inProcore(details)],
    ['stage', details.stage ?? 'not on its way'],
    ...(details.wait === null
      ? []
      : [['waits', `${details.wait.for}; looked at again at ${details.wait.until}`] as const]),
    ['status in Procore', details.sourceStatus],
    ['changed in Procore', details.sourceUpdatedAt],
    ['gross', amountText(details.gross, details.currency)],
    ['payable', amountText(details.payable, details.currency)],
    ...(details.retainageRelease === null ? [] : [['retainage', details.retainageRelease.task] as const]),
    ...(snapshot?.vendorId == null ? [] : [['vendor', `${snapshot.vendorName ?? ''} (${snapshot.vendorId})`] as const]),
    ['invoice number', snapshot?.invoiceNumber],
    ['billing date', snapshot?.billingDate],
    ['workflow', details.workflowId],
  ]);
  const sections: (readonly [string, string])[] = [];
  if (plan !== null) {
    const { content } = plan;
    const lines = content.lines.map((line) => [
      `${line.costCode.subJob === '' ? '' : `${line.costCode.subJob}/`}${line.costCode.code}.${line.costCode.type}`,
      line.account,
      amountText(line.gross, content.currency),
      amountText(line.netRetainage, content.currency),
      amountText(line.payable, content.currency),
    ]);
    sections.push([
      `plan ${plan.id} of ${plan.createdAt}, mapping version ${plan.mappingVersion}`,
      table(['cost code', 'account', 'gross', 'retainage', 'payable'], lines, 'no lines'),
    ]);
    const { notes } = content;
    sections.push(['posted as', facts(Object.entries(content.facts))]);
    if (notes.length > 0) {
      sections.push(['notes for the reviewer', notes.map((note) => `- ${oneLine(note)}\n`).join('')]);
    }
  }
  sections.push([
    'postings',
    table(
      ['step', 'no', 'state', 'key', 'reference', 'in the ERP'],
      details.postings.map((one) => [
        one.step,
        one.ordinal,
        one.state,
        one.key,
        referenceText(one.reference),
        one.stage,
      ]),
    ),
  ]);
  if (details.lookalikes.length > 0) {
    const alike = { number: 'its number', amountAndDate: 'amount and date' } as const;
    sections.push([
      'for the reviewer: other vouchers of the supplier in the ERP that may be the same invoice',
      table(
        ['voucher', 'number', 'date', 'amount', 'alike by'],
        details.lookalikes.map((one) => [
          referenceText(one.reference),
          one.number,
          one.date,
          readableAmount(one.amount, one.currency),
          alike[one.alike],
        ]),
      ),
    ]);
  }
  const attempts = details.postings.flatMap((posting) =>
    posting.attempts.map((one) => [
      ...[posting.step, posting.ordinal, one.sentAt, one.answeredAt, one.outcome],
      one.said.length === 0 ? one.detail : oneLine(one.said.join('; ')),
    ]),
  );
  if (attempts.length > 0) {
    sections.push(['attempts', table(['step', 'no', 'sent', 'answered', 'outcome', 'what it said'], attempts)]);
  }
  const holds = details.holds.map((hold) => [
    hold.openedAt,
    hold.closedAt ?? 'open',
    hold.reasons.join(', '),
    hold.problems.map((problem) => problem.message).join(' '),
  ]);
  sections.push(['holds', table(['opened', 'closed', 'reasons', 'why'], holds, 'never held')]);
  const audit = details.audit.map((entry) => [
    entry.seq,
    entry.at,
    entry.actor,
    entry.act,
    auditFactsText(entry.facts),
  ]);
  sections.push(['audit', table(['no', 'at', 'who', 'did', 'facts'], audit)]);
  return [head, ...sections.map(([title, text]) => `${title}\n${text}`)].join('\n');
}

export function referenceText(reference: Readonly<Record<string, string>> | null): string {
  return Object.entries(reference ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
