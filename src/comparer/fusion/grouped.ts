import type { JournalLine } from './read-journals';

export function grouped(
  lines: readonly JournalLine[],
  by: (line: JournalLine) => string,
): ReadonlyMap<string, readonly JournalLine[]> {
  const groups = new Map<string, JournalLine[]>();
  for (const line of lines) {
    const own = groups.get(by(line)) ?? [];
    own.push(line);
    groups.set(by(line), own);
  }
  return groups;
}
