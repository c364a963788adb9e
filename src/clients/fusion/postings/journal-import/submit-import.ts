import type { JournalImportBody } from '../../../../domain/fusion/bodies/journal-import-body';
import { groupIdOf } from '../../../../domain/fusion/journals/group-id';
import type { PostingSettings } from '../../../../domain/fusion/posting-settings';
import type { Reference } from '../../../../domain/posting/look';
import { Rejected } from '../../../http/client-error';
import { empty, runOperation } from '../../calls/erp-integrations';
import { zipOf } from '../../calls/zip';
import type { FusionConnection } from '../../connect';
import { archiveName, interfaceFile, interfaceFileName } from './interface-file';

const operation = 'importBulkData';
const job = '/oracle/apps/ess/financials/generalLedger/programs/common,JournalImportLauncher';
/** What is refused is purged: whoever runs the import again later must not find it (reference 8.2). */
const options = 'InterfaceDetails=15,ImportOption=Y,PurgeOption=Y,ExtractFileType=ALL';

/** Hands the file over: it is loaded and imported by requests of the pod's. Null: the answer names no request. */
export async function submitImport(
  { caller, settings: { chart } }: FusionConnection,
  { journals }: PostingSettings,
  body: JournalImportBody,
): Promise<Reference | null> {
  if (journals === undefined || body.setup === null) throw new RangeError('posting.journals is not set');
  const groupId = groupIdOf(body.key);
  const [first] = body.members;
  const source =
    journals.source === body.setup.source ? (journals.sourceParameter ?? journals.source) : body.setup.source;
  const content = zipOf({ name: interfaceFileName, content: Buffer.from(interfaceFile(body, chart), 'utf8') });
  const requestId = await runOperation(caller, operation, {
    DocumentContent: content.toString('base64'),
    ContentType: 'zip',
    FileName: archiveName(body.key),
    DocumentAccount: journals.documentAccount,
    JobName: job,
    ParameterList: [journals.dataAccessSetId ?? empty, source, first?.ledger.id ?? '', groupId, 'N', 'N', 'N'].join(
      ',',
    ),
    CallbackURL: empty,
    NotificationCode: '10',
    JobOptions: options,
  });
  if (requestId === '-1') {
    throw new Rejected(
      'fusion importBulkData: answered with request -1; ask for the privilege to import journals, and whether posting.journals.documentAccount is an account of this pod',
      { system: 'fusion', operation, status: 201, detail: { reason: 'notSubmitted' } },
    );
  }
  return requestId === '' ? null : { groupId, requestId };
}
