import type { JournalImportBody } from '../../../domain/fusion/bodies/journal-import-body';
import { groupIdOf } from '../../../domain/fusion/journals/group-id';
import { referenceIn } from '../../../domain/fusion/journals/line-reference';
import { refusedMembers } from '../../../domain/fusion/journals/refused-rows';
import { refusedGroupProblem, slowImportProblem } from '../../../domain/fusion/journals/refused-group';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { Found, Look } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import { isUnproven } from '../calls/control-rows';
import { text } from '../calls/cells';
import { childrenSchema } from '../calls/collection-page';
import { requestFiles } from '../calls/erp-integrations';
import type { FusionConnection } from '../connect';
import {
  batchStage,
  batchesOfOurs,
  findBatches,
  foundBatch,
  groupIn,
  journalHeaders,
} from '../postings/journal-import/batches';
import { readImportReport } from '../postings/journal-import/import-report';
import { requestFate, type RequestFate } from '../postings/journal-import/request-fate';
import { submitImport } from '../postings/journal-import/submit-import';
import { ourKeyIn } from '../postings/our-keys';

/**
 * Groups of journals, imported by file. Only a batch that is read back proves an import; where there is none, what became of the
 * request decides, and after that the batch once more.
 */
export function journalImportPort(fusion: FusionConnection, settings: PostingSettings): PostingPort {
  const linesChild = settings.journals?.linesChild ?? 'journalLines';
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(await look(fusion, one, linesChild));
      return looks;
    },
    partsUnder: (key) => partsUnder(fusion, key, linesChild),
    send: (one) => submitImport(fusion, settings, one.body as JournalImportBody),
    changedWithin: async (days) =>
      (await batchesOfOurs(fusion, days)).map((row) => ({
        key: ourKeyIn(text(row, 'BatchName')),
        isLost: true,
        facts: {},
      })),
    ours: async (days) =>
      (await batchesOfOurs(fusion, days)).map((row) => {
        const key = ourKeyIn(text(row, 'BatchName'));
        const batchId = text(row, 'JeBatchId');
        return {
          key,
          step: 'group',
          reference: { batchId, batchName: key, groupId: groupIn(text(row, 'BatchName')) },
          stage: batchStage(row),
        };
      }),
  };
}

async function look(fusion: FusionConnection, one: Posted, linesChild: string): Promise<Look> {
  const nothing: Look = { key: one.key, found: [], strangers: [], running: false };
  const before = await standing(fusion, one, linesChild);
  if (before.found.length > 0) return { ...nothing, ...before };
  // It stood, and a proven search finds it no more.
  if (one.reference?.['batchId'] !== undefined) return { ...nothing, ...before };
  const fate = await requestFate(fusion, one);
  if (fate.kind === 'running') return { ...nothing, running: true, ...waitsLong(fusion, one, fate) };
  // What ended meanwhile made its batch before that.
  const after = fate.kind === 'nothing' ? before : await standing(fusion, one, linesChild);
  if (after.found.length > 0 || after.unclear !== undefined) return { ...nothing, ...after };
  switch (fate.kind) {
    case 'nothing':
      return nothing;
    case 'unclear':
      return { ...nothing, unclear: { why: fate.why, others: [] } };
    case 'ended':
      return { ...nothing, ...(await refusal(fusion, one, fate)) };
  }
}

/** Asked before anything of it was sent, as far as the ledger knows. */
async function partsUnder(fusion: FusionConnection, key: string, linesChild: string) {
  const unknown: Posted = { key, kind: 'journalImport', body: null, reference: null, facts: {}, firstSentAt: null };
  const batches = (await findBatches(fusion, unknown)).filter((row) => batchStage(row) !== 'voided');
  if (batches.length === 0) return (await requestFate(fusion, unknown)).kind === 'running' ? 'onItsWay' : null;
  const parts = new Set<string>();
  for (const row of batches) {
    for (const header of await journalHeaders(fusion, row, linesChild)) {
      for (const line of childrenSchema.parse(header[linesChild]) ?? [])
        parts.add(referenceIn(text(line, 'Description')));
    }
  }
  return [...parts].filter((part) => part !== '');
}

/** Nobody needs to be told of what takes minutes; of what takes hours people are, and it goes on by itself. */
function waitsLong(
  { nowMs }: FusionConnection,
  { key, firstSentAt }: Posted,
  { requestId, state }: Extract<RequestFate, { kind: 'running' }>,
): Pick<Look, 'waits'> {
  const ageMs = firstSentAt === null ? 0 : nowMs() - Date.parse(firstSentAt);
  if (ageMs < toldAfterMs) return {};
  return { waits: slowImportProblem({ key, group: groupIdOf(key), requestId, state }) };
}

const toldAfterMs = 2 * 3_600_000;

/** The batches that stand; unclear where one was sent and the user sees none at all. */
async function standing(
  fusion: FusionConnection,
  one: Posted,
  linesChild: string,
): Promise<Pick<Look, 'found' | 'unclear'>> {
  try {
    const found: Found[] = [];
    const [first] = (one.body as JournalImportBody).members;
    for (const row of await findBatches(fusion, one)) {
      found.push(await foundBatch(fusion, row, linesChild, first?.reversalPeriod));
    }
    return { found };
  } catch (error) {
    if (!isUnproven(error) || one.firstSentAt === null) throw error;
    return { found: [], unclear: { why: hidden, others: [] } };
  }
}

const hidden =
  'Fusion shows the integration user no journal batch at all, which may be missing access; with any batch that it sees it goes on by itself';

/** The request is over and no batch stands: what its report says of whose lines. */
async function refusal(
  { caller }: FusionConnection,
  { key, body }: Posted,
  { requestId, state }: Extract<RequestFate, { kind: 'ended' }>,
): Promise<Pick<Look, 'refused' | 'refusedFor'>> {
  const report = readImportReport(await requestFiles(caller, requestId));
  const { members } = body as JournalImportBody;
  return {
    refused: refusedGroupProblem(report, { key, group: groupIdOf(key), requestId, state }),
    refusedFor: refusedMembers(members, report),
  };
}
