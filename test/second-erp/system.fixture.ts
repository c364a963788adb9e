import { z } from 'zod';
import type { ErpSystem } from '../../src/clients/erp-system';
import { createKontorAdapter } from './adapter.fixture';
import type { KontorErp } from './erp/kontor-erp.fixture';
import { kontorSettings, kontorSettingsSchema } from './settings.fixture';

const sections = z.strictObject({ kontor: kontorSettingsSchema });

/** Kontor as the product comes to know it; every connection is to this one. It has no secrets. */
export function kontorSystem(erp: KontorErp): ErpSystem {
  return {
    system: 'kontor',
    settings: sections,
    secrets: z.strictObject({}),
    faults: () => [],
    settleFloorMs: ({ timing }) => timing.sendWindowMs,
    books: () => ['the books of Kontor'],
    createAdapter: ({ settings }) => {
      const { approvedStatuses } = settings.posting;
      const { kontor } = sections.parse(settings.erp.settings);
      return createKontorAdapter(erp, kontorSettings(kontor, { approvedStatuses, timing: settings.timing }));
    },
  };
}
