import { isWholeUnits, toAmount } from '../../domain/money/money';
import { readableAmount } from '../../domain/money/readable-amount';
import type { CloseReport } from '../../application/close/close-report';
import {
  closeGroups,
  type ClosedDocument,
  type CloseGroup,
  type CloseSum,
} from '../../application/close/closed-documents';
import { csvLine, type CsvAmount } from '../../application/csv-cell';
import { oneLine, table } from '../output';
import { sumsText } from './amount-text';
import { paymentBlocks } from './close-payments';

/** What a document comes to in Procore, as its reader is told. */
export const claimedText = ({ claimed, currency }: ClosedDocument): string =>
  claimed === null ? 'not known' : readableAmount(claimed, currency);

export const postedText = ({ posted, currency }: ClosedDocument): string =>
  posted === null ? '' : readableAmount(posted, currency);

export const sumText = (sums: readonly CloseSum[], which: 'claimed' | 'posted'): string =>
  sumsText(sums.map((one) => ({ currency: one.currency, amount: one[which] })));

/** What a journal is found by: until the ERP calls it anything, our run. */
export const journalText = ({ inErp, name }: CloseReport['journals'][number]): string => inErp || name;

/** What the ERP's books have on a clearing account, everybody's lines together. */
export const openText = ({ booked }: CloseReport['clearing'][number]): string =>
  booked === null ? 'not read' : readableAmount(booked, '');

/** What is not settled: neither in the books, nor was anything to post, nor did a person see to it, nor was it ever approved. */
const unsettled: readonly string[] = ['vouchered', 'delivered', 'onItsWay', 'held'];

export const isUnsettled = ({ group }: ClosedDocument): boolean => unsettled.includes(group);

/** Posted of it is something else than what Procore says now. */
export const isPostedOtherwise = ({ group, difference }: ClosedDocument): boolean =>
  difference !== null && group !== 'takenOver';

/** Of what is settled nothing is to be explained. */
export function whyText(document: ClosedDocument): string {
  const { why, waitsFor, group } = document;
  if (why.length > 0) return why.map(({ reason, message }) => `${reason}: ${oneLine(message)}`).join('; ');
  if (!isUnsettled(document)) return '';
  return waitsFor ?? closeGroups.find(({ name }) => name === group)?.title ?? '';
}

/** A direct cost that is not in the books, whether it is to come there or is recorded only. */
export const isOpenCost = (one: ClosedDocument): boolean => isUnsettled(one) || one.why.length > 0;

/** Of direct costs: what is recorded has something to post, only not from here. */
export const costTitle = ({ name, title }: CloseGroup): string =>
  name === 'recorded' ? 'Not booked from here' : title;

/** The report for a terminal. */
export function closeText(report: CloseReport): string {
  const { project, projectName, through, documents, accounts, otherHeld, groups, costGroups, directCosts } = report;
  const { journals, clearing } = report;
  const month = through.slice(0, 7);
  const blocks = [
    `Project ${project} (${projectName}), requisitions that bill through ${through}`,
    groupTable('requisitions', groups, ({ title }) => title),
    openBlock('requisition', documents.filter(isUnsettled)) ?? 'Nothing is open.\n',
    otherwiseBlock('requisition', documents.filter(isPostedOtherwise)),
    ...(directCosts.length === 0
      ? []
      : [
          `Direct costs through ${through}`,
          groupTable('direct costs', costGroups, costTitle),
          openBlock('direct cost', directCosts.filter(isOpenCost)),
          otherwiseBlock('direct cost', directCosts.filter(isPostedOtherwise)),
        ]),
    journals.length === 0
      ? null
      : `Journals:\n${table(
          ['in the ERP', 'first month', 'stands', 'direct costs', 'debit'],
          journals.map((one) => [
            journalText(one),
            one.period,
            one.stage,
            one.documents,
            readableAmount(one.debit, ''),
          ]),
        )}`,
    clearing.length === 0
      ? null
      : `Put onto clearing accounts by our direct costs:\n${table(
          ['account', `in ${month}`, 'to date', `open of ${month} in the ERP`],
          clearing.map((one) => [
            ...[one.account, readableAmount(one.inMonth, ''), readableAmount(one.toDate, '')],
            openText(one),
          ]),
        )}`,
    ...paymentBlocks(report),
    movedBlock('Our postings by account', month, accounts),
    otherHeld.length === 0
      ? null
      : `Also held:\n${table(
          ['document', 'since', 'why'],
          otherHeld.map(({ name, since, why }) => [
            ...[name, since.slice(0, 10)],
            why.map(({ reason, message }) => `${reason}: ${oneLine(message)}`).join('; '),
          ]),
        )}`,
    ...laterText(report),
  ];
  return blocks
    .filter((block) => block !== null)
    .map((block) => (block.endsWith('\n') ? block : `${block}\n`))
    .join('\n');
}

/** What is of another close, counted. */
export function laterText({ later, laterCosts, through }: CloseReport): readonly string[] {
  return [
    ...(later === 0 ? [] : [`${later} more bill beyond ${through}: they are another close's.`]),
    ...(laterCosts === 0 ? [] : [`${laterCosts} more direct costs are dated beyond ${through}.`]),
  ];
}

function groupTable(what: string, groups: readonly CloseGroup[], titleOf: (group: CloseGroup) => string): string {
  return table(
    ['', what, 'due in Procore', 'posted'],
    groups.map((group) => [
      ...[titleOf(group), group.documents],
      `${sumText(group.sums, 'claimed')}${group.withoutAmount === 0 ? '' : `, and ${group.withoutAmount} of which no amount is known`}`,
      sumText(group.sums, 'posted'),
    ]),
    `no ${what.replace(/s$/, '')} bills through that day`,
  );
}

function openBlock(what: string, open: readonly ClosedDocument[]): string | null {
  if (open.length === 0) return null;
  return `Not in the books, and why:\n${table(
    [what, 'through', 'due in Procore', 'posted', 'held since', 'why'],
    open.map((one) => [
      ...[one.name, one.billedThrough, claimedText(one), postedText(one)],
      ...[one.heldSince?.slice(0, 10) ?? '', whyText(one)],
    ]),
  )}`;
}

function otherwiseBlock(what: string, otherwise: readonly ClosedDocument[]): string | null {
  if (otherwise.length === 0) return null;
  return `Posted otherwise than Procore says now:\n${table(
    [what, 'due in Procore', 'posted', 'difference'],
    otherwise.map((one) => [
      ...[one.name, claimedText(one), postedText(one)],
      readableAmount(one.difference ?? '0', one.currency),
    ]),
  )}`;
}

function movedBlock(title: string, month: string, accounts: CloseReport['accounts']): string | null {
  if (accounts.length === 0) return null;
  return `${title}:\n${table(
    ['account', `in ${month}`, 'to date'],
    accounts.map(({ account, inMonth, toDate }) => [
      ...[account, readableAmount(inMonth, ''), readableAmount(toDate, '')],
    ]),
  )}`;
}

/** A line for each requisition and direct cost; amounts as plain decimals. */
export function closeCsv({ documents, directCosts, payments }: CloseReport): string {
  const header = ['requisition', 'procore_id', 'stands', 'stage', 'status_in_procore', 'billed_through', 'currency'];
  const lines = [...documents, ...directCosts].map((one) => [
    ...[one.name, one.procoreId, one.group, one.stage ?? '', one.sourceStatus, one.billedThrough ?? '', one.currency],
    ...[one.claimed, one.posted, one.difference].map((amount) => plainText(amount, one.currency)),
    ...[one.heldSince ?? '', whyText(one)],
    ...(documents.includes(one) ? paidOf(payments, one) : [null, null, null]).map((amount) =>
      plainText(amount, one.currency),
    ),
  ]);
  const paid = ['paid_in_erp', 'paid_in_procore', 'paid_written_from_here'];
  return [[...header, 'due', 'posted', 'difference', 'held_since', 'why', ...paid], ...lines]
    .map((cells) => `${csvLine(cells)}\r\n`)
    .join('');
}

/** Empty: nothing is known of payments of it. */
function paidOf(payments: CloseReport['payments'], { procoreId }: ClosedDocument): readonly (string | null)[] {
  const paid = payments?.requisitions.find(({ requisition }) => requisition?.id === procoreId);
  return [paid?.erp ?? null, paid?.procore ?? null, paid?.ledger ?? null];
}

/** With the decimals of its currency, or all that it has; a program reads it. */
function plainText(amount: string | null, currency: string): CsvAmount {
  if (amount === null) return { amount: '' };
  return { amount: isWholeUnits(amount, currency) ? toAmount(amount, currency) : amount };
}
