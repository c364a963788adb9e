import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runComparer } from './run-comparer';

type Row = Record<string, string>;
type Item = Record<string, unknown>;

export interface SampleBooks {
  expectations: {
    books_from: string;
    requisitions: Record<string, unknown>[];
    vendors: Record<string, unknown>[];
  } | null;
  requisitions: Record<string, (Record<string, unknown> & { items: Item[] })[]>;
  tables: Record<'F4301' | 'F4311' | 'F0411Z1' | 'F0911Z1' | 'F0411' | 'F0911' | 'F0413' | 'F0414', Row[]>;
  contractPayments: Record<string, unknown>[];
  documents: (Record<string, unknown> & { postings: Record<string, unknown>[] })[];
}

export const PROJECT = '562949953443325';
const COST = { OMCU: '        4411', MCU: '        4411', OBJ: '1340', SUB: '26010' };
const RETAINAGE = { MCU: '         200', OBJ: '4110', SUB: '' };
export const key = (letter: string): string => `PC${letter.repeat(18)}`;

const requisition = (id: number, number: number, total: string, retained: string, before: string, more = {}) => ({
  id,
  commitment_id: 77,
  number,
  status: 'approved',
  requisition_end: '2026-10-31',
  summary: {
    total_earned_less_retainage: String(Number(total) - Number(retained)),
    less_previous_certificates_for_payment: before,
    tax_applicable_to_this_payment: '0',
  },
  items: [{ item_type: 'contract_item', line_item_id: 9007199254740993n, total_completed_and_stored_to_date: total }],
  ...more,
});

const document = (id: number, stage: string, gross: string, payable: string, postings: Record<string, unknown>[]) => ({
  kind: 'requisition',
  procoreId: String(id),
  projectId: PROJECT,
  projectNumber: '26-010',
  commitmentId: '77',
  number: id,
  stage,
  sourceStatus: 'approved',
  gross,
  payable,
  hold: stage === 'held' ? { kind: 'person', reasons: ['unmappedCostCode'], problems: [] } : null,
  postings,
});

const confirmed = (step: string, erpKey: string) => ({
  ...{ step, ordinal: 1, state: 'confirmed', key: erpKey, reference: { number: '1' }, stage: null },
});

const order = (number: string, erpKey: string, amount: string) => ({
  header: { DOCO: number, DCTO: 'OP', KCOO: '00200', SFXO: '000', VR01: erpKey, URRF: '', CRRM: 'D' },
  line: { DOCO: number, DCTO: 'OP', KCOO: '00200', SFXO: '000', ...COST, AEXP: amount, NXTR: '280', LTTR: '220' },
});

/** In numbers: 1 posted through the ledger, 2 delivered, 3 a release without an order, 4 held, 5 taken over elsewhere. */
export function sampleBooks(): SampleBooks {
  const [first, second] = [order('1', key('A'), '10000.00'), order('2', key('B'), '500.10')];
  const batch = (erpKey: string, gross: string, lines: [typeof RETAINAGE, string][]) => ({
    item: { EDUS: 'PC', EDBT: erpKey.slice(0, 15), EDTN: erpKey, EDLN: '1', EDSP: '0', CRRM: 'D', AG: gross, PST: 'H' },
    lines: lines.map(([account, amount], index) => ({
      ...{ EDUS: 'PC', EDBT: erpKey.slice(0, 15), EDTN: erpKey, EDLN: String(index + 1), EDSP: '0', LT: 'AA' },
      ...{ ...account, AA: amount },
    })),
  });
  const delivered = batch(key('D'), '450.09', [
    [COST, '500.10'],
    [RETAINAGE, '-50.01'],
  ]);
  const release = batch(key('E'), '1050.01', [[RETAINAGE, '1050.01']]);
  const voucher = { DOC: '6000', DCT: 'PV', KCO: '00200' };
  return {
    expectations: {
      books_from: '2026-10-01',
      requisitions: [
        {
          id: 4,
          reasons: ['unmappedCostCode'],
          may_name: ['tax'],
          mended_by: 'mappingRow',
          why: 'its code is not mapped',
        },
      ],
      vendors: [],
    },
    requisitions: {
      [PROJECT]: [
        requisition(1, 1, '10000.00', '1000.00', '0'),
        requisition(2, 2, '10500.10', '1050.01', '9000.00'),
        requisition(3, 3, '10500.10', '0', '9450.09'),
        requisition(4, 4, '11500.10', '100.00', '10500.10'),
        requisition(5, 1, '300.00', '0', '0', {
          commitment_id: 78,
          status: 'approved_as_noted',
          requisition_end: '2026-09-30',
        }),
        requisition(6, 5, '99999.00', '0', '0', { status: 'draft' }),
      ],
    },
    tables: {
      F4301: [first.header, second.header, { ...first.header, DOCO: '900', VR01: 'typed by hand' }],
      F4311: [first.line, second.line, { ...first.line, DOCO: '900' }],
      F0411Z1: [delivered.item, release.item],
      F0911Z1: [...delivered.lines, ...release.lines],
      F0411: [
        { ...voucher, SFX: '001', AG: '9000.00', CRRM: 'D', PST: 'A', POST: 'D', VOD: '', VR01: key('C'), URRF: '' },
        { ...voucher, DOC: '5', SFX: '001', AG: '7.00', CRRM: 'D', PST: 'A', POST: 'D', VOD: '', VR01: '', URRF: '' },
      ],
      F0911: [
        { ...voucher, LT: 'AA', JELN: '1', ...COST, AA: '10000.00', ACR: '', POST: 'P', EXA: 'Ernie' },
        { ...voucher, LT: 'AA', JELN: '2', ...RETAINAGE, AA: '-1000.00', ACR: '', POST: 'P', EXA: 'Ernie' },
        { ...voucher, DCT: 'AE', LT: 'AA', JELN: '1', ...RETAINAGE, AA: '-9000.00', ACR: '', POST: 'P', EXA: 'Trade' },
      ],
      F0413: [],
      F0414: [],
    },
    contractPayments: [],
    documents: [
      document(1, 'posted', '10000.00', '9000.00', [confirmed('order', key('A')), confirmed('voucher', key('C'))]),
      document(2, 'delivered', '500.10', '450.09', [confirmed('order', key('B')), confirmed('voucher', key('D'))]),
      document(3, 'delivered', '0.00', '1050.01', [confirmed('voucher', key('E'))]),
      document(4, 'held', '1000.00', '900.00', [{ ...confirmed('voucher', key('F')), state: 'rejected' }]),
      document(5, 'takenOver', '300.00', '300.00', []),
    ],
  };
}

/** Runs the whole program against two servers that answer as the control ports do; `FILE` is the document list. */
export async function compareSample(
  books: SampleBooks,
  ...options: string[]
): Promise<{ exitCode: number; out: string; kinds: string[]; text: string; projects: Record<string, unknown>[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'comparer-'));
  const file = join(folder, 'documents.json');
  writeFileSync(file, JSON.stringify({ documents: books.documents }));
  const named = options.map((option) => option.replace('FILE', file));
  const documents = options.includes('--documents-command') ? [] : ['--documents', file];
  const procore = await serve({
    '/control/expectations': books.expectations,
    '/control/records/projects': [{ id: PROJECT, project_number: '26-010', name: 'School' }],
    '/control/records/permitted_projects': [PROJECT],
    '/control/records/requisitions': books.requisitions,
    '/control/records/requisition_change_order_items': {},
    '/control/records/contract_payments': { [PROJECT]: books.contractPayments },
    '/control/records/direct_costs': {},
    '/control/records/change_order_packages': {},
  });
  const jde = await serve(
    Object.fromEntries(Object.entries(books.tables).map(([name, rows]) => [`/control/tables/${name}`, rows])),
  );
  try {
    const run = async (...more: string[]): Promise<{ exitCode: number; out: string }> => {
      let out = '';
      const exitCode = await runComparer(
        ['--procore', addressOf(procore), '--jde', addressOf(jde), ...documents, ...named, ...more],
        { out: (text) => (out += text), error: (text) => (out += text) },
      );
      return { exitCode, out };
    };
    const asText = await run();
    const { exitCode, out } = await run('--json');
    expect(asText.exitCode).toBe(exitCode);
    const answer = JSON.parse(out) as { differences: { kind: string; documents: string[] }[]; projects: [] };
    for (const { documents } of answer.differences) expect(documents).not.toEqual([]);
    const kinds = answer.differences.map(({ kind, documents }) => `${kind} ${documents.join(' ')}`);
    return { exitCode, out, kinds, text: asText.out, projects: answer.projects };
  } finally {
    await Promise.all([procore, jde].map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(folder, { recursive: true });
  }
}

export async function serve(answers: Record<string, unknown>): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response
      .writeHead(answer === undefined ? 404 : 200, { connection: 'close' })
      .end(wireText(answer === undefined ? {} : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** 64-bit ids stand in the JSON as plain digits. */
function wireText(value: unknown): string {
  const marked = JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `#${one}#` : one));
  return marked.replace(/"#(\d+)#"/g, '$1');
}

export function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
