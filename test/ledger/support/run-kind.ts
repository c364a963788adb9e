import type { PlannedStep } from '../../../src/domain/posting/plan/planned-step';
import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import type { Member } from '../../../src/ledger/ledger-request';
import { invoiceKind, type InvoiceBody, invoiceEntries } from './invoice-kind';
import { stepOf } from './ledger-fixture';

export interface RunDraft {
  readonly parts: readonly { readonly documentId: string; readonly amount: string }[];
}

/** One posting of many documents: a line for each, and no part of its own. */
export const runKind: PostingKind<RunDraft, InvoiceBody> = {
  ...invoiceKind,
  name: 'run',
  complete: ({ parts }, { key }) => ({
    key,
    total: `${parts.reduce((sum, { amount }) => sum + Number(amount), 0)}`,
    lines: parts.map(({ documentId, amount }) => ({ account: documentId, amount })),
  }),
  entries: () => [],
  reduced: (draft, left) => ({ parts: (draft as RunDraft).parts.filter(({ documentId }) => left.has(documentId)) }),
};

/** A document's part, under its plan. */
export function memberOf(documentId: string, plan: { id: string; hintNo: string }, amount: string): Member {
  const { id: planId, hintNo } = plan;
  const entries = invoiceEntries(amount);
  return { documentId, commitmentId: null, planId, hintNo, name: documentId, step: 'cost', entries, asks: [] };
}

/** The step of an owner, whose members' amounts stand in their entries. */
export function runStep(all: readonly Member[]) {
  const draftOf = (members: readonly Member[]): RunDraft => ({
    parts: members.map(({ documentId, entries }) => ({ documentId, amount: entries[0]?.amount ?? '0' })),
  });
  const step: PlannedStep = { ...stepOf('0'), kind: runKind.name, draft: draftOf(all), entries: [] };
  return { step, draftOf };
}
