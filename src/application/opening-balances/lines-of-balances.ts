import type { ProcorePort } from '../../clients/procore/procore-port';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { OpeningBalance } from '../../store/ledger/opening-balances';
import type { ConnectionContext } from '../context';

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

/**
 * The lines that opening balances must name. Procore is asked for them: what was listed has none, and what was shown once
 * may have been changed. A commitment that cannot be shown is told, so that nobody takes its lines for checked.
 */
export async function linesOfBalances(
  { store, ports, connection }: ConnectionContext,
  balances: readonly Balance[],
): Promise<LinesOfCommitments> {
  const keys = new Map<string, ReadonlySet<string>>();
  const unchecked = new Map<string, string>();
  for (const { commitmentId, lines } of balances.filter((one) => one.lines.some(({ itemKey }) => isOfLines(itemKey)))) {
    const place = await store.inTenant(connection.tenantId, async (tx) => {
      const [known] = await tx.commitments.named(connection, { ids: [commitmentId] });
      if (known !== undefined) return known;
      const [first] = await tx.documents.ofCommitment(connection, documentKinds.requisition.name, commitmentId);
      return first === undefined ? null : { projectId: first.projectId, type: null };
    });
    if (place === null) {
      unchecked.set(commitmentId, 'it has not been read from Procore yet');
      continue;
    }
    const wanted = {
      ...place,
      commitmentId,
      withDetails: lines.some(({ itemKey }) => itemKey.startsWith(`${detail}:`)),
    };
    try {
      const read = await readLines(await ports.procore(connection), wanted);
      if (typeof read === 'string') {
        unchecked.set(commitmentId, read);
        continue;
      }
      keys.set(commitmentId, read.keys);
      await store.inTenant(connection.tenantId, (tx) =>
        tx.commitments.store(connection, place.projectId, read.commitment),
      );
    } catch (error) {
      const known = asClientError(error);
      if (known === null) throw error;
      unchecked.set(commitmentId, known.message);
    }
  }
  return { keys, unchecked };
}

async function readLines(
  procore: ProcorePort,
  of: { projectId: string; commitmentId: string; type: string | null; withDetails: boolean },
): Promise<{ readonly commitment: ProcoreCommitment; readonly keys: ReadonlySet<string> } | string> {
  const { projectId, commitmentId } = of;
  for (const type of types.filter((one) => of.type === null || one === of.type)) {
    const commitment = await procore.showCommitment({ projectId, commitmentId, commitmentType: type });
    if (commitment === null) continue;
    const details = of.withDetails ? await procore.contractDetails({ projectId, commitmentId, type }) : [];
    if (details === null) return 'Procore does not show its schedule of values (line_item_contract_details)';
    const keys = [
      ...commitment.lineItems.map(({ id }) => `${line}:${id}`),
      ...details.map(({ id }) => `${detail}:${id}`),
    ];
    return { commitment, keys: new Set(keys) };
  }
  return 'Procore does not show it: it was deleted, or the service account may not see it';
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
      return `the lines of ${of} were not checked: ${why}${names}\n`;
    })
    .join('');
}
