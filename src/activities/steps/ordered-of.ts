import { documentKinds } from '../../domain/documents/document-kinds';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';

const kinds = [documentKinds.commitment.name, documentKinds.changeOrder.name];

/** What is posted of a commitment's order: its own lines, and those of its change orders. */
export function orderedOf(tx: Tx, scope: Scope, commitmentId: string): Promise<PostedEffects> {
  return tx.effects.ofCommitment(scope, commitmentId, kinds);
}

/** A change order that comes into a package after it was ordered has its lines on the order already. */
export function itemsOfOthers(ordered: PostedEffects, documentId: string): readonly string[] {
  const changes = ordered.mayStand().ofStep('orderChange');
  const others = changes.all.filter((effect) => effect.documentId !== documentId);
  return [...new Set(others.flatMap(({ entries }) => entries.map(({ item }) => item)))];
}
