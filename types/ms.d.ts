// The package `ms`, bundled in the Temporal SDK, exposes no types under node16 resolution; without
// this, every Duration silently becomes `any` and a misspelt timeout compiles.
declare module 'ms' {
  type Unit =
    | 'Days'
    | 'Day'
    | 'D'
    | 'Hours'
    | 'Hour'
    | 'H'
    | 'Minutes'
    | 'Minute'
    | 'Mins'
    | 'Min'
    | 'M'
    | 'Seconds'
    | 'Second'
    | 'Secs'
    | 'Sec'
    | 'S'
    | 'Milliseconds'
    | 'Millisecond'
    | 'Msecs'
    | 'Msec'
    | 'Ms';
  export type StringValue = `${number}` | `${number}${Unit | Lowercase<Unit>}` | `${number} ${Unit | Lowercase<Unit>}`;
}
