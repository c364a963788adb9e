import type { VoucherBody, JournalBody } from '../../domain/jde/posting-body';
import type { PassEnd } from '../../domain/posting/pass';
import type { Problem } from '../../domain/holds/hold-reason';
import { causeKey } from '../../domain/holds/cause-key';
import { ediBatchFrom } from '../../domain/posting/erp-key';
import type { ErpReference, FoundPosting } from '../../domain/posting/found-posting';
import type { Trx } from '../../store/database';
import type { PostingRow } from '../../store/ledger/postings';
import { endWithHold } from '../end-with-hold';
import { referenceText } from '../../ledger/reference-text';
import { toOrderReference } from './order-reference';
import { postedLines, postingContext, type PlannedPosting, type PostingContext } from './posting-context';
import { postStep } from './post-step';
import type { ActivityPorts } from '../ports';
import { keepRelease, releaseOf } from './retainage-release';

const orderHoldLookAgainMs = 1_800_000;
/** Longer ago than this, what the order's read-back said about a hold is no longer taken for the present. */
const headerHoldMaxAgeMs = 30_000;

/** Posts the plan's voucher (or journal that nets to zero) with a reference to its order, and reads it back complete. */
export function createPostVoucher(ports: ActivityPorts) {
  const { store } = ports;
  return async function postVoucher(posting: PlannedPosting): Promise<{ next: 'go' } | PassEnd> {
    const context = await postingContext(ports, posting);
    const { voucher, journal, order } = context.plan.plan;
    const gateway = await ports.erp(context.connection);
    const standing = order === null ? null : await confirmedOrder(context);
    const orderReference = standing?.reference ?? null;
    if (standing !== null && orderReference !== null) {
      const holds = await gateway.readOrderHolds(orderReference, standing.headerHold);
      if (holds.length > 0) {
        const problems = [orderOnHold(orderReference, holds)];
        return endWithHold(ports, context.document, {
          problems,
          asOf: context.plan.asOf,
          wakeAfterMs: orderHoldLookAgainMs,
        });
      }
    }
    const release = await releaseOf(ports, context.connection, context.document, context.plan.plan);
    const cause = causeKey.requisition(context.document.sourceId);
    const shared = {
      step: 'voucher',
      beforeConfirm: (trx: Trx) => store.versionRows.touch(trx, context.document, [cause]),
      onConfirmed: async (trx: Trx, posting: PostingRow, found: FoundPosting) => {
        await delivered(trx, context, posting, found);
        await keepRelease(ports, trx, context.document, release);
      },
    };
    if (voucher !== null) {
      return postStep<VoucherBody>(ports, context, {
        ...shared,
        bodyOf: (erpKey) => ({
          ...voucher,
          erpKey,
          ediBatch: ediBatchFrom(erpKey),
          order: orderReference === null ? null : toOrderReference(orderReference),
        }),
        port: gateway.voucher,
      });
    }
    if (journal !== null) {
      return postStep<JournalBody>(ports, context, {
        ...shared,
        bodyOf: (erpKey) => ({ ...journal, erpKey, ediBatch: ediBatchFrom(erpKey) }),
        port: gateway.journal,
      });
    }
    return { next: 'go' };
  };

  async function confirmedOrder(context: PostingContext): Promise<StandingOrder> {
    const postings = await store.inTenant(context.document.tenantId, (trx) =>
      store.postings.postingsOf(trx, context.document.id),
    );
    const order = postings.filter((posting) => posting.step === 'order' && posting.state === 'confirmed').at(-1);
    if (order?.reference == null)
      throw new RangeError('the voucher is posted after its order, and that is not confirmed');
    const isRecent = order.confirmedAgoMs !== null && order.confirmedAgoMs < headerHoldMaxAgeMs;
    // A code that was there may be released by now, so only its absence is taken over.
    return { reference: order.reference, headerHold: isRecent && order.facts?.['hold'] === '' ? '' : undefined };
  }

  /** From here on the document counts as posted: later numbers of the commitment go on. */
  async function delivered(trx: Trx, context: PostingContext, posting: PostingRow, found: FoundPosting): Promise<void> {
    const { document, connection } = context;
    const stage = found.stage ?? 'delivered';
    const closes = connection.settings.posting.voucherProcessing === 'leave' || stage !== 'delivered';
    await store.countedLines.countLines(trx, document, await postedLines(ports, trx, context, posting));
    await store.documents.setStage(trx, document.id, stage, !closes);
    const cause = causeKey.requisition(document.sourceId);
    await store.holds.releaseByCause(trx, store.sealed, document, [cause], ports.actor);
  }
}

interface StandingOrder {
  readonly reference: ErpReference;
  /** Empty when the read-back of this pass showed no code on the header; undefined: it must be read. */
  readonly headerHold: '' | undefined;
}

function orderOnHold(order: ErpReference, holds: readonly string[]): Problem {
  return {
    reason: 'orderOnHold',
    kind: 'waiting',
    field: 'HOLD',
    value: holds.join(', '),
    message: `Purchase order ${referenceText({ reference: order })} is on hold in JDE (${holds.join(', ')}): the voucher waits for its release.`,
    fix: 'Release or approve the order in JDE; it goes on by itself within half an hour, or at once with hold resume.',
  };
}
