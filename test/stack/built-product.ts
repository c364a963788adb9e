import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { transformFile } from '@swc/core';
import { buildWorkflowBundle } from '../../src/processes/build-workflow-bundle';
import { asJavaScript } from './as-javascript';

const root = resolve(__dirname, '../..');

/**
 * The product from its sources as they are, built once for a whole run, for tests start workers by the hundred: as plain
 * JavaScript that programs of their own run, with the workflows bundled beside it. Gives the folder that the build calls `dist`.
 */
export async function buildProduct(folder: string): Promise<string> {
  const dist = join(folder, 'dist');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.fixture.ts'),
  );
  await Promise.all(
    sources.map(async (name) => {
      const { code } = await transformFile(join(root, 'src', name), asJavaScript);
      const built = join(dist, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(built), { recursive: true });
      await writeFile(built, code);
    }),
  );
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await buildWorkflowBundle(dist);
  return dist;
}

/** Where it is, of this run. */
export function builtProduct(): string {
  const built = process.env['TEST_BUILT_PRODUCT'];
  if (built === undefined) throw new Error('TEST_BUILT_PRODUCT is not set: global-setup builds the product');
  return built;
}
