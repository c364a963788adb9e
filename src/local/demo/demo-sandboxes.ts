import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'lossless-json';
import { writeSampleCompany } from '../../sandbox/sample-company/write-sample-company';
import { superviseChild, type SupervisedChild } from '../stack/programs/child-process';
import type { LogLine } from '../stack/programs/log-line';
import { portsFor, requireFreePort } from '../stack/state/ports';
import type { DemoErp } from './demo-erp';

export interface DemoSandboxes {
  readonly companyFolder: string;
  /** What was put into the sample company on purpose; ids are texts. */
  readonly story: DemoStory;
  readonly companyId: string;
  /** `2026-10-01`: what was billed for a period that ends before stands in the books already. */
  readonly booksFrom: string;
  readonly procoreUrl: string;
  readonly procoreControlUrl: string;
  readonly erpUrl: string;
  /** Where tokens of the ERP are given, when it is another place. */
  readonly identityUrl: string;
  readonly erpControlUrl: string;
  /** Asks the control port of the ERP's sandbox, or plays its people there; every amount of the answer is an exact text. */
  readonly erp: (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>;
  /** The same of Procore's sandbox. */
  readonly procore: DemoSandboxes['erp'];
  stop(): Promise<void>;
}

export interface DemoStory {
  readonly stories: readonly {
    readonly kind: string;
    readonly fix?: {
      readonly mappingRow?: string;
      /** An account of the ERP that its people have closed. */
      readonly activate?: string;
    };
    /** The account that is missing, as the ERP prints it, where that is more than the row's segments. */
    readonly combination?: string;
  }[];
  readonly [what: string]: unknown;
}

const loopback = '127.0.0.1';

/** The sample company as of today, in stand-ins for Procore and the ERP. */
export async function startDemoSandboxes(stateFolder: string, erp: DemoErp, log: LogLine): Promise<DemoSandboxes> {
  const companyFolder = path.join(stateFolder, 'company');
  writeSampleCompany(companyFolder, { today: new Date().toISOString().slice(0, 10) });
  const ofCompany = (file: string): unknown =>
    parse(readFileSync(path.join(companyFolder, file), 'utf8'), null, (digits) => digits);
  const settings = path.join(stateFolder, `${erp.system}-sandbox.json`);
  writeFileSync(settings, JSON.stringify(erp.sandboxSettings));
  const portNames = [
    'procore',
    'procore-control',
    `${erp.system}-control`,
    ...erp.ports.map((port) => nameOf(erp, port)),
  ];
  const ports = await portsFor(stateFolder, portNames);
  for (const [name, port] of Object.entries(ports)) await requireFreePort(stateFolder, name, port);
  const child = (system: string, more: readonly string[]): Promise<SupervisedChild> =>
    superviseChild({
      name: `${system} sandbox`,
      command: process.execPath,
      args: [
        path.join(__dirname, '..', '..', 'sandbox', system, 'main.js'),
        ...['--data', path.join(companyFolder, system), '--end-with-stdin'],
        ...['--control-port', String(ports[`${system}-control`])],
        ...more,
      ],
      log,
    });
  const children = [await child('procore', ['--port', String(ports['procore']), '--quota', 'real'])];
  const erpPorts = erp.ports.flatMap((port) => [`--${port}`, String(ports[nameOf(erp, port)])]);
  try {
    children.push(await child(erp.system, [...erpPorts, '--settings', settings]));
  } catch (error) {
    await children[0]?.stop();
    throw error;
  }
  const at = (name: string): string => `http://${loopback}:${ports[name] ?? ''}`;
  const erpControlUrl = at(`${erp.system}-control`);
  return {
    companyFolder,
    story: ofCompany(erp.files.story) as DemoStory,
    companyId: (ofCompany('procore/company.json') as { readonly id: string }).id,
    booksFrom: (ofCompany('procore/expectations.json') as { readonly books_from: string }).books_from,
    procoreUrl: at('procore'),
    procoreControlUrl: at('procore-control'),
    erpUrl: at(erp.system),
    identityUrl: at(`${erp.system}-identity`),
    erpControlUrl,
    erp: (method, place, body) => askControl(erpControlUrl, method, place, body),
    procore: (method, place, body) => askControl(at('procore-control'), method, place, body),
    stop: async () => {
      await Promise.all(children.map((one) => one.stop()));
    },
  };
}

const nameOf = ({ system }: DemoErp, port: DemoErp['ports'][number]): string =>
  port === 'port' ? system : `${system}-identity`;

async function askControl(
  url: string,
  method: string,
  place: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(`${url}/control/${place}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}/control/${place}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
