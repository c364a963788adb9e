import path from 'node:path';
import webpack from 'webpack';

/** In many small files, all of which any command loads. Other packages stay where they are: what uses one loads it when needed. */
const bundledPackages =
  /^(commander|csv-parse|decimal\.js|kysely|luxon|pg|pg-[a-z0-9-]+|postgres-[a-z]+|xtend|zod)(\/|$)/;
/** Run from the compiled files (src/cli/main.ts). */
const ofCompiledFiles = /^\.\/commands\/(up|demo|worker|api|sandbox|migrate)\.js$/;

/**
 * Puts what the commands of a person load into few files, `command-line/run.js` and its chunks beside the other folders of
 * a compiled tree; as deep as those, so that paths from there lead to the same places.
 */
export async function buildCommandLine(distFolder: string): Promise<string> {
  const folder = path.join(distFolder, 'command-line');
  const compiler = webpack({
    mode: 'production',
    target: 'node20',
    entry: path.join(distFolder, 'cli', 'run.js'),
    output: { path: folder, filename: 'run.js', library: { type: 'commonjs2' }, clean: true },
    // Names of functions and classes stand in messages of faults.
    optimization: { minimize: false, concatenateModules: false },
    node: { __dirname: false, __filename: false },
    externals: [
      ({ request }, decide) => {
        if (ofCompiledFiles.test(request)) decide(undefined, `commonjs ../cli/${request.slice('./'.length)}`);
        else if (/^[./]/.test(request) || bundledPackages.test(request)) decide();
        else decide(undefined, `commonjs ${request}`);
      },
    ],
  });
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    compiler.run((fault, done) => {
      if (fault === null) resolve(done);
      else reject(fault);
    });
  });
  await new Promise((resolve) => {
    compiler.close(resolve);
  });
  if (stats?.hasErrors() !== false) throw new Error(stats?.toString({ all: false, errors: true }) ?? 'no result');
  return path.join(folder, 'run.js');
}

async function main(): Promise<void> {
  const bundle = await buildCommandLine(path.resolve(__dirname, '..'));
  process.stdout.write(`command line: ${path.relative(process.cwd(), bundle)}\n`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(
      `the command line was not bundled: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  });
}
