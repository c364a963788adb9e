import type { HeldView } from '../../application/holds/held-view';
import { facts, oneLine } from '../output';
import { inProcore } from './in-procore';
import { problemView, remedyLines } from './remedy-text';

/** A hold as a person reads it: each problem with the act that ends it. */
export function heldText(held: HeldView): string {
  const { name, connectionId, hold } = held;
  const { problems, causeKeys } = hold;
  const head = facts([
    ['document', name],
    ['in Procore', inProcore(held)],
    ['waits', hold.kind === 'person' ? 'for a person' : 'by itself'],
    ['reasons', hold.reasons.join(', ')],
    ['since', hold.since],
    ...(hold.wakeAt === null ? [] : [['looks again', hold.wakeAt] as const]),
    ...(hold.releaseAskedAt === null ? [] : [['release asked', hold.releaseAskedAt] as const]),
    ...(causeKeys.length === 0 ? [] : [['cause keys', causeKeys.join(', ')] as const]),
  ]);
  const texts = problems.map((problem) => {
    const further = Object.entries(problem.facts ?? {}).map(([name, value]) => `    ${name}: ${oneLine(value)}\n`);
    const ends = remedyLines(problem.remedies, { connectionId, document: name });
    return `- ${problem.reason} (${problem.field} "${problem.value}")\n  ${oneLine(problem.message)}\n  What ends it: ${ends.join('\n    ')}\n${further.join('')}`;
  });
  return `${head}\n${texts.join('\n')}`;
}

/** Without what only the program itself needs. */
export function heldJson({ connectionId, hold, ...held }: HeldView) {
  const about = { connectionId, document: held.document };
  return { ...held, hold: { ...hold, problems: hold.problems.map((problem) => problemView(problem, about)) } };
}
