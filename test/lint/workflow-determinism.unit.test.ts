import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Finding {
  readonly line: number;
  readonly ruleId: string | null;
}

/** Lints a text as if it stood in a workflow file: the name must be one that the TypeScript project knows. */
function lintAsWorkflow(lines: readonly string[]): readonly Finding[] {
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'),
      '--stdin',
      '--stdin-filename',
      join(root, 'src', 'workflows', 'names.ts'),
      '--format',
      'json',
    ],
    {
      cwd: root,
      encoding: 'utf8',
      input: `${lines.join('\n')}\n`,
      // In a single run the parser would take the file's text from the disk and not the one given here.
      env: { ...process.env, TSESTREE_SINGLE_RUN: 'false' },
    },
  );
  expect(run.stderr).toBe('');
  const [report] = JSON.parse(run.stdout) as [{ messages: Finding[] }];
  return report.messages;
}

const IMPORTS = "import { condition, defineUpdate, proxyActivities, setHandler, sleep } from '@temporalio/workflow';";
const MESSAGES = "import { view, type DocumentView } from './messages';";

test.each([
  {
    what: 'what the sandboxed clock, network and machine would make different in a replay',
    lines: [
      [IMPORTS, null],
      [MESSAGES, null],
      ["import { randomUUID } from 'node:crypto';", '@typescript-eslint/no-restricted-imports'],
      ["import { readFileSync } from 'fs';", '@typescript-eslint/no-restricted-imports'],
      [
        "import { createFetchRequisition } from '../activities/requisition/fetch-requisition';",
        '@typescript-eslint/no-restricted-imports',
      ],
      ["const decide = defineUpdate<DocumentView, [{ readonly decisionId: string }]>('decide');", null],
      ['let passes = 0;', 'no-restricted-syntax'],
      ['export async function run(): Promise<unknown[]> {', null],
      ['  passes += 1;', null],
      ["  const answer = await fetch('http://127.0.0.1/');", 'no-restricted-globals'],
      ['  const zone = process.env.TZ;', 'no-restricted-globals'],
      ['  const id = crypto.randomUUID();', 'no-restricted-globals'],
      ['  sleep(1);', '@typescript-eslint/no-floating-promises'],
      ['  condition(() => passes > 1);', '@typescript-eslint/no-floating-promises'],
      ['  setHandler(decide, (_decision) => ({}) as DocumentView, {', null],
      ['    validator: async (_decision) => {', '@typescript-eslint/no-misused-promises'],
      ['      await sleep(1);', null],
      ['    },', null],
      ['  });', null],
      ['  return [answer, zone, id, view, proxyActivities, randomUUID, readFileSync, createFetchRequisition];', null],
      ['}', null],
    ] as const,
  },
  {
    what: 'nothing in a workflow that keeps to the rules',
    lines: [
      ["import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';", null],
      [MESSAGES, null],
      ["import type { createFetchRequisition } from '../activities/requisition/fetch-requisition';", null],
      ['type Activities = { fetch: ReturnType<typeof createFetchRequisition> };', null],
      ["const { fetch } = proxyActivities<Activities>({ scheduleToCloseTimeout: '10m' });", null],
      ["const decide = defineUpdate<DocumentView, [{ readonly decisionId: string }]>('decide');", null],
      ['export async function run(): Promise<unknown> {', null],
      ['  let passes = 0;', null],
      ['  setHandler(view, () => ({}) as DocumentView);', null],
      ['  setHandler(decide, (_decision) => ({}) as DocumentView, {', null],
      ['    validator: ({ decisionId }) => {', null],
      ["      if (decisionId === '') throw new Error('decisionId is empty');", null],
      ['    },', null],
      ['  });', null],
      ['  passes += 1;', null],
      ['  await condition(() => passes > 0);', null],
      ['  return fetch;', null],
      ['}', null],
    ] as const,
  },
])('lint finds $what', ({ lines }) => {
  const expected = lines.flatMap(([, ruleId], index) => (ruleId === null ? [] : [{ line: index + 1, ruleId }]));
  const found = lintAsWorkflow(lines.map(([text]) => text)).map(({ line, ruleId }) => ({ line, ruleId }));
  expect(found).toEqual(expected);
});
