import type { Found, Look } from '../../../domain/posting/look';
import type { Posted } from '../../erp-adapter';
import { isUnproven } from '../calls/control-rows';

/**
 * What a look finds of an order or of a change. Of what was known to stand nothing is concluded while Fusion shows no draft of its unit,
 * which hides it as well: a person is told, and it ends by itself when a draft is shown again. Of what was sent and never seen
 * `Unavailable` is thrown.
 */
export async function unlessHidden(
  { key, reference }: Pick<Posted, 'key' | 'reference'>,
  find: () => Promise<readonly Found[]>,
): Promise<Look> {
  try {
    return { key, found: await find(), strangers: [], running: false };
  } catch (error) {
    if (reference === null || !isUnproven(error)) throw error;
    return { key, found: [], strangers: [], running: false, unclear: { why: hidden, others: [] } };
  }
}

const hidden =
  'Fusion shows the integration user no draft purchase order of that procurement business unit, which may be missing access; with any draft of it that it sees it goes on by itself';
