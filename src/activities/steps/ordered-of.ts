import { documentKinds } from '../../domain/documents/document-kinds';
import { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';

/** What is posted of a commitment's order: its own lines, and those of its change orders. */
export async function orderedOf(tx: Tx, scope: Scope, commitmentId: string): Promise<PostedEffects> {
  const own = await tx.documents.find(scope, { kind: documentKinds.commitment.name, sourceId: commitmentId });
  const changes = await tx.documents.ofCommitment(scope, documentKinds.changeOrder.name, commitmentId);
  const all = [];
  for (const { id } of [...(own === null ? [] : [own]), ...changes]) all.push(...(await tx.effects.of(id)).all);
  return new PostedEffects(all);
}
