import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Cli } from '../../src/cli/cli';
import { loadAll } from '../../src/cli/late-commands';
import { createProgram } from '../../src/cli/program';
import { connectionFileJsonSchema } from '../../src/application/connections/connection-file-schema';
import { readConnectionFile } from '../../src/application/connections/read-connection-file';
import { readCsv } from '../../src/application/read-csv';
import { checkOpeningBalanceHeader, readOpeningBalances } from '../../src/application/opening-balances/read-opening-balances';
import { processTerminal } from '../../src/cli/terminal';
import { fusionSystem } from '../../src/clients/fusion/system';
import { jdeSystem } from '../../src/clients/jde/system';
import { holdReasons } from '../../src/domain/holds/hold-reason';
import { jdeChart } from '../../src/domain/jde/chart';
import { checkMappingHeader, readMapping } from '../../src/domain/coding/mapping-file';
import { erpSystems } from '../../src/processes/gateways/erp-systems';
import { Metrics } from '../../src/telemetry/metrics';

const root = join(__dirname, '../..');

interface Page {
  /** From the root of the repository. */
  readonly file: string;
  readonly text: string;
}

const pages: readonly Page[] = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

function page(file: string): string {
  const found = pages.find((one) => one.file === file);
  if (found === undefined) throw new Error(`there is no page ${file}`);
  return found.text;
}

function fences(text: string): string[] {
  return [...text.matchAll(/^```[a-z]*\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
}

function fenceWith(file: string, text: string): string {
  const found = fences(page(file)).find((fence) => fence.includes(text));
  if (found === undefined) throw new Error(`${file} has no example with ${text}`);
  return found;
}

/** Without the fences, whose backticks would be taken for spans. */
function prose(text: string): string {
  return text.replace(/^```[a-z]*\n[\s\S]*?^```$/gm, '');
}

function spans(text: string): string[] {
  return [...prose(text).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
}

describe('docs/holds.md', () => {
  const headings = [...page('docs/holds.md').matchAll(/^### `(\w+)`$/gm)].map((match) => match[1] ?? '');
  const sections = page('docs/holds.md').split(/^##+ /m);

  test('every hold reason has a section of its own, and every section is of a reason', () => {
    expect([...headings].sort()).toEqual([...holdReasons].sort());
  });

  test.each(holdReasons)('%s says what ends it, unless this version does not raise it', (reason) => {
    const section = sections.find((one) => one.startsWith(`\`${reason}\`\n`));
    expect(section).toMatch(/\*\*Ends:\*\*|Not raised in this version/);
  });
});

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
};

interface Setting {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Every setting that has no settings below it. Where a secret comes from is one setting, told once for all. */
function settingsOf(schema: JsonSchema, path: readonly string[], required: boolean): Setting[] {
  const forms = [schema, ...(schema.anyOf ?? [])];
  const below = forms.flatMap((form) => [
    ...Object.entries(form.properties ?? {}).flatMap(([name, own]) =>
      settingsOf(own, [...path, name], form.required?.includes(name) ?? false),
    ),
    ...(typeof form.additionalProperties === 'object' && form.additionalProperties.properties !== undefined
      ? settingsOf(form.additionalProperties, [...path, '*'], required)
      : []),
    ...(form.items?.properties === undefined
      ? []
      : settingsOf(form.items, [...path.slice(0, -1), `${path.at(-1) ?? ''}[]`], required)),
  ]);
  const isSecret = forms.some((form) => form.properties?.['env'] !== undefined);
  return below.length === 0 || isSecret ? [{ path, schema, required }] : below;
}

/** What is common to all ERPs is told where JD Edwards is connected; of the others only what is their own. */
describe.each([
  ['docs/connect-jde.md', jdeSystem, true],
  ['docs/connect-fusion.md', fusionSystem, false],
] as const)('%s', (file, erp, tellsCommon) => {
  const schema = connectionFileJsonSchema({ [erp.system]: erp }) as JsonSchema;
  const isOwn = ({ path: [section = '', name = ''] }: Setting): boolean =>
    section === erp.system || erp.settings.shape[section]?.shape[name.replace('[]', '')] !== undefined;
  const settings = settingsOf(schema, [], false).filter((setting) => tellsCommon || isOwn(setting));
  const groups = new Set(settings.filter(({ path }) => path.length > 1).map(({ path }) => path[0] ?? ''));
  const sections = page(file).split(/^### /m);

  /** The row of the table in which a setting is told. */
  function rowOf({ path }: Setting): string | undefined {
    const [group = '', ...rest] = path;
    const isGrouped = groups.has(group);
    const section = sections.find((one) => one.startsWith(isGrouped ? `\`${group}\`` : 'The connection itself'));
    const name = (isGrouped ? rest : path)
      .join('.')
      .replace(/[$.[\]]/g, '\\$&')
      .replace('*', '[A-Z]+');
    return section?.split('\n').find((line) => new RegExp(`^\\| [^|]*\`${name}\``).test(line));
  }

  test.each(settings.map((setting) => [setting.path.join('.'), setting] as const))(
    '%s is told, with its default and its choices',
    (_path, setting) => {
      const row = rowOf(setting);
      expect(row).toBeDefined();
      const { default: fallback, enum: choices = [] } = setting.schema;
      if (typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean') {
        expect(row).toContain(`\`${String(fallback)}\``);
      }
      for (const choice of choices) expect(row).toContain(`\`${String(choice)}\``);
    },
  );

  test('what is required is marked, save where only one of two forms requires it', () => {
    const notMarked = settings
      .filter(({ required, path }) => required && path[0] !== 'poll' && path[1] !== 'canceledLine' && path[1] !== 'authentication')
      .filter((setting) => !(rowOf(setting) ?? '').includes('**required**'));
    expect(notMarked.map(({ path }) => path.join('.'))).toEqual([]);
  });

  test('the smallest file is accepted', () => {
    const text = fenceWith(file, '"procore": {');
    const read = readConnectionFile('connection.json', text, erpSystems);
    expect(read.file.id).toBe(`acme-${erp.system}`);
  });
});

describe('docs/connect-jde.md', () => {
  test('the opening balances shown are accepted', () => {
    const csv = readCsv(fenceWith('docs/connect-jde.md', 'last_number,certified'), checkOpeningBalanceHeader);
    const read = 'rows' in csv ? readOpeningBalances(csv.rows, () => ({ id: '1' })) : csv;
    expect(read).toMatchObject({ balances: [{ lastNumber: 7 }] });
  });
});

test('the mapping shown in docs/mapping.md is accepted', () => {
  const csv = readCsv(fenceWith('docs/mapping.md', 'project,sub_job'), (header) =>
    checkMappingHeader(header, jdeChart).map((error) => error.message),
  );
  const read = 'rows' in csv ? readMapping(csv.rows, jdeChart) : csv;
  expect(read).toMatchObject({ rows: [{ line: 2 }, { line: 3 }, { line: 4 }] });
});

test('every metric named in docs/operate.md exists', async () => {
  const { body } = await new Metrics().scrape();
  const named = spans(page('docs/operate.md')).flatMap((span) => /^ml_connector_\w+/.exec(span)?.[0] ?? []);
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(body).toContain(`# TYPE ${name} `);
});

describe('commands', () => {
  const cli = new Cli(processTerminal());
  const program = createProgram(cli);
  beforeAll(() => loadAll(program));
  const groupNames = (): string[] =>
    program.commands.filter((command) => command.commands.length > 0).map((command) => command.name());

  /** What is wrong with a command as it is typed after the program's name. */
  function faultOf(line: string): string | null {
    let command: Command = program;
    const words = line.split(/\s+/).filter((word) => word !== '');
    while (command.commands.length > 0 && words[0] !== undefined && !words[0].startsWith('-')) {
      const word = words.shift();
      const next = command.commands.find((one) => one.name() === word);
      if (next === undefined) return `there is no "${command.name()} ${word ?? ''}"`;
      command = next;
    }
    if (command !== program && command.commands.length > 0) return `"${command.name()}" needs a subcommand`;
    const known = [...command.options, ...program.options].map((option) => option.long);
    const unknown = words.find((word) => /^--[a-z]/.test(word) && word !== '--help' && !known.includes(word));
    return unknown === undefined ? null : `"${command.name()}" has no ${unknown}`;
  }

  function commandsOf({ file, text }: Page): { readonly file: string; readonly line: string }[] {
    const start = /^(?:\$ )?(?:npm run (?:--silent )?ml-connector -- |ml-connector )(.*)$/;
    const lines = fences(text).flatMap((fence) => fence.replaceAll('\\\n', ' ').split('\n'));
    const inProse = spans(text).filter((span) => groupNames().some((name) => span.startsWith(`${name} `)));
    return [
      ...[...lines, ...spans(text)].flatMap((line) => start.exec(line.trim())?.[1] ?? []),
      ...inProse,
    ].map((line) => ({ file, line: line.replace(/ [<>|&].*$/, '') }));
  }

  let typed: ReturnType<typeof commandsOf> = [];
  beforeAll(() => {
    typed = pages.flatMap(commandsOf);
  });

  test('the pages name most of the commands', () => {
    expect(typed.length).toBeGreaterThan(40);
  });

  test('every command and option in the pages exists', () => {
    const faults = typed.flatMap(({ file, line }) => {
      const fault = faultOf(line);
      return fault === null ? [] : [`${file}: ml-connector ${line}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  test.each([
    ['mapping upload mapping.csv', 'there is no "mapping upload"'],
    ['hold', '"hold" needs a subcommand'],
    ['hold list --colour', '"list" has no --colour'],
  ])('"%s" would be found', (line, fault) => {
    expect(faultOf(line)).toBe(fault);
  });
});

describe('links', () => {
  /** As a page's headings are addressed by what shows it. */
  function anchorsOf(text: string): Set<string> {
    const headings = [...text.replace(/^```[a-z]*\n[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)];
    return new Set(
      headings.map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s_-]/gu, '')
          .trim()
          .replace(/\s/g, '-'),
      ),
    );
  }

  const links = pages.flatMap(({ file, text }) =>
    [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => ({ file, target })),
  );

  test('every link leads to a file that exists, and to a heading in it', () => {
    const broken = links.filter(({ file, target }) => {
      const [name = '', anchor] = target.split('#');
      const path = name === '' ? join(root, file) : resolve(root, dirname(file), name);
      if (!existsSync(path)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(path, 'utf8')).has(anchor);
    });
    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(30);
  });

  test('every page of docs/ can be reached from its index', () => {
    const index = page('docs/README.md');
    const unlinked = pages
      .filter(({ file }) => file.startsWith('docs/') && file !== 'docs/README.md')
      .filter(({ file }) => !index.includes(`](${file.slice('docs/'.length)})`));
    expect(unlinked.map(({ file }) => file)).toEqual([]);
  });
});

test('no page names a path of the machine it was written on', () => {
  const own = /(?:^|[\s`"'(=])(?:\/(?:work|root|home|Users|tmp)\/|[A-Z]:\\)/m;
  expect(pages.filter(({ text }) => own.test(text)).map(({ file }) => file)).toEqual([]);
  expect('see `/home/me/x`').toMatch(own);
});
