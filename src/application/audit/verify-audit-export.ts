import { createReadStream } from 'node:fs';
import type { SignedHead } from '../../crypto/audit-head-signer';
import { badInput } from '../action-error';
import type { HashOfEntry } from './check-kept-heads';
import { readExportLine } from './export-line';
import { ExportedTrails, type ExportedTrail } from './exported-trails';
import { whyUnreadable } from '../why-unreadable';

export interface ExportVerdict {
  readonly trails: readonly ExportedTrail[];
  readonly hashOfEntry: HashOfEntry;
}

const mostFaults = 20;

/** Verifies an export by itself. Read line by line: a trail of years does not fit into memory. */
export async function verifyAuditExport(
  path: string,
  file: string,
  signatureFault: (head: SignedHead) => string | null,
  asked: readonly SignedHead[],
): Promise<ExportVerdict> {
  const trails = new ExportedTrails(signatureFault, asked);
  const faults: string[] = [];
  let number = 0;
  for await (const text of linesOf(path, file)) {
    number += 1;
    if (text === '') continue;
    const line = readExportLine(text);
    if (line.kind === 'entry') trails.entry(line.tenantId, line.entry);
    else if (line.kind === 'head') trails.head(line.head);
    else faults.push(...line.faults.map((fault) => `line ${number}: ${fault}`));
    if (faults.length >= mostFaults) break;
  }
  if (faults.length > 0) throw badInput(file, faults);
  return { trails: trails.end(), hashOfEntry: trails.hashOfEntry };
}

/** Not by `readline`, whose iterator does not pass on that the file cannot be read. */
async function* linesOf(path: string, file: string): AsyncGenerator<string> {
  let rest = '';
  const chunks = createReadStream(path, 'utf8') as AsyncIterable<string>;
  try {
    for await (const chunk of chunks) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield line.replace(/\r$/, '');
    }
  } catch (cause) {
    throw badInput(file, [whyUnreadable(cause)]);
  }
  if (rest !== '') yield rest;
}
