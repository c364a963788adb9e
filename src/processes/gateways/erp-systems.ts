import type { ErpSystems } from '../../clients/erp-system';
import { fusionSystem } from '../../clients/fusion/system';
import { jdeSystem } from '../../clients/jde/system';

/** Every ERP that there is an adapter for: its workers' queue is called the same. */
export const erpSystems: ErpSystems = { [jdeSystem.system]: jdeSystem, [fusionSystem.system]: fusionSystem };
