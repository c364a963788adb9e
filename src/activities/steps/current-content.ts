import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { Unplanned } from './before-planning';

interface Current<Content> {
  /** The connection's count before anything was read (store/version-rows.ts). */
  readonly asOf: string;
  readonly connection: Connection;
  readonly document: DocumentRow;
  readonly content: Content;
}

/** What a document's plan follows from, first of all. Ends the pass when the source has it no more, or was heard of since. */
export async function currentContent<Content>(
  tx: Tx,
  ref: DocumentRef,
): Promise<Current<Content> | { readonly unplanned: Unplanned }> {
  const current = await contentOrGone<Content>(tx, ref);
  if ('unplanned' in current) return current;
  const { content } = current;
  return content === null ? heardOfSince : { ...current, content };
}

/** The same also of what the source has no more: null. */
export async function contentOrGone<Content>(
  tx: Tx,
  ref: DocumentRef,
): Promise<Current<Content | null> | { readonly unplanned: Unplanned }> {
  const connection = await tx.connections.load(ref.connectionId);
  const { document, snapshot } = await tx.snapshots.named<Content>(ref, ref);
  if (document === null) throw new RangeError(`${ref.kind} ${ref.sourceId} was never seen`);
  if (snapshot === null || BigInt(snapshot.hintNo) < BigInt(document.hintNo)) return heardOfSince;
  return { asOf: connection.clock, connection, document, content: snapshot.content };
}

const heardOfSince: { readonly unplanned: Unplanned } = { unplanned: { end: { next: 'again', why: 'changed' } } };
