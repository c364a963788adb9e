import type { ProcorePort } from '../../clients/procore/procore-port';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { OpeningBalance } from '../../store/ledger/opening-balances';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import type { ConnectionContext } from '../context';
import { withinLimit, type Patience } from '../within-limit';
import { commitmentNames } from './commitment-names';

export interface LinesOfCommitments {
  /** By commitment, those whose lines were read: the keys of its lines and, where a balance has such, of their details. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** By commitment, why the lines could not be read: the balance's are not checked. */
  readonly unchecked: ReadonlyMap<string, string>;
}

type Balance = Pick<OpeningBalance, 'commitmentId' | 'lines'>;

const types = ['WorkOrderContract', 'PurchaseOrderContract'] as const;
const [line, detail] = ['contract_item', 'contract_detail_item'];

/** Whether an item's key names a line of the commitment, or a part of one. */
export function isOfLines(itemKey: string): boolean {
  return [line, detail].some((type) => itemKey.startsWith(`${type}:`));
}

/** What is asked of Procore for one balance. */
interface Wanted {
  readonly projectId: string;
  readonly commitmentId: string;
  /** Null: not known. */
  readonly type: string | null;
  readonly withDetails: boolean;
}

/**
 * The lines that opening balances must name. What was read within the hour, and of which nothing was heard since, is not asked for
 * again unless a line is not among it; else Procore is asked, within its limit of calls: `report` is told what is waited for. A
 * commitment that cannot be shown is told, so that nobody takes its lines for checked.
 */
export async function linesOfBalances(
  { store, ports, connection }: ConnectionContext,
  balances: readonly Balance[],
  report: (line: string) => void,
): Promise<LinesOfCommitments> {
  const keys = new Map<string, ReadonlySet<string>>();
  const unchecked = new Map<string, string>();
  for (const { commitmentId, lines } of balances.filter((one) => one.lines.some(({ itemKey }) => isOfLines(itemKey)))) {
    const found = await store.inTenant(connection.tenantId, async (tx) => ({
      place: await placeOf(tx, connection, commitmentId),
      known: await tx.commitments.upToDate(connection, commitmentId),
      askedAt: await tx.sightings.now(),
    }));
    const { place } = found;
    if (place === null) {
      unchecked.set(commitmentId, 'it has not been read from Procore yet');
      continue;
    }
    const wanted = {
      ...{ projectId: place.projectId, type: place.type, commitmentId },
      withDetails: lines.some(({ itemKey }) => itemKey.startsWith(`${detail}:`)),
    };
    const known = found.known?.commitment ?? null;
    const hasAll = lines.every(
      ({ itemKey }) =>
        !itemKey.startsWith(`${line}:`) || known?.lineItems.some(({ id }) => itemKey === `${line}:${id}`),
    );
    try {
      const procore = await ports.procore(connection);
      const patience = {
        report: (said: string) => {
          report(`reading ${place.name} from Procore: ${said}`);
        },
      };
      const shown = known !== null && hasAll ? known : await commitmentOf(procore, wanted, patience);
      const details = shown === null ? [] : await detailsOf(procore, wanted, shown.type, patience);
      if (shown === null || details === null) {
        unchecked.set(commitmentId, shown === null ? notShown : detailsNotShown);
        continue;
      }
      keys.set(
        commitmentId,
        new Set([...shown.lineItems.map(({ id }) => `${line}:${id}`), ...details.map(({ id }) => `${detail}:${id}`)]),
      );
      if (shown === known) continue;
      await store.inTenant(connection.tenantId, (tx) =>
        tx.commitments.store(connection, place.projectId, shown, found.askedAt),
      );
    } catch (error) {
      const ours = asClientError(error);
      if (ours === null) throw error;
      unchecked.set(commitmentId, ours.message);
    }
  }
  return { keys, unchecked };
}

const notShown = 'Procore does not show it: it was deleted, or the service account may not see it';
const detailsNotShown = 'Procore does not show its schedule of values (line_item_contract_details)';

/** Where Procore has it, and what people call it; null: nobody knows. */
async function placeOf(tx: Tx, scope: Scope, commitmentId: string) {
  const name = (await commitmentNames(tx, scope, [commitmentId]))(commitmentId);
  const [known] = await tx.commitments.named(scope, { ids: [commitmentId] });
  if (known !== undefined) return { ...known, name };
  const [first] = await tx.documents.ofCommitment(scope, documentKinds.requisition.name, commitmentId);
  return first === undefined ? null : { projectId: first.projectId, type: null, name };
}

async function commitmentOf(
  procore: ProcorePort,
  { projectId, commitmentId, type }: Wanted,
  patience: Patience,
): Promise<ProcoreCommitment | null> {
  for (const commitmentType of types.filter((one) => type === null || one === type)) {
    const shown = await withinLimit(
      () => procore.showCommitment({ projectId, commitmentId, commitmentType }),
      patience,
    );
    if (shown !== null) return shown;
  }
  return null;
}

async function detailsOf(
  procore: ProcorePort,
  { projectId, commitmentId, withDetails }: Wanted,
  type: ProcoreCommitment['type'],
  patience: Patience,
) {
  return withDetails ? withinLimit(() => procore.contractDetails({ projectId, commitmentId, type }), patience) : [];
}

/** For people: what was not checked, and why. Empty: all was. */
export function uncheckedText(
  unchecked: LinesOfCommitments['unchecked'],
  nameOf: (commitmentId: string) => string,
): string {
  const byReason = new Map<string, string[]>();
  for (const [id, why] of unchecked) byReason.set(why, [...(byReason.get(why) ?? []), nameOf(id)]);
  return [...byReason]
    .map(([why, [first = '', ...more]]) => {
      const of = more.length === 0 ? `commitment ${first}` : `${more.length + 1} commitments`;
      const names = more.length === 0 ? '' : ` (${[first, ...more].join(', ')})`;
      return `the lines of ${of} were not checked, and count as the file has them: ${why}${names}\n`;
    })
    .join('');
}
