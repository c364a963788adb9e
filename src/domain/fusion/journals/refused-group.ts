import type { Problem } from '../../holds/hold-reason';
import { resume, type Remedy } from '../../holds/remedy';
import { importCodeText } from './import-codes';
import type { ImportReport } from './refused-rows';

interface OfRequest {
  readonly key: string;
  readonly group: string;
  readonly requestId: string;
  /** The scheduler's word for it; `''` where it says none. */
  readonly state: string;
}

const mend: Remedy = { act: 'inErp', text: 'Mend in Fusion what it complains of', andThen: resume };

/** An import is over and made no batch: the whole group was refused, or nothing of it was even looked at. */
export function refusedGroupProblem(report: ImportReport, { key, group, requestId, state }: OfRequest): Problem {
  const { errors, groups, rejectedRows } = report;
  const codes = [...new Set(errors.flatMap((one) => one.codes))];
  const why =
    codes.length > 0
      ? `its report says ${codes.map((code) => importCodeText(code, report.key[code] ?? '')).join('; ')}`
      : rejectedRows > 0
        ? `the loader rejected ${String(rejectedRows)} rows of the file`
        : groups === 0
          ? 'it found no rows of that source and group'
          : 'its report does not say why';
  const isUnselected = codes.length === 0 && rejectedRows === 0 && groups === 0;
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'GROUP_ID',
    value: key,
    message: `Fusion imported no journals of group ${group}: request ${requestId} ended with ${state}, and ${why}.`,
    remedies: isUnselected ? [{ act: 'changeSetting', path: 'posting.journals.sourceParameter' }, mend] : [mend],
    facts: {
      group,
      request: requestId,
      ...Object.fromEntries(errors.slice(0, 20).map(({ line }, index) => [`report${String(index + 1)}`, line])),
    },
  };
}

/** An import that was handed over hours ago and is not over. */
export function slowImportProblem({ key, group, requestId, state }: OfRequest): Problem {
  return {
    reason: 'deliveredTooLong',
    kind: 'waiting',
    field: 'GROUP_ID',
    value: key,
    message: `Request ${requestId}, which is to import the journals of group ${group}, is ${state || 'not to be seen'} in Fusion for hours.`,
    remedies: [
      { act: 'byItself', text: 'It goes on by itself when the request is over' },
      { act: 'inErp', text: 'Look in Fusion under Scheduled Processes what it waits for' },
    ],
    facts: { group, request: requestId },
  };
}
