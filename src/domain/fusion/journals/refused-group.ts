import type { Problem } from '../../holds/hold-reason';
import { resume, type Remedy } from '../../holds/remedy';
import { importCodeText } from './import-codes';
import type { ImportReport } from './refused-rows';

interface Ended {
  readonly key: string;
  readonly group: string;
  readonly requestId: string;
  /** Of the request, as it ended. */
  readonly state: string;
}

const mend: Remedy = { act: 'inErp', text: 'Mend in Fusion what it complains of', andThen: resume };

/** An import is over and made no batch: the whole group was refused, or nothing of it was even looked at. */
export function refusedGroupProblem(report: ImportReport, { key, group, requestId, state }: Ended): Problem {
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
