import { olderLines } from '../../domain/commitment/older-lines';
import { documentKinds } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { badInput } from '../action-error';
import type { ConnectionContext } from '../context';
import { readCsv } from '../read-csv';
import { changeOrdersShown } from './older-change-orders';
import { commitmentShown, listOlderCommitments, refuseWithoutCommitments, type ListedOlder } from './older-commitments';
import { checkChoiceHeader, readChoices, type ChosenFor, type FindOlder } from './read-choices';

export interface ImportedChoices {
  readonly chosen: readonly (ChosenFor & { readonly name: string })[];
  /** Held documents that go on. */
  readonly released: number;
}

/** Writes what a file chooses for commitments older than going live, all or none, and lets go on what waited for it. */
export async function importChoices(
  context: ConnectionContext,
  file: string,
  text: string,
  report: (line: string) => void = () => undefined,
): Promise<ImportedChoices> {
  const { store, connection } = context;
  await refuseWithoutCommitments(context);
  const csv = readCsv(text, checkChoiceHeader);
  if ('faults' in csv) throw badInput(file, csv.faults);
  const older = await listOlderCommitments(context);
  const named = new Set(csv.rows.map(({ cells }) => `${cells['project']?.trim()}/${cells['commitment']?.trim()}`));
  const lineIds = new Map<string, readonly string[]>();
  const find: FindOlder = (project, commitment) => {
    const found = older.filter(
      (one) =>
        [one.projectNumber, `id:${one.projectId}`].includes(project) &&
        [one.number, `id:${one.commitmentId}`].includes(commitment),
    );
    const [only, other] = found;
    if (only === undefined) return { fault: `${project}/${commitment} is no commitment that is older than going live` };
    if (other !== undefined) return { fault: `${project}/${commitment} is ambiguous; use id:<Procore id>` };
    return { id: only.commitmentId, lineIds: lineIds.get(only.commitmentId) ?? [] };
  };
  for (const one of older) {
    const { projectNumber, projectId, number, commitmentId } = one;
    const names = [projectNumber, `id:${projectId}`].flatMap((project) =>
      [number, `id:${commitmentId}`].map((commitment) => `${project}/${commitment}`),
    );
    if (!names.some((name) => named.has(name))) continue;
    const shown = await commitmentShown(context, one, report);
    const changes = await changeOrdersShown(context, one);
    if (changes === null) {
      throw badInput(file, [`${one.name}: its change orders are not read yet; export the file again in a minute`]);
    }
    lineIds.set(
      commitmentId,
      olderLines({ lineItems: shown?.lineItems ?? [] }, changes).map(({ lineId }) => lineId),
    );
  }
  const read = readChoices(csv.rows, find);
  if ('faults' in read) throw badInput(file, read.faults);
  const oneOf = new Map(older.map((one) => [one.commitmentId, one]));
  return store.inTenant(connection.tenantId, async (tx) => {
    const causes = read.choices.map(({ commitmentId }) => causeKey.order(commitmentId));
    const { released } = await tx.mending(connection, causes, async () => {
      const faults: string[] = [];
      for (const chosen of read.choices) {
        const one = oneOf.get(chosen.commitmentId);
        if (one !== undefined) faults.push(...(await choose(tx, connection, chosen, one)));
      }
      if (faults.length > 0) throw badInput(file, faults);
    });
    await tx.audit(connection, 'commitment.chosen', {
      commitments: read.choices.map(({ commitmentId, choice }) => ({ commitmentId, ...choice })),
    });
    return {
      chosen: read.choices.map((one) => ({ ...one, name: oneOf.get(one.commitmentId)?.name ?? one.commitmentId })),
      released,
    };
  });
}

/** What was posted by an earlier choice stays: gives why it cannot be chosen anew. */
async function choose(
  tx: Tx,
  connection: Connection,
  { commitmentId, choice }: ChosenFor,
  one: ListedOlder,
): Promise<readonly string[]> {
  const own = await tx.documents.find(connection, { kind: documentKinds.commitment.name, sourceId: commitmentId });
  const bills = await tx.documents.ofCommitment(connection, documentKinds.requisition.name, commitmentId);
  const changes = await tx.documents.ofCommitment(connection, documentKinds.changeOrder.name, commitmentId);
  for (const document of [...(own === null ? [] : [own]), ...changes, ...bills]) {
    const isPosted = (await tx.postings.of(document.id)).some(
      ({ state }) => state !== 'rejected' && state !== 'voided',
    );
    if (document.stage !== 'left' && !isPosted) continue;
    const what = document.stage === 'left' ? 'was left' : 'has a posting';
    return [
      `${one.name}: ${document.kind}/${document.sourceId} ${what} by what was chosen before, so nothing else can be chosen`,
    ];
  }
  await tx.commitmentChoices.save(connection, commitmentId, choice);
  const { commitmentId: sourceId, projectId } = one;
  const name = { kind: documentKinds.commitment.name, sourceId };
  await tx.documents.hint(await tx.documents.see(connection, name, { projectId, commitmentId: sourceId }));
  for (const { id } of changes) await tx.documents.hint(await tx.documents.lock(id));
  return [];
}
