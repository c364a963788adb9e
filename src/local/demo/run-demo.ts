import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type OpenedStore } from '../../processes/open-store';
import type { LogLine } from '../stack/programs/log-line';
import { demoConnection, demoSecrets } from './jde-connection';
import type { DemoSandboxes } from './demo-sandboxes';
import { printHeld, printPosted, type ListedDocument } from './print-demo-result';
import { runOurCommand, runProgram } from '../run-command';
import type { Services } from '../start-services';
import { watchDocuments } from './watch-documents';

interface Demo {
  readonly services: Services;
  readonly sandboxes: DemoSandboxes;
  readonly log: LogLine;
}

const tenantId = 'northgate';
const limitMs = 180_000;

/**
 * The main job, by the same commands a user types: connect, map, go live, post; then one mapping is fixed and the held
 * ones go through. True when the comparer agrees both times.
 */
export async function runDemo(demo: Demo): Promise<boolean> {
  const { services, sandboxes, log } = demo;
  const { companyFolder, story } = sandboxes;
  const env = { ...services.commandEnv, ...demoSecrets };
  const type = async (...words: string[]): Promise<string> => {
    log('');
    log(`$ ml-connector ${words.map((word) => (/[\s*]/.test(word) ? `"${word}"` : word)).join(' ')}`);
    const { exitCode, stdout, stderr } = await runOurCommand(words, env, companyFolder);
    for (const line of [...stdout.split('\n'), ...stderr.split('\n')]) if (line.trim() !== '') log(`  ${line}`);
    if (exitCode !== 0) throw new Error(`ml-connector ${words.join(' ')}: exit code ${exitCode}`);
    return stdout;
  };

  log('');
  log(
    "Quota windows of the Procore sandbox: Procore's own as far as they are known, 25 calls in 10 s and 600 an hour.",
  );
  log('What has to wait for them goes on by itself.');
  writeFileSync(
    join(companyFolder, 'connection.json'),
    `${JSON.stringify(demoConnection({ ...sandboxes, ...story }), null, 2)}\n`,
  );
  await type('connection', 'add', '--file', 'connection.json');
  await type('connection', 'check');
  await type('mapping', 'import', 'mapping.csv');
  const closedThrough = lastDayBefore(story.openPeriods[0] ?? '');
  await type('connection', 'go-live', '--take-over', 'through', closedThrough);
  await type('opening-balance', 'import', 'opening-balances.csv');
  await type('opening-balance', 'confirm', '--all');

  const opened = await openStore({
    databaseUrl: services.commandEnv['DATABASE_URL'] ?? '',
    masterKeyFile: services.commandEnv['ML_CONNECTOR_MASTER_KEY_FILE'],
    env: services.commandEnv,
  });
  try {
    log('');
    log('Approved requisitions go into the books:');
    await watchDocuments(opened.store, tenantId, log, limitMs);
    await apProcesses(demo, opened, type);
    await report(demo, env);
    const before = await compare(demo, env, []);

    const fix = story.stories.find((one) => one.kind === 'unmappedCostCode')?.fix?.mappingRow;
    if (fix === undefined) throw new Error('the sample company has no story of an unmapped cost code');
    log('');
    log('The controller adds the missing mapping row, and what waited for it goes through:');
    await type('mapping', 'set', ...mappingWords(fix));
    await watchDocuments(opened.store, tenantId, log, limitMs);
    await apProcesses(demo, opened, type);
    await report(demo, env);
    const after = await compare(demo, env, ['unmappedCostCode']);
    log('');
    log(before && after ? 'The books agree.' : 'The books do NOT agree; see the differences above.');
    return before && after;
  } finally {
    await opened.close();
  }
}

/** AP verifies the batches in JDE and runs the batch voucher processor; the next poll sees the vouchers. */
async function apProcesses(
  { sandboxes, log }: Demo,
  { store }: OpenedStore,
  type: (...words: string[]) => Promise<string>,
): Promise<void> {
  log('');
  log('AP verifies the batches in JDE and runs R04110ZA there; our next poll sees the vouchers:');
  await sandboxes.ap('process', { mode: 'final' });
  await type('poll', 'now', '--all');
  const { byStage } = await watchDocuments(store, tenantId, log, limitMs);
  if ((byStage['delivered'] ?? 0) === 0) return;
  // The poll may have begun before the processor's rows were there; the next one, a minute later, would see them too.
  await type('poll', 'now', '--all');
  await watchDocuments(store, tenantId, log, limitMs);
}

async function report({ services, sandboxes, log }: Demo, env: NodeJS.ProcessEnv): Promise<void> {
  const { stdout } = await runOurCommand(['document', 'list', '--json'], env, services.stateFolder);
  const { documents } = JSON.parse(stdout) as { documents: ListedDocument[] };
  await printPosted(documents, sandboxes, log);
  printHeld(documents, log);
}

/** `mended`: the stories of the sample company whose fix was made; what waited for it must be held no more. */
async function compare(
  { services, sandboxes, log }: Demo,
  env: NodeJS.ProcessEnv,
  mended: readonly string[],
): Promise<boolean> {
  const { stdout } = await runOurCommand(['document', 'list', '--json'], env, services.stateFolder);
  const file = join(services.stateFolder, 'documents.json');
  writeFileSync(file, stdout, { mode: 0o600 });
  const accounts = Object.values(sandboxes.story.companyAccounts).flatMap((company) => company['retainage'] ?? []);
  const outcome = await runProgram(
    [
      join(__dirname, '../..', 'comparer', 'main.js'),
      ...['--procore', sandboxes.procoreControlUrl, '--jde', sandboxes.jdeControlUrl, '--documents', file],
      ...accounts.flatMap((account) => ['--retainage-account', account]),
      ...mended.flatMap((kind) => ['--mended', kind]),
    ],
    env,
    services.stateFolder,
  );
  log('');
  log('The comparer reads both systems by itself:');
  for (const line of [...outcome.stdout.split('\n'), ...outcome.stderr.split('\n')])
    if (line.trim() !== '') log(`  ${line}`);
  return outcome.exitCode === 0;
}

/** The last day of the month before `yyyy-mm`. */
function lastDayBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1, 0)).toISOString().slice(0, 10);
}

function mappingWords(row: string): string[] {
  const [project = '', subJob = '', costCode = '', costType = '', businessUnit = '', object = '', subsidiary = ''] =
    row.split(',');
  return [
    ...['--project', project],
    ...(subJob === '' ? [] : ['--sub-job', subJob]),
    ...['--cost-code', costCode, '--cost-type', costType],
    ...['--account', [businessUnit, object, ...(subsidiary === '' ? [] : [subsidiary])].join('.')],
  ];
}
