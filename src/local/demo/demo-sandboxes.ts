import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeSampleCompany } from '../../sandbox/sample-company/write-sample-company';
import { superviseChild, type SupervisedChild } from '../stack/programs/child-process';
import type { LogLine } from '../stack/programs/log-line';
import { portsFor, requireFreePort } from '../stack/state/ports';
import type { Row } from './demo-tables';

export interface DemoSandboxes {
  readonly companyFolder: string;
  readonly story: DemoStory;
  readonly procoreUrl: string;
  readonly procoreControlUrl: string;
  readonly jdeUrl: string;
  readonly jdeControlUrl: string;
  /** Rows of a JDE table, every value an exact text. */
  jdeTable(table: string): Promise<Row[]>;
  /** Plays the AP department of JDE. */
  ap(act: 'process', body: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

export interface DemoStory {
  readonly companyId: string;
  readonly companyAccounts: Readonly<Record<string, Row>>;
  readonly openPeriods: readonly string[];
  readonly stories: readonly {
    readonly kind: string;
    readonly must: string;
    readonly fix?: { readonly mappingRow?: string };
  }[];
}

const loopback = '127.0.0.1';

/** The sample company as of today, in stand-ins for Procore and JD Edwards. */
export async function startDemoSandboxes(stateFolder: string, log: LogLine): Promise<DemoSandboxes> {
  const companyFolder = path.join(stateFolder, 'company');
  const sample = writeSampleCompany(companyFolder, { today: new Date().toISOString().slice(0, 10) });
  const story = JSON.parse(sample.text['story.json'] ?? JSON.stringify(sample.json['story.json'], exactIds)) as Omit<
    DemoStory,
    'companyId'
  >;
  const company = sample.json['procore/company.json'];
  const ports = await portsFor(stateFolder, ['procore', 'procore-control', 'jde', 'jde-control']);
  for (const [name, port] of Object.entries(ports)) await requireFreePort(stateFolder, name, port);
  const child = (system: 'procore' | 'jde', more: readonly string[]): Promise<SupervisedChild> =>
    superviseChild({
      name: `${system} sandbox`,
      command: process.execPath,
      args: [
        path.join(__dirname, '../..', 'sandbox', system, 'main.js'),
        ...['--data', path.join(companyFolder, system), '--end-with-stdin'],
        ...['--port', String(ports[system]), '--control-port', String(ports[`${system}-control`])],
        ...more,
      ],
      log,
    });
  const children = [await child('procore', ['--quota', 'real'])];
  try {
    children.push(await child('jde', []));
  } catch (error) {
    await children[0]?.stop();
    throw error;
  }
  const jdeControlUrl = `http://${loopback}:${ports['jde-control']}`;
  return {
    companyFolder,
    story: { ...story, companyId: idOf(company) },
    procoreUrl: `http://${loopback}:${ports.procore}`,
    procoreControlUrl: `http://${loopback}:${ports['procore-control']}`,
    jdeUrl: `http://${loopback}:${ports.jde}`,
    jdeControlUrl,
    jdeTable: async (table) => {
      const response = await fetch(`${jdeControlUrl}/control/tables/${table}`);
      const answer = (await response.json()) as Row[] | { rows: Row[] };
      return Array.isArray(answer) ? answer : answer.rows;
    },
    ap: async (act, body) => {
      const response = await fetch(`${jdeControlUrl}/control/ap/${act}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`JDE sandbox, ap/${act}: ${response.status} ${await response.text()}`);
      await delay(200);
    },
    stop: async () => {
      await Promise.all(children.map((one) => one.stop()));
    },
  };
}

function exactIds(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function idOf(company: unknown): string {
  const id = typeof company === 'object' && company !== null && 'id' in company ? company.id : undefined;
  if (typeof id !== 'bigint' && typeof id !== 'string' && typeof id !== 'number')
    throw new Error('company.json has no id');
  return id.toString();
}
