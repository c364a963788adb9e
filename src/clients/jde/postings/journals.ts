import { accountName } from '../../../domain/coding/account';
import type { Reference } from '../../../domain/posting/look';
import type { JournalBody } from '../../../domain/jde/bodies/posting-body';
import { sum } from '../../../domain/money/money';
import type { FoundInJde, PostingPart, Postings, SearchResult } from './found-in-jde';
import type { JdeCalls } from './jde-calls';
import { distributionInputs } from './batch-inputs';
import { batchDistributionQuery, distributionLine, ediLine, isProcessed, type BatchKey } from './batch-rows';
import { beforeSending, changedMeanwhile } from '../ais/before-sending';
import { amountText } from '../tables/decimal-text';
import type { TableRow } from '../ais/schemas';
import { fromTableDate } from '../tables/table-dates';
import { equal, startsWith, type TableQuery } from '../tables/table-query';

const operation = 'PC_ADD_BATCH_JOURNAL';
const explanationLength = 30;

const columns = ['DOC', 'DCT', 'KCO', 'DGJ', 'POST', 'MCU', 'OBJ', 'SUB', 'AA', 'ACR', 'CRCD', 'EXA'] as const;
type JournalRow = TableRow<(typeof columns)[number]>;

/** Journals by F0911Z1 type J (reference 14). In F0911 only the explanation, which begins with our key, tells them. */
export class Journals implements Postings<JournalBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: JournalBody): Promise<SearchResult> {
    const rows = await this.#jde.controlRow.readProven(batchDistributionQuery(keyOf(body)), body.company);
    if (rows.length > 0 && !rows.some(isProcessed)) {
      const standing = new Set(rows.map(ediLine));
      const complete = body.distribution.every((line) => standing.has(String(line.line)));
      const lines = rows.map((row) => distributionLine(row, body.foreign));
      const missing: PostingPart[] = complete ? [] : ['distribution'];
      return { found: [{ ...found(body, lines), missing, stage: 'delivered' }], strangers: [] };
    }
    const journal = await this.#jde.controlRow.readProven(ledgerQuery(body), body.company);
    if (journal.length > 0) return { found: byDocument(body, journal), strangers: [] };
    if (rows.length === 0) return { found: [], strangers: [] };
    const lines = rows.map((row) => distributionLine(row, body.foreign));
    return { found: [{ ...found(body, lines), voided: true, facts: { gone: 'F0911' } }], strangers: [] };
  }

  async send(body: JournalBody, missing?: readonly PostingPart[]): Promise<Reference | null> {
    const absent = missing === undefined ? body.distribution : await this.#absentLines(body);
    if (absent.length === 0) return { ...keyOf(body) };
    const output = await this.#jde.orchestrator.run(operation, {
      EdiUser: body.ediUser,
      EdiBatch: body.ediBatch,
      EdiTransaction: body.erpKey,
      Company: body.company,
      DocumentType: body.documentType,
      GLDate: body.glDate,
      Currency: body.currency,
      CurrencyMode: body.foreign ? 'F' : 'D',
      Explanation: `${body.erpKey} ${body.explanation}`.slice(0, explanationLength).trim(),
      Distribution: absent.map(distributionInputs),
    });
    return Number(output.text('DistributionWritten') ?? 0) === absent.length ? { ...keyOf(body) } : null;
  }

  async #absentLines(body: JournalBody): Promise<JournalBody['distribution']> {
    const query = batchDistributionQuery(keyOf(body));
    const rows = await beforeSending(operation, () => this.#jde.controlRow.readProven(query, body.company));
    if (rows.length === 0 || rows.some(isProcessed)) throw changedMeanwhile(operation);
    const standing = new Set(rows.map(ediLine));
    return body.distribution.filter((line) => !standing.has(String(line.line)));
  }
}

function keyOf(body: JournalBody): BatchKey {
  return { ediUser: body.ediUser, ediBatch: body.ediBatch, ediTransaction: body.erpKey };
}

function ledgerQuery(body: JournalBody): TableQuery<keyof JournalRow> {
  return {
    purpose: 'journal of the posting',
    table: 'F0911',
    columns,
    conditions: [
      equal('DCT', body.documentType),
      equal('KCO', body.company),
      equal('LT', 'AA'),
      startsWith('EXA', body.erpKey),
    ],
    pageBy: 'DOC',
  };
}

function found(body: JournalBody, lines: FoundInJde['lines']): FoundInJde {
  return {
    reference: { ...keyOf(body) },
    company: body.company,
    supplier: '',
    currency: body.currency,
    total: sum(lines.map((line) => line.amount)),
    lines,
    voided: false,
    missing: [],
  };
}

/** F0911 is posted with P; D is what F0411 has, and what some texts say of both (reference 13.6). */
function isPostedInLedger(code: string): boolean {
  return code === 'P' || code === 'D';
}

function byDocument(body: JournalBody, rows: readonly JournalRow[]): readonly FoundInJde[] {
  return [...new Set(rows.map((row) => row.DOC))].map((documentNumber) => {
    const own = rows.filter((row) => row.DOC === documentNumber);
    const first = own[0];
    const lines = own.map((row) => ({
      account: accountName({ businessUnit: row.MCU, object: row.OBJ, subsidiary: row.SUB }),
      amount: amountText(body.foreign ? row.ACR : row.AA),
    }));
    const reference = { documentNumber, documentType: first?.DCT ?? '', documentCompany: first?.KCO ?? '' };
    return {
      ...found(body, lines),
      reference: { ...keyOf(body), ...reference },
      company: first?.KCO ?? '',
      currency: first?.CRCD ?? '',
      stage: own.every((row) => isPostedInLedger(row.POST)) ? 'posted' : 'vouchered',
      stageWord: first === undefined || first.POST === '' ? '' : `POST ${first.POST}`,
      facts: { glDate: fromTableDate(first?.DGJ ?? '') },
    };
  });
}
