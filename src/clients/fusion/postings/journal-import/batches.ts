import { reversalFacts } from '../../../../domain/accrual/accrual';
import type { ShownGroup } from '../../../../domain/fusion/bodies/journal-import-body';
import { minus } from '../../../../domain/money/money';
import { bookedInFact } from '../../../../domain/posting/books/booked-in';
import type { Found } from '../../../../domain/posting/look';
import type { PostingStage } from '../../../../domain/posting/stages/posting-stage';
import type { Posted } from '../../../erp-adapter';
import { flag, text } from '../../calls/cells';
import { childrenSchema, type Row } from '../../calls/collection-page';
import { itemPath, linkedSchema } from '../../calls/item-links';
import { beginsWith, equalId } from '../../calls/query';
import type { FusionConnection } from '../../connect';
import { ourKeyIn } from '../our-keys';

const resource = 'journalBatches';
const key = 'JeBatchId';

/**
 * Batches of a group of ours: by their id once it is known, which an accountant's new name does not change; else by the key that
 * their names begin with.
 */
export async function findBatches(
  fusion: FusionConnection,
  { key: ours, reference, firstSentAt }: Pick<Posted, 'key' | 'reference' | 'firstSentAt'>,
): Promise<readonly Row[]> {
  const { collections } = fusion;
  const known = reference?.['batchId'];
  const asked = { resource, key, purpose: 'our journal batch', mayBeSent: firstSentAt !== null };
  const named = await collections.all({ ...asked, conditions: [beginsWith('BatchName', `${ours} `)] });
  const own = named.filter((row) => ourKeyIn(text(row, 'BatchName')) === ours);
  if (known === undefined || own.some((row) => text(row, key) === known)) return own;
  const renamed = await collections.all({ ...asked, conditions: [equalId(key, known)] });
  return [...renamed.filter((row) => text(row, key) === known), ...own];
}

/** A batch as a look tells of it, with its journals down to their lines. */
export async function foundBatch(
  fusion: FusionConnection,
  row: Row,
  linesChild: string,
  reversalPeriod: string | undefined,
): Promise<Found> {
  const batchName = text(row, 'BatchName');
  // What it was marked for has come about: that is no loss.
  const isAsMarked = isReversed(row) && text(row, 'ReversalPeriod') === reversalPeriod;
  const shown = await shownGroup(fusion, row, linesChild);
  return {
    reference: { batchId: text(row, key), batchName: ourKeyIn(batchName) || batchName, groupId: groupIn(batchName) },
    stage: isAsMarked ? ownStage(row) : batchStage(row),
    stageWord: stageWordOf(row),
    missing: [],
    shown,
    facts: {
      ...{ status: text(row, 'Status'), period: text(row, 'DefaultPeriodName'), [bookedInFact]: shown.currency },
      ...(reversalPeriod === undefined
        ? {}
        : { [reversalFacts.period]: reversalPeriod, [reversalFacts.day]: isAsMarked ? text(row, 'ReversalDate') : '' }),
    },
  };
}

/** `P` is in the books. One that was reversed is out of them, though it stays posted itself. */
export function batchStage(row: Row): PostingStage {
  return isReversed(row) ? 'voided' : ownStage(row);
}

function ownStage(row: Row): PostingStage {
  return text(row, 'Status') === 'P' ? 'posted' : 'delivered';
}

/** It says that its opposite was made, by Fusion or by a person. */
export function isReversed(row: Row): boolean {
  return flag(row, 'ReversalFlag') && text(row, 'ReversalDate') !== '';
}

function stageWordOf(row: Row): string {
  const word = text(row, 'StatusMeaning') || text(row, 'Status');
  if (!flag(row, 'ReversalFlag')) return word;
  const period = text(row, 'ReversalPeriod');
  return text(row, 'ReversalDate') === '' ? `${word}, to be reversed in ${period}` : `${word}, reversed in ${period}`;
}

/** Fusion writes source, flag, group, request and a letter behind our name (reference 8.8); `''` where it did not. */
export function groupIn(batchName: string): string {
  return /\s[AEB]\s(\d{1,16})\s\d+\s\w$/.exec(batchName)?.[1] ?? '';
}

/** The journals of a batch with their lines. */
export async function journalHeaders(
  fusion: FusionConnection,
  batch: Row,
  linesChild: string,
): Promise<readonly Row[]> {
  const path = itemPath(linkedSchema.parse(batch), fusion.settings.baseUrl);
  return fusion.collections.all({
    resource: `${path}/child/journalHeaders`,
    key: 'JournalName',
    keyIsText: true,
    purpose: 'journals of our batch',
    conditions: [],
    isChild: true,
    expand: linesChild,
  });
}

async function shownGroup(fusion: FusionConnection, batch: Row, linesChild: string): Promise<ShownGroup> {
  const headers = await journalHeaders(fusion, batch, linesChild);
  const only = (attribute: string): string => [...new Set(headers.map((row) => text(row, attribute)))].join(', ');
  return {
    group: groupIn(text(batch, 'BatchName')),
    source: text(batch, 'UserJeSourceName'),
    ledger: only('LedgerName'),
    period: only('PeriodName'),
    currency: only('CurrencyCode'),
    reversalPeriod: flag(batch, 'ReversalFlag') ? text(batch, 'ReversalPeriod') : '',
    debit: text(batch, 'RunningTotalDr') || '0',
    credit: text(batch, 'RunningTotalCr') || '0',
    lines: headers.flatMap((header) =>
      (childrenSchema.parse(header[linesChild]) ?? []).map((line) => ({
        journal: text(header, 'JournalName'),
        account: text(line, 'AccountCombination'),
        amount: minus(text(line, 'EnteredDr') || '0', text(line, 'EnteredCr') || '0'),
        description: text(line, 'Description'),
      })),
    ),
  };
}

/** Batches that carry a key of ours, made or changed within so many days. */
export async function batchesOfOurs(fusion: FusionConnection, days: number): Promise<readonly Row[]> {
  const rows = await fusion.collections.all({
    resource,
    key,
    purpose: 'what of ours was imported',
    conditions: [beginsWith('BatchName', 'PC')],
    onlyData: true,
  });
  const since = fusion.nowMs() - days * 86_400_000;
  return rows.filter(
    (row) => ourKeyIn(text(row, 'BatchName')) !== '' && !(Date.parse(text(row, 'LastUpdateDate')) < since),
  );
}
