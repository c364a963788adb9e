import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** `file: rules` of every error that the repository's own configuration finds in a tree of fixtures. */
function errorsIn(tree: string): Record<string, string[]> {
  const run = spawnSync(
    process.execPath,
    [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src'],
    { cwd: join(__dirname, 'fixtures', tree), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  expect(run.stderr).toBe('');
  const report = JSON.parse(run.stdout) as {
    modules: unknown[];
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  expect(report.modules.length).toBeGreaterThan(20);
  const errors: Record<string, string[]> = {};
  for (const { from, rule } of report.summary.violations) {
    (errors[from.replace('src/', '')] ??= []).push(rule.name);
  }
  return errors;
}

test('each row of the import table refuses what it does not list', () => {
  expect(errorsIn('forbidden')).toEqual({
    'domain/imports-a-package.ts': ['domain-imports'],
    'domain/imports-a-schema-library.ts': ['schemas-are-of-an-erp'],
    'domain/imports-a-node-module.ts': ['domain-imports'],
    'domain/imports-a-node-module-without-its-prefix.ts': ['domain-imports'],
    'domain/imports-config-types.ts': ['domain-imports'],
    'domain/imports-the-store.ts': ['domain-imports'],
    'domain/imports-what-is-of-one-erp.ts': ['domain-is-of-no-erp'],
    'domain/fusion/imports-another-erp.ts': ['erps-apart'],
    'workflows/imports-a-node-module.ts': ['workflows-imports'],
    'workflows/imports-an-activity.ts': ['workflows-imports-only-types'],
    'workflows/imports-store-types.ts': ['workflows-imports'],
    'workflows/imports-telemetry.ts': ['workflows-imports'],
    'workflows/imports-the-temporal-client.ts': ['workflows-imports'],
    'activities/imports-a-client.ts': ['activities-imports-only-types'],
    'activities/imports-the-store.ts': ['activities-imports-only-types'],
    'activities/imports-types-and-a-value-of-the-store.ts': ['activities-imports-only-types'],
    'activities/loads-the-store-late.ts': ['activities-imports-only-types'],
    'activities/imports-sql.ts': ['activities-imports'],
    'activities/imports-workflow-types.ts': ['activities-imports'],
    'clients/imports-temporal.ts': ['clients-imports'],
    'clients/imports-store-types.ts': ['clients-imports'],
    'store/imports-client-types.ts': ['store-imports'],
    'store/imports-a-schema-library.ts': ['store-imports'],
    'store/first-of-a-circle.ts': ['no-circular-imports'],
    'api/imports-a-workflow.ts': ['api-imports'],
    'api/imports-the-domain.ts': ['api-imports'],
    'api/imports-a-client.ts': ['api-imports'],
    'application/imports-a-client.ts': ['application-imports-only-types'],
    'application/imports-a-command-line-library.ts': ['application-imports'],
    'cli/imports-store-types.ts': ['cli-imports'],
    'cli/imports-a-client.ts': ['cli-imports'],
    'cli/imports-what-runs-in-production.ts': ['cli-imports'],
    'cli/imports-what-is-of-one-erp.ts': ['cli-is-of-no-erp'],
    'sandbox/imports-domain-types.ts': ['sandbox-imports'],
    'sandbox/imports-config.ts': ['sandbox-imports'],
    'sandbox/imports-an-http-client.ts': ['sandbox-imports'],
    'comparer/imports-the-domain.ts': ['comparer-imports'],
    'comparer/imports-the-sandbox.ts': ['comparer-imports'],
    'comparer/imports-telemetry.ts': ['comparer-imports'],
    'processes/imports-cli.ts': ['nobody-imports-cli'],
    'telemetry/imports-cli-types.ts': ['nobody-imports-cli'],
    'reports/stands-in-a-folder-of-its-own.ts': ['folder-outside-the-table'],
    'processes/imports-what-is-not-there.js': ['not-resolved'],
  });
});

test('a tree that imports only what the table lists has no errors', () => {
  expect(errorsIn('allowed')).toEqual({});
});
