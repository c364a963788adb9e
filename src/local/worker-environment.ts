/**
 * What a worker's process runs with, unless the environment says otherwise. Its two isolates would take their heap limits from
 * the machine, and collect late on a large one; each native thread of the SDK would take an arena and give nothing back. With
 * these it stays below 400 MB of resident memory (`npm run bench` prints it). The Dockerfile and the compose file say the same.
 */
export function workerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    NODE_OPTIONS: '--max-old-space-size=256 --max-semi-space-size=16',
    MALLOC_ARENA_MAX: '2',
    ...env,
  };
}
