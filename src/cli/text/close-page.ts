import { readableAmount } from '../../domain/money/readable-amount';
import type { CloseReport } from '../../application/close/close-report';
import { claimedText, isPostedOtherwise, isUnsettled, postedText, sumText, whyText } from './close-text';

const style = `
  body { font: 11pt/1.4 system-ui, sans-serif; color: #111; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
  .about { color: #555; margin: .25rem 0 1.5rem; }
  .sandbox { border: 2px solid #b45309; color: #b45309; padding: .25rem .75rem; font-weight: 600; }
  table { border-collapse: collapse; width: 100%; } th { text-align: left; border-bottom: 2px solid #111; }
  th, td { padding: .25rem .75rem .25rem 0; vertical-align: top; } td { border-bottom: 1px solid #ddd; }
  .amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .name { white-space: nowrap; } .sum td { font-weight: 600; border-top: 1px solid #111; }
  @page { margin: 1.5cm; }
  @media print { body { margin: 0; max-width: none; font-size: 9pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } }
`;

interface Column<Row> {
  readonly title: string;
  readonly kind?: 'amount' | 'name';
  readonly text: (row: Row) => string;
}

/** The report as a page that prints: one file, nothing is loaded. */
export function closePage(report: CloseReport): string {
  const { project, projectName, through, environment, connectionId, erp, madeAt, later } = report;
  const month = through.slice(0, 7);
  const title = `Close of project ${project} through ${through}`;
  const sections = [
    section('Where the requisitions stand', report.groups, [
      { title: '', text: ({ title: group }) => group },
      { title: 'Requisitions', kind: 'amount', text: ({ documents }) => String(documents) },
      { title: 'Due in Procore', kind: 'amount', text: ({ sums }) => sumText(sums, 'claimed') },
      { title: 'Posted', kind: 'amount', text: ({ sums }) => sumText(sums, 'posted') },
      {
        title: '',
        text: ({ withoutAmount }) => (withoutAmount === 0 ? '' : `${withoutAmount} without a known amount`),
      },
    ]),
    section('Not in the books, and why', report.documents.filter(isUnsettled), [
      { title: 'Requisition', kind: 'name', text: ({ name }) => name },
      { title: 'Through', kind: 'name', text: ({ billedThrough }) => billedThrough ?? 'not known' },
      { title: 'Due in Procore', kind: 'amount', text: claimedText },
      { title: 'Posted', kind: 'amount', text: postedText },
      { title: 'Held since', kind: 'name', text: ({ heldSince }) => heldSince?.slice(0, 10) ?? '' },
      { title: 'Why', text: whyText },
    ]),
    section('Posted otherwise than Procore says now', report.documents.filter(isPostedOtherwise), [
      { title: 'Requisition', kind: 'name', text: ({ name }) => name },
      { title: 'Due in Procore', kind: 'amount', text: claimedText },
      { title: 'Posted', kind: 'amount', text: postedText },
      {
        title: 'Difference',
        kind: 'amount',
        text: ({ difference, currency }) => readableAmount(difference ?? '0', currency),
      },
    ]),
    section('Our postings by account', report.accounts, [
      { title: 'Account', kind: 'name', text: ({ account }) => account },
      { title: `In ${month}`, kind: 'amount', text: ({ inMonth }) => readableAmount(inMonth, '') },
      { title: 'To date', kind: 'amount', text: ({ toDate }) => readableAmount(toDate, '') },
    ]),
    section('Also held', report.otherHeld, [
      { title: 'Document', kind: 'name', text: ({ name }) => name },
      { title: 'Since', kind: 'name', text: ({ since }) => since.slice(0, 10) },
      { title: 'Why', text: ({ why }) => why.map(({ reason, message }) => `${reason}: ${message}`).join('; ') },
    ]),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
<p class="about">${escaped(`${projectName}. Connection ${connectionId} (${erp}), made ${madeAt.slice(0, 16).replace('T', ' ')} UTC from our own records.`)}</p>
${environment === 'sandbox' ? '<p class="sandbox">Sandbox: these are not the books.</p>\n' : ''}${sections.join('')}${
    later === 0 ? '' : `<p>${later} more bill beyond ${escaped(through)}: they are another close's.</p>\n`
  }</html>
`;
}

function section<Row extends object>(title: string, rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const head = columns.map((one) => cell('th', one, one.title)).join('');
  const body = rows.map((row) => {
    const isSum = 'name' in row && row.name === 'approved';
    return `<tr${isSum ? ' class="sum"' : ''}>${columns.map((one) => cell('td', one, one.text(row))).join('')}</tr>`;
  });
  const shown =
    rows.length === 0
      ? '<p>None.</p>'
      : `<table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
  return `<h2>${escaped(title)}</h2>\n${shown}\n`;
}

function cell(tag: 'th' | 'td', { kind }: { readonly kind?: string }, text: string): string {
  return `<${tag}${kind === undefined ? '' : ` class="${kind}"`}>${escaped(text)}</${tag}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
