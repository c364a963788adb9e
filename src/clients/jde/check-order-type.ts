import { jdeFactKey } from '../../domain/jde/facts';
import type { PostingSettings } from '../../domain/jde/posting-settings';
import type { CheckStep } from '../erp-adapter';
import { tried } from '../tried-step';
import { readFacts } from './facts/read-facts';
import type { DataService } from './tables/data-service';

/** With basis `commitment` the order type must be one whose orders are commitments (reference 12.4); else there is no step. */
export async function checkOrderType(
  dataService: DataService,
  { purchaseOrderBasis: basis, orderType }: PostingSettings,
): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  if (basis !== 'commitment') return steps;
  const ask = `whoever sets up commitments in JDE to enter ${orderType} in UDC 40/CT, or for the order type that stands there (posting.orderType)`;
  await tried(steps, `order type ${orderType} in UDC 40/CT`, ask, async () => {
    const [found] = await readFacts(dataService, [jdeFactKey.commitmentType(orderType)]);
    if (found?.value == null)
      throw new RangeError('its orders would be no commitments in JDE, so none is made of any commitment');
    return 'its orders are commitments';
  });
  return steps;
}
