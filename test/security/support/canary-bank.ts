import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scope, type CanaryBench } from './canary-bench';
import { bankAccounts, vendor } from './canary-company';
import { until } from './until';

const phone = '303 555-0101';

/**
 * Two requests for other bank details on their whole way: one that JDE refuses and quotes, one that is applied. Everything that people see of
 * them is asked for too.
 */
export async function changeBankDetails(bench: CanaryBench, keys: ReadonlyMap<string, string>): Promise<void> {
  const { jde, run } = bench;
  const said = `${bankAccounts.refused} is no account`;
  const quoting = JSON.stringify({ message: said, exception: said, userDefinedErrorText: said });
  jde.answerOnce(({ path, body }) => path.includes('PC_SET_SUPPLIER_BANK') && body.includes(bankAccounts.refused), {
    status: 500,
    contentType: 'application/json',
    body: quoting,
  });
  await looksForChanges(bench);
  for (const [account, type, end] of [
    [bankAccounts.refused, 'X', 'failed'],
    [bankAccounts.applied, 'V', 'applied'],
  ] as const) {
    const number = await request(bench, keys, account, type);
    await until(`the bank change of type ${type} is ${end}`, async () => {
      const shown = JSON.parse(await run(['vendor', 'bank', 'show', number, '--json'])) as { readonly state: string };
      return shown.state === end ? true : null;
    });
  }
  await looksForChanges(bench);
  if (!(await isNoted(bench))) throw new Error('the change of the account is not noted on the vendor in Procore');
  await run(['vendor', 'show', vendor.id]);
  for (const words of [['list', '--json'], ['list'], ['seen']]) await run(['vendor', 'bank', ...words]);
}

/** What is noted on the vendor in Procore comes through here too; the first look knows what was there before. */
async function looksForChanges({ run, stack }: CanaryBench): Promise<void> {
  const looked = () =>
    stack.opened.store.inTenant(
      scope.tenantId,
      async (tx) => (await tx.feeds.find(scope, '', 'bankNotes'))?.watermarkNo,
    );
  const before = await looked();
  await run(['poll', 'now', '--all', '--feed', 'bankNotes']);
  await until('bank accounts are looked at', async () => ((await looked()) === before ? null : true));
}

async function isNoted({ stack }: CanaryBench): Promise<boolean> {
  return stack.opened.store.inTenant(scope.tenantId, async (tx) => {
    for await (const { act, facts } of tx.auditTrail.entries('100000')) {
      if (act === 'vendor.bankNoted' && facts['outcome'] === 'noted') return true;
    }
    return false;
  });
}

/** Until it has cooled off. */
async function request(
  bench: CanaryBench,
  keys: ReadonlyMap<string, string>,
  account: string,
  type: string,
): Promise<string> {
  const { stack, run } = bench;
  const as = (person: string, words: readonly string[]) =>
    run(words, () => stack.cli(words, { ML_CONNECTOR_API_KEY: keys.get(person) }));
  writeFileSync(join(stack.folder, 'details.json'), JSON.stringify({ country: 'US', routing: '011401533', account }));
  const details = ['--type', type, '--reason', 'a letter', '--details', 'details.json'];
  const made = await as('asks', ['vendor', 'bank', 'request', '--vendor', vendor.id, ...details, '--json']);
  const number = String((JSON.parse(made) as { readonly number: number }).number);
  const at = new Date().toISOString();
  await as('calls', ['vendor', 'bank', 'call', number, '--phone', phone, '--at', at, '--spoke-with', 'the controller']);
  await as('approves', ['vendor', 'bank', 'approve', number, '--note', 'confirmed']);
  await bench.asSuperuser(`update bank_change set apply_at = now() - interval '1 second' where number = ${number}`);
  await stack.opened.store.inTenant(scope.tenantId, async (tx) => {
    const change = await tx.bankChanges.numbered(scope, Number(number));
    const document = await tx.documents.find(scope, { kind: 'bankChange', sourceId: change?.id ?? '' });
    if (document !== null) await tx.documents.hint(document);
  });
  return number;
}

/** A key for each of the three, and a number of the supplier that stands for long. */
export async function prepareBankDetails({ stack, control }: CanaryBench): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for (const [person, role] of Object.entries({ asks: 'operator', calls: 'operator', approves: 'approver' })) {
    const issued = await stack.cli(['key', 'create', '--person', person, '--role', role]);
    keys.set(person, issued.stdout.trim());
  }
  const party = await stack.opened.store.inTenant(scope.tenantId, (tx) => tx.parties.find(scope, vendor.id));
  const known = {
    AN8: party?.erpNumber ?? '',
    IDLN: 0,
    CNLN: 0,
    RCK7: 90,
    AR1: '303',
    PH1: '5550101',
    UPMJ: '20240105',
  };
  await control('tables/F0115', known);
  // Without a row of any supplier nobody could say that there is none of this one.
  await control('tables/F0030', { UKID: 1, AN8: 1, BKTP: 'G', CBNK: '1' });
  return keys;
}
