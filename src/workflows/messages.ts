import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { HoldReason } from '../domain/holds/hold-reason';
import type { SyncStage } from '../domain/posting/sync-stage';

/** A document on its way, named so that its workflow can be started from anywhere. Ids only. */
export interface DocumentRef {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly projectId: string;
}

/** What an operator sees of a document: codes and ids, nothing personal, no amount. Details stand in the database. */
export interface DocumentView {
  readonly stage: SyncStage;
  readonly reason: HoldReason | null;
  readonly reasons: readonly HoldReason[];
  /** Markdown: what is wrong and what to do next. */
  readonly details: string;
  readonly passes: number;
}

/** The source may have changed: look again. Sticky until the next pass begins. */
export const sourceChanged = defineSignal('sourceChanged');
/** Look again now. The only message that has an effect from the Temporal UI. */
export const resume = defineSignal('resume');
export const view = defineQuery<DocumentView>('view');
