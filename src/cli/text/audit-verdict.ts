import { exitCodes } from '../exit-codes';
import { keptHeadLines, type CheckedHead } from '../../application/audit/check-kept-heads';

import type { CommandResult } from '../output';

interface VerifiedTrail {
  readonly tenant: string;
  readonly entries: number;
  readonly head: { readonly count: string; readonly hash: string } | null;
  readonly faults: readonly string[];
}

/** The first ones say where it begins. */
const shownFaults = 20;

/** What a verification says, and with which exit code. `heads` is null when none were to be looked for. */
export function verdictOf(
  trails: readonly VerifiedTrail[],
  headFile: string | undefined,
  heads: readonly CheckedHead[] | null,
  what: string,
): CommandResult {
  const ok = trails.every((trail) => trail.faults.length === 0) && (heads ?? []).every((head) => head.fault === null);
  const lines = trails.flatMap(({ tenant, entries, head, faults }) => [
    `tenant ${tenant}: ${entries} entries, ${head === null ? 'no head' : `head ${head.count} ${head.hash.slice(0, 16)}`}`,
    ...faults.slice(0, shownFaults).map((fault) => `  FAULT: ${fault}`),
    ...(faults.length > shownFaults ? [`  ... and ${faults.length - shownFaults} more faults; --json names all`] : []),
  ]);
  if (headFile !== undefined && heads !== null) lines.push(...keptHeadLines(headFile, heads));
  return {
    text: `${[...lines, ok ? `${what} is whole` : `${what} has faults`].join('\n')}\n`,
    json: { ok, trails, ...(heads === null ? {} : { heads }) },
    exitCode: ok ? exitCodes.ok : exitCodes.failed,
  };
}
