#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** They start or are processes that find files of theirs beside their own code, and work long enough to load it as it is. */
const ofCompiledFiles: ReadonlySet<string> = new Set(['up', 'demo', 'worker', 'api', 'sandbox', 'migrate']);

// A command of a person is over before a second is: from some 560 files it takes twice the time that it takes from a few
// (src/processes/build-command-line.ts).
const bundle = join(__dirname, '../command-line/run.js');
const isBundled = !process.argv.slice(2).some((word) => ofCompiledFiles.has(word)) && existsSync(bundle);
createRequire(__filename)(isBundled ? bundle : './run.js');
