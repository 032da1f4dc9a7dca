/** A place in source code, for messages only. */
export interface CallSite {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Who called a function, to be asked when a message needs it: the frame is kept as it is (some microseconds), and read, through source maps, only when asked.
 * @param callee the function whose caller is wanted; its own frame and those above it are left out
 */
export function callSite(callee: (...args: never) => unknown): () => CallSite | undefined {
  const limit = Error.stackTraceLimit;
  const holder: { stack?: string } = {};
  try {
    Error.stackTraceLimit = 1;
    Error.captureStackTrace(holder, callee);
  } finally {
    Error.stackTraceLimit = limit;
  }
  return () => parseFrame(holder.stack ?? '');
}

/** `at name (file:line:column)` or `at file:line:column`; modules come as `file://` URLs. */
export function parseFrame(stack: string): CallSite | undefined {
  const frame = /^\s*at (?:.*?\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):\d+\)?$/m.exec(stack);
  if (frame?.[1] === undefined) return undefined;
  const file = frame[1].startsWith('file://') ? decodeURIComponent(frame[1].slice('file://'.length)).replace(/^\/([A-Za-z]:\/)/, '$1') : frame[1];
  return { file, line: Number(frame[2]) };
}
