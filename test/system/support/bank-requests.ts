import { sql } from 'kysely';
import { scriptedCli, type ScriptedCli } from '../../../src/cli/scripted-terminal.fixture';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { Rig } from './rig';

const persons = { 'A. Payable': 'operator', 'B. Caller': 'operator', 'C. Controller': 'approver' } as const;
type Person = keyof typeof persons;

/** What every supplier has before. */
export const accountBefore = '1111222233';
export const cooled = `apply_at = now() - interval '1 second'`;

/** Requests for other bank details, by the commands and with a key of each person. */
export class BankRequests {
  readonly #rig: Rig;
  readonly #cli: ScriptedCli;
  readonly #keys = new Map<Person, string>();

  constructor(rig: Rig) {
    this.#rig = rig;
    this.#cli = scriptedCli({
      ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
      DATABASE_URL: rig.test.testDatabase.appUrl,
      TEMPORAL_ADDRESS: rig.temporal.address,
      TEMPORAL_NAMESPACE: rig.temporal.namespace,
    });
  }

  async issueKeys(): Promise<void> {
    for (const [person, role] of Object.entries(persons)) {
      const key = await this.type(null, ['key', 'create', '--person', person, '--role', role]);
      this.#keys.set(person as Person, key.trim());
    }
  }

  /** Gives what it prints; throws where it fails. */
  async type(person: Person | null, words: readonly string[], stdin = ''): Promise<string> {
    this.#cli.env['ML_CONNECTOR_API_KEY'] = (person === null ? '' : this.#keys.get(person)) ?? '';
    const ended = await this.#cli.run([...words, '--connection', this.#rig.scope.connectionId], { stdin });
    if (ended.code !== 0) throw new Error(`${words.join(' ')}: ${ended.out}${ended.err}`);
    return ended.out;
  }

  /** For the supplier of that place in JDE's list, whom a vendor of its own is linked with, or that one. */
  async ask(
    index: number,
    account: string,
    vendor = String(880_000 + index),
  ): Promise<{ readonly number: number; readonly supplier: string }> {
    const { scope, test, control } = this.#rig;
    const supplier = (await this.#rig.table('F0401'))[index]?.['AN8'] ?? '';
    await test.store.inTenant(scope.tenantId, async (tx) => {
      const party = await tx.parties.ofVendor(scope, vendor);
      await tx.parties.link(scope, party.id, { number: supplier, taxId: '' });
    });
    const of = { AN8: supplier, UPMJ: '20240105' };
    const bank = { UKID: 7_000 + index, BKTP: 'V', TNST: '021000021', CBNK: accountBefore, CTR: 'US', ...of };
    await control('jde', 'POST', 'tables/F0030', bank);
    const phone = { IDLN: 0, CNLN: 0, RCK7: 90, PHTP: '', AR1: '303', PH1: '5550101', ...of };
    await control('jde', 'POST', 'tables/F0115', phone);
    const details = JSON.stringify({ country: 'US', routing: '011401533', account });
    const words = ['--vendor', vendor, '--reason', 'a letter', '--details', '-', '--json'];
    const made = await this.type('A. Payable', ['vendor', 'bank', 'request', ...words], details);
    return { number: (JSON.parse(made) as { readonly number: number }).number, supplier };
  }

  async approve(number: number): Promise<void> {
    const called = ['--phone', '303 555-0101', '--at', new Date().toISOString(), '--spoke-with', 'J. Doe'];
    await this.type('B. Caller', ['vendor', 'bank', 'call', String(number), ...called]);
    await this.type('C. Controller', ['vendor', 'bank', 'approve', String(number), '--note', 'confirmed']);
  }

  document(number: number): Promise<DocumentRow> {
    const { scope, test } = this.#rig;
    return test.store.inTenant(scope.tenantId, async (tx) => {
      const change = await tx.bankChanges.numbered(scope, number);
      const document = await tx.documents.find(scope, { kind: 'bankChange', sourceId: change?.id ?? '' });
      if (document === null) throw new Error(`no document of bank change ${number}`);
      return document;
    });
  }

  /** What only time does, done at once; the workflow looks again. */
  async set(number: number, change: string): Promise<void> {
    const { scope, test } = this.#rig;
    await test.database.inTenant(scope.tenantId, (trx) =>
      sql`update bank_change set ${sql.raw(change)} where number = ${number}`.execute(trx),
    );
    const document = await this.document(number);
    await test.store.inTenant(scope.tenantId, (tx) => tx.documents.hint(document));
  }

  remove(): void {
    this.#cli.remove();
  }
}
