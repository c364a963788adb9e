import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type OpenedStore } from '../../processes/open-store';
import { runOurCommand, runProgram } from '../run-command';
import type { LogLine } from '../stack/programs/log-line';
import type { Services } from '../start-services';
import type { DemoActs, DemoErp } from './demo-erp';
import type { DemoSandboxes } from './demo-sandboxes';
import { printHeld, type ListedDocument } from './print-demo-result';
import { watchDocuments } from './watch-documents';

interface Demo {
  readonly erp: DemoErp;
  readonly services: Services;
  readonly sandboxes: DemoSandboxes;
  readonly log: LogLine;
}

const tenantId = 'northgate';
const limitMs = 180_000;

/**
 * The main job, by the same commands a user types: connect, map, go live, post; then some holds are ended and what was
 * held goes through. True when the comparer agrees both times.
 */
export async function runDemo(demo: Demo): Promise<boolean> {
  const { erp, services, sandboxes, log } = demo;
  const { companyFolder, booksFrom } = sandboxes;
  log('');
  log(
    "Quota windows of the Procore sandbox: Procore's own as far as they are known, 25 calls in 10 s and 600 an hour.",
  );
  log('What has to wait for them goes on by itself.');
  const connection = JSON.stringify(erp.connection(sandboxes), null, 2);
  writeFileSync(join(companyFolder, 'connection.json'), `${connection}\n`);
  const opened = await openStore({
    databaseUrl: services.commandEnv['DATABASE_URL'] ?? '',
    masterKeyFile: services.commandEnv['ML_CONNECTOR_MASTER_KEY_FILE'],
    env: services.commandEnv,
  });
  const acts = actsOf(demo, opened);
  const { type } = acts;
  try {
    await erp.before?.(acts);
    await type('connection', 'add', '--file', 'connection.json');
    await type('connection', 'check');
    await erp.matchVendors?.(acts);
    await type('mapping', 'import', erp.files.mapping);
    await erp.publish?.(acts);
    await type('connection', 'go-live', '--take-over', 'through', dayBefore(booksFrom));
    await type('opening-balance', 'import', 'opening-balances.csv');
    await type('opening-balance', 'confirm', '--all');
    await erp.choose(acts);
    log('');
    log('What is approved in Procore goes into the books:');
    await acts.watch();
    await erp.actInErp(acts);
    const before = await reportAndCompare(demo, acts, []);
    const mended = await erp.mend(acts);
    await acts.watch();
    await erp.actInErp(acts);
    const booked = (await erp.ledger?.(acts)) ?? [];
    const after = await reportAndCompare(demo, acts, [...mended, ...booked]);
    log('');
    log(before && after ? 'The books agree.' : 'The books do NOT agree; see the differences above.');
    return before && after;
  } finally {
    await opened.close();
  }
}

function actsOf({ erp, services, sandboxes, log }: Demo, { store }: OpenedStore): DemoActs {
  const env = { ...services.commandEnv, ...erp.secrets };
  const { companyFolder } = sandboxes;
  const run = async (words: readonly string[], into?: string): Promise<string> => {
    const shown = words.map((word) => (/[\s*]/.test(word) ? `"${word}"` : word)).join(' ');
    log('');
    log(`$ ml-connector ${shown}${into === undefined ? '' : ` > ${into}`}`);
    const { exitCode, stdout, stderr } = await runOurCommand(words, env, companyFolder);
    if (into !== undefined) writeFileSync(join(companyFolder, into), stdout);
    const lines = [...(into === undefined ? stdout.split('\n') : []), ...stderr.split('\n')];
    for (const line of lines) if (line.trim() !== '') log(`  ${line}`);
    if (exitCode !== 0) throw new Error(`ml-connector ${words.join(' ')}: exit code ${exitCode}`);
    return stdout;
  };
  return {
    sandboxes,
    log,
    apiUrl: services.apiUrl,
    type: (...words) => run(words),
    typeInto: (file, ...words) => run(words, file),
    documents: async () => {
      const { stdout } = await runOurCommand(['document', 'list', '--json'], env, services.stateFolder);
      return (JSON.parse(stdout) as { documents: ListedDocument[] }).documents;
    },
    watch: (kinds = erp.kinds) => watchDocuments(store, { tenantId, kinds }, log, limitMs),
  };
}

/** `mended`: what was put right of that which the sample company says is awaited; what waited for it must be held no more. */
async function reportAndCompare(
  { erp, services, sandboxes, log }: Demo,
  acts: DemoActs,
  mended: readonly string[],
): Promise<boolean> {
  const documents = await acts.documents();
  await erp.printPosted(documents, sandboxes, log);
  printHeld(documents, log);
  const file = join(services.stateFolder, 'documents.json');
  writeFileSync(file, JSON.stringify({ documents }), { mode: 0o600 });
  const outcome = await runProgram(
    [
      join(__dirname, '..', '..', 'comparer', 'main.js'),
      ...['--procore', sandboxes.procoreControlUrl, '--documents', file],
      ...erp.comparerWords(sandboxes),
      ...mended.flatMap((kind) => ['--mended', kind]),
    ],
    services.commandEnv,
    services.stateFolder,
  );
  log('');
  log('The comparer reads both systems by itself:');
  for (const line of [...outcome.stdout.split('\n'), ...outcome.stderr.split('\n')])
    if (line.trim() !== '') log(`  ${line}`);
  return outcome.exitCode === 0;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
