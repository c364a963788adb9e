import { sql } from 'kysely';
import type { DocumentKindRow } from '../../domain/documents/document-kinds';
import { choiceKinds } from '../../domain/holds/choice';
import { stagesSaidBy, unbilledStage } from '../../domain/posting/stages/sync-stage';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { DocumentRow } from './documents';

export interface SweepPart {
  readonly projectId: string;
  /** Begins behind this id; '' at the first. */
  readonly after: string;
  readonly limit: number;
}

const settledByHand = stagesSaidBy('person');
/** By these it is settled for one content: it is looked at again, like what is posted. */
const ofOneContent = [...choiceKinds, 'postedByHand'];
const postedStages = stagesSaidBy('posted').filter((stage) => stage !== unbilledStage);

/** Documents that have to be read again although no pass is due. */
export class ToRead {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /**
   * Those of a kind that were heard of since they were last read, or about which an event waits that came since. In the
   * order of their ids.
   */
  async unread(scope: Scope, { name, source }: Pick<DocumentKindRow, 'name' | 'source'>): Promise<DocumentRow[]> {
    return this.#trx
      .selectFrom('document')
      .selectAll()
      .where('connectionId', '=', scope.connectionId)
      .where('kind', '=', name)
      .where(
        sql<boolean>`(
          (news_at is not null and (seen_at is null or news_at >= seen_at))
          or exists (
            select from webhook_event event
            where event.connection_id = document.connection_id and event.outcome is null
              and event.resource = any(${sql.val(source?.resources ?? [])}::text[]) and event.resource_id = document.source_id
              and (document.seen_at is null or event.received_at >= document.seen_at)))`,
      )
      .orderBy('sourceId')
      .execute();
  }

  /**
   * Those of a project that may have been deleted at the source without a word: what is not posted, what was withdrawn, what
   * changed there within the last 90 days, and the newest number of each series, which alone can be deleted. By id.
   */
  async toSweep(scope: Scope, kind: string, { projectId, after, limit }: SweepPart): Promise<DocumentRow[]> {
    return this.#trx
      .selectFrom('document')
      .selectAll()
      .where('connectionId', '=', scope.connectionId)
      .where('kind', '=', kind)
      .where('projectId', '=', projectId)
      .where('sourceId', '>', after)
      .where(
        sql<boolean>`(
          coalesce(stage, '') <> all(${sql.val(settledByHand)}::text[])
          or exists (
            select from decision_member member join decision on decision.id = member.decision_id
            where member.document_id = document.id and decision.kind = any(${sql.val(ofOneContent)}::text[])))`,
      )
      .where(
        sql<boolean>`(
          coalesce(stage, '') <> all(${sql.val(postedStages)}::text[])
          or source_updated_at > now() - interval '90 days'
          or not exists (
            select from document higher
            where higher.connection_id = document.connection_id and higher.commitment_id = document.commitment_id
              and higher.kind = document.kind and higher.number > document.number))`,
      )
      .orderBy('sourceId')
      .limit(limit)
      .execute();
  }
}
