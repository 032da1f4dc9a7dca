import path from 'node:path';

/** A line of a stack that says a file: a frame, or the first line of a syntax error, which is the place alone. */
const PLACE = /^(?:\s+at (?:.*\()?(?:file:\/\/)?(\/.*|[A-Za-z]:\\.*):(\d+):\d+\)?|(\/.*|[A-Za-z]:\\.*):(\d+))$/;

/** lib/, where a frame is ours and not the user's. */
const LIBRARY = path.resolve(__dirname, '..') + path.sep;

/** What an error of somebody else's code says, in one line, and the line of the user's code that it came from. */
export interface Thrown {
  readonly message: string;
  /** `file:line`, relative to the working folder where it lies in it. */
  readonly at: string | undefined;
}

/** Reads an error that user code threw; the stack itself is never shown. */
export function whereThrown(error: unknown, cwd: string): Thrown {
  const text = error instanceof Error || isErrorLike(error) ? error.message : String(error);
  const stack = isErrorLike(error) ? error.stack : '';
  for (const line of stack.split('\n')) {
    const [, inFrame, lineInFrame, alone, lineAlone] = PLACE.exec(line) ?? [];
    const [file, number] = [inFrame ?? alone, lineInFrame ?? lineAlone];
    if (file === undefined || file.startsWith(LIBRARY) || file.includes(`${path.sep}node_modules${path.sep}`)) continue;
    return { message: firstLines(text), at: `${file.startsWith(cwd + path.sep) ? path.relative(cwd, file) : file}:${number}` };
  }
  return { message: firstLines(text), at: undefined };
}

/** A message up to its first empty line or stack: module errors go on with a "Require stack". */
function firstLines(message: string): string {
  const lines = message.split('\n');
  const end = lines.findIndex((line) => line.trim() === '' || /^(Require stack:|\s+at )/.test(line));
  return (end < 0 ? lines : lines.slice(0, end)).join('\n  ').trim() || 'no message';
}

function isErrorLike(error: unknown): error is Error & { stack: string } {
  return typeof error === 'object' && error !== null && typeof (error as Error).message === 'string' && typeof (error as Error).stack === 'string';
}
