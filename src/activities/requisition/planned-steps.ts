import type { PassEnd, StepResult } from '../../domain/posting/pass';
import type { SyncStage } from '../../domain/posting/sync-stage';
import type { StepsAfterPosting } from './posted-already';

export interface PlannedSteps {
  readonly planId: string;
  readonly steps: {
    readonly order: boolean;
    readonly voucher: boolean;
    readonly confirm: boolean;
  } & StepsAfterPosting;
  /** Where the document stands when the last of the steps is done. */
  readonly finalStage: SyncStage;
}

export type PlanOutcome =
  StepResult<PlannedSteps> | { readonly next: 'link'; readonly partyId: string; readonly end: PassEnd };
