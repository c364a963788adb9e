/**
 * The import table of the house (docs/architecture.md): one rule a row. A row lists what its folder may import besides
 * its own files; everything else is an error, Node modules too.
 */
const ours = (...folders) => folders.map((folder) => `^src/${folder}/`);
const packages = (...names) => names.map((name) => `(^|/)node_modules/${name.replaceAll('.', '\\.')}/`);

const SHARED = ours('config', 'crypto', 'telemetry');
/** What travels between workflows and whoever starts, signals or serves them: names, argument types, search attributes. */
const MESSAGE_DEFINITIONS = '^src/workflows/(messages|names|search-attributes)\\.ts$';
/** Node modules lose their `node:` when they are resolved, so they are known by their kind. */
const NODE_MODULE = 'core';
const TYPE_ONLY = ['type-only', 'type-import'];
const TESTS = '\\.(test|fixture)\\.ts$';
const FOLDERS = [
  ...['domain', 'ledger', 'workflows', 'activities', 'application', 'clients', 'store', 'api'],
  ...['processes', 'local', 'cli', 'sandbox', 'comparer', 'config', 'crypto', 'telemetry'],
];
/** What a command line needs of `processes`: a context for use cases, and the two programs that it starts. */
const FOR_THE_COMMAND_LINE =
  '^src/processes/(open-context|api-process|worker-process|gateways/erp-systems|service/(service-addresses|until-told))\\.ts$';
/** What tells a failed call of a client from a fault of ours. */
const CLIENT_ERRORS = '^src/clients/http/client-error\\.ts$';
/** csv, zip and xml: what the files of the outside systems are made of. */
const FORMAT_LIBRARIES = packages('csv-parse');

function row(folder, { mayImport, typesOf = [], nodeModules = true }) {
  const from = { path: ours(folder), pathNot: TESTS };
  const allowed = [...ours(folder), ...mayImport];
  const rules = [
    {
      name: `${folder}-imports`,
      severity: 'error',
      from,
      to: { pathNot: [...allowed, ...typesOf], dependencyTypesNot: nodeModules ? [NODE_MODULE] : [] },
    },
  ];
  if (typesOf.length > 0) {
    rules.push({
      name: `${folder}-imports-only-types`,
      severity: 'error',
      comment: 'Ports are passed in: only their types may be imported here.',
      from,
      to: { path: typesOf, pathNot: allowed, dependencyTypesNot: TYPE_ONLY },
    });
  }
  return rules;
}

module.exports = {
  forbidden: [
    ...row('domain', {
      mayImport: packages(
        ...['abavalidator', 'decimal.js', 'fastest-levenshtein', 'ibantools', 'luxon', '@types/luxon', 'zod'],
      ),
      nodeModules: false,
    }),
    ...row('workflows', {
      mayImport: [...ours('domain'), ...packages('@temporalio/workflow', '@temporalio/common')],
      typesOf: ours('activities'),
      nodeModules: false,
    }),
    ...row('ledger', {
      mayImport: [...ours('domain'), ...SHARED],
      typesOf: ours('clients', 'store'),
    }),
    ...row('application', {
      mayImport: [
        ...ours('domain', 'ledger'),
        MESSAGE_DEFINITIONS,
        CLIENT_ERRORS,
        ...SHARED,
        ...packages('@temporalio/client', '@temporalio/common', 'zod', 'lossless-json'),
        ...FORMAT_LIBRARIES,
      ],
      typesOf: ours('clients', 'store'),
    }),
    ...row('activities', {
      mayImport: [
        ...ours('domain', 'ledger'),
        MESSAGE_DEFINITIONS,
        ...SHARED,
        ...packages('@temporalio/activity', '@temporalio/common', '@temporalio/client'),
      ],
      typesOf: ours('clients', 'store'),
    }),
    ...row('clients', {
      mayImport: [...ours('domain'), ...SHARED, ...packages('undici', 'zod', 'lossless-json'), ...FORMAT_LIBRARIES],
    }),
    ...row('store', { mayImport: [...ours('domain'), ...SHARED, ...packages('kysely', 'pg', '@types/pg')] }),
    ...row('api', {
      mayImport: [
        ...ours('store'),
        MESSAGE_DEFINITIONS,
        ...SHARED,
        // Webhook ids lose digits in JSON.parse, so the body is parsed losslessly (design 9).
        ...packages('express', '@types/express', 'express-rate-limit', 'zod', 'lossless-json'),
        ...packages('@temporalio/client', '@temporalio/common'),
      ],
    }),
    ...row('cli', {
      mayImport: [
        ...ours('domain', 'application', 'local', 'config', 'telemetry'),
        FOR_THE_COMMAND_LINE,
        ...packages('commander'),
      ],
    }),
    {
      name: 'cli-is-of-no-erp',
      severity: 'error',
      comment: 'What one ERP calls a thing reaches a person through a use case.',
      from: { path: '^src/cli/', pathNot: TESTS },
      to: { path: '^src/domain/(jde|fusion)/' },
    },
    ...row('sandbox', {
      mayImport: [
        // Decimals are nobody's reading of the reference, so they may be the same as ours.
        ...packages('decimal.js', 'express', '@types/express', 'zod', 'lossless-json'),
        ...FORMAT_LIBRARIES,
      ],
    }),
    ...row('comparer', { mayImport: packages('decimal.js', 'undici', 'zod', 'lossless-json') }),
    {
      name: 'domain-is-of-no-erp',
      severity: 'error',
      comment: 'The rules of the trade are the same whatever the ERP.',
      from: { path: '^src/domain/(?!jde/|fusion/)', pathNot: TESTS },
      to: { path: '^src/domain/(jde|fusion)/' },
    },
    {
      name: 'schemas-are-of-an-erp',
      severity: 'error',
      comment:
        'What a person writes is parsed before the trade sees it; only how one ERP posts is declared with its planner.',
      from: { path: '^src/domain/(?!jde/|fusion/)', pathNot: TESTS },
      to: { path: packages('zod') },
    },
    {
      name: 'erps-apart',
      severity: 'error',
      from: { path: '^src/domain/(jde|fusion)/', pathNot: TESTS },
      to: { path: '^src/domain/(jde|fusion)/', pathNot: '^src/domain/$1/' },
    },
    {
      name: 'nobody-imports-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', TESTS] },
      to: { path: '^src/cli/' },
    },
    {
      name: 'no-circular-imports',
      severity: 'error',
      comment: 'Types may refer to each other; values that do are undefined for whoever loads first.',
      from: { path: '^src/', pathNot: TESTS },
      to: { circular: true, viaOnly: { dependencyTypesNot: TYPE_ONLY } },
    },
    {
      name: 'folder-outside-the-table',
      severity: 'error',
      comment: 'A new folder needs a row here, else nothing it imports is checked.',
      from: { path: '^src/', pathNot: [`^src/(${FOLDERS.join('|')})/`, TESTS] },
      to: {},
    },
    {
      name: 'not-resolved',
      severity: 'error',
      comment: 'An import that cannot be found would pass every other rule.',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'types', 'default'],
      mainFields: ['main', 'types'],
    },
  },
};
