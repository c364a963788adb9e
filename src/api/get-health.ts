import { Router } from 'express';

/** `GET /healthz`: the process is alive and answers. Says nothing about what it depends on; that is `/readyz`. */
export function getHealth(): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  return router;
}
