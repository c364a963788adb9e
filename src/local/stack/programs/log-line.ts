/** Says one line to the person who started the program. */
export type LogLine = (line: string) => void;
