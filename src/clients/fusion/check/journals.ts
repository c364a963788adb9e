import type { JournalSettings } from '../../../domain/fusion/journals/journal-settings';
import type { CheckStep } from '../../erp-adapter';
import { documentsNamed, requestStatus } from '../calls/erp-integrations';
import { readPage, type Row } from '../calls/collection-page';
import { schedulerRequests } from '../calls/scheduler';
import type { FusionConnection } from '../connect';
import { tried } from '../../tried-step';

/** Whether journals can be imported, and what was imported read: source, category, batches, requests, files, scheduler. */
export async function checkJournals(
  steps: CheckStep[],
  fusion: FusionConnection,
  journals: JournalSettings | undefined,
): Promise<void> {
  if (journals === undefined) {
    steps.push({ name: 'journals', ok: true, detail: 'none are posted (posting.journals is not set)' });
    return;
  }
  await checkSource(steps, fusion, journals);
  const askCategory =
    'ask the general ledger team for a journal category, e.g. Procore; set posting.journals.category so';
  await tried(steps, `journal category ${journals.category}`, askCategory, async () => {
    await rowOf(fusion, 'journalCategoriesLOV', 'JournalCategoryKey', journals.category);
    return 'is there';
  });
  const { caller } = fusion;
  const askRole =
    'ask the Fusion security administrator for a role of the integration user that may import journals and read journal batches (see the documentation)';
  await tried(steps, 'journal batches', askRole, async () => {
    const asked = { resource: 'journalBatches', key: 'JeBatchId', purpose: 'connection check', conditions: [] };
    const { rows } = await readPage(caller, fusion.settings, asked, { limit: 1 });
    if (rows.length === 0) throw new RangeError('no journal batch can be seen: what was imported could not be proven');
    const may = await fusion.descriptions.isQueryable('journalBatches', 'BatchName');
    return may
      ? 'readable, may be asked by BatchName'
      : 'readable; may not be asked by BatchName: all are read each time';
  });
  await tried(steps, 'import of journals by file', askRole, async () => {
    await requestStatus(caller, '1');
    const files = (await documentsNamed(caller, 'GlInterface')).length;
    const seen = files === 0 ? 'no file of an import is seen yet' : 'files of imports are seen';
    return `requests are readable, ${seen}; whether journals may be imported shows the first import`;
  });
  const askScheduler =
    'ask for a role that may read all requests of the scheduler (ess/rest/scheduler): without it an import whose answer is lost waits for a person';
  await tried(steps, 'requests of the scheduler', askScheduler, async () => {
    if ((await schedulerRequests(caller, null, 1)).length === 0) throw new RangeError('none can be seen');
    return 'readable';
  });
}

/** The name stands in each line of the file; what the import takes of it is its key, where the customer made it. */
async function checkSource(
  steps: CheckStep[],
  fusion: FusionConnection,
  { source, sourceParameter }: JournalSettings,
): Promise<void> {
  const ask =
    'ask the general ledger team for a journal source for this connector alone, with import of journal references; its key is argument 2 of a request that imported it by hand';
  await tried(steps, `journal source ${source}`, ask, async () => {
    const row = await rowOf(fusion, 'journalSourcesLOV', 'JournalSourceKey', source);
    const keys = Object.entries(row).flatMap(([name, value]) =>
      /Key$|^JournalSource$|JeSource/.test(name) && typeof value === 'string' ? [value] : [],
    );
    const [key] = keys;
    if (key === undefined)
      return `is there; whether the import takes it as ${sourceParameter ?? source} shows the first import`;
    if (keys.includes(sourceParameter ?? source))
      return `is there, and the import takes it as ${sourceParameter ?? source}`;
    throw new RangeError(
      `its key is ${key}: set posting.journals.sourceParameter to that, else nothing is imported and all succeeds`,
    );
  });
}

async function rowOf(
  { caller, settings }: FusionConnection,
  resource: string,
  key: string,
  name: string,
): Promise<Row> {
  const asked = { resource, key, keyIsText: true, purpose: 'connection check', conditions: [], onlyData: true };
  const { rows } = await readPage(caller, settings, asked, { limit: settings.pageSize });
  const row = rows.find((one) => Object.values(one).includes(name));
  if (row === undefined) throw new RangeError(`there is no ${name} among the ${String(rows.length)} that can be seen`);
  return row;
}
