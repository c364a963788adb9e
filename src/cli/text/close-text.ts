import { isWholeUnits, toAmount } from '../../domain/money/money';
import { readableAmount } from '../../domain/money/readable-amount';
import {
  closeGroups,
  type CloseReport,
  type CloseSum,
  type ClosedDocument,
} from '../../application/close/close-report';
import { csvLine, type CsvAmount } from '../../application/csv-cell';
import { oneLine, table } from '../output';
import { sumsText } from './amount-text';

/** What a document comes to in Procore, as its reader is told. */
export const claimedText = ({ claimed, currency }: ClosedDocument): string =>
  claimed === null ? 'not known' : readableAmount(claimed, currency);

export const postedText = ({ posted, currency }: ClosedDocument): string =>
  posted === null ? '' : readableAmount(posted, currency);

export const sumText = (sums: readonly CloseSum[], which: 'claimed' | 'posted'): string =>
  sumsText(sums.map((one) => ({ currency: one.currency, amount: one[which] })));

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

/** The report for a terminal. */
export function closeText(report: CloseReport): string {
  const { project, projectName, through, documents, accounts, later, otherHeld, groups } = report;
  const open = documents.filter(isUnsettled);
  const otherwise = documents.filter(isPostedOtherwise);
  const blocks = [
    `Project ${project} (${projectName}), requisitions that bill through ${through}`,
    table(
      ['', 'requisitions', 'due in Procore', 'posted'],
      groups.map(({ title, sums, withoutAmount, ...one }) => [
        ...[title, one.documents],
        `${sumText(sums, 'claimed')}${withoutAmount === 0 ? '' : `, and ${withoutAmount} of which no amount is known`}`,
        sumText(sums, 'posted'),
      ]),
      'no requisition bills through that day',
    ),
    open.length === 0
      ? 'Nothing is open.\n'
      : `Not in the books, and why:\n${table(
          ['requisition', 'through', 'due in Procore', 'posted', 'held since', 'why'],
          open.map((one) => [
            ...[one.name, one.billedThrough, claimedText(one), postedText(one)],
            ...[one.heldSince?.slice(0, 10) ?? '', whyText(one)],
          ]),
        )}`,
    ...(otherwise.length === 0
      ? []
      : [
          `Posted otherwise than Procore says now:\n${table(
            ['requisition', 'due in Procore', 'posted', 'difference'],
            otherwise.map((one) => [
              ...[one.name, claimedText(one), postedText(one)],
              readableAmount(one.difference ?? '0', one.currency),
            ]),
          )}`,
        ]),
    ...(accounts.length === 0
      ? []
      : [
          `Our postings by account:\n${table(
            ['account', `in ${through.slice(0, 7)}`, 'to date'],
            accounts.map(({ account, inMonth, toDate }) => [
              ...[account, readableAmount(inMonth, ''), readableAmount(toDate, '')],
            ]),
          )}`,
        ]),
    ...(otherHeld.length === 0
      ? []
      : [
          `Also held:\n${table(
            ['document', 'since', 'why'],
            otherHeld.map(({ name, since, why }) => [
              ...[name, since.slice(0, 10)],
              why.map(({ reason, message }) => `${reason}: ${oneLine(message)}`).join('; '),
            ]),
          )}`,
        ]),
    ...(later === 0 ? [] : [`${later} more bill beyond ${through}: they are another close's.\n`]),
  ];
  return blocks.map((block) => (block.endsWith('\n') ? block : `${block}\n`)).join('\n');
}

/** A line for each requisition; amounts as plain decimals. */
export function closeCsv({ documents }: CloseReport): string {
  const header = ['requisition', 'procore_id', 'stands', 'stage', 'status_in_procore', 'billed_through', 'currency'];
  const lines = documents.map((one) => [
    ...[one.name, one.procoreId, one.group, one.stage ?? '', one.sourceStatus, one.billedThrough ?? '', one.currency],
    ...[one.claimed, one.posted, one.difference].map((amount) => plainText(amount, one.currency)),
    ...[one.heldSince ?? '', whyText(one)],
  ]);
  return [[...header, 'due', 'posted', 'difference', 'held_since', 'why'], ...lines]
    .map((cells) => `${csvLine(cells)}\r\n`)
    .join('');
}

/** With the decimals of its currency, or all that it has; a program reads it. */
function plainText(amount: string | null, currency: string): CsvAmount {
  if (amount === null) return { amount: '' };
  return { amount: isWholeUnits(amount, currency) ? toAmount(amount, currency) : amount };
}
