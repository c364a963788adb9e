import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoStory } from '../src/local/demo/demo-sandboxes';
import { jdeDemo } from '../src/local/demo/jde';
import { writeSampleCompany } from '../src/sandbox/sample-company/write-sample-company';
import { addContracts, editJson, workedProjectId } from '../test/system/support/added-contracts';

/** Of the worked project; each is a supplier in JDE. */
const vendorIds = ['562949953431313', '562949953431315', '562949953431316'] as const;

export interface BenchCompany {
  readonly folder: string;
  /** To be linked before go-live, so that no requisition waits for its vendor. */
  readonly vendors: readonly { readonly vendorId: string; readonly supplierNumber: string }[];
  /** Writes `connection.json` for sandboxes at these addresses. */
  writeConnection(urls: { readonly procoreUrl: string; readonly jdeUrl: string }): void;
}

/**
 * The sample company with all its requisitions taken away and so many clean ones put in: each the first of a commitment of
 * its own, two lines, ten percent retained, billed in the month before this one, which is open in JDE.
 */
export function writeBenchCompany(folder: string, requisitions: number): BenchCompany {
  const today = new Date();
  writeSampleCompany(folder, { today: today.toISOString().slice(0, 10) });
  const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 0)).toISOString().slice(0, 10);
  addContracts(
    folder,
    Array.from({ length: requisitions }, (_, index) => ({
      number: `BENCH-${String(index + 1).padStart(4, '0')}`,
      vendorId: vendorIds[index % vendorIds.length]!,
      requisitions: [
        {
          end,
          items: [
            { code: '26-010.S', total: '10000.00', withheld: '1000.00' },
            { code: '03-300.S', total: '4000.00', withheld: '400.00' },
          ],
        },
      ],
    })),
  );
  const projects = join(folder, 'procore/projects');
  for (const project of readdirSync(projects)) {
    editJson(join(projects, project, 'requisitions.json'), (rows) => {
      const added = rows.filter(
        ({ contract_name: name }) => project === workedProjectId && / Added$/.test(String(name)),
      );
      // One after the other, as they are written: a list of Procore is read by windows of that time.
      added.forEach((row, index) => {
        row['updated_at'] = new Date(Date.parse(String(row['updated_at'])) + index * 5_000).toISOString();
      });
      rows.splice(0, rows.length, ...added);
    });
    writeFileSync(join(projects, project, 'requisition_change_order_items.json'), '{}\n');
  }
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const story = JSON.parse(read('story.json')) as DemoStory;
  const companyId = /"id":\s*(\d+)/.exec(read('procore/company.json'))?.[1] ?? '';
  const addresses = JSON.parse(read('jde/F0101.json')) as { AN8: number; TAX: string; AT1: string }[];
  const vendorFile = read('procore/vendors.json').replace(/"id":\s*(\d+)/g, '"id":"$1"');
  const known = JSON.parse(vendorFile) as { id: string; business_register: { identifier: string } | null }[];
  return {
    folder,
    vendors: vendorIds.map((vendorId) => {
      const taxId = known.find((one) => one.id === vendorId)?.business_register?.identifier.replaceAll('-', '');
      const supplier = addresses.find((one) => one.AT1 === 'V' && one.TAX === taxId);
      if (supplier === undefined) throw new Error(`the sample company has no supplier for vendor ${vendorId}`);
      return { vendorId, supplierNumber: String(supplier.AN8) };
    }),
    writeConnection: ({ procoreUrl, jdeUrl }) => {
      const connection = jdeDemo.connection({ procoreUrl, erpUrl: jdeUrl, identityUrl: jdeUrl, companyId, story });
      // The other checkout may be one that does not know it yet.
      const known = { ...connection, triggerSecret: undefined };
      writeFileSync(join(folder, 'connection.json'), `${JSON.stringify(known, null, 2)}\n`);
    },
  };
}
