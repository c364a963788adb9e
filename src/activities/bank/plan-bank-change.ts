import type { ErpAdapter } from '../../clients/erp-adapter';
import { documentKinds } from '../../domain/documents/document-kinds';
import { dayIn } from '../../domain/calendar/day-in';
import type { StepResult } from '../../domain/posting/stages/pass';
import type { BankChangeBody, BankChangeState } from '../../domain/vendor/bank/bank-change';
import { bankPostings, isUnderWay } from '../../ledger/bank-postings';
import type { Connection } from '../../store/connections/connections';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { BankChangeRow } from '../../store/vendors/bank-changes';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { keepPlan, type KeptPlan } from '../steps/keep-plan';
import { notPosting } from '../steps/not-posting';
import { planWithFacts } from '../steps/plan-with-facts';
import { endBankChange } from './end-bank-change';

interface Ending {
  readonly state: BankChangeState;
  readonly why: string;
}

/**
 * Plans the one call that applies an approved request; or ends the request, where what it was made for is not so any more, or where it was
 * sent before and did not come to stand: a second call needs a second request.
 */
export function createPlanBankChange(ports: ActivityPorts) {
  const { store } = ports;
  return async function planBankChange(ref: DocumentRef): Promise<StepResult<KeptPlan>> {
    const read = await store.inTenant(ref.tenantId, async (tx) => {
      const connection = await tx.connections.load(ref.connectionId);
      const document = await tx.documents.see(ref, ref);
      const change = await tx.bankChanges.find(ref.sourceId);
      if (change === null) throw new RangeError(`bank change ${ref.sourceId} was never requested`);
      const postings = await bankPostings(tx, document.id);
      const party = await tx.parties.load(change.partyId);
      const effects = await tx.effects.of(document.id);
      return { connection, document, change, postings, party, effects, body: await tx.bankChanges.body(change) };
    });
    const { connection, document, change, postings, party, effects, body } = read;
    const asOf = document.passClock ?? connection.clock;
    const erp = await ports.erp(connection);
    if (!isUnderWay(postings)) {
      const kept = notPosting(connection);
      if (kept !== null) return endWithHold(ports, document, { ...kept, asOf });
      const ending =
        sentInVain(postings) ??
        (party.erpNumber === change.supplier
          ? await changedThere(erp, change, body)
          : { state: 'void' as const, why: 'its vendor is linked with another supplier now' });
      if (ending !== null) {
        return store.inTenant(ref.tenantId, async (tx) => {
          await tx.documents.lock(document.id);
          return endBankChange(tx, document, change, ending);
        });
      }
    }
    const planned = await plan(erp, connection, { change, body, effects });
    if ('problems' in planned) return endWithHold(ports, document, { problems: planned.problems, asOf });
    return keepPlan(ports, {
      ...{ document, documentKind: documentKinds.bankChange, asOf, contentHash: '', made: planned.plan },
      ...{ posted: null, release: null },
    });
  };

  function plan(
    erp: ErpAdapter,
    connection: Connection,
    { change, body, effects }: Pick<Parameters<typeof wantedOf>[0], 'change' | 'body'> & Pick<PlanInput, 'effects'>,
  ) {
    const planner = erp.planners.bankChange;
    if (planner === undefined) throw new RangeError(`${erp.system} takes no bank details from here`);
    return planWithFacts(store, connection, erp, planner, {
      ...{ wanted: wantedOf({ change, body }), effects, decisions: [] },
      today: dayIn(connection.settings.posting.timeZone),
    });
  }
}

type PlanInput = Parameters<typeof planWithFacts>[4];

function wantedOf({ change, body }: { readonly change: BankChangeRow; readonly body: BankChangeBody }) {
  const { id: requestId, supplier, recordType } = change;
  return { requestId, supplier, recordType, details: body.details, before: body.before };
}

/** It was sent, and is known not to have arrived, or to have been refused: never sent again. Null: it was not. */
function sentInVain(postings: readonly PostingRow[]): Ending | null {
  const given = postings.some(({ sends }) => sends > 0);
  if (!given) return null;
  return { state: 'failed', why: 'it was sent once and does not stand in the ERP; it is never sent again' };
}

/** Null: the ERP shows what it showed when it was requested. */
async function changedThere(
  erp: ErpAdapter,
  { supplier, recordType }: BankChangeRow,
  { before }: BankChangeBody,
): Promise<Ending | null> {
  const { bankDetails } = erp;
  if (bankDetails === undefined) return { state: 'void', why: 'posting.bankChanges was switched off' };
  const now = await bankDetails.read(supplier, recordType);
  if (bankDetails.isAsBefore(before, now.shown)) return null;
  return {
    state: 'void',
    why: `the ERP's record was changed after the request, and shows ${now.masked === '' ? 'no account' : now.masked} now`,
  };
}
