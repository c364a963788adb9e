import type { OrderReference } from '../bodies/posting-body';

/** How a person names an order, for messages. */
export const orderNameForm = 'number, type and company, as in 5012-OP-00200';

/** An order as a person writes it: `5012-OP-00200`, with its suffix behind it where that is not 000. Null: it is not written so. */
export function orderNamed(text: string): OrderReference | null {
  const [, orderNumber, orderType, orderCompany, suffix = '000'] =
    /^(\d{1,8})-([A-Za-z0-9]{1,2})-(\d{5})(?:-(\d{3}))?$/.exec(text.trim()) ?? [];
  if (orderNumber === undefined || orderType === undefined || orderCompany === undefined) return null;
  return { orderNumber, orderType: orderType.toUpperCase(), orderCompany, suffix };
}
