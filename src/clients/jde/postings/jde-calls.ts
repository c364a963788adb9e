import type { AisCaller } from '../ais/ais-caller';
import type { Orchestrator } from '../ais/orchestration';
import type { JdeSettings } from '../settings';
import type { ControlRow } from '../tables/control-row';
import type { DataService } from '../tables/data-service';

/** The ways in which JDE is asked and told; all of one connection share its session. */
export interface JdeCalls {
  readonly settings: JdeSettings;
  readonly caller: AisCaller;
  readonly dataService: DataService;
  readonly controlRow: ControlRow;
  readonly orchestrator: Orchestrator;
}
