import { dayBeside } from '../../calendar/poll-times';

/** A number of the supplier as the ERP shows it now. */
export interface KnownPhone {
  readonly phone: string;
  /** `YYYY-MM-DD`: its record has not been touched since; null: the ERP does not say. */
  readonly unchangedSince: string | null;
}

interface CalledNumber {
  readonly phone: string;
  readonly known: readonly KnownPhone[];
  /** Numbers that were written there from here, each with the day, `YYYY-MM-DD`. */
  readonly carried: readonly { readonly phone: string; readonly on: string }[];
  /** As the connector has read it itself, unchanged since that day; null: it keeps no record of the supplier. */
  readonly seen: { readonly phone: string; readonly since: string } | null;
  /** `YYYY-MM-DD`. */
  readonly requestedOn: string;
  readonly days: number;
}

/**
 * Whether a number was known long before the request, so that whoever asks for the money to go elsewhere cannot have put it there.
 * What cannot be shown is refused, with what would show it.
 */
export function judgeCalledNumber(called: CalledNumber): { readonly proof: string } | { readonly why: string } {
  const { phone, known, carried, seen, requestedOn, days } = called;
  const latest = dayBeside(requestedOn, -days);
  const own = known.filter((one) => sameNumber(one.phone, phone));
  if (own.length === 0) {
    return { why: `the ERP shows no such number of the supplier now. ${whatWouldDo(called, latest)}` };
  }
  const late = carried.find((one) => sameNumber(one.phone, phone) && one.on > latest);
  if (late !== undefined) {
    return {
      why: `the number was carried over from Procore on ${late.on}, after ${latest}: whoever changed it there may be the one who asks. ${whatWouldDo(called, latest)}`,
    };
  }
  const [oldest] = own.flatMap(({ unchangedSince }) => unchangedSince ?? []).sort();
  if (oldest !== undefined && oldest <= latest) return { proof: `its record in the ERP is unchanged since ${oldest}` };
  if (seen !== null && sameNumber(seen.phone, phone) && seen.since <= latest) {
    return { proof: `read here again and again, unchanged since ${seen.since}` };
  }
  const erp =
    oldest === undefined
      ? 'the ERP does not say since when the number stands'
      : `its record in the ERP was last touched on ${oldest}`;
  return {
    why: `${erp}, and what was read here does not reach back to ${latest}: that it stood ${String(days)} days before the request is not known. ${whatWouldDo(called, latest)}`,
  };
}

/** Digits alone, without the 1 before a number of North America; an extension is not part of it. */
export function sameNumber(one: string, other: string): boolean {
  return digitsOf(one) === digitsOf(other);
}

export function digitsOf(phone: string): string {
  const digits = phone.replace(/(?:x|ext)[^a-z]*$/i, '').replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
}

function whatWouldDo({ known, carried }: CalledNumber, latest: string): string {
  const good = known.filter(
    ({ phone, unchangedSince }) =>
      unchangedSince !== null &&
      unchangedSince <= latest &&
      !carried.some((one) => sameNumber(one.phone, phone) && one.on > latest),
  );
  return good.length > 0
    ? `Call a number whose record in the ERP is unchanged since ${latest} or before: there ${good.length === 1 ? 'is one' : `are ${String(good.length)}`}`
    : `What would show it: a number of the supplier whose record in the ERP is unchanged since ${latest} or before; there is none, so the change is made in the ERP, by people who know the supplier`;
}
