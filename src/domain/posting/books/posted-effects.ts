import { plus } from '../../money/money';
import type { Book, Entry } from './entry';
import type { Reference } from '../look';
import type { PostingStage } from '../stages/posting-stage';
import { reaches } from '../stages/posting-stage';
import type { PostingState } from '../stages/posting-state';

/** How a posting came to be: sent by us, or entered because it stands there all the same. */
export type Origin = 'sent' | 'byHand' | 'accepted' | 'seen' | 'linked' | 'takenOver';

/** One document's part in one posting, or what counts for it although nothing was posted (`posting` null). */
export interface PostedEffect {
  readonly documentId: string;
  readonly step: string;
  readonly entries: readonly Entry[];
  readonly posting: {
    readonly key: string;
    readonly system: string;
    readonly kind: string;
    /** The plan that it was made by. */
    readonly planId: string | null;
    readonly ordinal: number;
    readonly state: PostingState;
    readonly stage: PostingStage | null;
    readonly origin: Origin;
    readonly subject: string;
    readonly supplier: string;
    readonly number: string;
    readonly reference: Reference | null;
    readonly facts: Readonly<Record<string, string>>;
    /** The decision that asked for it. */
    readonly because: string | null;
  } | null;
}

/** What counts for an item, to date. */
export interface ItemSum {
  readonly gross: string;
  readonly withheld: string;
}

/** What is posted: pure, fed by rows, asked for sums. Nobody else adds up what stands. */
export class PostedEffects {
  readonly all: readonly PostedEffect[];

  constructor(effects: readonly PostedEffect[]) {
    this.all = effects;
  }

  /** What stands, or counts without a posting; from `stage` on where one is given. */
  standing(stage?: PostingStage): PostedEffects {
    return this.#where(({ posting }) => {
      if (posting === null) return stage === undefined;
      return posting.state === 'confirmed' && (stage === undefined || reaches(posting.stage, stage));
    });
  }

  /** What stands or may stand: a call may be under way, or nobody knows. */
  mayStand(): PostedEffects {
    return this.#where(({ posting }) => posting !== null && ['sent', 'uncertain', 'confirmed'].includes(posting.state));
  }

  ofStep(step: string): PostedEffects {
    return this.#where((effect) => effect.step === step);
  }

  ofDocument(documentId: string): PostedEffects {
    return this.#where((effect) => effect.documentId === documentId);
  }

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** The newest of a step, by ordinal. */
  newest(step: string): PostedEffect | null {
    const own = this.all.filter((effect) => effect.step === step && effect.posting !== null);
    return own.toSorted((a, b) => (a.posting?.ordinal ?? 0) - (b.posting?.ordinal ?? 0)).at(-1) ?? null;
  }

  byAccount(book: Book): ReadonlyMap<string, string> {
    const sums = new Map<string, string>();
    for (const entry of this.#entries()) {
      if (entry.book === book) sums.set(entry.account, plus(sums.get(entry.account) ?? '0', entry.amount));
    }
    return sums;
  }

  byItem(): ReadonlyMap<string, ItemSum> {
    return bookedBy(this.#entries());
  }

  #entries(): readonly Entry[] {
    return this.all.flatMap((effect) => effect.entries);
  }

  #where(holds: (effect: PostedEffect) => boolean): PostedEffects {
    return new PostedEffects(this.all.filter(holds));
  }
}

/** What entries come to for each item under later numbers. */
export function bookedBy(entries: readonly Entry[]): ReadonlyMap<string, ItemSum> {
  const sums = new Map<string, ItemSum>();
  for (const { item, gross, withheld, book } of entries) {
    if (item === '' || (book !== 'cost' && book !== 'order')) continue;
    const sofar = sums.get(item) ?? { gross: '0', withheld: '0' };
    sums.set(item, { gross: plus(sofar.gross, gross), withheld: plus(sofar.withheld, withheld) });
  }
  return sums;
}
