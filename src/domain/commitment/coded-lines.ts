import { olderLines } from './older-lines';
import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import { resume } from '../holds/remedy';
import { equals, isDecimalText, isNegative, isWholeUnits, isZero, sum, toAmount } from '../money/money';
import { readableAmount } from '../money/readable-amount';
import { resolve } from '../coding/code-lines';
import { codeText, segmentCodes } from '../coding/segment-codes';
import { cutText } from '../text/cut-text';
import type { Chart, Segments } from '../coding/chart';
import type { CommitmentWanted } from './commitment-wanted';
import type { ProcoreContractLine } from '../procore/procore-commitments';

/** A line of the contract as it would be ordered. */
export interface CodedContractLine {
  /** Names it for ever: `contract_item:3129856`. */
  readonly item: string;
  readonly description: string;
  /** As the chart prints it. */
  readonly account: string;
  /** The same by segments, with what is no part of its name. */
  readonly target: Segments;
  readonly codes: { readonly subJob: string; readonly code: string; readonly type: string };
  readonly amount: string;
}

/** A line of Procore's that is to be a line of the order. */
export interface SourceLine {
  /** Names it for ever: `contract_item:3129856`. */
  readonly item: string;
  /** The first word of the order line's description; absent: it begins with the code. */
  readonly mark?: string;
  readonly line: ProcoreContractLine;
  readonly amount: string | null;
}

/** What has the lines, for people. */
type Whole = 'commitment' | 'change order' | 'direct cost';

/** How an ERP takes lines. */
export interface LineRules {
  readonly chart: Chart;
  readonly descriptionLength: number;
  /** Why it takes no line of that amount, which is below 0 and readable; null: it takes such lines. */
  readonly refusesNegative:
    ((line: { readonly item: string; readonly name: string; readonly amount: string }, whole: Whole) => Problem) | null;
}

interface Coded {
  readonly lines: readonly CodedContractLine[];
  readonly problems: readonly Problem[];
}

/** The contract's own lines with their amounts. Quantity times unit cost is never worked out again. */
export function codedContractLines(wanted: CommitmentWanted, rules: LineRules, currency: string): Coded {
  const { commitment, atGoLive } = wanted;
  const left = atGoLive?.choice === 'balance' ? atGoLive.left : null;
  const source = [...olderLines(commitment, []), ...wanted.carried].map(({ item, line, amount }): SourceLine => ({
    ...{ item, line, amount: left === null ? amount : (left[item] ?? '0') },
  }));
  const coded = codedLines(wanted, source, { rules, currency, whole: 'commitment' });
  if (left !== null) return coded;
  // Change orders apart: those follow as changes of the order.
  const problems = totalProblems(source, commitment.grandTotal, currency, 'commitment');
  return { ...coded, problems: [...coded.problems, ...problems] };
}

/** Lines with their accounts; those of 0.00 are left out. */
export function codedLines(
  wanted: Pick<CommitmentWanted, 'project' | 'mapping'>,
  source: readonly SourceLine[],
  { rules, currency, whole }: { readonly rules: LineRules; readonly currency: string; readonly whole: Whole },
): Coded {
  const { chart, descriptionLength, refusesNegative } = rules;
  const lines: CodedContractLine[] = [];
  const problems: Problem[] = [];
  for (const { item, mark, line, amount } of source) {
    const name = line.description ?? item;
    if (amount === null || !isDecimalText(amount) || !isWholeUnits(amount, currency)) {
      problems.push(noAmount(line.id, name, amount, whole));
      continue;
    }
    if (isZero(amount)) continue;
    if (isNegative(amount) && refusesNegative !== null) {
      problems.push(refusesNegative({ item, name, amount: readableAmount(amount, currency) }, whole));
    }
    const codes = segmentCodes(line);
    const coding = codes === null ? null : resolve(wanted, codes, chart);
    if (codes === null || coding === null || coding.misfit !== null) {
      problems.push(unmapped(wanted, name, codes, coding?.misfit ?? null));
      continue;
    }
    const hasUnits = line.quantity !== null && isDecimalText(line.quantity) && !isZero(line.quantity);
    const units = hasUnits ? ` (${line.quantity} ${line.uom ?? ''})`.replace(' )', ')') : '';
    const begins = mark === undefined ? '' : `${mark} `;
    lines.push({
      item,
      description: cutText(`${begins}${codeText(codes)} ${name}${units}`, descriptionLength),
      account: chart.print(coding.target),
      target: coding.target,
      codes: { subJob: codes.subJob, code: codes.costCode, type: codes.costType },
      amount: toAmount(amount, currency),
    });
  }
  return { lines, problems };
}

/** The lines sum to the total; a markup that no line has makes them differ. */
export function totalProblems(
  source: readonly SourceLine[],
  grandTotal: string | null,
  currency: string,
  whole: Whole,
): Problem[] {
  const amounts = source.flatMap(({ amount }) => (amount !== null && isDecimalText(amount) ? [amount] : []));
  if (grandTotal === null || !isDecimalText(grandTotal) || equals(sum(amounts), grandTotal)) return [];
  const show = (amount: string): string => readableAmount(amount, currency);
  return [
    {
      reason: 'amountsDiffer',
      kind: 'person',
      field: 'grand_total',
      value: grandTotal,
      message: `The lines of the ${whole} sum to ${show(sum(amounts))}, its total is ${show(grandTotal)}.`,
      remedies: [{ act: 'inProcore', text: `Correct the ${whole} in Procore` }],
    },
  ];
}

function noAmount(id: string, name: string, amount: string | null, whole: Whole): Problem {
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: 'line_items.amount',
    value: amount ?? '',
    message: `Line ${id} "${name}" of the ${whole} has ${amount === null ? 'no amount' : `an amount of ${amount}, which is none of its currency`}.`,
    remedies: [{ act: 'inProcore', text: 'Correct the line in Procore' }],
  };
}

function unmapped(
  { project }: Pick<CommitmentWanted, 'project'>,
  name: string,
  codes: ReturnType<typeof segmentCodes>,
  misfit: string | null,
): Problem {
  if (codes === null) {
    return {
      reason: 'unmappedCostCode',
      kind: 'person',
      field: 'line_items.wbs_code',
      value: '',
      message: `"${name}" has no cost code, so no account can be found for it.`,
      remedies: [{ act: 'inProcore', text: 'Give the line a cost code in Procore', andThen: resume }],
    };
  }
  const { subJob, costCode, costType } = codes;
  const projectName = project.number ?? `id:${project.id}`;
  return {
    reason: 'unmappedCostCode',
    kind: 'person',
    field: 'wbs_code',
    value: codeText(codes),
    message:
      misfit === null
        ? `Cost code ${codeText(codes)} of project ${projectName} has no account in the mapping.`
        : `Cost code ${codeText(codes)} of project ${projectName} is mapped to no possible account: ${misfit}.`,
    remedies: [
      {
        act: 'addMapping',
        costCode: { projectId: project.id, project: projectName, subJob, code: costCode, type: costType },
      },
    ],
    causeKey: causeKey.costCode(project.id, subJob, costCode, costType),
  };
}
