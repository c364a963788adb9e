import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import { itemName, listed } from '../requisition/checks/amounts-problem';
import type { ItemAmounts } from '../requisition/item-amounts';
import type { CodedPart, ItemParts } from '../requisition/item-parts';
import { itemParts } from '../requisition/item-parts';
import { isZero, minus, plus, toAmount } from '../money/money';
import { readableAmount } from '../money/readable-amount';
import type { ProcoreCommitment } from '../procore/procore-commitments';
import type { ChangeOrderLine } from '../requisition/prorate-change-order';
import { prorate } from '../requisition/prorate-change-order';
import type { PlannedLine } from '../posting/plan/planned-step';
import type { CommitmentHistory } from '../requisition/commitment-history';
import type { Chart, Segments } from './chart';
import type { CompiledMapping, ResolvedCoding } from './resolve-coding';
import { resolveCoding } from './resolve-coding';
import type { SegmentCodes } from './segment-codes';
import { codeText } from './segment-codes';
import { splitItemKey } from '../requisition/item-key';

interface ProjectFacts {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
}

export interface CodingFacts {
  readonly project: ProjectFacts;
  readonly commitment: ProcoreCommitment | null;
  /** By item id: the lines of the change order that a `whole_change_order_item` stands for. */
  readonly changeOrderLines: Readonly<Record<string, readonly ChangeOrderLine[]>>;
  readonly mapping: CompiledMapping;
  /** Items whose account people said in this document, by the keys of lines; the mapping does not count for them. */
  readonly coded?: Readonly<Record<string, CodedByPeople>>;
}

/** Where an item stands by what people said, as long as it has the code that it had then. */
export interface CodedByPeople {
  /** As the chart prints it. */
  readonly account: string;
  /** Null where it is not known, or it had none. */
  readonly codes: Pick<SegmentCodes, 'subJob' | 'costCode' | 'costType'> | null;
}

/** A planned line, its account by the segments of the chart, with what only units need. */
export interface CodedLine extends Omit<PlannedLine, 'account'> {
  readonly target: Segments;
  readonly quantity: string | null;
  readonly unitOfMeasure: string;
}

export interface CodedLines {
  readonly lines: readonly CodedLine[];
  readonly problems: readonly Problem[];
}

/** One line per item, and per code of a change order that stands for several, with gross or retainage this time. */
export function codeLines(
  facts: CodingFacts & {
    readonly chart: Chart;
    readonly items: readonly ItemAmounts[];
    readonly history: CommitmentHistory;
    readonly currency: string;
  },
): CodedLines {
  const lines: CodedLine[] = [];
  const problems: Problem[] = [];
  const unmapped = new Map<string, { readonly problem: Problem; readonly items: string[] }>();
  for (const amounts of facts.items) {
    if (isZero(amounts.gross) && isZero(amounts.netRetainage)) continue;
    const parts = itemParts(amounts.item, facts);
    if ('problem' in parts) {
      problems.push(parts.problem);
      continue;
    }
    problems.push(...lostCodes(amounts, parts, facts));
    for (const { part, ...share } of sharesOf(amounts, parts, facts)) {
      if (isZero(share.gross) && isZero(share.netRetainage)) continue;
      const coding = codingOf(facts, share.key, part.codes, facts.chart);
      if (coding === null || coding.misfit !== null) {
        const problem = unmappedProblem(facts.project, part.codes, coding);
        const sofar = unmapped.get(problem.causeKey ?? '');
        if (sofar) sofar.items.push(itemName(amounts.item));
        else unmapped.set(problem.causeKey ?? '', { problem, items: [itemName(amounts.item)] });
        continue;
      }
      const { subJob, costCode: code, costType: type } = part.codes;
      lines.push({
        itemKey: share.key,
        costCode: { subJob, code, type },
        target: coding.target,
        description: part.description ?? amounts.item.descriptionOfWork ?? codeText(part.codes),
        gross: amountText(share.gross, facts.currency),
        netRetainage: amountText(share.netRetainage, facts.currency),
        payable: amountText(minus(share.gross, share.netRetainage), facts.currency),
        quantity: parts.isSplit ? null : amounts.item.workCompletedThisPeriodQuantity,
        unitOfMeasure: amounts.item.uom ?? '',
      });
    }
  }
  const unmappedProblems = [...unmapped.values()].map(({ problem, items }) => ({
    ...problem,
    facts: { items: listed(items) },
  }));
  return { lines, problems: [...unmappedProblems, ...problems] };
}

/** The account that people said for the line, unless its code is another by now; else that of the mapping. */
export function codingOf(
  facts: Pick<CodingFacts, 'mapping' | 'project' | 'coded'>,
  key: string,
  codes: SegmentCodes,
  chart: Chart,
): ResolvedCoding | null {
  const mapped = resolve(facts, codes, chart);
  const said = facts.coded?.[key];
  if (said === undefined || (said.codes !== null && codeText({ ...codes, ...said.codes }) !== codeText(codes))) {
    return mapped;
  }
  const isSame = mapped !== null && mapped.misfit === null && chart.print(mapped.target) === said.account;
  return isSame ? mapped : { target: chart.parse(said.account), line: 0, misfit: null };
}

export function resolve(
  { mapping, project }: Pick<CodingFacts, 'mapping' | 'project'>,
  codes: SegmentCodes,
  chart: Chart,
): ResolvedCoding | null {
  return resolveCoding(mapping, { projectId: project.id, projectNumber: project.number, ...codes }, chart);
}

interface Share {
  readonly part: CodedPart;
  readonly key: string;
  readonly gross: string;
  readonly netRetainage: string;
}

/** A change order's share is its part of the amount to date, less what its code was posted before. */
function sharesOf(
  amounts: ItemAmounts,
  { parts, isSplit }: ItemParts,
  { history, currency }: { readonly history: CommitmentHistory; readonly currency: string },
): readonly Share[] {
  const { itemKey: key, gross, netRetainage } = amounts;
  const [only] = parts;
  if (!isSplit) return only ? [{ part: only, key, gross, netRetainage }] : [];
  const weights = parts.map((part) => part.amount);
  const keys = parts.map((part) => splitItemKey(key, part.codes));
  // An opening balance knows the change order as a whole, and so does Procore where the books know nothing.
  const whole = Object.hasOwn(history.lines, key) ? history.lines[key] : undefined;
  const isInBooks = whole !== undefined || keys.some((own) => Object.hasOwn(history.lines, own));
  const unsplit = isInBooks
    ? { total: whole?.gross ?? '0', withheld: whole?.withheld ?? '0' }
    : { total: amounts.totalBefore, withheld: amounts.withheldBefore };
  const split = (amount: string): readonly string[] => prorate(amount, weights, currency);
  const [totals, withheld, totalsBefore, withheldBefore] = [
    split(amounts.total),
    split(amounts.withheld),
    split(unsplit.total),
    split(unsplit.withheld),
  ];
  return parts.map((part, index) => {
    const own = keys[index] ?? key;
    const posted = history.lines[own];
    const grossBefore = plus(totalsBefore[index] ?? '0', posted?.gross ?? '0');
    const retainedBefore = plus(withheldBefore[index] ?? '0', posted?.withheld ?? '0');
    return {
      part,
      key: own,
      gross: minus(totals[index] ?? '0', grossBefore),
      netRetainage: minus(withheld[index] ?? '0', retainedBefore),
    };
  });
}

/** Codes of a change order that were posted before and that it no longer has: prorating would lose their amounts. */
function lostCodes(
  { item, itemKey: key }: ItemAmounts,
  { parts }: ItemParts,
  { history, currency }: { readonly history: CommitmentHistory; readonly currency: string },
): Problem[] {
  const show = (amount: string): string => readableAmount(amount, currency);
  const known = new Set(parts.map((part) => splitItemKey(key, part.codes)));
  const lost = Object.entries(history.lines).filter(
    ([own, line]) => own.startsWith(`${key}/`) && !known.has(own) && !(isZero(line.gross) && isZero(line.withheld)),
  );
  if (lost.length === 0) return [];
  const names = lost.map(([own]) => own.slice(key.length + 1));
  return [
    {
      reason: 'amountsDiffer',
      kind: 'person',
      field: 'line_items.wbs_code',
      value: names.join(', '),
      message: `${itemName(item)}: ${names.join(', ')} was posted for its change order before, but the change order no longer has that code.`,
      remedies: [{ act: 'inProcore', text: 'Restore the cost code of the change order in Procore' }],
      facts: {
        items: listed(lost.map(([own, line]) => `${own}: posted ${show(line.gross)}, withheld ${show(line.withheld)}`)),
      },
    },
  ];
}

/** Fixed decimals where the amount has no more; retainage of a single line may carry parts of a cent. */
function amountText(amount: string, currency: string): string {
  try {
    return toAmount(amount, currency);
  } catch {
    return amount;
  }
}

function unmappedProblem(project: ProjectFacts, codes: SegmentCodes, coding: ResolvedCoding | null): Problem {
  const { subJob, costCode, costType } = codes;
  const name = codeText(codes);
  const projectName = project.number ?? `id:${project.id}`;
  return {
    reason: 'unmappedCostCode',
    kind: 'person',
    field: 'wbs_code',
    value: name,
    message:
      coding === null
        ? `Cost code ${name} of project ${projectName} (${project.name}) has no account in the mapping.`
        : `Cost code ${name} of project ${projectName} is mapped by line ${coding.line}, but to no possible account: ${coding.misfit ?? ''}.`,
    remedies: [
      {
        act: 'addMapping',
        costCode: { projectId: project.id, project: projectName, subJob, code: costCode, type: costType },
      },
    ],
    causeKey: causeKey.costCode(project.id, subJob, costCode, costType),
  };
}
