import { tieOut } from '../src/application/tie-out/tie-out';
import type { ErpAdapter } from '../src/clients/erp-adapter';
import type { BooksSource } from '../src/clients/erp-sources';
import { jdeWords } from '../src/domain/jde/words';
import { billed, requisition } from '../src/domain/procore/procore-documents.fixture';
import type { Entry } from '../src/domain/posting/books/entry';
import type { RequisitionContent } from '../src/ledger/requisition-content';
import { testContext } from '../test/stack/test-context';
import { createTestStore, testProjectId, type TestStore } from '../test/stack/test-store';
import { HeapWatch, timed } from './heap-watch';
import { withPostgres } from './with-postgres';

/**
 * The tie-out of 100,000 lines of one project and month: within 60 s, and the cent that is planted on the ERP's side is all that it
 * finds. Exits 1 when either is missed, or when ten times as many lines take more than 1.3 times the memory. PostgreSQL is real, the
 * ERP's answers are made at once. BENCH_LINES makes it shorter.
 */
const lines = Number(process.env['BENCH_LINES'] ?? 100_000);
const linesOfRequisition = 50;
const mostSeconds = 60;
const mostTimesMemory = 1.3;
const documentsAtOnce = 100;

const codes = ['03-300.S', '05-120.S', '26-010.S', '31-230.S'] as const;
const accounts = codes.map((code) => `4411.1340.${code.replace(/\D/g, '')}`);
const retainage = '200.4110';
const period = '2026-10';

const codeAt = (line: number): number => line % codes.length;
const keyOf = (number: number): string => `PC${String(number).padStart(18, '0')}`;

/** As voucher and journal lines stand: each cost, and what is withheld of all. */
function entriesOf(): readonly Entry[] {
  const common = { book: 'cost', supplier: '1', orderLine: '', tax: '0', period } as const;
  const costs = Array.from({ length: linesOfRequisition }, (_, line): Entry => ({
    ...{ ...common, account: accounts[codeAt(line)] ?? '', item: `contract_item:${line + 1}`, amount: '100.00' },
    ...{ gross: '100.00', withheld: '10.00' },
  }));
  const withheld = `-${linesOfRequisition * 10}.00`;
  return [...costs, { ...common, account: retainage, item: '', amount: withheld, gross: '0', withheld: '0' }];
}

async function fill(acme: TestStore, requisitions: number): Promise<void> {
  const entries = entriesOf();
  const scope = { tenantId: acme.tenantId, connectionId: acme.connectionId };
  const items = Array.from({ length: linesOfRequisition }, (_, line) =>
    billed(codes[codeAt(line)] ?? '', String(line + 1), '100.00', '0.00', '10.00'),
  );
  for (let from = 1; from <= requisitions; from += documentsAtOnce) {
    await acme.store.inTenant(acme.tenantId, async (tx) => {
      for (let number = from; number < from + documentsAtOnce && number <= requisitions; number += 1) {
        const seen = { projectId: testProjectId, commitmentId: String(number), number: 1, sourceStatus: 'approved' };
        const money = { claimed: '4500.00', claimedCurrency: 'USD', billedThrough: '2026-10-31' };
        const named = { kind: 'requisition', sourceId: String(number) } as const;
        const document = await tx.documents.see(scope, named, { ...seen, ...money });
        const fields = { id: String(number), previousRequisitionId: null, projectId: testProjectId };
        const content: RequisitionContent = { requisition: requisition(items, '0.00', fields), changeOrderLines: {} };
        await tx.snapshots.store(document, { hintNo: document.hintNo, contentHash: 'bench', content });
        const reserved = await tx.postings.reserve(scope, {
          ...{ documentId: document.id, step: 'voucher', ordinal: 1, key: keyOf(number), origin: 'sent' },
          ...{
            system: 'jde',
            kind: 'voucher',
            subject: `voucher:${number}`,
            occupies: false,
            supplier: '1',
            number: '',
          },
          ...{ because: null, planStep: 'voucher', planId: null, leaseMs: 60_000 },
        });
        const posted = await tx.postings.move(reserved, 'confirmed', {
          ...{ stage: 'posted', reference: { documentNumber: String(number) } },
        });
        if (posted === null) throw new Error('the bench could not confirm a posting');
        await tx.effects.write(posted, [{ document, entries }]);
        await tx.documents.setStage(document.id, 'posted', false);
      }
    });
  }
}

/** Books that say what was posted, but for a cent of the seventh requisition. */
function books(look: () => void): BooksSource & { calls: number } {
  const shown = entriesOf();
  const source = {
    calls: 0,
    lines: (of: Parameters<BooksSource['lines']>[0]) => {
      source.calls += 1;
      look();
      return Promise.resolve(
        of.flatMap(({ key }) =>
          shown.map(({ account, amount }, index) => {
            const own = key === keyOf(7) && index === 0 ? '100.01' : amount;
            const rest = { document: null, date: '2026-10-31', isInBooks: true, added: null } as const;
            return { posting: key, account, amount: own, booked: own, ...rest };
          }),
        ),
      );
    },
    balances: () => Promise.resolve([]),
  };
  return source;
}

async function measure(requisitions: number): Promise<{ seconds: number; memory: number }> {
  const acme = await createTestStore();
  const heap = new HeapWatch(1);
  try {
    await fill(acme, requisitions);
    const source = books(heap.look);
    const made = await testContext(acme, { identity: 'bench', role: 'viewer' });
    // Nothing else of an ERP is asked for.
    const asked: Partial<ErpAdapter> = { books: source, words: jdeWords };
    const erp = () => Promise.resolve(asked as ErpAdapter);
    const context = { ...made, ports: { ...made.ports, erp } };
    let report: Awaited<ReturnType<typeof tieOut>> | null = null;
    const { seconds } = await timed(() =>
      heap.during(async () => {
        report = await tieOut(context, { project: null, period });
      }),
    );
    const { compared, unknown } = report as unknown as Awaited<ReturnType<typeof tieOut>>;
    console.log(
      `${requisitions} requisitions: ${compared.procoreLines} lines of Procore, ${compared.ledgerLines} of the ledger, ${compared.erpLines} of the ERP ` +
        `in ${seconds.toFixed(1)} s, ${source.calls} questions to the ERP, at most ${heap.most.toFixed(1)} MiB of heap, ${unknown} unknown`,
    );
    if (unknown !== 1 || compared.procoreLines !== requisitions * linesOfRequisition) {
      throw new Error('it did not find the one cent that was planted');
    }
    return { seconds, memory: heap.most };
  } finally {
    await acme.close();
  }
}

async function judge(): Promise<void> {
  const requisitions = Math.round(lines / linesOfRequisition);
  const few = await measure(Math.round(requisitions / 10));
  const many = await measure(requisitions);
  // Below a mebibyte it is the noise of the collector.
  const times = Math.max(many.memory, 1) / Math.max(few.memory, 1);
  const [isFast, isFlat] = [many.seconds <= mostSeconds, times <= mostTimesMemory];
  console.log(
    `${lines} lines in ${many.seconds.toFixed(1)} s, wanted at most ${mostSeconds}: ${isFast ? 'met' : 'MISSED'}; ` +
      `memory of ten times as many: ${times.toFixed(2)} times, wanted at most ${mostTimesMemory}: ${isFlat ? 'met' : 'MISSED'}`,
  );
  if (!isFast || !isFlat) process.exitCode = 1;
}

void withPostgres(judge);
