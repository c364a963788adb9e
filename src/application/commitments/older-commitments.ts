import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { OlderCommitment } from '../../store/documents/commitment-choices';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { withinLimit } from '../within-limit';
import { commitmentNames } from '../opening-balances/commitment-names';

export interface ListedOlder extends OlderCommitment {
  /** `4411/SC-4411-003`, or its Procore id. */
  readonly name: string;
  readonly projectNumber: string | null;
}

/** Commitments older than going live, with what was chosen for each. */
export async function listOlderCommitments({ store, connection }: ConnectionContext): Promise<readonly ListedOlder[]> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const older = await tx.commitmentChoices.list(connection);
    const nameOf = await commitmentNames(
      tx,
      connection,
      older.map(({ commitmentId }) => commitmentId),
    );
    const projects = new Map((await tx.projects.list(connection)).map(({ id, number }) => [id, number]));
    return older.map((one) => ({
      ...one,
      name: nameOf(one.commitmentId),
      projectNumber: projects.get(one.projectId) ?? null,
    }));
  });
}

/** As last shown by Procore, else as it shows it now, within its limit of calls; null: it does not. */
export async function commitmentShown(
  { store, ports, connection }: ConnectionContext,
  { name, commitmentId, projectId, type }: Pick<ListedOlder, 'name' | 'commitmentId' | 'projectId' | 'type'>,
  report: (line: string) => void,
): Promise<ProcoreCommitment | null> {
  const { known, askedAt } = await store.inTenant(connection.tenantId, async (tx) => ({
    known: await tx.commitments.load(connection, commitmentId, Infinity),
    askedAt: await tx.sightings.now(),
  }));
  if (known !== null) return known;
  if (type === null) return null;
  const procore = await ports.procore(connection);
  const shown = await withinLimit(() => procore.showCommitment({ projectId, commitmentId, commitmentType: type }), {
    report: (line) => {
      report(`reading ${name} from Procore: ${line}`);
    },
  });
  if (shown !== null) {
    await store.inTenant(connection.tenantId, (tx) => tx.commitments.store(connection, projectId, shown, askedAt));
  }
  return shown;
}

/** Details of its schedule of values; none where Procore does not show it. */
export async function detailsShown(
  { ports, connection }: ConnectionContext,
  { name, projectId, commitmentId }: Pick<ListedOlder, 'name' | 'projectId' | 'commitmentId'>,
  type: ProcoreCommitment['type'],
  report: (line: string) => void,
) {
  const procore = await ports.procore(connection);
  const details = await withinLimit(() => procore.contractDetails({ projectId, commitmentId, type }), {
    report: (line) => {
      report(`reading the schedule of values of ${name} from Procore: ${line}`);
    },
  });
  return details ?? [];
}

/** Choices are of a connection whose ERP takes commitments. */
export async function refuseWithoutCommitments({ ports, connection }: ConnectionContext): Promise<void> {
  const { planners, words } = await ports.erp(connection);
  if (planners.commitment !== undefined) return;
  throw new ActionError('refused', `${words.name} gets no orders of commitments from here: there is nothing to choose`);
}
