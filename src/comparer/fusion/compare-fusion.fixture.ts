import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runComparer } from '../run-comparer';
import { addressOf, PROJECT, serve } from '../sample-books.fixture';
import { RETAINAGE, type SampleFusionBooks } from './fusion-books.fixture';

/** Runs the whole program against servers that answer as the control ports do. */
export async function compareFusion(books: SampleFusionBooks, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'comparer-'));
  const [documents, expectations] = ['documents.json', 'expectations.json'].map((name) => join(folder, name));
  writeFileSync(documents ?? '', JSON.stringify({ documents: books.documents }));
  writeFileSync(expectations ?? '', JSON.stringify(books.expectations));
  const procore = await serve({
    '/control/records/projects': [{ id: PROJECT, project_number: '26-010', name: 'School' }],
    '/control/records/permitted_projects': [PROJECT],
    '/control/records/requisitions': { [PROJECT]: books.requisitions },
    '/control/records/requisition_change_order_items': { [PROJECT]: books.changeOrderItems },
    '/control/records/change_order_packages': { [PROJECT]: books.packages },
    '/control/records/work_order_contracts': { [PROJECT]: books.contracts },
    '/control/records/purchase_order_contracts': {},
    '/control/records/direct_costs': { [PROJECT]: books.directCosts },
    '/control/records/contract_payments': { [PROJECT]: books.contractPayments },
  });
  const fusion = await serve({
    '/control/items/purchaseOrders': books.orders,
    '/control/items/invoices': books.invoices,
    '/control/items/invoiceHolds': books.holds,
    '/control/items/journalBatches': books.batches,
    '/control/items/payablesPayments': books.payments,
  });
  try {
    const run = async (...more: string[]): Promise<{ exitCode: number; out: string }> => {
      let out = '';
      const exitCode = await runComparer(
        [
          ...['--procore', addressOf(procore), '--fusion', addressOf(fusion), '--documents', documents ?? ''],
          ...['--expectations', expectations ?? '', '--retainage-account', RETAINAGE, ...options, ...more],
        ],
        { out: (text) => (out += text), error: (text) => (out += text) },
      );
      return { exitCode, out };
    };
    const { exitCode, out } = await run('--json');
    const answer = JSON.parse(out) as {
      differences: { kind: string; documents: string[] }[];
      projects: Record<string, unknown>[];
    };
    const kinds = answer.differences.map(({ kind, documents: of }) => `${kind} ${of.join(' ')}`);
    return { exitCode, kinds, projects: answer.projects, text: (await run()).out };
  } finally {
    await Promise.all([procore, fusion].map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(folder, { recursive: true });
  }
}
