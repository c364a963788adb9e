import type { Contract } from './contract';
import type { SeededRandom } from '../seeded-random';

/** Counts per vendor, so that no vendor uses a number twice. */
export class InvoiceNumbers {
  readonly #last = new Map<string, number>();

  next(vendor: string): number {
    const number = (this.#last.get(vendor) ?? 1000 + vendor.length * 37) + 1;
    this.#last.set(vendor, number);
    return number;
  }
}

/** Some vendors give none, some a whole sentence: longer than the 25 characters of JD Edwards. */
export function invoiceNumberOf(
  contract: Contract,
  number: number,
  wanted: 'missing' | 'long' | undefined,
  { random, invoiceNumbers }: { readonly random: SeededRandom; readonly invoiceNumbers: InvoiceNumbers },
): string | null {
  const vendor = contract.vendor?.name ?? '';
  const counted = invoiceNumbers.next(vendor);
  const kind = wanted ?? (random.chance(3) ? 'missing' : random.chance(2) ? 'long' : 'usual');
  switch (kind) {
    case 'missing':
      return number % 2 === 0 ? null : '';
    case 'long':
      return `Application for Payment ${number} / ${contract.number} / ${counted}`;
    case 'usual': {
      const initials = vendor.replace(/[^A-Z]/g, '');
      return vendor.length % 3 === 0 ? String(counted) : vendor.length % 3 === 1 ? `INV-${counted}` : `${initials}-${counted}`;
    }
  }
}
