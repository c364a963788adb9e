import { parseArgs } from 'node:util';
import { writeSampleCompany } from './write-sample-company';

const USAGE = 'usage: node main.js --out DIR [--today YYYY-MM-DD] [--seed S]';

function run(): number {
  try {
    const { values } = parseArgs({
      options: { out: { type: 'string' }, today: { type: 'string' }, seed: { type: 'string' } },
    });
    if (values.out === undefined || values.out === '') {
      process.stderr.write(`--out is missing: the folder to write to\n${USAGE}\n`);
      return 2;
    }
    const today = values.today ?? new Date().toISOString().slice(0, 10);
    writeSampleCompany(values.out, { today, ...(values.seed === undefined ? {} : { seed: values.seed }) });
    process.stdout.write(`Northgate Builders as of ${today} stands in ${values.out}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return 2;
  }
}

process.exitCode = run();
