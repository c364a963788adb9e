import { z } from 'zod';
import { runJournalProcessor } from '../../batch/journal-processor';
import type { SandboxState } from '../../sandbox-state';
import type { Row } from '../../tables/table';
import { ControlError } from '../control-error';
import { dateText, documentNumber } from '../read-order';
import { POST_PROGRAM, postLine } from './post';
import type { processSchema } from './process';
import { CLERK, negated, nextJournalLine, openBatchAgain } from './voucher';

const JOURNAL_FORM = { user: CLERK, program: 'P0911' };

const oneJournal = { doc: documentNumber, dct: z.string().default('JE') };
export const postJournalsSchema = z.union([z.strictObject(oneJournal), z.strictObject({ all: z.literal(true) })]);
export const voidJournalSchema = z.strictObject({
  ...oneJournal,
  glDate: dateText.optional(),
  /** The document type of the reversing lines; by default the journal's own. */
  reversalType: z.string().optional(),
});

/** An accountant runs R09110Z and waits for it: `messages` is what the report prints. */
export function processJournals(state: SandboxState, order: z.infer<typeof processSchema>): object {
  const run = { ediUser: order.edus, ediBatch: order.edbt, mode: order.mode, user: CLERK } as const;
  return { messages: runJournalProcessor(state, run) };
}

/** R09801 for journals (batch type G): their lines, and each batch of which nothing is left unposted. */
export function postJournals(state: SandboxState, order: z.infer<typeof postJournalsSchema>): object {
  const one = 'doc' in order ? { DOC: order.doc } : {};
  const lines = state.database.table('F0911').find({ ICUT: 'G', ...one });
  if ('doc' in order && lines.every((line) => line['DCT'] !== order.dct)) {
    throw new ControlError(`There is no journal ${order.doc} ${order.dct} in F0911`);
  }
  const unposted = lines.filter((line) => line['POST'] === '');
  unposted.forEach((line) => postLine(state, line));
  for (const batch of new Set(unposted.map((line) => line['ICU'] ?? ''))) {
    const isDone = state.database.table('F0911').find({ ICUT: 'G', ICU: batch, POST: '' }).length === 0;
    const control = state.database.table('F0011').get({ ICUT: 'G', ICU: batch });
    if (isDone && control !== undefined) {
      state.change('F0011', control, { IST: 'D' }, POST_PROGRAM);
    }
  }
  return { posted: unposted.length };
}

/**
 * A posted journal gets lines that reverse it (RE V, without its explanation), and its batch is unposted again; an
 * unposted one is deleted.
 */
export function voidJournal(state: SandboxState, order: z.infer<typeof voidJournalSchema>): object {
  const lines: Row[] = state.database.table('F0911').find({ ICUT: 'G', DOC: order.doc });
  const standing = lines.filter((line) => line['RE'] === '' && line['DCT'] === order.dct);
  if (standing.length === 0 || lines.some((line) => line['RE'] === 'V')) {
    throw new ControlError(`There is no journal ${order.doc} ${order.dct} in F0911 that is not voided`);
  }
  if (standing.every((line) => line['POST'] === '')) {
    standing.forEach((line) => state.database.table('F0911').remove(line));
    return { voided: 0, deleted: standing.length };
  }
  let next = Number(nextJournalLine(lines));
  const shared = { DCT: order.reversalType ?? order.dct, DGJ: order.glDate ?? state.today(), RE: 'V', POST: '' };
  for (const line of standing) {
    const own = { JELN: String(next), EXA: 'Voided' };
    state.write('F0911', { ...line, ...negated(line, 'AA', 'ACR', 'U'), ...shared, ...own }, JOURNAL_FORM);
    next += 1;
  }
  openBatchAgain(state, lines[0] ?? {}, 'G', JOURNAL_FORM);
  return { voided: standing.length, deleted: 0 };
}
