/** Until somebody asks the program to end: Ctrl-C, or SIGTERM from whoever started it. */
export function untilAsked(): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      done();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}
