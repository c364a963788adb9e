import type { ProcessorRunBody } from '../../domain/jde/posting-body';
import type { PassEnd, StepResult } from '../../domain/posting/pass';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { SyncStage } from '../../domain/posting/sync-stage';
import type { ErpGateway, VoucherKey, VoucherState } from '../../clients/erp-gateway';
import type { PostingRow } from '../../store/ledger/posting-row';
import { endWithHold } from '../end-with-hold';
import { erpVoidedProblem } from './erp-voided-problem';
import { postingContext, type PlannedPosting, type PostingContext } from './posting-context';
import { postStep } from './post-step';
import type { ActivityPorts } from '../ports';
import { taxProblem } from './tax-read-back';
import { voucherKeyOf } from './voucher-key';

const jobLookAgainMs = 15_000;

/**
 * Runs the batch voucher processor for this voucher's batch alone, and reads what became of it: `proof` leaves the rows
 * where they are, `final` makes the voucher. A refusal is told by the tables, whatever the job says.
 */
export function createConfirmVoucher(ports: ActivityPorts) {
  const { store } = ports;
  return async function confirmVoucher(posting: PlannedPosting): Promise<StepResult<{ stage: SyncStage }>> {
    const context = await postingContext(ports, posting);
    const mode = context.connection.settings.posting.voucherProcessing;
    const voucher = context.plan.plan.voucher;
    if (mode === 'leave' || voucher === null) return { next: 'go', stage: 'delivered' };
    const gateway = await ports.erp(context.connection);
    const key = await voucherKey(context);

    const before = await stateOf(gateway, key);
    const run = await lastRun(context);
    const isOpen = mode === 'final' && run !== undefined && ['reserved', 'sent', 'uncertain'].includes(run.state);
    // A run whose answer was lost is looked up and confirmed even when its voucher is already there.
    if (before.stage === 'gone' || (before.stage !== 'delivered' && !isOpen)) return settled(context, before);
    if (mode === 'proof') return proof(context, gateway, key);

    if (before.stage === 'delivered' && run?.state === 'uncertain' && run.reference !== null) {
      const state = await gateway.readJobState(run.reference);
      if (state === 'running')
        return { next: 'wait', afterMs: jobLookAgainMs, why: 'the voucher processor is running' };
      // The job may have ended after the tables were read: only what they show now is its result.
      if (state !== 'unknown' && (await stateOf(gateway, key)).stage === 'delivered') return refused(context, run);
    }
    const ran = await postStep<ProcessorRunBody>(ports, context, {
      step: 'processorRun',
      bodyOf: (erpKey) => ({
        kind: 'processorRun',
        erpKey,
        ediUser: key.ediUser,
        ediBatch: key.ediBatch,
        ediTransaction: key.erpKey,
        mode,
        company: key.company,
        supplier: key.supplier,
        invoiceNumber: key.invoiceNumber,
      }),
      port: gateway.processorRun,
      onConfirmed: () => Promise.resolve(),
    });
    if (ran.next === 'go') return settled(context, await stateOf(gateway, key));
    // The job takes its time; once it is over, the tables say what it did.
    return ran.next === 'wait' ? { ...ran, afterMs: Math.min(ran.afterMs, jobLookAgainMs) } : ran;
  };

  /** A proof changes nothing that could be found again; running it twice does no harm. */
  async function proof(
    context: PostingContext,
    gateway: ErpGateway,
    key: VoucherKey,
  ): Promise<StepResult<{ stage: SyncStage }>> {
    await gateway.processorRun.send({
      kind: 'processorRun',
      erpKey: key.erpKey,
      ediUser: key.ediUser,
      ediBatch: key.ediBatch,
      ediTransaction: key.erpKey,
      mode: 'proof',
      company: key.company,
      supplier: key.supplier,
      invoiceNumber: key.invoiceNumber,
    });
    return settled(context, { erpKey: key.erpKey, stage: 'delivered', reference: null, tax: '' });
  }

  /** The job is over and the rows stand unprocessed: the processor refused them. Its next run is a new posting. */
  async function refused(context: PostingContext, run: PostingRow): Promise<PassEnd> {
    const { document, plan } = context;
    await store.inTenant(document.tenantId, async (tx) => {
      await tx.documents.lock(document.id);
      const moved = await tx.postings.move(run, 'rejected');
      if (moved === null) return;
      await tx.audit(document, 'processorRun.rejected', {
        erpKey: run.erpKey,
        ordinal: run.ordinal,
        job: run.reference,
      });
    });
    return endWithHold(ports, document, { problems: [refusedProblem(run)], asOf: plan.asOf });
  }

  async function settled(context: PostingContext, state: VoucherState): Promise<StepResult<{ stage: SyncStage }>> {
    if (state.stage === 'voided' || state.stage === 'gone') {
      return endWithHold(ports, context.document, {
        problems: [erpVoidedProblem(state.erpKey, state.stage)],
        asOf: context.plan.asOf,
      });
    }
    const { stage } = state;
    await store.inTenant(context.document.tenantId, async (tx) => {
      await tx.documents.lock(context.document.id);
      await tx.voucherWatch.setErpStage(context.document.id, state);
      await tx.documents.setStage(context.document.id, stage, false);
    });
    const problem = stage === 'delivered' ? null : taxProblem(context.plan.plan, state.erpKey, state.tax);
    if (problem === null) return { next: 'go', stage };
    return endWithHold(ports, context.document, { problems: [problem], asOf: context.plan.asOf });
  }

  async function voucherKey(context: PostingContext): Promise<VoucherKey> {
    const key = await store.inTenant(context.document.tenantId, (tx) => voucherKeyOf(tx, context.document));
    if (key === null)
      throw new RangeError('the processor runs after its voucher is delivered, and that is not confirmed');
    return key;
  }

  async function lastRun(context: PostingContext): Promise<PostingRow | undefined> {
    const postings = await store.inTenant(context.document.tenantId, (tx) => tx.postings.of(context.document.id));
    return postings.filter((posting) => posting.step === 'processorRun').at(-1);
  }
}

async function stateOf(gateway: ErpGateway, key: VoucherKey): Promise<VoucherState> {
  const [state] = await gateway.readVoucherStates([key]);
  return state ?? { erpKey: key.erpKey, stage: 'gone', reference: null, tax: '' };
}

function refusedProblem(run: PostingRow): Problem {
  const { jobNumber = '', executionServer = '' } = run.reference ?? {};
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'R04110ZA',
    value: jobNumber,
    message:
      `The batch voucher processor R04110ZA (job ${jobNumber}${executionServer === '' ? '' : ` on ${executionServer}`}) ` +
      'ended and left the voucher unprocessed in the batch tables. Its report and the Work Center say why.',
    remedies: [
      {
        act: 'inErp',
        text: 'Mend what the report says (the processor runs again for this batch when it is resumed)',
        andThen: resume,
      },
    ],
  };
}
