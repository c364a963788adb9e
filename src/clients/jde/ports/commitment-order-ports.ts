import type {
  AddedLinesBody,
  CommitmentOrderBody,
  LinesBackBody,
  OrderReliefBody,
} from '../../../domain/jde/bodies/order-of-commitment-body';
import type { Found, Look, Reference } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readOurOrders } from '../postings/our-documents';
import { searchPort } from './search-port';

interface Searched<Body> {
  search(body: Body, facts: Posted['facts']): Promise<readonly Found[]>;
  send(body: Body, missing?: readonly string[]): Promise<Reference | null>;
}

/** Orders of commitments. One whose lines are all canceled is seen voided. `lists`: all under keys of ours are such. */
export function commitmentOrderPort(jde: JdeConnection, lists: boolean): PostingPort {
  const { commitmentOrders, dataService, settings } = jde;
  return {
    ...foundPort<CommitmentOrderBody>(commitmentOrders),
    ...(lists ? { ours: (days: number) => readOurOrders(dataService, settings, days) } : {}),
  };
}

/** Lines of change orders on an order of ours, or on one that a person linked. */
export function addedLinesPort({ addedLines }: JdeConnection): PostingPort {
  return foundPort<AddedLinesBody>(addedLines);
}

/** Lines for what comes back on closed ones; they are found as lines of change orders are. */
export function linesBackPort({ addedLines }: JdeConnection): PostingPort {
  return foundPort<LinesBackBody>(addedLines);
}

/** What is open of an order, canceled: it stands when nothing of its lines is open any more. */
export function orderClosePort({ orderClose }: JdeConnection): PostingPort {
  return searchPort(orderClose);
}

/** What is open of the lines of an order: it stands when every line shows its target. */
export function orderReliefPort({ orderRelief }: JdeConnection): PostingPort {
  return { ...searchPort(orderRelief), ready: (one) => orderRelief.ready(one.body as OrderReliefBody) };
}

function foundPort<Body>(postings: Searched<Body>): Required<Pick<PostingPort, 'look' | 'send'>> {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const { key, body, facts } of of) {
        looks.push({ key, found: await postings.search(body as Body, facts), strangers: [], running: false });
      }
      return looks;
    },
    send: (one, missing) => postings.send(one.body as Body, missing),
  };
}
