import type { VoucherBody, JournalBody } from '../../domain/jde/posting-body';
import type { PassEnd } from '../../domain/posting/pass';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import { causeKey } from '../../domain/holds/cause-key';
import { ediBatchFrom } from '../../domain/posting/erp-key';
import type { ErpReference, FoundPosting } from '../../domain/posting/found-posting';
import type { Tx } from '../../store/unit-of-work';
import type { PostingRow } from '../../store/ledger/posting-row';
import { endWithHold } from '../end-with-hold';
import { referenceText } from '../../ledger/reference-text';
import { toOrderReference } from '../../domain/jde/order-reference';
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
    const shared = {
      step: 'voucher',
      // From here on the document counts as posted: later numbers of the commitment go on.
      mends: [causeKey.requisition(context.document.sourceId)],
      onConfirmed: (tx: Tx, posting: PostingRow, found: FoundPosting) => delivered(tx, context, posting, found),
      lastly: (tx: Tx) => keepRelease(tx, context.document, release),
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
    const postings = await store.inTenant(context.document.tenantId, (tx) => tx.postings.of(context.document.id));
    const order = postings.filter((posting) => posting.step === 'order' && posting.state === 'confirmed').at(-1);
    if (order?.reference == null)
      throw new RangeError('the voucher is posted after its order, and that is not confirmed');
    const isRecent = order.confirmedAgoMs !== null && order.confirmedAgoMs < headerHoldMaxAgeMs;
    // A code that was there may be released by now, so only its absence is taken over.
    return { reference: order.reference, headerHold: isRecent && order.facts?.['hold'] === '' ? '' : undefined };
  }

  async function delivered(tx: Tx, context: PostingContext, posting: PostingRow, found: FoundPosting): Promise<void> {
    const { document, connection } = context;
    const stage = found.stage ?? 'delivered';
    const closes = connection.settings.posting.voucherProcessing === 'leave' || stage !== 'delivered';
    await tx.countedLines.count(document, await postedLines(tx, context, posting));
    await tx.documents.setStage(document.id, stage, !closes);
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
    remedies: [
      { act: 'inErp', text: 'Release or approve the order in JDE; it then goes on by itself within half an hour' },
      resume,
    ],
  };
}
