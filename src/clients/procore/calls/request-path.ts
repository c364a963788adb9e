/** A tag for paths: every inserted value is one segment, whatever characters it holds. */
export function requestPath(texts: TemplateStringsArray, ...segments: readonly string[]): string {
  return texts.reduce((path, text, index) => `${path}${encodeURIComponent(segments[index - 1] ?? '')}${text}`);
}

export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Lists are repeated (`filters[id][]=1&filters[id][]=2`); `+` of a time zone and brackets are percent-encoded. */
export function queryText(parameters: QueryParameters): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one) => [name, one] as const)))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
