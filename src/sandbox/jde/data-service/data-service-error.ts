/** Answered with the plain error body under this status. */
export class DataServiceError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'DataServiceError';
  }
}
