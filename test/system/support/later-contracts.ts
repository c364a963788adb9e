import { join } from 'node:path';
import { LosslessNumber, stringify } from 'lossless-json';
import { addContracts, editJson, workedProjectId, type AddedContract } from './added-contracts';
import type { Rig } from './rig';

/** Where its stand-in is told what happens. */
type OnProcore = Pick<Rig, 'procore'>;

type Json = Record<string, unknown>;

interface Later {
  readonly contract: Json;
  readonly requisitions: readonly Json[];
}

/** Work order contracts of the worked project that Procore does not have yet: each appears when the test says so. */
export class LaterContracts {
  readonly #later = new Map<string, Later>();
  readonly #amount: string;
  #changeOrders = 0;
  #edits = 0;

  /** `amount`: of each line of a contract. */
  constructor(amount = '400000.00') {
    this.#amount = amount;
  }

  /** For `shape` of a rig: makes them as `addContracts` does, and keeps them back. */
  keep(dataFolder: string, contracts: readonly AddedContract[]): void {
    addContracts(dataFolder, contracts);
    const folder = join(dataFolder, 'procore/projects', workedProjectId);
    const made = takenOut(join(folder, 'work_order_contracts.json'), (one) =>
      contracts.some(({ number }) => number === one['number']),
    );
    const ids = new Set(made.map((one) => String(one['id'])));
    const bills = takenOut(join(folder, 'requisitions.json'), (one) => ids.has(String(one['commitment_id'])));
    for (const contract of made) {
      const lines = (contract['line_items'] as Json[]).map((line) => ({
        ...line,
        ...{ amount: this.#amount, extended_amount: this.#amount, total_amount: this.#amount },
      }));
      const total = (Number(this.#amount) * lines.length).toFixed(2);
      this.#later.set(String(contract['number']), {
        contract: { ...contract, line_items: lines, grand_total: total, revised_contract: total, origin_id: null },
        requisitions: bills.filter((one) => String(one['commitment_id']) === String(contract['id'])),
      });
    }
  }

  idOf(number: string): string {
    return String(this.#of(number).contract['id']);
  }

  /** It is made in Procore now; its requisitions are not. */
  async appear(rig: OnProcore, number: string, fields: Json = {}): Promise<string> {
    const { contract } = this.#of(number);
    const now = nowText();
    await this.#call(rig, 'POST', 'work_order_contracts', { ...contract, created_at: now, updated_at: now, ...fields });
    return this.idOf(number);
  }

  async change(rig: OnProcore, number: string, fields: Json): Promise<void> {
    await this.#call(rig, 'PATCH', `work_order_contracts/${this.idOf(number)}`, fields);
  }

  /** Members of a contract whose lines have that amount each. */
  withAmount(number: string, amount: string): Json {
    const lines = this.#of(number).contract['line_items'] as Json[];
    return {
      line_items: lines.map(({ id }) => ({ id, amount, extended_amount: amount, total_amount: amount })),
      grand_total: (Number(amount) * lines.length).toFixed(2),
    };
  }

  async delete(rig: OnProcore, number: string): Promise<void> {
    await this.#call(rig, 'DELETE', `work_order_contracts/${this.idOf(number)}`);
  }

  /** A requisition of it is approved in Procore now; gives its id. `billed`: its first item bills that line of a change order. */
  async bill(rig: OnProcore, number: string, requisition: number, billed?: string, fields: Json = {}): Promise<string> {
    const bill = this.#of(number).requisitions.find((one) => String(one['number']) === String(requisition));
    if (bill === undefined) throw new Error(`${number} has no requisition ${requisition}`);
    const items = bill['items'] as Json[];
    const own = items.map((item, index) =>
      billed === undefined || index > 0
        ? item
        : { ...item, item_type: 'change_order_item', line_item_id: new LosslessNumber(billed) },
    );
    await this.#call(rig, 'POST', 'requisitions', {
      ...{ ...bill, items: own, created_at: nowText(), updated_at: nowText(), ...fields },
    });
    return String(bill['id']);
  }

  /**
   * A change order of it in Procore, with a line of each amount on the code of the contract's first line; approved unless `fields`
   * say otherwise. Gives the package's id and those of its lines.
   */
  async changeOrder(
    rig: OnProcore,
    number: string,
    amounts: readonly string[],
    fields: Json = {},
  ): Promise<{ readonly id: string; readonly lines: readonly string[] }> {
    const { contract } = this.#of(number);
    const [line] = contract['line_items'] as Json[];
    const base = 800_000_000_000_000n + BigInt((this.#changeOrders += 1)) * 1_000n;
    const lines = amounts.map((amount, index) => ({
      ...line,
      id: new LosslessNumber(String(base + BigInt(index) + 1n)),
      position: index + 1,
      description: `Extra ${index + 1}`,
      ...{ amount, extended_amount: amount, total_amount: amount },
    }));
    await this.#call(rig, 'POST', 'change_order_packages', {
      id: new LosslessNumber(String(base)),
      contract_id: contract['id'],
      number: String(this.#changeOrders).padStart(3, '0'),
      ...{ title: 'Extras', type: 'CommitmentContractChangeOrder', status: 'approved', origin_id: null },
      grand_total: amounts.reduce((sum, amount) => sum + Number(amount), 0).toFixed(2),
      ...{ reviewed_at: nowText(), created_at: nowText(), updated_at: nowText(), line_items: lines },
      ...fields,
    });
    return { id: String(base), lines: lines.map(({ id }) => String(id)) };
  }

  /** A commitment change order with one line of that amount, in no package; approved unless `fields` say otherwise. Gives both ids. */
  async changeOrderAlone(
    rig: OnProcore,
    number: string,
    amount: string,
    fields: Json = {},
  ): Promise<{ readonly id: string; readonly line: string }> {
    const { contract } = this.#of(number);
    const [line] = contract['line_items'] as Json[];
    const base = 800_000_000_000_000n + BigInt((this.#changeOrders += 1)) * 1_000n;
    const id = new LosslessNumber(String(base + 700n));
    const own = { ...line, id: new LosslessNumber(String(base + 701n)), description: 'Alone', amount };
    await this.#call(rig, 'POST', 'commitment_change_orders', {
      ...{ id, contract_id: contract['id'], title: 'Extras', status: 'approved', grand_total: amount },
      ...{ number: String(this.#changeOrders).padStart(3, '0'), legacy_package_id: null, batch_id: null },
      ...{ reviewed_at: nowText(), created_at: nowText(), updated_at: nowText() },
      line_items: [{ ...own, extended_amount: amount, total_amount: amount }],
      ...fields,
    });
    return { id: String(id), line: String(own.id) };
  }

  async editChangeOrderAlone(rig: OnProcore, id: string, fields: Json): Promise<void> {
    const at = new Date(Date.now() + (this.#edits += 1) * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
    await this.#call(rig, 'PATCH', `commitment_change_orders/${id}`, { updated_at: at, ...fields });
  }

  /** What has the lines of a package that has none of its own: in two tiers, or in three. One line of that amount. */
  async behindPackage(
    rig: OnProcore,
    number: string,
    packageId: string,
    what: 'commitmentChangeOrder' | 'potentialChangeOrder',
    amount: string,
  ): Promise<void> {
    const { contract } = this.#of(number);
    const [line] = contract['line_items'] as Json[];
    const at = (offset: bigint): LosslessNumber => new LosslessNumber(String(BigInt(packageId) + offset));
    const own = { ...line, id: at(501n), description: 'Behind', amount, extended_amount: amount, total_amount: amount };
    const common = {
      ...{ contract_id: contract['id'], title: 'Extras', status: 'approved', grand_total: amount },
      ...{ created_at: nowText(), updated_at: nowText() },
    };
    const inPackage = new LosslessNumber(packageId);
    if (what === 'commitmentChangeOrder') {
      const row = { ...common, id: at(500n), legacy_package_id: inPackage, batch_id: null, line_items: [own] };
      await this.#call(rig, 'POST', 'commitment_change_orders', row);
      return;
    }
    await this.#call(rig, 'POST', 'change_order_requests', {
      ...{ ...common, id: at(500n), change_order_package_id: inPackage },
    });
    await this.#call(rig, 'POST', 'potential_change_orders', {
      ...{ ...common, id: at(600n), change_order_request_id: at(500n), line_items: [own] },
    });
  }

  /** Each edit is in a second of its own: by an equal time of change a list says nothing new. */
  async editChangeOrder(rig: OnProcore, id: string, fields: Json): Promise<void> {
    const at = new Date(Date.now() + (this.#edits += 1) * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
    await this.#call(rig, 'PATCH', `change_order_packages/${id}`, { updated_at: at, ...fields });
  }

  async deleteChangeOrder(rig: OnProcore, id: string): Promise<void> {
    await this.#call(rig, 'DELETE', `change_order_packages/${id}`);
  }

  #of(number: string): Later {
    const later = this.#later.get(number);
    if (later === undefined) throw new Error(`there is no contract ${number}`);
    return later;
  }

  /** As the rig's `control`, with every digit of the ids. */
  async #call({ procore }: OnProcore, method: string, path: string, body?: Json): Promise<void> {
    const response = await fetch(`${procore.controlUrl}/control/projects/${workedProjectId}/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: stringify(body) ?? '' }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}

/** As Procore writes times. */
function nowText(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function takenOut(file: string, isWanted: (row: Json) => boolean): Json[] {
  const taken: Json[] = [];
  editJson(file, (rows) => {
    taken.push(...rows.filter(isWanted));
    const rest = rows.filter((row) => !isWanted(row));
    rows.splice(0, rows.length, ...rest);
  });
  return taken;
}
