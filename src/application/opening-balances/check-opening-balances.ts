import { documentKinds } from '../../domain/documents/document-kinds';
import { compare, isWholeUnits } from '../../domain/money/money';
import type { ProcoreCommitment } from '../../domain/requisition/procore-documents';
import type { SyncStage } from '../../domain/posting/sync-stage';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { OpeningBalance } from '../../store/ledger/opening-balances';
import type { Scope } from '../../store/scope';
import { commitmentNames } from './commitment-names';

type Balance = Pick<OpeningBalance, 'commitmentId' | 'lastNumber' | 'certified' | 'lines'>;

/** Stages in which something of a requisition stands in the ERP or counts as posted from here. */
const postedFromHere: readonly (SyncStage | null)[] = ['ordered', 'delivered', 'vouchered', 'posted', 'recorded'];

/** What is wrong with balances that read well, as far as the commitments and their requisitions are known here. */
export async function checkOpeningBalances(tx: Tx, scope: Scope, balances: readonly Balance[]): Promise<string[]> {
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
    const own = [...numberFaults(balance, requisitions), ...lineFaults(balance, commitment)];
    faults.push(...own.map((fault) => `commitment ${nameOf(commitmentId)}: ${fault}`));
  }
  return faults;
}

/** Numbers up to `last_number` are never posted; so it must not reach those that are, nor beyond those there are. */
export function numberFaults({ lastNumber }: Balance, requisitions: readonly DocumentRow[]): string[] {
  const numbers = requisitions.flatMap(({ number }) => (number === null ? [] : [number]));
  const highest = Math.max(0, ...numbers);
  const posted = requisitions.find(
    ({ number, stage }) => number !== null && number <= lastNumber && postedFromHere.includes(stage),
  );
  if (posted !== undefined) {
    return [
      `last_number ${lastNumber}: requisition ${posted.number ?? ''} is posted from here (${posted.stage ?? ''}) and would count twice; last_number ends before it`,
    ];
  }
  return numbers.length > 0 && lastNumber > highest
    ? [`last_number ${lastNumber}: the highest requisition in Procore is ${highest}; later ones would never be posted`]
    : [];
}

function lineFaults({ certified, lines }: Balance, commitment: ProcoreCommitment | null): string[] {
  const currency = commitment?.currency.iso ?? '';
  const known = new Set(commitment?.lineItems.map((line) => `contract_item:${line.id}`));
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
    ...lines
      .filter(({ itemKey }) => known.size > 0 && itemKey.startsWith('contract_item:') && !known.has(itemKey))
      .map(({ itemKey }) => `${itemKey} is no line of it; its lines are ${[...known].join(', ')}`),
  ];
}

function absolute(amount: string): string {
  return amount.replace(/^-/, '');
}
