import type { Changed } from '../../erp-adapter';
import type { DataService } from '../tables/data-service';
import { daysAgoOrLater, equal, oneOf, startsWith } from '../tables/table-query';

const keyLength = 20;
const journalBatch = 'G';

/**
 * Of these documents those that were voided: reversing lines with RE V stand beside their own (reference 13.6). Their
 * document type may be another one, but they are of a batch of journals: a voucher may have the same document number.
 */
export async function readVoided(
  dataService: DataService,
  rows: readonly { readonly DOC: string; readonly KCO: string }[],
): Promise<ReadonlySet<string>> {
  const [first] = rows;
  if (first === undefined) return new Set();
  const reversing = await dataService.browse({
    purpose: 'reversing lines of the journal',
    table: 'F0911',
    columns: ['DOC', 'RE'],
    conditions: [
      oneOf(
        'DOC',
        rows.map((row) => row.DOC),
      ),
      equal('KCO', first.KCO),
      equal('ICUT', journalBatch),
      equal('RE', 'V'),
    ],
    pageBy: 'DOC',
  });
  return new Set(reversing.rows.map((row) => row.DOC));
}

/**
 * Journals of ours that were voided within so many days: one call when none was. A journal is told by its explanation alone,
 * which its reversing lines need not repeat.
 */
export async function readVoidedJournals(dataService: DataService, days: number): Promise<readonly Changed[]> {
  const reversing = await dataService.browse({
    purpose: 'ledger lines that were voided lately',
    table: 'F0911',
    columns: ['DOC', 'RE'],
    conditions: [equal('ICUT', journalBatch), equal('RE', 'V'), daysAgoOrLater('UPMJ', days)],
    pageBy: 'DOC',
  });
  const documents = [...new Set(reversing.rows.map((row) => row.DOC))];
  const keys = new Set<string>();
  for (let from = 0; from < documents.length; from += 50) {
    const own = await dataService.browse({
      purpose: 'journals of ours among them',
      table: 'F0911',
      columns: ['DOC', 'EXA'],
      conditions: [oneOf('DOC', documents.slice(from, from + 50)), startsWith('EXA', 'PC')],
      pageBy: 'DOC',
    });
    for (const row of own.rows) keys.add(row.EXA.slice(0, keyLength));
  }
  return [...keys].map((key) => ({ key, isLost: true, facts: {} }));
}
