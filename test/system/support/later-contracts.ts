import { join } from 'node:path';
import { stringify } from 'lossless-json';
import { addContracts, editJson, workedProjectId, type AddedContract } from './added-contracts';
import type { Rig } from './rig';

type Json = Record<string, unknown>;

interface Later {
  readonly contract: Json;
  readonly requisitions: readonly Json[];
}

/** Work order contracts of the worked project that Procore does not have yet: each appears when the test says so. */
export class LaterContracts {
  readonly #later = new Map<string, Later>();
  readonly #amount: string;

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
  async appear(rig: Rig, number: string, fields: Json = {}): Promise<string> {
    const { contract } = this.#of(number);
    const now = nowText();
    await this.#call(rig, 'POST', 'work_order_contracts', { ...contract, created_at: now, updated_at: now, ...fields });
    return this.idOf(number);
  }

  async change(rig: Rig, number: string, fields: Json): Promise<void> {
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

  async delete(rig: Rig, number: string): Promise<void> {
    await this.#call(rig, 'DELETE', `work_order_contracts/${this.idOf(number)}`);
  }

  /** A requisition of it is approved in Procore now; gives its id. */
  async bill(rig: Rig, number: string, requisition: number): Promise<string> {
    const bill = this.#of(number).requisitions.find((one) => String(one['number']) === String(requisition));
    if (bill === undefined) throw new Error(`${number} has no requisition ${requisition}`);
    await this.#call(rig, 'POST', 'requisitions', { ...bill, created_at: nowText(), updated_at: nowText() });
    return String(bill['id']);
  }

  #of(number: string): Later {
    const later = this.#later.get(number);
    if (later === undefined) throw new Error(`there is no contract ${number}`);
    return later;
  }

  /** As the rig's `control`, with every digit of the ids. */
  async #call({ procore }: Rig, method: string, path: string, body?: Json): Promise<void> {
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
