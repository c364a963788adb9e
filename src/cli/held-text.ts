import type { HeldDocument } from '../store/holds/holds';
import { documentName } from '../application/documents/document-name';
import { facts } from './output';
import { problemView, remedyLines } from './remedy-text';

/** A hold as a person reads it: each problem with the act that ends it. */
export function heldText(held: HeldDocument, name: string): string {
  const { document, hold, problems, causeKeys } = held;
  const head = facts([
    ['document', name],
    ['in Procore', `${documentName(document)}, commitment ${document.commitmentId ?? 'none'}`],
    ['waits', hold.kind === 'person' ? 'for a person' : 'by itself'],
    ['reasons', hold.reasons.join(', ')],
    ['since', hold.openedAt],
    ...(hold.wakeAt === null ? [] : [['looks again', hold.wakeAt] as const]),
    ...(hold.releaseAskedAt === null ? [] : [['release asked', hold.releaseAskedAt] as const]),
    ...(causeKeys.length === 0 ? [] : [['cause keys', causeKeys.join(', ')] as const]),
  ]);
  const texts = problems.map((problem) => {
    const further = Object.entries(problem.facts ?? {}).map(([name, value]) => `    ${name}: ${value}\n`);
    const ends = remedyLines(problem.remedies, { connectionId: document.connectionId, document: name });
    return `- ${problem.reason} (${problem.field} "${problem.value}")\n  ${problem.message}\n  What ends it: ${ends.join('\n    ')}\n${further.join('')}`;
  });
  return `${head}\n${texts.join('\n')}`;
}

export function heldJson(held: HeldDocument, projectNumber: string | null) {
  const { document, hold, problems, causeKeys } = held;
  return {
    document: documentName(document),
    kind: document.kind,
    procoreId: document.sourceId,
    projectId: document.projectId,
    projectNumber,
    commitmentId: document.commitmentId,
    number: document.number,
    hold: {
      ...hold,
      causeKeys,
      problems: problems.map((problem) =>
        problemView(problem, { connectionId: document.connectionId, document: documentName(document) }),
      ),
    },
  };
}
