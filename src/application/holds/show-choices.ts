import type { ChoiceOffer } from '../../domain/holds/choice';
import type { ConnectionContext } from '../context';
import { offerOf } from './choose-held';
import type { HeldView } from './held-view';
import { showHold } from './show-hold';

/** What may be chosen about a held document, each as it would be done; `offer` null: its hold asks for no choice. */
export async function showChoices(
  context: ConnectionContext,
  wanted: string,
): Promise<{ readonly held: HeldView; readonly offer: ChoiceOffer | null }> {
  const held = await showHold(context, wanted);
  return { held, offer: offerOf(held.hold) };
}
