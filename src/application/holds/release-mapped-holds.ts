import type { Chart, Segments } from '../../domain/coding/chart';
import { causeKey } from '../../domain/holds/cause-key';
import { codeText, segmentCodes, type CodedSource, type SegmentCodes } from '../../domain/coding/segment-codes';
import { itemParts } from '../../domain/requisition/item-parts';
import type { MappingRow } from '../../domain/coding/mapping-row';
import {
  compileMapping,
  resolveCoding,
  type CodingKey,
  type CompiledMapping,
} from '../../domain/coding/resolve-coding';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { StandingHold } from '../../store/holds/holds';
import type { Scope } from '../../store/scope';
import { costCodeOfCause } from './cost-code-of-cause';

/** Kinds that are stored as Procore shows them, each line with its code. */
const linedKinds: ReadonlySet<string> = new Set(['commitment', 'changeOrder', 'directCost']);

interface ChangedRows {
  readonly before: readonly MappingRow[];
  readonly after: readonly MappingRow[];
  readonly chart: Chart;
}

/** Lets go on what a new mapping resolves. */
export async function releaseMappedHolds(tx: Tx, scope: Scope, mapping: ChangedRows): Promise<StandingHold[]> {
  const resolved = await mappedHolds(tx, scope, mapping);
  await tx.holds.releaseAll(resolved);
  return resolved;
}

/**
 * What a new mapping resolves: documents all of whose unmapped cost codes have an account now, and documents that wait for an
 * account which their lines are no longer coded to.
 */
export async function mappedHolds(tx: Tx, scope: Scope, mapping: ChangedRows): Promise<StandingHold[]> {
  const projects = await tx.projects.list(scope);
  const numbers = new Map(projects.map((project) => [project.id, project.number]));
  const keyOf = (projectId: string, codes: SegmentCodes): CodingKey => ({
    projectId,
    projectNumber: numbers.get(projectId) ?? null,
    ...codes,
  });
  const before = compileMapping(mapping.before);
  const after = compileMapping(mapping.after);

  const isMapped = (key: CodingKey): boolean => resolveCoding(after, key, mapping.chart)?.misfit === null;
  // A cause names a code by its text; what is mapped by its id shows in the document's own codes.
  const byId = async (held: StandingHold, causes: readonly CodingKey[]): Promise<boolean> => {
    if (after.byWbsCode.size === 0) return false;
    const codings = await codingsOf(tx, held.document, keyOf);
    return causes.every((cause) => codings.some((key) => codeText(key) === codeText(cause) && isMapped(key)));
  };
  const unmapped = await tx.holds.standing(scope, { causePrefix: 'cost-code:' });
  const released: StandingHold[] = [];
  for (const held of unmapped) {
    const causes = held.causeKeys.flatMap((key) => costCodeOfCause(key) ?? []);
    const open = causes.map((cause) => keyOf(cause.projectId, cause)).filter((key) => !isMapped(key));
    if (open.length === 0 || (await byId(held, open))) released.push(held);
  }

  const waiting = await tx.holds.standing(scope, { causePrefix: 'account:' });
  for (const held of waiting) {
    if (unmapped.some((other) => other.hold.id === held.hold.id)) continue;
    const codings = await codingsOf(tx, held.document, keyOf);
    if (recoded(held, codings, { before, after, chart: mapping.chart })) released.push(held);
  }
  return released;
}

function recoded(
  held: StandingHold,
  codings: readonly CodingKey[],
  {
    before,
    after,
    chart,
  }: { readonly before: CompiledMapping; readonly after: CompiledMapping; readonly chart: Chart },
): boolean {
  const waitsFor = new Set(held.causeKeys);
  return codings.some((key) => {
    const was = resolveCoding(before, key, chart);
    if (was === null) return false;
    const is = resolveCoding(after, key, chart);
    if (is !== null && isSame(is.target, was.target, chart)) return false;
    // The key names an account, or only a segment of it: a job, a cost centre.
    const names = [chart.print(was.target), ...Object.values(was.target)];
    return names.some((name) => waitsFor.has(causeKey.account(name)));
  });
}

function isSame(one: Segments, other: Segments, { segments }: Chart): boolean {
  return segments.every(({ name }) => one[name] === other[name]);
}

/** The codes of a document's lines, as it was last read. */
export async function codingsOf(
  tx: Tx,
  document: DocumentRow,
  keyOf: (projectId: string, codes: SegmentCodes) => CodingKey,
): Promise<CodingKey[]> {
  if (linedKinds.has(document.kind)) {
    const shown = await tx.snapshots.load<{ readonly lineItems: readonly CodedSource[] }>(document);
    return (shown?.content?.lineItems ?? []).flatMap((line) => {
      const codes = segmentCodes(line);
      return codes === null ? [] : [keyOf(document.projectId, codes)];
    });
  }
  if (document.kind !== 'requisition' || document.commitmentId === null) return [];
  const snapshot = await tx.snapshots.load<RequisitionContent>(document);
  const content = snapshot?.content ?? null;
  if (content === null) return [];
  const commitment = await tx.commitments.load(document, document.commitmentId, Number.POSITIVE_INFINITY);
  return content.requisition.items.flatMap((item) => {
    const parts = itemParts(item, { commitment, changeOrderLines: content.changeOrderLines ?? {} });
    return 'problem' in parts ? [] : parts.parts.map((part) => keyOf(document.projectId, part.codes));
  });
}
