import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summariesOf } from '../../../src/application/documents/document-summary';
import { runComparer } from '../../../src/comparer/run-comparer';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { FusionRig } from './fusion-rig';
import type { Rig } from './rig';

/** What the comparer says of these documents in JDE; the rest of the sample company is not carried. */
export function differencesOf(rig: Rig, ...documents: readonly DocumentRow[]): Promise<string[]> {
  return differencesOfThese(rig, documents, ['--jde', rig.jde.controlUrl, '--retainage-account', '200.4110']);
}

/** The same in Fusion. */
export function differencesOfInFusion(
  { rig, controlUrl }: FusionRig,
  ...documents: readonly DocumentRow[]
): Promise<string[]> {
  const accounts = ['--retainage-account', '200.0000.4110.000000.000'];
  return differencesOfThese(rig, documents, ['--fusion', controlUrl, ...accounts]);
}

async function differencesOfThese(
  rig: Rig,
  documents: readonly DocumentRow[],
  erp: readonly string[],
): Promise<string[]> {
  const differences = await compared(rig, ['requisition', 'commitment', 'changeOrder'], erp);
  const names = documents.map((one) => `${one.kind}/${one.sourceId}`);
  return differences
    .filter((one) => one.kind !== 'sum' && one.documents.some((name) => names.includes(name)))
    .map((one) => `${one.kind}: ${one.message}`);
}

/** What it says of all documents of these kinds in Fusion, whatever is held, and of records and journals that are none of ours. */
export function differencesInFusion({ rig, controlUrl }: FusionRig, ...kinds: readonly string[]): Promise<string[]> {
  return differencesOfKinds(rig, kinds, ['--fusion', controlUrl]);
}

/** The same in JD Edwards. */
export function differencesInJde(rig: Rig, ...kinds: readonly string[]): Promise<string[]> {
  return differencesOfKinds(rig, kinds, ['--jde', rig.jde.controlUrl, '--retainage-account', '200.4110']);
}

async function differencesOfKinds(rig: Rig, kinds: readonly string[], erp: readonly string[]): Promise<string[]> {
  const differences = await compared(rig, [...kinds, 'requisition'], erp);
  const isOfThese = (name: string): boolean => kinds.some((kind) => name.startsWith(`${kind}/`));
  return differences
    .filter(({ kind }) => kind !== 'unexpectedHold')
    .filter(({ kind, documents }) => documents.some(isOfThese) || ['unknownJournal', 'unknownPayment'].includes(kind))
    .map(({ kind, documents, message }) => `${documents.join(', ')} ${kind}: ${message}`);
}

interface Told {
  readonly kind: string;
  readonly documents: readonly string[];
  readonly message: string;
}

async function compared(rig: Rig, kinds: readonly string[], erp: readonly string[]): Promise<readonly Told[]> {
  const listed = await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const all = [];
    for (const kind of kinds) {
      all.push(...(await summariesOf(tx, rig.scope, await tx.documents.list(rig.scope, { kind }))));
    }
    return all;
  });
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-compare-'));
  const file = join(folder, 'documents.json');
  writeFileSync(file, JSON.stringify({ documents: listed }));
  let out = '';
  const output = { out: (text: string) => (out += text), error: (text: string) => (out += text) };
  const addresses = ['--procore', rig.procore.controlUrl, ...erp];
  await runComparer([...addresses, '--documents', file, '--json'], output);
  rmSync(folder, { recursive: true });
  return (JSON.parse(out) as { differences: readonly Told[] }).differences;
}
