import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import type { Command } from 'commander';
import { parse } from 'yaml';
import type { Cli } from '../../src/cli/cli';
import { workerStopLimitMs } from '../../src/config/shutdown-times';
import { loadAll } from '../../src/cli/late-commands';
import { createProgram } from '../../src/cli/program';

interface Service {
  image: string;
  entrypoint?: string[];
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: unknown;
  restart?: string;
  stop_grace_period?: string;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const root = join(__dirname, '..', '..');
const text = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const source = text('docker-compose.temporal.yml');
const compose = parse(source, { merge: true }) as Compose;
const services = Object.entries(compose.services);

function schemaErrors(document: unknown): unknown {
  const folder = dirname(require.resolve('dclint/package.json'));
  const schema = JSON.parse(readFileSync(join(folder, 'schemas', 'compose.schema.json'), 'utf8')) as {
    $schema?: string;
  };
  // The schema names its dialect with https; ajv knows the same one by http.
  delete schema.$schema;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return validate(document) ? [] : validate.errors;
}

test('the file keeps to the compose specification', () => {
  expect(schemaErrors(compose)).toEqual([]);
  expect(schemaErrors({ services: { api: { imge: 'x' } } })).not.toEqual([]);
});

test('every service waits only for services that exist, in a way that can come true', () => {
  for (const [name, { depends_on: dependsOn = {} }] of services) {
    for (const [other, { condition }] of Object.entries(dependsOn)) {
      const awaited = compose.services[other];
      expect([name, other, awaited === undefined]).toEqual([name, other, false]);
      if (condition === 'service_healthy') expect([other, awaited?.healthcheck]).not.toEqual([other, undefined]);
      // A job that is started again whenever it ends never is completed.
      if (condition === 'service_completed_successfully') expect(awaited?.restart ?? 'no').toBe('no');
    }
  }
});

test('every volume and every script that is named exists', () => {
  const used = new Set<string>();
  for (const [name, { volumes = [], entrypoint = [] }] of services) {
    for (const [from = '', to = ''] of volumes.map((volume) => volume.split(':'))) {
      if (!from.startsWith('./')) {
        expect(Object.keys(compose.volumes)).toContain(from);
        used.add(from);
        continue;
      }
      expect([name, from, existsSync(join(root, from))]).toEqual([name, from, true]);
      if (from.endsWith('.sh')) accessSync(join(root, from), constants.X_OK);
      for (const script of entrypoint.filter((word) => word.startsWith(`${to}/`))) {
        accessSync(join(root, from, script.slice(to.length + 1)), constants.R_OK);
      }
    }
    const scripts = entrypoint.filter((word) => word.endsWith('.sh'));
    const folders = volumes.map((volume) => volume.split(':')[1] ?? '');
    for (const script of scripts) expect(folders).toContain(dirname(script));
  }
  expect([...used].sort()).toEqual(Object.keys(compose.volumes).sort());
  const config = compose.services['temporal']?.environment?.['DYNAMIC_CONFIG_FILE_PATH'] ?? '';
  expect(existsSync(join(root, 'docker', 'dynamicconfig', config.split('/').at(-1) ?? ''))).toBe(true);
  expect(parse(text('docker', 'dynamicconfig', 'ml-connector.yaml'))).toEqual({
    'matching.enableFairness': [{ value: true }],
  });
});

test('every variable is documented with its default, and no other is', () => {
  const used = new Map(
    [...source.matchAll(/\$\{([A-Z_]+):([-?])([^}]*)\}/g)].map(([, name = '', kind, value = '']) => [
      name,
      kind === '?' ? null : value,
    ]),
  );
  expect([...source.matchAll(/\$\{?([A-Z_]+)/g)].every(([, name = '']) => used.has(name))).toBe(true);
  const rows = [...text('docs', 'deploy-with-containers.md').matchAll(/^\| `([A-Z_]+)` \|(?: `([^`]*)` \|)?/gm)];
  expect(new Map(rows.map(([, name = '', value]) => [name, value ?? null]))).toEqual(used);
});

test('our command line accepts what the services call it with', async () => {
  const cli = { terminal: { env: {}, out: () => undefined } } as unknown as Cli;
  const program = createProgram(cli);
  await loadAll(program);
  const ours = services.filter(([name]) => name.startsWith('connector-') && name !== 'connector-db');
  const used = ours.map(([name, { command = [] }]) => {
    const [node, script, subcommand = '', ...rest] = command;
    expect([name, node, script]).toEqual([name, 'node', 'dist/cli/main.js']);
    const known = program.commands.find((one: Command) => one.name() === subcommand);
    expect([name, known?.name()]).toEqual([name, subcommand]);
    const words = rest.map((word) => word.replace(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1'));
    expect(known?.parseOptions(words)).toMatchObject({ operands: [], unknown: [] });
    expect(known?.helpInformation()).toContain(subcommand);
    return subcommand;
  });
  expect(used.sort()).toEqual(['api', 'migrate', 'worker']);
});

test('the worker is not killed before it has given up waiting for what is under way', () => {
  const given = /^(\d+)m$/.exec(compose.services['connector-worker']?.stop_grace_period ?? '')?.[1];
  expect(Number(given) * 60_000).toBeGreaterThanOrEqual(workerStopLimitMs);
});

test('the namespace has the search attributes that workflows set, and a retention of 30 days', () => {
  const script = text('docker', 'temporal', 'setup-namespace.sh');
  const made = [...script.matchAll(/--name (\w+) --type (\w+)/g)].map(
    ([, name, type]) => `${name} ${type?.toUpperCase()}`,
  );
  const defined = [
    ...text('src', 'workflows', 'search-attributes.ts').matchAll(/Key\('(\w+)', SearchAttributeType\.(\w+)\)/g),
  ].map(([, name, type]) => `${name} ${type}`);
  expect(defined.length).toBeGreaterThan(0);
  expect(made.sort()).toEqual(defined.sort());
  expect(script).toContain('namespace create --namespace "$namespace" --retention 30d');
});

test('the image is built from what the build needs, and does not run as root', () => {
  const dockerfile = text('Dockerfile');
  const kept = text('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
  for (const name of copied) {
    expect(existsSync(join(root, name))).toBe(true);
    expect(kept).toContain(name);
  }
  expect(dockerfile.match(/^USER (.+)$/m)?.[1]).toBe('node');
});
