import { z } from 'zod';
import { runJournalProcessor } from '../../batch/journal-processor';
import type { SandboxState } from '../../sandbox-state';
import type { Row } from '../../tables/table';
import { ControlError } from '../control-error';
import { dateText, documentNumber } from '../read-order';
import { POST_PROGRAM } from './post';
import type { processSchema } from './process';
import { CLERK, negated, nextJournalLine, openBatchAgain } from './voucher';

const JOURNAL_FORM = { user: CLERK, program: 'P0911' };

export const postJournalsSchema = z.union([
  z.strictObject({ doc: documentNumber }),
  z.strictObject({ all: z.literal(true) }),
]);
export const voidJournalSchema = z.strictObject({
  doc: documentNumber,
  glDate: dateText.optional(),
  /** The document type of the reversing lines, where it is not the journal's own. */
  reversalType: z.string().length(2).optional(),
});

/** An accountant runs R09110Z and waits for it: `messages` is what the report prints. */
export function processJournals(state: SandboxState, order: z.infer<typeof processSchema>): object {
  const run = { ediUser: order.edus, ediBatch: order.edbt, mode: order.mode, user: CLERK } as const;
  return { messages: runJournalProcessor(state, run) };
}

/** R09801 for journals (batch type G). */
export function postJournals(state: SandboxState, order: z.infer<typeof postJournalsSchema>): object {
  const lines = state.database.table('F0911').find({ ICUT: 'G', ...('doc' in order ? { DOC: order.doc } : {}) });
  if ('doc' in order && lines.length === 0) {
    throw new ControlError(`There is no journal ${order.doc} in F0911`);
  }
  const unposted = lines.filter((line) => line['POST'] === '');
  unposted.forEach((line) => state.changeStatus('F0911', line, { POST: 'P' }, POST_PROGRAM));
  for (const batch of new Set(unposted.map((line) => line['ICU'] ?? ''))) {
    const isDone = state.database.table('F0911').find({ ICUT: 'G', ICU: batch, POST: '' }).length === 0;
    const control = state.database.table('F0011').get({ ICUT: 'G', ICU: batch });
    if (isDone && control !== undefined) {
      state.change('F0011', control, { IST: 'D' }, POST_PROGRAM);
    }
  }
  return { posted: unposted.length };
}

/** A posted journal gets lines that reverse it (RE V), and its batch is unposted again; an unposted one is deleted. */
export function voidJournal(state: SandboxState, order: z.infer<typeof voidJournalSchema>): object {
  const lines: Row[] = state.database.table('F0911').find({ ICUT: 'G', DOC: order.doc });
  const standing = lines.filter((line) => line['RE'] === '');
  if (standing.length === 0 || standing.length < lines.length) {
    throw new ControlError(`There is no journal ${order.doc} in F0911 that is not voided`);
  }
  if (standing.every((line) => line['POST'] === '')) {
    standing.forEach((line) => state.database.table('F0911').remove(line));
    return { voided: 0, deleted: standing.length };
  }
  const type = order.reversalType === undefined ? {} : { DCT: order.reversalType };
  let next = Number(nextJournalLine(lines));
  for (const line of standing) {
    const place = { JELN: String(next), DGJ: order.glDate ?? state.today(), RE: 'V', POST: '', ...type };
    state.write('F0911', { ...line, ...negated(line, 'AA', 'ACR', 'U'), ...place }, JOURNAL_FORM);
    next += 1;
  }
  openBatchAgain(state, lines[0] ?? {}, 'G', JOURNAL_FORM);
  return { voided: standing.length, deleted: 0 };
}
