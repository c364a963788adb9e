import { isGone } from '../domain/posting/stages/posting-stage';
import type { OursFound } from '../clients/erp-adapter';
import { allDocumentKinds } from '../domain/documents/document-kinds';
import { stepActivities } from '../domain/posting/plan/steps';
import type { Plan } from '../domain/posting/plan/planned-step';
import type { Connection } from '../store/connections/connections';
import type { DocumentRow } from '../store/documents/documents';
import type { Store } from '../store/store';
import type { Tx } from '../store/unit-of-work';
import { postingKey } from './posting-key';

/** Ordinals beyond this were never reached by anybody; a key that is found and fits none of them is told. */
const mostOrdinals = 20;
const steps = Object.keys(stepActivities);

/** Something that carries a key like ours, and the kind of posting that it is. */
export interface FoundOfKind extends OursFound {
  readonly kind: string;
  /** It keeps other documents off its subject, as far as it has come. */
  readonly occupies: boolean;
}

export interface RebuiltLedger {
  /** Found in the ERP and known to the ledger already. */
  readonly known: number;
  /** Found in the ERP and missing from the ledger: entered, to be read back and adopted by the next pass. */
  readonly entered: readonly { readonly document: DocumentRow; readonly found: FoundOfKind }[];
  /** Carries a key like ours that belongs to no document of this connection. */
  readonly strange: readonly FoundOfKind[];
  /** Two documents of one step stand in the ERP, or one whose posting the ledger knows as rejected: a person compares. */
  readonly doubtful: readonly { readonly document: DocumentRow; readonly found: FoundOfKind }[];
}

interface Name {
  readonly document: DocumentRow;
  readonly step: string;
  readonly ordinal: number;
}

/**
 * A ledger that was restored to an older state learns what it forgot: each key that stands in the ERP is worked out again
 * from documents, steps and ordinals, and entered as `uncertain`, so that the next pass reads it back and adopts it by the
 * one protocol. Nothing is sent. To be called while the connection may not post, with every document of Procore known.
 */
export async function rebuildLedger(
  store: Store,
  connection: Connection,
  system: string,
  found: readonly FoundOfKind[],
): Promise<RebuiltLedger> {
  const { documents, states } = await store.inTenant(connection.tenantId, async (tx) => ({
    documents: await listAll(tx, connection),
    states: await tx.restores.statesByKey(connection),
  }));
  const names = namesByKey(connection, documents);
  const entered: { document: DocumentRow; found: FoundOfKind }[] = [];
  const doubtful: { document: DocumentRow; found: FoundOfKind }[] = [];
  const strange: FoundOfKind[] = [];
  let known = 0;
  const missing = new Map<string, { name: Name; found: FoundOfKind }>();
  for (const one of found.filter(({ stage }) => !isGone(stage))) {
    const name = names.get(one.key);
    const state = states.get(one.key);
    if (name === undefined) strange.push(one);
    else if (state === 'rejected') doubtful.push({ document: name.document, found: one });
    else if (state !== undefined) known += 1;
    else {
      const place = `${name.document.id}/${name.step}`;
      const other = missing.get(place);
      if (other === undefined || other.name.ordinal > name.ordinal) missing.set(place, { name, found: one });
      // The same voucher may be met in both tables while it is processed.
      if (other !== undefined && other.found.key !== one.key) {
        doubtful.push({ document: name.document, found: other.name.ordinal > name.ordinal ? other.found : one });
      }
    }
  }
  for (const { name, found: one } of missing.values()) {
    await enter(store, connection, system, name, one);
    entered.push({ document: name.document, found: one });
  }
  return { known, entered, strange, doubtful };
}

async function listAll(tx: Tx, connection: Connection): Promise<DocumentRow[]> {
  const documents: DocumentRow[] = [];
  for (const { name } of allDocumentKinds) documents.push(...(await tx.documents.listOfKind(connection, name)));
  return documents;
}

function namesByKey(connection: Connection, documents: readonly DocumentRow[]): Map<string, Name> {
  const names = new Map<string, Name>();
  for (const document of documents) {
    for (const step of steps) {
      for (let ordinal = 1; ordinal <= mostOrdinals; ordinal += 1) {
        names.set(postingKey(connection, document, step, ordinal), { document, step, ordinal });
      }
    }
  }
  return names;
}

async function enter(
  store: Store,
  connection: Connection,
  system: string,
  { document, step, ordinal }: Name,
  found: FoundOfKind,
): Promise<void> {
  await store.inTenant(connection.tenantId, async (tx) => {
    const locked = await tx.documents.lock(document.id);
    await tx.restores.enterFound(locked, {
      system,
      kind: found.kind,
      step,
      ordinal,
      reference: found.reference,
      subject: await subjectOf(tx, locked, step, found),
      occupies: found.occupies,
      keyOf: (earlier) => postingKey(connection, document, step, earlier),
    });
    await tx.audit(document, `${step}.foundByRebuild`, { key: found.key, ordinal, reference: found.reference });
    await tx.documents.hint(locked);
  });
}

/** As the last plan that is left has it; null: none does, or another posting keeps that one. */
async function subjectOf(tx: Tx, document: DocumentRow, step: string, { kind, occupies }: FoundOfKind) {
  if (document.planId === null) return null;
  const { steps } = (await tx.plans.load<Plan>(document.planId)).plan;
  const subject = steps.find((one) => one.step === step && one.kind === kind)?.subject ?? null;
  const isTaken = occupies && subject !== null && (await tx.subjects.occupiedBy(document, subject)) === subject;
  return isTaken ? null : subject;
}
