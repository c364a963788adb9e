import { readableAmount } from '../../domain/money/readable-amount';
import type { CloseReport } from '../../application/close/close-report';
import type { ClosedDocument, CloseGroup } from '../../application/close/closed-documents';
import {
  claimedText,
  costTitle,
  isOpenCost,
  isPostedOtherwise,
  isUnsettled,
  journalText,
  laterText,
  openText,
  postedText,
  sumText,
  whyText,
} from './close-text';
import { paymentSections } from './close-payments';
import { htmlPage, section, type Column } from './html-page';

/** The report as a page that prints: one file, nothing is loaded. */
export function closePage(report: CloseReport): string {
  const { project, projectName, through, environment, connectionId, erpName, madeAt, documents, directCosts } = report;
  const month = through.slice(0, 7);
  const asked =
    report.payments === null || report.payments.unread !== null ? '' : '; payments as both systems show them now';
  const made = `made ${madeAt.slice(0, 16).replace('T', ' ')} UTC from our own records${asked}.`;
  const costs = [
    groupSection('Where the direct costs stand', 'Direct costs', report.costGroups, costTitle),
    openSection('Direct costs that are not in the books, and why', 'Direct cost', directCosts.filter(isOpenCost)),
    otherwiseSection(
      'Direct costs posted otherwise than Procore says now',
      'Direct cost',
      directCosts.filter(isPostedOtherwise),
    ),
    section('Journals', report.journals, [
      { title: 'In the ERP', text: journalText },
      { title: 'First month', kind: 'name', text: ({ period }) => period },
      { title: 'Stands', text: ({ stage }) => stage ?? '' },
      { title: 'Direct costs', kind: 'amount', text: ({ documents: count }) => String(count) },
      { title: 'Debit', kind: 'amount', text: ({ debit }) => readableAmount(debit, '') },
    ]),
    movedSection('Put onto clearing accounts by our direct costs', month, report.clearing, [
      { title: `Open of ${month} in the ERP`, kind: 'amount', text: openText },
    ]),
  ];
  return htmlPage({
    title: `Close of project ${project} through ${through}`,
    about: `${projectName}. Connection ${connectionId} (${erpName}), ${made}`,
    environment,
    sections: [
      groupSection('Where the requisitions stand', 'Requisitions', report.groups, ({ title }) => title),
      openSection('Not in the books, and why', 'Requisition', documents.filter(isUnsettled)),
      otherwiseSection('Posted otherwise than Procore says now', 'Requisition', documents.filter(isPostedOtherwise)),
      ...(directCosts.length === 0 ? [] : costs),
      ...paymentSections(report),
      movedSection('Our postings by account', month, report.accounts),
      section('Also held', report.otherHeld, [
        { title: 'Document', kind: 'name', text: ({ name }) => name },
        { title: 'Since', kind: 'name', text: ({ since }) => since.slice(0, 10) },
        { title: 'Why', text: ({ why }) => why.map(({ reason, message }) => `${reason}: ${message}`).join('; ') },
      ]),
    ],
    after: laterText(report).join(' '),
  });
}

function groupSection(
  title: string,
  what: string,
  groups: readonly CloseGroup[],
  titleOf: (group: CloseGroup) => string,
): string {
  return section(
    title,
    groups,
    [
      { title: '', text: titleOf },
      { title: what, kind: 'amount', text: ({ documents }) => String(documents) },
      { title: 'Due in Procore', kind: 'amount', text: ({ sums }) => sumText(sums, 'claimed') },
      { title: 'Posted', kind: 'amount', text: ({ sums }) => sumText(sums, 'posted') },
      {
        title: '',
        text: ({ withoutAmount }) => (withoutAmount === 0 ? '' : `${withoutAmount} without a known amount`),
      },
    ],
    ({ name }) => name === 'approved',
  );
}

function openSection(title: string, what: string, open: readonly ClosedDocument[]): string {
  return section(title, open, [
    { title: what, kind: 'name', text: ({ name }) => name },
    { title: 'Through', kind: 'name', text: ({ billedThrough }) => billedThrough ?? 'not known' },
    { title: 'Due in Procore', kind: 'amount', text: claimedText },
    { title: 'Posted', kind: 'amount', text: postedText },
    { title: 'Held since', kind: 'name', text: ({ heldSince }) => heldSince?.slice(0, 10) ?? '' },
    { title: 'Why', text: whyText },
  ]);
}

function otherwiseSection(title: string, what: string, otherwise: readonly ClosedDocument[]): string {
  return section(title, otherwise, [
    { title: what, kind: 'name', text: ({ name }) => name },
    { title: 'Due in Procore', kind: 'amount', text: claimedText },
    { title: 'Posted', kind: 'amount', text: postedText },
    {
      title: 'Difference',
      kind: 'amount',
      text: ({ difference, currency }) => readableAmount(difference ?? '0', currency),
    },
  ]);
}

function movedSection<Row extends CloseReport['accounts'][number]>(
  title: string,
  month: string,
  accounts: readonly Row[],
  more: readonly Column<Row>[] = [],
): string {
  return section(title, accounts, [
    { title: 'Account', kind: 'name', text: ({ account }) => account },
    { title: `In ${month}`, kind: 'amount', text: ({ inMonth }) => readableAmount(inMonth, '') },
    { title: 'To date', kind: 'amount', text: ({ toDate }) => readableAmount(toDate, '') },
    ...more,
  ]);
}
