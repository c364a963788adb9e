import { equals } from '../money/money';
import type { KnownAtSending, PostingKind } from '../posting/posting-kind';
import type { ProcoreContractLine } from './procore-commitments';
import { inProcore } from './in-procore';

export interface ContractLine {
  /** The order line's id. */
  readonly originId: string;
  readonly description: string;
  readonly wbsCodeId: string;
  readonly amount: string;
}

export interface OrderContractLines {
  readonly projectId: string;
  readonly originId: string;
  readonly lines: readonly ContractLine[];
  /** What we wrote last: only what stands so is written over. */
  readonly base: readonly ContractLine[];
}

export interface OrderContractLinesBody extends OrderContractLines {
  readonly kind: 'orderContractLines';
  readonly contractId: string;
}

/** What a look shows: what of the contract's lines is neither as it is to be nor as it was written. */
export interface ShownLines {
  readonly differences: readonly string[];
}

/** All lines of the commitment that stands for an order: an absolute target. */
export const orderContractLines: PostingKind<OrderContractLines, OrderContractLinesBody> = {
  ...inProcore,
  name: 'orderContractLines',
  called: 'lines of the commitment',
  nature: 'sets',

  parse: (stored) => {
    const body = stored as OrderContractLinesBody | null;
    if (body?.kind !== 'orderContractLines') throw new RangeError('the stored body is no orderContractLines');
    return body;
  },

  complete: (draft, known) => ({ ...draft, kind: 'orderContractLines', contractId: contractIdOf(known) }),

  fingerprint: ({ contractId, lines }) => [
    contractId,
    lines.map(({ originId, description, wbsCodeId, amount }) => [originId, description, wbsCodeId, amount]),
  ],

  compare: (_body, { shown }) => (shown as ShownLines).differences,
};

/** The commitment that was made in the step before. */
export function contractIdOf(known: Pick<KnownAtSending, 'earlier'>): string {
  const id = known.earlier('contract')?.reference['contractId'];
  if (id === undefined) throw new RangeError('a commitment has lines and a status after it was made');
  return id;
}

type Standing = Pick<ProcoreContractLine, 'originId' | 'description' | 'wbsCode' | 'amount'>;

/** How the lines of a contract stand to those that are wanted. */
interface LinesCompared {
  /** Each is there as it is to be. */
  readonly areThere: boolean;
  /** What somebody else changed: neither as it is to be nor as it was written. */
  readonly strange: readonly string[];
  /** What would be written, for people. */
  readonly changes: readonly string[];
}

/** A line whose amount, code or text is neither the wanted nor the last written one is a person's, and so is one without an id of ours. */
export function compareLines(
  shown: readonly Standing[],
  { lines, base }: Pick<OrderContractLines, 'lines' | 'base'>,
): LinesCompared {
  const there = new Map(shown.map((line) => [line.originId, line]));
  const before = new Map(base.map((line) => [line.originId, line]));
  const strange: string[] = [];
  const changes: string[] = [];
  for (const line of lines) {
    const standing = there.get(line.originId);
    const was = before.get(line.originId);
    if (standing === undefined) {
      if (was === undefined) changes.push(`line "${line.description}" of ${line.amount} is missing`);
      else strange.push(`line "${line.description}" of ${was.amount} was deleted`);
    } else if (!isAs(standing, line)) {
      if (was !== undefined && isAs(standing, was)) changes.push(changeText(standing, line));
      else strange.push(changeText(standing, line));
    }
  }
  const wanted = new Set(lines.map(({ originId }) => originId));
  const others = shown.filter(({ originId }) => originId === null || !wanted.has(originId));
  for (const { description, amount } of others) {
    strange.push(`line "${description ?? ''}" of ${amount ?? '0'} is none of the order's`);
  }
  return { areThere: strange.length + changes.length === 0, strange, changes };
}

function isAs(standing: Standing, { amount, wbsCodeId }: ContractLine): boolean {
  return equals(standing.amount ?? '0', amount) && standing.wbsCode?.id === wbsCodeId;
}

function changeText(standing: Standing, { description, amount, wbsCodeId }: ContractLine): string {
  const code = standing.wbsCode?.id === wbsCodeId ? '' : ', with another budget code';
  return `line "${description}" is ${standing.amount ?? '0'} in Procore and ${amount} on the order${code}`;
}
