import type { DocumentRow } from '../../store/documents/documents';

type Standing = Pick<DocumentRow, 'stage' | 'waitsFor' | 'waitsUntil'>;

/** Where a document stands, and what it waits for when nothing is wrong with it. */
export function standsAs(document: Standing): string {
  const wait = waitOf(document);
  const stage = document.stage ?? 'not on its way';
  return wait === null ? stage : `${stage}: ${wait.for}; looked at again at ${wait.until}`;
}

/** What it waits for, in words, and until when; null: for nothing, or for what its hold says. */
export function waitOf({ waitsFor, waitsUntil }: Standing): { readonly for: string; readonly until: string } | null {
  return waitsFor === null || waitsUntil === null ? null : { for: waitsFor, until: waitsUntil.toISOString() };
}
