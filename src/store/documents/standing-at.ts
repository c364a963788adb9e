import { sql } from 'kysely';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';

/**
 * What is written where a document comes to stand at a stage. `open` says that a workflow must be running for it. What comes to
 * an end is not held any more. `holdId`: the hold that was opened just now; undefined leaves the one that was.
 */
export function standingAt(stage: SyncStage | null, open: boolean, holdId?: string) {
  return {
    ...{ stage, open, runs: null, waitsFor: null, waitsUntil: null, changedAt: sql<Date>`now()` },
    holdId: open ? holdId : null,
  };
}
