import type { DocumentKind } from '../documents/document-kinds';
import type { OrderChoiceKind } from '../holds/choice';
import type { Entry } from '../posting/books/entry';
import type { PostedEffects } from '../posting/books/posted-effects';
import type { Reference } from '../posting/look';
import type { PlannedStep } from '../posting/plan/planned-step';
import type { AtGoLive } from './at-go-live';

/** Fact of an order, or of lines on it, `yes` once a person chose that it is closed: all canceled, it is not voided by somebody. */
export const closedFromHere = 'closedFromHere';

/** An order of a commitment that stands, as a person chooses about it. */
export interface OrderInQuestion {
  readonly commitmentId: string;
  /** A change order: only what that has on the order. Null: the whole order. */
  readonly changeOrder: string | null;
  /** What is posted of the commitment and of its change orders. */
  readonly ordered: PostedEffects;
  /** Of its requisitions. */
  readonly bills: PostedEffects;
  readonly atGoLive: AtGoLive | null;
  /** `origin_id` of the commitment in Procore. */
  readonly originId: string | null;
  /** Draft of the newest posting of that step of the commitment; null: there is none. */
  draftOf(step: string): unknown;
  /** `YYYY-MM-DD` in the books' time zone. */
  readonly today: string;
  /** The decision that it is carried out for; `''` while it is only shown. */
  readonly decision: string;
}

type ChosenStep = Pick<PlannedStep, 'step' | 'kind' | 'system' | 'subject' | 'draft' | 'entries'>;

/** What would be done, or why it is not offered, in words. */
export interface OrderOffer {
  readonly kind: Exclude<OrderChoiceKind, 'keepOrder'>;
  readonly says: string;
  /** Null: it is not offered. */
  readonly does: ChosenStep | null;
  /** What is offered of it while something is on its way onto the order, or bills it and is not posted; absent: nothing. */
  readonly underWay?: Pick<OrderOffer, 'says' | 'does'>;
  /** What people are shown of it where it moves nothing in the books; absent: what it moves there. */
  readonly moves?: readonly Entry[];
}

/** What an ERP lets people choose about an order that stands. */
export interface OrderChoices {
  /** Whose choices they are: a commitment's about its order, a change order's about what that has on it. */
  readonly about: readonly DocumentKind[];
  /** The order, by what our ledger knows; null: there is none in force, or it is none of ours to close. */
  orderOf(of: OrderInQuestion): Reference | null;
  /** By what our ledger knows. */
  offers(of: OrderInQuestion): readonly OrderOffer[];
}
