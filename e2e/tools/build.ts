/** `npx tsx e2e/tools/build.ts [TOOL…]`: builds the tools (all of them without arguments) and prints where each one's programs are. */
import { buildTool } from './builder';
import { MissingProgram } from './commands';
import { onStderr } from './progress';
import { TOOLS, type ToolName } from './table';

async function main(args: readonly string[]): Promise<void> {
  const known = Object.keys(TOOLS) as readonly ToolName[];
  const unknown = args.filter((name) => !known.includes(name as ToolName));
  if (unknown.length > 0) return fail(64, `no such tool: ${unknown.join(', ')} (there are ${known.join(', ')})`);
  const progress = onStderr();
  for (const name of args.length > 0 ? (args as readonly ToolName[]) : known) console.log(`${name}\t${await buildTool(name, progress)}`);
}

function fail(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof MissingProgram) return fail(1, error.message);
  return fail(1, error instanceof Error ? error.message : String(error));
});
