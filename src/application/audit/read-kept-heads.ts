import type { SignedHead } from '../../crypto/audit-head-signer';
import { badInput } from '../action-error';
import { faultLines } from '../connections/fault-lines';
import { signedHeadSchema } from './signed-head';

/** A head that was kept outside the database, and where. */
export interface KeptHead extends SignedHead {
  readonly line: number;
}

const names = Object.keys(signedHeadSchema.shape);

/**
 * Signed heads among the lines of a log (as JSON, or as `up` prints it) or of an export; all other lines are passed over.
 * A line that names a head and is none is a fault: a head that somebody spoiled must not go unnoticed.
 */
export function readKeptHeads(file: string, text: string): KeptHead[] {
  const faults: string[] = [];
  const heads = text.split(/\r?\n/).flatMap((content, index): KeptHead[] => {
    if (!/"auditHead"|\bauditHead=/.test(content)) return [];
    const read = membersIn(content);
    const parsed = signedHeadSchema.safeParse(read);
    if (parsed.success) return [{ ...parsed.data, line: index + 1 }];
    const why = read === null ? ['is no JSON'] : faultLines(parsed.error, read, signedHeadSchema);
    faults.push(...why.map((fault) => `line ${index + 1}: ${fault}`));
    return [];
  });
  if (faults.length > 0) throw badInput(file, faults);
  if (heads.length === 0) {
    throw badInput(file, ['holds no audit head; keep lines of the log that have auditHead, or an "audit export"']);
  }
  return heads;
}

function membersIn(content: string): unknown {
  const plain = names.map((name) => [name, new RegExp(`(?:^|\\s)${name}=(\\S*)`).exec(content)?.[1]] as const);
  if (plain.some(([, value]) => value !== undefined)) {
    return Object.fromEntries(plain.filter(([, value]) => value !== undefined));
  }
  try {
    // What collects the output of containers sets the container's name before the line.
    return JSON.parse(content.slice(Math.max(0, content.indexOf('{')))) as unknown;
  } catch {
    return null;
  }
}
