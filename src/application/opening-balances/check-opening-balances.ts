import { documentKinds } from '../../domain/documents/document-kinds';
import { compare, isWholeUnits } from '../../domain/money/money';
import { isSaidBy } from '../../domain/posting/stages/sync-stage';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { OpeningBalance } from '../../store/ledger/opening-balances';
import type { Scope } from '../../store/scope';
import { commitmentNames } from './commitment-names';
import { isOfLines, type LinesOfCommitments } from './lines-of-balances';

type Balance = Pick<OpeningBalance, 'commitmentId' | 'lastNumber' | 'certified' | 'lines'>;

/**
 * What is wrong with balances that read well, as far as their requisitions are known here and the lines of their
 * commitments could be read (`linesOfBalances`).
 */
export async function checkOpeningBalances(
  tx: Tx,
  scope: Scope,
  balances: readonly Balance[],
  lines: LinesOfCommitments,
): Promise<string[]> {
  const nameOf = await commitmentNames(
    tx,
    scope,
    balances.map((balance) => balance.commitmentId),
  );
  const faults: string[] = [];
  for (const balance of balances) {
    const { commitmentId } = balance;
    const commitment = await tx.commitments.load(scope, commitmentId, Infinity);
    const requisitions = await tx.documents.ofCommitment(scope, documentKinds.requisition.name, commitmentId);
    const own = [
      ...numberFaults(balance, requisitions, await standingOf(tx, balance, requisitions)),
      ...amountFaults(balance, commitment?.currency.iso ?? ''),
      ...lineFaults(balance, lines.keys.get(commitmentId) ?? null),
    ];
    faults.push(...own.map((fault) => `commitment ${nameOf(commitmentId)}: ${fault}`));
  }
  return faults;
}

/** Numbers that the balance would cover and of which something stands or may stand, whatever stage the document is in. */
async function standingOf(
  tx: Tx,
  { lastNumber }: Balance,
  requisitions: readonly DocumentRow[],
): Promise<ReadonlySet<number>> {
  const standing = new Set<number>();
  for (const { id, number } of requisitions) {
    if (number === null || number > lastNumber) continue;
    const effects = await tx.effects.of(id);
    if (!effects.standing().isEmpty || !effects.mayStand().isEmpty) standing.add(number);
  }
  return standing;
}

/** Numbers up to `last_number` are never posted; so it must not reach those that are, nor beyond those there are. */
export function numberFaults(
  { lastNumber }: Balance,
  requisitions: readonly DocumentRow[],
  standing: ReadonlySet<number>,
): string[] {
  const numbers = requisitions.flatMap(({ number }) => (number === null ? [] : [number]));
  const highest = Math.max(0, ...numbers);
  const posted = requisitions.find(
    ({ number, stage }) =>
      number !== null && number <= lastNumber && (isSaidBy('posted', stage) || standing.has(number)),
  );
  if (posted !== undefined) {
    return [
      `last_number ${lastNumber}: requisition ${posted.number ?? ''} is posted from here, or may be (${posted.stage ?? ''}), and would count twice; last_number ends before it`,
    ];
  }
  return numbers.length > 0 && lastNumber > highest
    ? [`last_number ${lastNumber}: the highest requisition in Procore is ${highest}; later ones would never be posted`]
    : [];
}

function amountFaults({ certified, lines }: Balance, currency: string): string[] {
  const amounts = [certified, ...lines.flatMap(({ billed, stored, withheld }) => [billed, stored, withheld])];
  const broken = amounts.find((amount) => !isWholeUnits(amount, currency));
  return [
    ...(broken === undefined ? [] : [`${broken} has more decimals than ${currency || 'the currency'} takes`]),
    ...lines
      .filter(({ billed, stored }) => compare(absolute(stored), absolute(billed)) > 0)
      .map(
        ({ itemKey, billed, stored }) =>
          `${itemKey}: stored ${stored} is more than billed ${billed}; what is billed includes what is stored`,
      ),
  ];
}

/** Change orders are not lines of the commitment: the first requisition that bills one tells. */
export function lineFaults({ lines }: Pick<Balance, 'lines'>, known: ReadonlySet<string> | null): string[] {
  if (known === null) return [];
  return lines
    .filter(({ itemKey }) => isOfLines(itemKey) && !known.has(itemKey))
    .map(({ itemKey }) => `${itemKey} is no line of it; its lines are ${[...known].join(', ') || 'none'}`);
}

function absolute(amount: string): string {
  return amount.replace(/^-/, '');
}
