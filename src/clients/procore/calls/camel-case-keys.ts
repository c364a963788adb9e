type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type CamelCaseKeys<Row> = { [Key in keyof Row as Key extends string ? CamelCase<Key> : Key]: Row[Key] };

/** Procore's names in our spelling, one level deep; the type follows, so a misspelt field does not compile. */
export function camelCaseKeys<Row extends object>(row: Row): CamelCaseKeys<Row> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as CamelCaseKeys<Row>;
}
