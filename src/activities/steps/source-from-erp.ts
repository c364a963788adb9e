import type { StepResult } from '../../domain/posting/stages/pass';
import type { Connection } from '../../store/connections/connections';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { beforePlanning, endUnplanned, type Unplanned } from './before-planning';
import { currentContent } from './current-content';
import type { KeptPlan } from './keep-plan';
import type { PlanSource } from './make-plan';
import type { StepContext } from './step-context';

interface OfKind<Content, Wanted extends PlanSource['wanted']> extends Pick<StepContext, 'documentKind' | 'targets'> {
  /** What stands in Procore is part of what a plan follows from: an edit there is looked at like one of the record in the ERP. */
  contentHash(content: Content): string;
  /** `postings`: all that was ever named to be posted of it, by runs too. */
  wanted(
    tx: Tx,
    read: { readonly connection: Connection; readonly content: Content; readonly postings: readonly PostingRow[] },
  ): Promise<Wanted>;
}

/** What the plan of a record that comes from the ERP is made of; or how the pass ends without one. */
export async function sourceFromErp<Content, Wanted extends PlanSource['wanted']>(
  ports: ActivityPorts,
  ref: DocumentRef,
  { documentKind, targets, ...of }: OfKind<Content, Wanted>,
): Promise<PlanSource<Wanted> | { readonly end: StepResult<KeptPlan> }> {
  const read = await ports.store.inTenant(
    ref.tenantId,
    async (tx): Promise<PlanSource<Wanted> | { readonly unplanned: Unplanned }> => {
      const current = await currentContent<Content>(tx, ref);
      if ('unplanned' in current) return current;
      const { asOf, connection, document, content } = current;
      const contentHash = of.contentHash(content);
      const context = { connection, document, documentKind, targets };
      const unplanned = await beforePlanning(tx, context, { asOf, contentHash, series: [] });
      if (unplanned !== null) return { unplanned };
      const postings = await tx.runs.postingsOf(document.id);
      return {
        ...{ connection, document, asOf, contentHash },
        wanted: await of.wanted(tx, { connection, content, postings }),
        effects: await tx.effects.of(document.id),
        hasPostings: postings.length > 0,
        decisions: await tx.decisions.of(document.id),
        settings: undefined,
      };
    },
  );
  return 'unplanned' in read ? { end: await endUnplanned(ports, read.unplanned) } : read;
}
