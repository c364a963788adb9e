import type { HoldKind, HoldReason } from '../../holds/hold-reason';
import type { SyncStage } from './sync-stage';

/**
 * How one pass over a document ends. Codes, ids and times only: this travels through workflow histories.
 *
 * `again`: something it read has changed meanwhile, begin anew at once. `hold`: a row in the database says why and what
 * ends it. `wait`: nothing is wrong, look again then. `close`: there is nothing left to do.
 */
export type PassEnd =
  | { readonly next: 'again'; readonly why: AgainBecause }
  | { readonly next: 'hold'; readonly hold: HoldSummary }
  | ({ readonly next: 'wait' } & Wait)
  | { readonly next: 'close'; readonly stage: SyncStage | null };

/** Why nothing goes on at the moment, in words for a person, and when to look again. */
export interface Wait {
  readonly afterMs: number;
  readonly why: string;
  /** Where people may or must act: what each does, in markdown. */
  readonly toDo?: readonly string[];
}

/**
 * `mended`: what it would have been held for. `changed`: the document, while it was planned. `overtaken`: another answer of the
 * source was asked for later. `stale`: asked once more right before sending, what was planned may not be sent.
 */
export type AgainBecause = 'mended' | 'changed' | 'overtaken' | 'stale';

export interface HoldSummary {
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  readonly reasons: readonly HoldReason[];
  /** For a hold of the kind `waiting`: when it looks again by itself; null: only its cause ends it. */
  readonly wakeAfterMs: number | null;
}

/** Ends a pass, or lets it go on to its next step. */
export type StepResult<Go> = PassEnd | ({ readonly next: 'go' } & Go);
