import { documentKinds } from '../../domain/documents/document-kinds';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';

const kinds = [documentKinds.commitment.name, documentKinds.changeOrder.name];

/** What is posted of a commitment's order: its own lines, and those of its change orders. */
export function orderedOf(tx: Tx, scope: Scope, commitmentId: string): Promise<PostedEffects> {
  return tx.effects.ofCommitment(scope, commitmentId, kinds);
}
