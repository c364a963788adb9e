import { Decimal } from 'decimal.js';
import { LosslessNumber, stringify } from 'lossless-json';
import { workedProjectId } from './added-contracts';
import type { FusionControl } from './fusion-rig';
import type { Rig } from './rig';

type Json = Record<string, unknown>;

/** What is booked by a choice is of the day of that, so the sample company is made for today. */
export const today = new Date().toISOString().slice(0, 10);

export const clearingAccount = '200.0000.4100.000000.000';
const usualCode = '26-010.S';
/** Of that code of the worked project. */
export const costAccount = '200.4411.1340.26010.000';
export const bookedInvoices = {
  clearingAccount,
  owner: 'here',
  clearedBy: 'payables',
  from: `${today.slice(0, 7)}-01`,
};

/** How costs are booked, as the settings of Fusion have it. */
export const directCostSections = {
  posting: {
    directCosts: { types: { invoice: bookedInvoices } },
    journals: { source: 'Procore', sourceParameter: '300000048140001', category: 'Adjustment' },
  },
} as const;

/** A ledger is never without batches: what is not seen counts only beside what is. */
export async function addEarlierBatch(control: FusionControl): Promise<void> {
  const earlier = { Status: 'P', CreationDate: '2026-01-05T00:00:00Z', LastUpdateDate: '2026-01-05T00:00:00Z' };
  await control('POST', 'items/journalBatches', [{ BatchName: 'Payables 77 A 1 2 N', ...earlier }]);
}

/** One like another (`200.0000.4110.000000.000`), on its own natural account. */
export async function addCombination(
  control: FusionControl,
  { like, account, id }: { readonly like: string; readonly account: string; readonly id: string },
): Promise<void> {
  const segments = ['company', 'project', 'account', 'costCode', 'future1'];
  const all = (await control('GET', 'items/accountCombinationsLOV')) as Json[];
  const found = all.find((row) => segments.map((name) => row[name]).join('.') === like);
  await control('POST', 'items/accountCombinationsLOV', [{ ...found, account, _CODE_COMBINATION_ID: id }]);
}

/** Direct costs of the worked project, as people make and change them in Procore. */
export class DirectCosts {
  readonly #rig: Pick<Rig, 'procore' | 'control'>;
  #made = 0;

  constructor(rig: Pick<Rig, 'procore' | 'control'>) {
    this.#rig = rig;
  }

  /** One with a line of each amount, approved unless `fields` say otherwise; gives its id. `code`: which its lines have. */
  async make(amounts: readonly string[], fields: Json = {}, code = usualCode): Promise<string> {
    const base = 900_000_000_000_000n + BigInt((this.#made += 1)) * 1_000n;
    await this.#call('POST', '', {
      ...{ id: new LosslessNumber(String(base)), direct_cost_type: 'invoice', status: 'approved', vendor: null },
      ...{ direct_cost_date: today, received_date: today, payment_date: null, invoice_number: `DC-${this.#made}` },
      ...{ employee: null, terms: null, description: 'Forms', origin_id: null, origin_data: null },
      ...(await this.#lines(base, amounts, code)),
      ...{ created_at: this.#now(), updated_at: this.#now(), ...fields },
    });
    return String(base);
  }

  /** Each line has that amount now. */
  async edit(id: string, amounts: readonly string[], fields: Json = {}): Promise<void> {
    await this.change(id, { ...(await this.#lines(BigInt(id), amounts)), ...fields });
  }

  async change(id: string, fields: Json): Promise<void> {
    await this.#call('PATCH', `/${id}`, { updated_at: this.#now(), ...fields });
  }

  async delete(id: string): Promise<void> {
    await this.#call('DELETE', `/${id}`);
  }

  async #lines(base: bigint, amounts: readonly string[], flatCode = usualCode): Promise<Json> {
    const code = await this.#codeOf(flatCode);
    const at = this.#now();
    const line_items = amounts.map((amount, index) => ({
      id: new LosslessNumber(String(base + BigInt(index) + 1n)),
      ...{ position: index + 1, description: 'Forms', quantity: '1.0', unit_cost: amount, uom: 'ls', wbs_code: code },
      ...{ extended_type: 'manual', tax_code_id: null, cost_code: null, line_item_type: null, origin_id: null },
      ...{ amount, extended_amount: amount, total_amount: amount, created_at: at, updated_at: at },
    }));
    return { grand_total: Decimal.sum(...amounts).toFixed(2), line_items };
  }

  async #codeOf(flatCode: string): Promise<Json> {
    const records = (await this.#rig.control('procore', 'GET', 'records/wbs_codes')) as Record<string, Json[]>;
    const code = records[workedProjectId]?.find(({ flat_code }) => flat_code === flatCode);
    if (code === undefined) throw new Error(`the project has no code ${flatCode}`);
    const { id, flat_code, description } = code;
    return { id: new LosslessNumber(String(id)), flat_code, description };
  }

  /** In a second of its own: by an equal time of change a list says nothing new. */
  #now(): string {
    this.#made += 1;
    return new Date(Date.now() + this.#made * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** As the rig's `control`, with every digit of the ids. */
  async #call(method: string, path: string, body?: Json): Promise<void> {
    const { controlUrl } = this.#rig.procore;
    const response = await fetch(`${controlUrl}/control/projects/${workedProjectId}/direct_costs${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: stringify(body) ?? '' }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}
