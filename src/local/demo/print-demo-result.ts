import type { LogLine } from '../stack/programs/log-line';
import { textTable, type Row } from './demo-tables';

export interface ListedDocument {
  readonly name: string;
  readonly kind: string;
  readonly procoreId: string;
  readonly stage: string | null;
  readonly payable: string | null;
  readonly hold: {
    readonly reasons: readonly string[];
    readonly problems: readonly { readonly message: string }[];
  } | null;
  readonly postings: readonly {
    readonly step: string;
    readonly state: string;
    readonly key: string;
    readonly reference: Row | null;
  }[];
}

const shownRows = 25;

/** The key under which a step of it stands in the ERP; '' when it does not. */
export function keyOf({ postings }: ListedDocument, step: string): string {
  return postings.find((posting) => posting.step === step && posting.state === 'confirmed')?.key ?? '';
}

export function inBooks(documents: readonly ListedDocument[], kind: string): readonly ListedDocument[] {
  return documents.filter((one) => one.kind === kind && ['delivered', 'vouchered', 'posted'].includes(one.stage ?? ''));
}

/** The first rows of a table, and how many there are besides. */
export function printRows(
  columns: Parameters<typeof textTable>[0],
  rows: readonly (readonly string[])[],
  log: LogLine,
): void {
  for (const line of textTable(columns, rows.slice(0, shownRows))) log(`  ${line}`);
  if (rows.length > shownRows)
    log(`  ... and ${rows.length - shownRows} more: npm run --silent ml-connector -- posting list`);
}

/** `4425.1340.031000, 4425.1350.032000 and 1 more` */
export function someOf(names: readonly string[]): string {
  const all = [...new Set(names)];
  return all.length > 2 ? `${all.slice(0, 2).join(', ')} and ${all.length - 2} more` : all.join(', ');
}

/** What is held, and why; of what waits for something else to be done, the names alone. */
export function printHeld(documents: readonly ListedDocument[], log: LogLine): void {
  const held = documents.filter((one) => one.hold !== null);
  const waiting = held.filter((one) => one.stage === 'waiting');
  const asking = held.filter((one) => one.stage !== 'waiting');
  log('');
  log(
    `Held: ${held.length}, of which ${asking.length} need a person and ${waiting.length} wait for something else to be done`,
  );
  for (const one of asking) {
    const { reasons, problems } = one.hold ?? { reasons: [], problems: [] };
    log(`  ${one.name}: ${reasons.join(', ')}`);
    log(`    ${problems[0]?.message ?? ''}`);
  }
  const byReasons = new Map<string, string[]>();
  for (const one of waiting) {
    const reasons = one.hold?.reasons.join(', ') ?? '';
    byReasons.set(reasons, [...(byReasons.get(reasons) ?? []), one.name]);
  }
  for (const [reasons, names] of byReasons) log(`  wait for ${reasons}: ${names.join(', ')}`);
}
