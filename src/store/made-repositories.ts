import type { TxContext } from './tx-context';

type Repository<T> = new (context: TxContext) => T;

/** Repositories of one transaction, each made when it is first asked for. */
export class MadeRepositories {
  protected readonly context: TxContext;
  readonly #made = new Map<Repository<unknown>, unknown>();

  constructor(context: TxContext) {
    this.context = context;
  }

  protected of<T>(repository: Repository<T>): T {
    const made = (this.#made.get(repository) as T | undefined) ?? new repository(this.context);
    this.#made.set(repository, made);
    return made;
  }
}
