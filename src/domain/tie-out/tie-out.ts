import { isZero, minus, plus } from '../money/money';
import { addTo } from './divide';
import { explainDocument } from './explain-document';
import { tieOutCauses, type Cell, type Difference, type DocumentSides, type RowPlace, type TieOutCause } from './sides';

/** A part of what two sides differ by. */
export interface CausePart {
  readonly cause: TieOutCause;
  readonly amount: string;
}

export interface TieOutRow extends RowPlace {
  /** Decimal strings: what Procore says, what our ledger says, what the ERP's books say under our keys. */
  readonly procore: string;
  readonly ledger: string;
  readonly erp: string;
  /** What Procore less our ledger, and the ERP less our ledger, consist of; in the order of the causes. */
  readonly procoreLess: readonly CausePart[];
  readonly erpLess: readonly CausePart[];
}

/** How much of the period was compared. */
export interface Compared {
  readonly documents: number;
  readonly procoreLines: number;
  readonly ledgerLines: number;
  readonly erpLines: number;
}

interface Sums {
  readonly place: RowPlace;
  procore: string;
  ledger: string;
  erp: string;
  readonly of: Readonly<Record<Difference['of'], Map<string, string>>>;
}

/** Adds documents up to the rows of one period, one after the other: what is kept is the rows and what differs. */
export class TieOut {
  readonly #period: string;
  readonly #rows = new Map<string, Sums>();
  readonly #differences: Difference[] = [];
  readonly #compared = { documents: 0, procoreLines: 0, ledgerLines: 0, erpLines: 0 };
  readonly #ours = new Map<string, string>();

  /** `YYYY-MM`. */
  constructor(period: string) {
    this.#period = period;
  }

  add(sides: DocumentSides): void {
    const isHere = ({ period }: { readonly period: string }): boolean => period === this.#period;
    const [procore, ledger, erp] = [
      sides.procore.filter(isHere),
      sides.ledger.filter(isHere),
      sides.erp.filter(isHere),
    ];
    const counted = this.#compared;
    counted.documents += 1;
    counted.procoreLines += procore.length;
    counted.ledgerLines += ledger.length;
    counted.erpLines += erp.length;
    const { cells, differences } = explainDocument(sides);
    cells.filter(isHere).forEach((cell) => this.#addCell(cell));
    differences.filter(isHere).forEach((difference) => this.#addDifference(difference));
    for (const { account, booked, isInBooks } of erp) if (isInBooks) addTo(this.#ours, account, booked);
  }

  get compared(): Compared {
    return { ...this.#compared };
  }

  /** By code, then by account. */
  get rows(): readonly TieOutRow[] {
    const names = [...this.#rows.keys()].sort();
    return names.flatMap((name) => {
      const row = this.#rows.get(name);
      if (row === undefined) return [];
      const { place, procore, ledger, erp, of } = row;
      return [{ ...place, procore, ledger, erp, procoreLess: inOrder(of.procore), erpLess: inOrder(of.erp) }];
    });
  }

  /** By document. */
  get differences(): readonly Difference[] {
    return this.#differences.toSorted((a, b) => (a.document < b.document ? -1 : a.document > b.document ? 1 : 0));
  }

  /** What the ERP's books show under our keys, by account, in their own currency. */
  get ours(): ReadonlyMap<string, string> {
    return this.#ours;
  }

  #addCell({ side, amount, ...place }: Cell): void {
    const row = this.#rowAt(place);
    row[side] = plus(row[side], amount);
  }

  #addDifference(difference: Difference): void {
    this.#differences.push(difference);
    addTo(this.#rowAt(difference).of[difference.of], difference.cause, difference.amount);
  }

  #rowAt({ code, account, period, currency }: RowPlace): Sums {
    const name = [code === '' ? '~' : code, account, currency].join('|');
    const known = this.#rows.get(name);
    if (known !== undefined) return known;
    const place = { code, account, period, currency };
    const made = { place, procore: '0', ledger: '0', erp: '0', of: { procore: new Map(), erp: new Map() } };
    this.#rows.set(name, made);
    return made;
  }
}

function inOrder(parts: ReadonlyMap<string, string>): readonly CausePart[] {
  return tieOutCauses.flatMap((cause) => {
    const amount = parts.get(cause) ?? '0';
    return isZero(amount) ? [] : [{ cause, amount }];
  });
}

/** Procore, or the ERP, less our ledger. */
export function lessLedger(row: TieOutRow, of: Difference['of']): string {
  return minus(row[of], row.ledger);
}
