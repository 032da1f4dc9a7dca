import type { EffectiveVariable, EnvSource } from './effective-env';

/**
 * An environment as people read it, a variable a line: name, value, where it comes from, what it overrides; problems below. `<secret>` stands for a value that comes from a
 * Secret, `<unknown>` for one that only the cluster knows.
 */
export function formatEnv(variables: readonly EffectiveVariable[]): string {
  const rows = variables.map((variable) => [variable.name, shown(variable), `${from(variable.source)}${overridden(variable.overrides)}`] as const);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => Math.min(row[column as 0 | 1].length, 60))));
  const lines = rows.flatMap(([name, value, source], index) => [
    `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${source}`,
    ...(variables[index]?.problems ?? []).map((problem) => `  ! ${problem}`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/** A value on one line: as it is where that is plain to see, else as JSON writes it. */
function shown({ value, known, secret }: EffectiveVariable): string {
  if (secret) return known ? '<secret>' : '<secret, unknown>';
  if (value === undefined) return '<unknown>';
  return /^[!-~](?:[ -~]*[!-~])?$/.test(value) && !/^["<]/.test(value) ? value : JSON.stringify(value);
}

function from({ kind, name, key }: EnvSource): string {
  return [kind, name, key].filter((part) => part !== undefined).join(' ');
}

function overridden(sources: readonly EnvSource[]): string {
  return sources.length === 0 ? '' : ` (over ${sources.map(from).join(', ')})`;
}
