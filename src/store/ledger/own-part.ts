import { sql } from 'kysely';

// Of a document's part in a posting of another one, plan and decision are its own (migration 0060); of its own posting, the posting's.

export const ownPlan = sql<string | null>`coalesce(effect.plan_id, posting.plan_id)`;
export const ownDecision = sql<string | null>`coalesce(effect.because, posting.because)`;
