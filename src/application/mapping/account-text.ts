import type { Chart, Segments } from '../../domain/coding/chart';

/** An account, or the templates of one, as people read it: `4411.1340.26010`, with what is no part of its name behind it. */
export function accountText(target: Segments, chart: Chart): string {
  const named = namedBy(chart.print(target), chart);
  const others = chart.segments.flatMap(({ name, column }) =>
    target[name] === undefined || named.includes(name) ? [] : [`${column}=${target[name]}`],
  );
  return [chart.print(target), ...others].join(' ');
}

/** The segments that a printed account has. */
function namedBy(printed: string, chart: Chart): readonly string[] {
  try {
    return Object.keys(chart.parse(printed));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
