import type { ErpSystem } from '../../clients/erp-system';
import type { ConnectionSettings } from '../../config/connection-settings';
import type { Connection } from '../../store/connections/connections';
import { badInput } from '../action-error';

/** Of a live connection some settings stay as they are: what is posted follows from them. */
export function requireFixed(
  { fixedOnceLive }: Pick<ErpSystem, 'fixedOnceLive'>,
  before: Pick<Connection, 'connectionId' | 'goLiveAt' | 'settings'>,
  settings: ConnectionSettings,
): void {
  if (before.goLiveAt === null || fixedOnceLive === undefined) return;
  const now = fixedOnceLive(settings);
  const faults = Object.entries(fixedOnceLive(before.settings)).flatMap(([place, was]) =>
    now[place] === was
      ? []
      : [
          `${place}: is ${was}, and connection ${before.connectionId} is live with it: what stands would be posted once more. For ${now[place] ?? 'another'} add another connection`,
        ],
  );
  if (faults.length > 0) throw badInput('connection', faults);
}
