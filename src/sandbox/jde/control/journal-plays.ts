import { z } from 'zod';
import { runJournalProcessor } from '../batch/journal-processor';
import { decimalOf } from '../../decimal';
import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';
import { ControlError } from './control-error';
import type { processSchema } from './ap-plays';

const CLERK = 'GLCLERK';
const documentNumber = z.union([z.string(), z.number()]).transform(String);
const oneJournal = z.strictObject({ doc: documentNumber, dct: z.string().default('JE') });
export const journalSchema = oneJournal;
export const voidJournalSchema = z.strictObject({
  ...oneJournal.shape,
  /** The document type of the reversing lines: the journal's own, or another one. */
  reversalType: z.string().optional(),
});

/** An accountant runs R09110Z and waits for it. */
export function processJournals(state: SandboxState, order: z.infer<typeof processSchema>): object {
  const run = { ediUser: order.edus, ediBatch: order.edbt, mode: order.mode, user: CLERK } as const;
  return { messages: runJournalProcessor(state, run) };
}

/** R09801 for one journal: its lines are posted, and so is its batch. */
export function postJournal(state: SandboxState, order: z.infer<typeof journalSchema>): object {
  const by = { user: CLERK, program: 'R09801' };
  const lines = linesOf(state, order).filter((line) => line['POST'] === '');
  for (const line of lines) state.change('F0911', line, { POST: 'P' }, by);
  for (const batch of new Set(lines.map((line) => line['ICU'] ?? ''))) {
    const control = state.database.table('F0011').get({ ICUT: 'G', ICU: batch });
    if (control !== undefined) state.change('F0011', control, { IST: 'D' }, by);
  }
  return { posted: lines.length };
}

/** P0911: reversing lines with RE V beside the journal's own; they need not repeat its explanation. */
export function voidJournal(state: SandboxState, order: z.infer<typeof voidJournalSchema>): object {
  const by = { user: CLERK, program: 'P0911' };
  const lines = linesOf(state, order).filter((line) => line['RE'] === '');
  const next = lines.reduce((highest, line) => Math.max(highest, Number(line['JELN'])), 0) + 1;
  lines.forEach((line, index) => {
    const negated = (text: string | undefined): string => decimalOf(text).negated().toFixed();
    const changed = { AA: negated(line['AA']), ACR: negated(line['ACR']), U: negated(line['U']) };
    const type = order.reversalType ?? order.dct;
    const own = { DCT: type, JELN: String(next + index), RE: 'V', POST: '', EXA: 'Voided' };
    state.write('F0911', { ...line, ...changed, ...own }, by);
  });
  return { voided: lines.length };
}

function linesOf(state: SandboxState, { doc, dct }: z.infer<typeof journalSchema>): Row[] {
  const lines = state.database.table('F0911').find({ DOC: doc, DCT: dct });
  if (lines.length === 0) throw new ControlError(`There is no journal ${doc} ${dct} in F0911`);
  return lines;
}
