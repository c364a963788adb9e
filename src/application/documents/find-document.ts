import { accrualId } from '../../domain/accrual/accrual';
import { allDocumentKinds, documentKinds } from '../../domain/documents/document-kinds';
import { accrualLabelled } from '../../domain/documents/readable-name';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import { ActionError } from '../action-error';
import { projectNamed } from './project-named';
import { readableNames } from './readable-names';

export const documentArgument =
  'PROJECT/COMMITMENT_NUMBER/NUMBER (of a requisition, or of a change order CO-NUMBER; what is accrued of one at the end of a period has @ and that day behind it), PROJECT/COMMITMENT_NUMBER, requisition/58820 or vendor/27481 (kind/Procore id), 58820 (Procore id), or the id of its workflow';

/** The document a person means. */
export async function findDocumentNamed(tx: Tx, scope: Scope, name: string): Promise<DocumentRow> {
  const [first = '', ...others] = name.split('/');
  if (allDocumentKinds.some((kind) => kind.name === first && kind.source === null)) return madeHere(tx, scope, name);
  const number = others.pop();
  if (number === undefined) {
    const found = await ofProcoreId(tx, scope, name);
    return theOnly(tx, found, name, `no document has the Procore id ${name}`);
  }
  if (others.length === 0) {
    const isKind = allDocumentKinds.some((kind) => kind.name === first);
    const found = isKind
      ? await ofProcoreId(tx, scope, number, first)
      : await commitmentNamed(tx, scope, first, number);
    return theOnly(tx, found, name, `there is no document ${name}`);
  }
  // The id of its workflow, as it is copied from the Temporal UI.
  if (allDocumentKinds.some((kind) => kind.name === first) && others.join('/') === scope.connectionId) {
    const found = await tx.documents.list(scope, { kind: first, sourceId: number });
    return theOnly(tx, found, name, `there is no document ${name}`);
  }
  const accrual = accrualLabelled(number);
  const found = await ofCommitment(tx, scope, {
    first,
    commitment: others.join('/'),
    label: accrual?.accrued ?? number,
  });
  if (accrual === null) return theOnly(tx, found, name, `there is no document ${name}`);
  const accrued = await theOnly(
    tx,
    found,
    name,
    `there is no document ${accrual.accrued} of ${first}/${others.join('/')}`,
  );
  const isOfOrder = accrued.kind === documentKinds.changeOrder.name;
  const of = { kind: isOfOrder ? 'changeOrder' : 'requisition', sourceId: accrued.sourceId } as const;
  const sourceId = accrualId({ ...of, lastDay: accrual.lastDay });
  const accruals = await tx.documents.list(scope, { kind: documentKinds.accrual.name, sourceId });
  return theOnly(tx, accruals, name, `there is no document ${name}`);
}

/** Of a requisition its number, of a change order what it is called. */
async function ofCommitment(
  tx: Tx,
  scope: Scope,
  { first, commitment, label }: { readonly first: string; readonly commitment: string; readonly label: string },
): Promise<readonly DocumentRow[]> {
  const project = await projectNamed(tx, scope, first);
  const known = await tx.commitments.named(scope, { projectId: project.id, number: commitment });
  return tx.documents.list(scope, {
    projectId: project.id,
    commitmentIds: known.length > 0 ? known.map((one) => one.id) : [commitment.replace(/^id:/, '')],
    ...(/^\d{1,9}$/.test(label) ? { number: Number(label) } : { label }),
  });
}

/** `4411/SC-4411-003`: the commitment itself. */
async function commitmentNamed(tx: Tx, scope: Scope, project: string, number: string): Promise<readonly DocumentRow[]> {
  const { id: projectId } = await projectNamed(tx, scope, project);
  const known = await tx.commitments.named(scope, { projectId, number });
  const kind = documentKinds.commitment.name;
  return known.length === 0
    ? []
    : tx.documents.list(scope, { projectId, kind, commitmentIds: known.map(({ id }) => id) });
}

/** Of what is made here the id says what it is of, and may have slashes: `journalRun/NORD 2026-10 USD/1`. */
async function madeHere(tx: Tx, scope: Scope, name: string): Promise<DocumentRow> {
  const slash = name.indexOf('/');
  const [kind, id] = [name.slice(0, slash), name.slice(slash + 1)];
  const ofWorkflow = `${scope.connectionId}/`;
  const sourceId = id.startsWith(ofWorkflow) ? id.slice(ofWorkflow.length) : id;
  return theOnly(tx, await tx.documents.list(scope, { kind, sourceId }), name, `there is no document ${name}`);
}

/** A vendor's document is a party's: people know the vendor. */
async function ofProcoreId(tx: Tx, scope: Scope, id: string, kind?: string): Promise<readonly DocumentRow[]> {
  const party = await tx.documentNames.sourceIdOfVendor(scope, id);
  const own = await tx.documents.list(scope, { sourceId: id, ...(kind === undefined ? {} : { kind }) });
  const ofVendor = party === null ? [] : await tx.documents.list(scope, { sourceId: party });
  return [...own, ...ofVendor.filter((one) => kind === undefined || one.kind === kind)];
}

async function theOnly(tx: Tx, found: readonly DocumentRow[], name: string, missing: string): Promise<DocumentRow> {
  const [only, ...others] = found;
  if (only === undefined) {
    throw new ActionError('notFound', `${missing}; "ml-connector document list" shows what there is`);
  }
  if (others.length > 0) {
    const namesOf = await readableNames(tx, found);
    const choices = found.map((one) => namesOf(one).document).join(', ');
    throw new ActionError('badInput', `"${name}" is ambiguous; say which: ${choices}`);
  }
  return only;
}
