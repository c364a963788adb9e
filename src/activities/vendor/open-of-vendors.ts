import { isOpenContract } from '../../domain/commitment/in-force';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';

const mostNamed = 5;

/**
 * What is open of each of these vendors, in words: commitments on which more may be billed, as they were shown last, and documents of
 * its commitments that are on their way. A vendor of which nothing is known to be open is missing.
 */
export async function openOfVendors(
  tx: Tx,
  scope: Scope,
  vendors: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  if (vendors.size === 0) return new Map();
  const open = new Map<string, string[]>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await tx.commitments.shownAfter(scope, after);
    for (const { commitment, openDocuments } of page) {
      const { id, number, vendorId } = commitment;
      const isOpen = isOpenContract(commitment) || openDocuments > 0;
      if (vendorId === null || !vendors.has(vendorId) || !isOpen) continue;
      const documents = openDocuments === 0 ? '' : ` (${String(openDocuments)} on the way)`;
      open.set(vendorId, [...(open.get(vendorId) ?? []), `commitment ${number ?? id}${documents}`]);
    }
    after = page.at(-1)?.commitment.id;
  }
  return new Map([...open].map(([vendor, names]) => [vendor, inWords(names)]));
}

function inWords(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
