import type { RequestHandler, Response } from 'express';
import { ApiError } from '../../gate/api-error';

/** A second write to one direct cost, while the first is not answered, is a conflict (reference 15). */
export class OneWriteAtATime {
  readonly #writing = new Map<string, Response>();

  /** `name`: of the path's parameter that names the direct cost. */
  of(name: string): RequestHandler {
    return (request, response, next) => {
      this.take(String(request.params[name]), response);
      next();
    };
  }

  /** Until `response` is answered. One whose client has its answer already holds nothing. Throws a 409. */
  take(id: string, response: Response): void {
    const other = this.#writing.get(id);
    if (other === response) return;
    if (other !== undefined) {
      throw ApiError.conflict('Another request is changing this direct cost.');
    }
    if (response.writableEnded || response.closed) return;
    this.#writing.set(id, response);
    response.once('close', () => this.#writing.delete(id));
  }
}
