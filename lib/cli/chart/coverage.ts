import { type Profiler, Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';

/** What ran of one function. */
export interface RunFunction {
  readonly start: number;
  readonly end: number;
  readonly ran: boolean;
  /** Its parts that did not run, as offsets of the script. Empty where the whole function did not. */
  readonly untaken: readonly Range[];
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What ran of one script, as V8 compiled it. */
export interface RunScript {
  readonly id: string;
  readonly file: string;
  readonly functions: readonly RunFunction[];
}

/**
 * V8's precise block coverage of this process. It counts in code that is compiled from now on, so it has to be started before the project is loaded.
 * The debugger's domain must not be used beside it: V8 forgets the blocks then.
 */
export class Coverage {
  private readonly session = new Session();
  /** Every function that was seen, by script: V8 names one that did not run only where what is around it did. */
  private readonly seen = new Map<string, Map<string, RunFunction>>();

  constructor() {
    this.session.connect();
    this.post('Profiler.enable');
    this.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** What ran since the last call, of the scripts that are asked for. */
  take(isAskedFor: (file: string) => boolean): readonly RunScript[] {
    const { result } = this.post<Profiler.TakePreciseCoverageReturnType>('Profiler.takePreciseCoverage');
    return result.flatMap(({ scriptId, url, functions }) => {
      const file = fileOf(url);
      return file !== undefined && isAskedFor(file) ? [{ id: scriptId, file, functions: this.withSeen(scriptId, functions.map(runFunction)) }] : [];
    });
  }

  private withSeen(id: string, functions: readonly RunFunction[]): readonly RunFunction[] {
    const seen = this.seen.get(id) ?? new Map<string, RunFunction>();
    this.seen.set(id, seen);
    const now = new Map(functions.map((one) => [keyOf(one), one]));
    const others = [...seen].flatMap(([key, one]) => (now.has(key) ? [] : [one]));
    for (const [key, one] of now) seen.set(key, { ...one, ran: false, untaken: [] });
    return [...functions, ...others];
  }

  stop(): void {
    this.session.disconnect();
  }

  /** The inspector of one's own thread answers before `post` returns. */
  private post<Result>(method: string, params: object = {}): Result {
    let [failure, answer]: [Error | null, unknown] = [null, undefined];
    this.session.post(method, params, (error, result) => {
      failure = error;
      answer = result;
    });
    if (failure !== null) throw failure;
    return answer as Result;
  }
}

function runFunction({ ranges, isBlockCoverage }: Profiler.FunctionCoverage): RunFunction {
  const [whole, ...parts] = ranges;
  const { startOffset: start = 0, endOffset: end = 0, count = 0 } = whole ?? {};
  return { start, end, ran: count > 0, untaken: isBlockCoverage && count > 0 ? untakenOf(parts) : [] };
}

/** A part's count holds for all of it but the parts inside it, which come after it. */
function untakenOf(parts: readonly Profiler.CoverageRange[]): readonly Range[] {
  return parts.flatMap((part, at) => {
    if (part.count > 0) return [];
    const inside = parts.slice(at + 1).filter(({ startOffset, endOffset, count }) => count > 0 && startOffset < part.endOffset && endOffset > part.startOffset);
    const rest: Range[] = [];
    let start = part.startOffset;
    for (const { startOffset, endOffset } of inside) {
      if (startOffset > start) rest.push({ start, end: startOffset });
      start = Math.max(start, endOffset);
    }
    return start < part.endOffset ? [...rest, { start, end: part.endOffset }] : rest;
  });
}

/** Loaders name a script by its path or URL, with a query of their own behind it. */
function fileOf(url: string): string | undefined {
  const [plain = ''] = url.split('?');
  if (plain.startsWith('file://')) return fileURLToPath(plain);
  return plain.startsWith('/') || /^[A-Za-z]:\\/.test(plain) ? plain : undefined;
}

/** What ran in one of two times. A part did not run where it ran in neither. */
export function together(before: readonly RunScript[], after: readonly RunScript[]): readonly RunScript[] {
  const known = new Map(before.map((script) => [script.id, script]));
  const merged = after.map((script) => {
    const other = known.get(script.id);
    known.delete(script.id);
    return other === undefined ? script : { ...script, functions: functionsTogether(other.functions, script.functions) };
  });
  return [...merged, ...known.values()];
}

function functionsTogether(before: readonly RunFunction[], after: readonly RunFunction[]): readonly RunFunction[] {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  const merged = after.map((one) => {
    const other = known.get(keyOf(one));
    known.delete(keyOf(one));
    if (other === undefined || !other.ran) return one;
    return one.ran ? { ...one, untaken: inBoth(other.untaken, one.untaken) } : other;
  });
  return [...merged, ...known.values()];
}

function keyOf({ start, end }: Range): string {
  return `${start}-${end}`;
}

/** V8 leaves a part out that lies in another of the same count, so that the same code may be part of a larger range the next time. */
function inBoth(a: readonly Range[], b: readonly Range[]): readonly Range[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const [start, end] = [Math.max(one.start, other.start), Math.min(one.end, other.end)];
      return start < end ? [{ start, end }] : [];
    }),
  );
}
