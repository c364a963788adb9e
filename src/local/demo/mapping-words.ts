import type { DemoStory } from './demo-sandboxes';

/** The words of `mapping set` for the row that the sample company lacks: project, sub job, code, type, then the account's segments. */
export function mappingWords({ stories }: DemoStory): string[] {
  const { fix, combination } = stories.find((one) => one.kind === 'unmappedCostCode') ?? {};
  const row = fix?.mappingRow;
  if (row === undefined) throw new Error('the sample company has no story of an unmapped cost code');
  const [project = '', subJob = '', costCode = '', costType = '', ...segments] = row.split(',');
  return [
    ...['--project', project],
    ...(subJob === '' ? [] : ['--sub-job', subJob]),
    ...['--cost-code', costCode, '--cost-type', costType],
    ...['--account', combination ?? segments.filter((segment) => segment !== '').join('.')],
  ];
}
