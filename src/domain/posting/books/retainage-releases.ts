import { compare, plus } from '../../money/money';

/** Retainage that a requisition releases and that AP is to let go of in the ERP. */
export interface RetainageRelease {
  readonly number: number;
  readonly amount: string;
  /** How much of the commitment's retained pay items AP had let go of when it was noted. */
  readonly letGoBefore: string;
}

/**
 * Which of a commitment's releases are done, given how much AP has let go of by now. In the order of their numbers, each
 * by an amount of its own: what one release took is not there for the next.
 */
export function doneReleases<Release extends RetainageRelease>(
  releases: readonly Release[],
  letGo: string,
): readonly Release[] {
  const done: Release[] = [];
  let taken = '0';
  for (const release of [...releases].sort((one, other) => one.number - other.number)) {
    const from = compare(release.letGoBefore, taken) > 0 ? release.letGoBefore : taken;
    taken = plus(from, release.amount);
    if (compare(letGo, taken) < 0) break;
    done.push(release);
  }
  return done;
}
