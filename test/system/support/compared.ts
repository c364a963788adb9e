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
  return compared(rig, ['--jde', rig.jde.controlUrl, '--retainage-account', '200.4110'], documents);
}

/** The same in Fusion. */
export function differencesInFusion(
  { rig, controlUrl }: FusionRig,
  ...documents: readonly DocumentRow[]
): Promise<string[]> {
  const accounts = ['--retainage-account', '200.0000.4110.000000.000'];
  return compared(rig, ['--fusion', controlUrl, ...accounts], documents);
}

async function compared(rig: Rig, erp: readonly string[], documents: readonly DocumentRow[]): Promise<string[]> {
  const listed = await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const all = [];
    for (const kind of ['requisition', 'commitment', 'changeOrder']) {
      all.push(...(await summariesOf(tx, rig.scope, await tx.documents.list(rig.scope, { kind }))));
    }
    return all;
  });
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-compare-'));
  const file = join(folder, 'documents.json');
  writeFileSync(file, JSON.stringify({ documents: listed }));
  let out = '';
  const output = { out: (text: string) => (out += text), error: (text: string) => (out += text) };
  await runComparer(['--procore', rig.procore.controlUrl, ...erp, '--documents', file, '--json'], output);
  rmSync(folder, { recursive: true });
  const { differences } = JSON.parse(out) as { differences: { kind: string; documents: string[]; message: string }[] };
  const names = documents.map((one) => `${one.kind}/${one.sourceId}`);
  return differences
    .filter((one) => one.kind !== 'sum' && one.documents.some((name) => names.includes(name)))
    .map((one) => `${one.kind}: ${one.message}`);
}
