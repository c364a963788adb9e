import type { LineRules } from '../../commitment/coded-lines';
import { causeKey } from '../../holds/cause-key';
import { fusionChart } from '../chart';
import type { PostingSettings } from '../posting-settings';

/** What an order line of Fusion takes (reference 6.2). */
const descriptionLength = 240;

export function fusionLineRules({ chart, order }: PostingSettings): LineRules {
  return {
    chart: fusionChart(chart),
    descriptionLength,
    refusesNegative: order.creditLineType === undefined ? negative : null,
  };
}

const negative: NonNullable<LineRules['refusesNegative']> = ({ item, name, amount }, whole) => ({
  reason: 'negativeNotAllowed',
  kind: 'person',
  field: 'posting.order.creditLineType',
  value: '',
  message: `"${name}" would be an order line of ${amount}, and the connection names no line type for credits.`,
  remedies: [
    { act: 'changeSetting', path: 'posting.order.creditLineType' },
    { act: 'inProcore', text: `Correct the ${whole} in Procore` },
  ],
  causeKey: causeKey.connection(),
  facts: { item },
});
