import type { InForce } from '../../domain/calendar/blackout';
import type { Connection } from '../../store/connections/connections';
import { withBareAddresses } from './text-faults';
import { settingsBySection } from './settings-by-section';

/** A connection as it is shown: its settings as connection.json has them, never its secrets. */
export function connectionView(connection: Connection) {
  return {
    connection: connection.connectionId,
    tenant: connection.tenantId,
    environment: connection.environment,
    erp: connection.erp,
    goLiveAt: connection.goLiveAt?.toISOString() ?? null,
    takeOver: connection.takeOver,
    pausedReason: connection.pausedReason,
    rebuildReason: connection.rebuildReason,
    blackout: connection.blackout === null ? null : blackoutView(connection.blackout),
    procoreUserId: connection.procoreUserId,
    settingsVersion: connection.settingsVersion,
    settings: withBareAddresses(settingsBySection(connection.settings)),
  };
}

function blackoutView({ name, until }: InForce) {
  return { name, until: until?.toISOString() ?? null };
}
