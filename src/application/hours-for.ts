/** Half of the hourly limit that Procore's pages name: what writing in bulk takes at most. */
const callsAnHour = 300;

/** Hours that so many calls to Procore take, one decimal, rounded up. */
export function hoursFor(calls: number): string {
  return (Math.ceil((calls * 10) / callsAnHour) / 10).toFixed(1);
}
