import { readableAmount } from '../../domain/money/readable-amount';
import type { CloseReport } from '../../application/close/close-report';
import { claimedText, isPostedOtherwise, isUnsettled, postedText, sumText, whyText } from './close-text';
import { htmlPage, section } from './html-page';

/** The report as a page that prints: one file, nothing is loaded. */
export function closePage(report: CloseReport): string {
  const { project, projectName, through, environment, connectionId, erp, madeAt, later } = report;
  const month = through.slice(0, 7);
  const title = `Close of project ${project} through ${through}`;
  const sections = [
    section(
      'Where the requisitions stand',
      report.groups,
      [
        { title: '', text: ({ title: group }) => group },
        { title: 'Requisitions', kind: 'amount', text: ({ documents }) => String(documents) },
        { title: 'Due in Procore', kind: 'amount', text: ({ sums }) => sumText(sums, 'claimed') },
        { title: 'Posted', kind: 'amount', text: ({ sums }) => sumText(sums, 'posted') },
        {
          title: '',
          text: ({ withoutAmount }) => (withoutAmount === 0 ? '' : `${withoutAmount} without a known amount`),
        },
      ],
      ({ name }) => name === 'approved',
    ),
    section('Not in the books, and why', report.documents.filter(isUnsettled), [
      { title: 'Requisition', kind: 'name', text: ({ name }) => name },
      { title: 'Through', kind: 'name', text: ({ billedThrough }) => billedThrough ?? 'not known' },
      { title: 'Due in Procore', kind: 'amount', text: claimedText },
      { title: 'Posted', kind: 'amount', text: postedText },
      { title: 'Held since', kind: 'name', text: ({ heldSince }) => heldSince?.slice(0, 10) ?? '' },
      { title: 'Why', text: whyText },
    ]),
    section('Posted otherwise than Procore says now', report.documents.filter(isPostedOtherwise), [
      { title: 'Requisition', kind: 'name', text: ({ name }) => name },
      { title: 'Due in Procore', kind: 'amount', text: claimedText },
      { title: 'Posted', kind: 'amount', text: postedText },
      {
        title: 'Difference',
        kind: 'amount',
        text: ({ difference, currency }) => readableAmount(difference ?? '0', currency),
      },
    ]),
    section('Our postings by account', report.accounts, [
      { title: 'Account', kind: 'name', text: ({ account }) => account },
      { title: `In ${month}`, kind: 'amount', text: ({ inMonth }) => readableAmount(inMonth, '') },
      { title: 'To date', kind: 'amount', text: ({ toDate }) => readableAmount(toDate, '') },
    ]),
    section('Also held', report.otherHeld, [
      { title: 'Document', kind: 'name', text: ({ name }) => name },
      { title: 'Since', kind: 'name', text: ({ since }) => since.slice(0, 10) },
      { title: 'Why', text: ({ why }) => why.map(({ reason, message }) => `${reason}: ${message}`).join('; ') },
    ]),
  ];
  const made = `made ${madeAt.slice(0, 16).replace('T', ' ')} UTC from our own records.`;
  return htmlPage({
    title,
    about: `${projectName}. Connection ${connectionId} (${erp}), ${made}`,
    environment,
    sections,
    after: later === 0 ? '' : `${later} more bill beyond ${through}: they are another close's.`,
  });
}
