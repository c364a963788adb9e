/** An account by the segments of its chart: `{businessUnit: '4411', object: '1340', subsidiary: '26010'}`. All trimmed, none empty. */
export type Segments = Readonly<Record<string, string>>;

export interface ChartSegment {
  /** As rules and settings call it: `businessUnit`. */
  readonly name: string;
  /** Its column in a mapping file: `business_unit`. */
  readonly column: string;
  readonly maxLength: number;
  /** A mapping row must fill it. */
  readonly required: boolean;
  /** Filled only together with this other one. */
  readonly goesWith?: string;
}

/** The account structure of a connection's ERP, behind one printed form. */
export interface Chart {
  readonly segments: readonly ChartSegment[];
  /** Stands between the segments of a printed account, and so in none of them: `.`. */
  readonly separator: string;
  /** `4411.1340.26010`; what is not part of the account's name (a subledger) is left out. */
  print(segments: Segments): string;
  /** The reverse of `print`. Throws a RangeError that says the form. */
  parse(name: string): Segments;
}
