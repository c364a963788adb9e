import { amountText, sumOf } from './amount';
import type { CheckedDocument } from './checked-document';
import type { Difference } from './difference';

export interface ReleasedDocument extends Pick<CheckedDocument, 'letGo' | 'release'> {
  readonly name: string;
}

/**
 * Retainage kept as pay items, by commitment: AP lets go of no more than Procore releases, and what counts as released
 * by AP is gone from the retained pay items. Which release is served when is the list's to say.
 */
export function releaseDifferences(projectId: string, documents: readonly ReleasedDocument[]): Difference[] {
  const letGo = sumOf(documents.map((one) => one.letGo));
  const amounts = (isCounted: (isDone: boolean) => boolean) =>
    sumOf(documents.flatMap(({ release }) => (release !== null && isCounted(release.isDone) ? [release.amount] : [])));
  const released = amounts(() => true);
  const done = amounts((isDone) => isDone);
  const concerned = documents.filter((one) => !one.letGo.isZero() || one.release !== null).map((one) => one.name);
  const differ = (message: string): Difference => ({ kind: 'release', projectId, documents: concerned, message });
  if (letGo.greaterThan(released)) {
    return [differ(`AP let go of ${amountText(letGo)} of retainage, Procore releases ${amountText(released)}`)];
  }
  if (done.greaterThan(letGo)) {
    return [differ(`${amountText(done)} counts as released by AP, but AP let go of ${amountText(letGo)}`)];
  }
  return [];
}
