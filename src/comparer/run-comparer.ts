import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Decimal } from 'decimal.js';
import { amountText } from './amount';
import { compareBooks } from './compare-books';
import { comparisonText } from './comparison-text';
import type { ErpBooks } from './erp-books';
import { fusionErpBooks } from './fusion/fusion-erp-books';
import { readContracts } from './read-contracts';
import { readCosts } from './read-costs';
import { readFusion } from './fusion/read-fusion';
import { jdeErpBooks } from './jde/jde-erp-books';
import { readJde } from './jde/read-jde';
import { readDocuments, type ListedDocument } from './read-documents';
import { readExpectations, readExpectationsFile, type Expectations } from './read-expectations';
import { UnreadableSource } from './read-json';
import { readProcore } from './read-procore';

const usage = `usage: comparer --procore URL (--jde URL | --fusion URL) (--documents FILE | --documents-command COMMAND) [options]

  --procore URL                control address of the Procore sandbox
  --jde URL, --fusion URL      control address of the ERP's sandbox
  --documents FILE             answer of "ml-connector document list --json"; - reads it from stdin
  --documents-command COMMAND  a command that prints that answer
  --expectations FILE          what the company says must be held; default: what the Procore sandbox was given
  --retainage-account ACCOUNT  such as 200.4110; repeatable. Also --tax-account and --rounding-account. With none of
                               them, an account is a cost account when it is on the document's order
  --invoice-source SOURCE      with Fusion, the source of our invoices; default PROCORE
  --twin-months COUNT          with Fusion, how long the bill of a direct cost is looked for; default 12
  --approved-status STATUS     repeatable; default approved and approved_as_noted
  --mended NAME                repeatable; what was put right since, of that which the sample company says is awaited,
                               such as unmappedCostCode: what was held for it must be held no more
  --json                       the answer as JSON

Exit codes: 0 the books agree; 1 they differ; 2 wrong usage, or something could not be read.
`;

export interface ComparerOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

export async function runComparer(args: readonly string[], output: ComparerOutput): Promise<0 | 1 | 2> {
  try {
    const options = optionsOf(args);
    const procore = await readProcore(options.procore);
    const documents = readDocuments(options.documents(), 'the document list');
    const expectations =
      options.expectations === undefined
        ? await readExpectations(options.procore)
        : readExpectationsFile(options.expectations);
    const erp = await erpBooksOf(options, documents, expectations);
    const comparison = compareBooks({
      procore,
      erp,
      documents,
      expectations,
      mended: options.mended,
      approvedStatuses: options.approvedStatuses,
    });
    output.out(options.json ? asJson(comparison) : comparisonText(comparison, erp));
    return comparison.agree ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof UnreadableSource || error instanceof RangeError)) throw error;
    output.error(`${error.message}\n`);
    return 2;
  }
}

class UsageError extends Error {}

async function erpBooksOf(
  { jde, fusion, procore, accounts, source, mended, twinMonths }: ReturnType<typeof optionsOf>,
  documents: readonly ListedDocument[],
  expectations: Expectations | null,
): Promise<ErpBooks> {
  if (fusion === undefined) {
    const ordersCommitments = documents.some(({ kind }) => kind === 'commitment');
    const contracts = ordersCommitments ? await readContracts(procore) : null;
    const withPayments = documents.some(({ kind }) => kind === 'payment');
    const payments = withPayments ? (await readCosts(procore)).payments : [];
    return jdeErpBooks(await readJde(jde ?? '', withPayments), accounts, { contracts, payments });
  }
  const made = { contracts: await readContracts(procore), costs: await readCosts(procore) };
  const ledger = expectations?.ledger ?? null;
  const twins = { months: twinMonths, today: new Date().toISOString().slice(0, 10) };
  return fusionErpBooks(await readFusion(fusion), made, documents, { accounts, source, ledger, done: mended, twins });
}

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        procore: text,
        jde: text,
        fusion: text,
        expectations: text,
        'invoice-source': text,
        'twin-months': text,
        documents: text,
        'documents-command': text,
        'retainage-account': texts,
        'tax-account': texts,
        'rounding-account': texts,
        'approved-status': texts,
        mended: texts,
        json: { type: 'boolean' },
      },
    }));
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, { cause });
  }
  const { procore, jde, fusion, documents: file, 'documents-command': command } = values;
  const isOne = (one: unknown, other: unknown): boolean => (one === undefined) !== (other === undefined);
  if (procore === undefined || !isOne(jde, fusion) || !isOne(file, command)) {
    throw new UsageError(usage);
  }
  return {
    procore,
    jde,
    fusion,
    expectations: values.expectations,
    source: values['invoice-source'] ?? 'PROCORE',
    twinMonths: monthsOf(values['twin-months'] ?? '12'),
    documents: () => (file === undefined ? runCommand(command ?? '') : readText(file)),
    approvedStatuses: values['approved-status'] ?? ['approved', 'approved_as_noted'],
    accounts: {
      retainage: values['retainage-account'] ?? [],
      tax: values['tax-account'] ?? [],
      rounding: values['rounding-account'] ?? [],
    },
    mended: values.mended ?? [],
    json: values.json === true,
  };
}

function monthsOf(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new UsageError(`--twin-months "${text}": a number of months, e.g. 12\n${usage}`);
  return Number(text);
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new UnreadableSource(`--documents ${file} cannot be read`, { cause });
  }
}

function runCommand(command: string): string {
  const run = spawnSync(command, {
    shell: true,
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0)
    throw new UnreadableSource(`--documents-command "${command}" ended with code ${run.status ?? 'none'}`);
  return run.stdout;
}

function asJson(value: object): string {
  // Before toJSON: an amount is written like every other amount, with at least two decimals.
  const amounts = function (this: Record<string, unknown>, key: string, shown: unknown): unknown {
    const own = this[key];
    return Decimal.isDecimal(own) ? amountText(own) : shown;
  };
  return `${JSON.stringify(value, amounts, 2)}\n`;
}
