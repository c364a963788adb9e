import { periodProblem, periodWarning } from '../rules/periods';
import type { OrchestrationCall } from './orchestration';
import { refuseIf, warnIf } from './orchestration-error';

/** The date edit of a form: a prior year is refused, a later period only warned of. `glDate` is yyyyMMdd. */
export function checkGlDate(
  call: OrchestrationCall,
  company: string,
  glDate: string,
  ledgers: readonly ('G/L' | 'A/P')[],
): void {
  const { database } = call.state;
  for (const ledger of ledgers) {
    refuseIf(periodProblem(database, company, glDate, ledger));
  }
  for (const ledger of ledgers) {
    warnIf(call, periodWarning(database, company, glDate, ledger));
  }
}
