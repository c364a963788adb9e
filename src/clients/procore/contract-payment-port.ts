import { contractPayment, differences, type ContractPaymentBody } from '../../domain/procore/contract-payment';
import { alikeByHand } from '../../domain/payment/by-hand';
import { byHandProblem } from '../../domain/payment/payment-problems';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { Found, Look } from '../../domain/posting/look';
import type { KindAtTarget, Posted } from '../erp-adapter';
import type { ProcorePort } from './procore-port';
import type { EchoNotes } from './echo-notes';

/**
 * Payments of the ERP on their commitments: by the origin id, in the whole list of the commitment, since nothing there can be asked
 * by. What stood when it was planned is neither found nor in the way: it is taken out when the new one is sent.
 */
export function contractPaymentKind(procore: ProcorePort, echoes: EchoNotes): KindAtTarget {
  return {
    kind: contractPayment,
    port: {
      look: async (of) => {
        const looks: Look[] = [];
        for (const one of of) looks.push(await lookFor(procore, one));
        return looks;
      },

      // What people recorded since it was planned may be it: it is asked about, and not written beside.
      ready: async ({ body }) => {
        const { record, adopts, others, projectId, contractId, contractType, currency } = body as ContractPaymentBody;
        if (record === null) return [];
        const shown = { projectId, commitmentId: contractId, commitmentType: contractType };
        if ((await procore.showCommitment(shown)) === null) return [notShown(contractId)];
        if (adopts !== null) return [];
        const all = await procore.contractPayments({ projectId, contractId });
        const newer = all.filter((one) => one.originId === null && !others.includes(one.id));
        const payment = { number: record.checkNumber, amount: record.amount, currency };
        return alikeByHand(
          record,
          newer.map((one) => ({ ...one, isOurs: false })),
        ).map((one, _, alike) => byHandProblem(payment, one, alike.length === 1));
      },

      send: async ({ body }) => {
        const { projectId, contractId, originId, record, adopts } = body as ContractPaymentBody;
        const of = { projectId, contractId };
        if (adopts !== null) {
          await echoes.begun(recordOf(adopts));
          const { updatedAt } = await procore.writeContractPaymentOrigin({ ...of, paymentId: adopts, originId });
          if (updatedAt !== null) await echoes.answered(recordOf(adopts), updatedAt);
          return { contractId, originId };
        }
        // Nothing of ours but what is to be taken out: a look said so just now.
        for (const { id } of await ownPayments(procore, { ...of, originId })) {
          await procore.deleteContractPayment({ ...of, paymentId: id });
        }
        if (record === null) return { contractId, originId };
        const { id, updatedAt } = await procore.createContractPayment({ ...of, originId, record });
        // Before the answer nobody knows what it is called: an event that is here by then is of a record that nobody knows.
        if (id !== null && updatedAt !== null) {
          await echoes.begun(recordOf(id));
          await echoes.answered(recordOf(id), updatedAt);
        }
        return { contractId, originId };
      },
    },
  };
}

const recordOf = (sourceId: string) => ({ kind: 'payment', sourceId }) as const;

async function lookFor(procore: ProcorePort, { key, body }: Posted): Promise<Look> {
  const wanted = body as ContractPaymentBody;
  const own = await ownPayments(procore, wanted);
  const look = { key, strangers: [], running: false };
  const { contractId, originId, record, replaces } = wanted;
  const found = (shown: unknown, stageWord: string, paymentId?: string): Found => ({
    reference: { contractId, originId, ...(paymentId === undefined ? {} : { paymentId }) },
    ...{ stage: 'stands', stageWord, missing: [], shown, facts: {} },
  });
  if (record === null) {
    if (own.length > 0) return { ...look, found: [] };
    const { projectId, contractType } = wanted;
    const shown = await procore.showCommitment({ projectId, commitmentId: contractId, commitmentType: contractType });
    return shown === null
      ? { ...look, found: [], waits: notShown(contractId) }
      : { ...look, found: [found(null, 'deleted')] };
  }
  // What is to be replaced and is as it is to be by now was replaced: only its id may be another.
  const isOld = (id: string): boolean => replaces?.id === id;
  const others = own.filter((one) => !isOld(one.id) || differences(one, wanted).length === 0);
  return { ...look, found: others.map((one) => found(one, '', one.id)) };
}

async function ownPayments(
  procore: ProcorePort,
  { projectId, contractId, originId }: Pick<ContractPaymentBody, 'projectId' | 'contractId' | 'originId'>,
) {
  const all = await procore.contractPayments({ projectId, contractId });
  return all.filter((one) => one.originId === originId);
}

function notShown(contractId: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'contract_id',
    value: contractId,
    message: `Procore does not show the commitment ${contractId}, whose invoice was paid: it was deleted, or the service account may not see it.`,
    remedies: [{ act: 'inProcore', text: 'Give the service account permission on Commitments', andThen: resume }],
  };
}
