export interface DataFolderProblem {
  /** Place in the folder, e.g. `projects/7/requisitions.json[3].items[0].line_item_id`. */
  readonly place: string;
  /** What would be right. */
  readonly expected: string;
}

const SHOWN_PROBLEMS = 50;

export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly problems: readonly DataFolderProblem[];

  constructor(folder: string, problems: readonly DataFolderProblem[]) {
    const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ place, expected }) => `  ${place}: ${expected}`);
    const more = problems.length - shown.length;
    const tail = more > 0 ? [`  ... and ${more} more`] : [];
    super([`The Procore data folder ${folder} cannot be loaded:`, ...shown, ...tail].join('\n'));
    this.problems = problems;
  }
}
