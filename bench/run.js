'use strict';
const { spawnSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

/**
 * `npm run bench`: runs every `*-bench.ts` of this folder, one after the other and each as a process of its own; with words
 * behind `--` only those whose names contain one of them, with `--erp jde` of those the ones of that ERP. Exits 1 when one of them missed its goal or broke.
 */
const given = process.argv.slice(2);
const at = given.indexOf('--erp');
const erp = at === -1 ? '' : `${given[at + 1]}-`;
const words = at === -1 ? given : given.toSpliced(at, 2);
const names = readdirSync(__dirname)
  .filter((name) => name.endsWith('-bench.ts'))
  .filter((name) => name.startsWith(erp))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
if (names.length === 0) throw new Error(`no bench is called like ${given.join(' ')}`);

const readTypeScript = join(__dirname, '../test/stack/read-typescript.js');
const failed = names.filter((name) => {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, ['--require', readTypeScript, join(__dirname, name)], {
    stdio: 'inherit',
  });
  return status !== 0;
});
if (failed.length > 0) {
  console.log(`\nmissed or broken: ${failed.join(', ')}`);
  process.exitCode = 1;
}
