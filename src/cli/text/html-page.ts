const style = `
  body { font: 11pt/1.4 system-ui, sans-serif; color: #111; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
  .about { color: #555; margin: .25rem 0 1.5rem; }
  .sandbox { border: 2px solid #b45309; color: #b45309; padding: .25rem .75rem; font-weight: 600; }
  table { border-collapse: collapse; width: 100%; } th { text-align: left; border-bottom: 2px solid #111; }
  th, td { padding: .25rem .75rem .25rem 0; vertical-align: top; } td { border-bottom: 1px solid #ddd; }
  .amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
  th.amount { white-space: normal; } .name { white-space: nowrap; } .sum td { font-weight: 600; border-top: 1px solid #111; }
  @page { margin: 1.5cm; }
  @media print { body { margin: 0; max-width: none; font-size: 9pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } }
`;

export interface Column<Row> {
  readonly title: string;
  readonly kind?: 'amount' | 'name';
  readonly text: (row: Row) => string;
}

interface PageFacts {
  readonly title: string;
  /** What it is about and when it was made. */
  readonly about: string;
  readonly environment: string;
  readonly sections: readonly string[];
  /** A last line; `''`: none. */
  readonly after: string;
}

/** A page that prints: one file, nothing is loaded. */
export function htmlPage({ title, about, environment, sections, after }: PageFacts): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
<p class="about">${escaped(about)}</p>
${environment === 'sandbox' ? '<p class="sandbox">Sandbox: these are not the books.</p>\n' : ''}${sections.join('')}${
    after === '' ? '' : `<p>${escaped(after)}</p>\n`
  }</html>
`;
}

/** `isSum`: a row that adds up others. */
export function section<Row extends object>(
  title: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  isSum: (row: Row) => boolean = () => false,
): string {
  const head = columns.map((one) => cell('th', one, one.title)).join('');
  const body = rows.map((row) => {
    return `<tr${isSum(row) ? ' class="sum"' : ''}>${columns.map((one) => cell('td', one, one.text(row))).join('')}</tr>`;
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
