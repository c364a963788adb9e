import type { Actor, Behaviour } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import type { Item } from '../items/item';
import { journalBatches } from '../resources/journals';
import { isPosted } from './post-batch';

/** GET, PATCH of completion status and reversal, and DELETE; journals are made by import alone (reference 0). */
export const JOURNAL_BATCHES: Behaviour = {
  update: (actor, batch, body) => {
    const { values } = readValues(journalBatches, body, { when: 'update' });
    actor.state.touch(batch, values, actor.user);
    return batch;
  },
  remove: (actor, batch) => deleteBatch(actor, batch),
};

export function deleteBatch({ state }: Actor, batch: Item): void {
  if (isPosted(batch) || state.settings.deleteBatches === 'refused') {
    throw badRequest(`The batch ${batch.text('BatchName')} cannot be deleted.`);
  }
  state.collection('journalBatches').remove(batch);
}
