import type { OrderReference } from '../../../../domain/jde/bodies/posting-body';
import type { Problem } from '../../../../domain/holds/hold-reason';
import { resume } from '../../../../domain/holds/remedy';
import type { Reference } from '../../../../domain/posting/look';
import type { JdeCalls } from '../jde-calls';

/** Lines of one order changed by one call: canceled (X), set (C) or added (A). Null: JDE did not say that it changed them all. */
export async function changeLines(
  { orchestrator }: Pick<JdeCalls, 'orchestrator'>,
  order: OrderReference,
  { lines, glDate }: { readonly lines: readonly Readonly<Record<string, string>>[]; readonly glDate?: string },
): Promise<Reference | null> {
  const { orderNumber, orderType, orderCompany, suffix } = order;
  const output = await orchestrator.run('PC_CHANGE_PO', {
    OrderNumber: orderNumber,
    OrderType: orderType,
    OrderCompany: orderCompany,
    Suffix: suffix,
    ...(glDate === undefined ? {} : { GLDate: glDate }),
    Lines: lines,
  });
  return output.rowCount('Changed') === lines.length ? { ...order } : null;
}

export function orderNamed({ orderNumber, orderType, orderCompany }: OrderReference): string {
  return `purchase order ${orderNumber} ${orderType} ${orderCompany}`;
}

/** A change of these lines waits in JDE, whoever asked for it. */
export function waitsForRelease(lines: string, message: string): Problem {
  return {
    reason: 'orderOnHold',
    kind: 'waiting',
    field: 'ACHG',
    value: lines,
    message,
    remedies: [
      { act: 'inErp', text: 'Release or reject the change in JDE; it then goes on by itself within half an hour' },
      resume,
    ],
  };
}
