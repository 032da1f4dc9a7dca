/** A literal that the template engine leaves as it is, whatever stands around it. */
export function literal(text: string): string {
  return text.replace(/\{+/g, (braces, at: number) => (braces.length > 1 || at + braces.length === text.length ? `{{ "${braces}" }}` : braces));
}

/** Without the parentheses around all of it. */
export function unwrapped(argument: string): string {
  if (!argument.startsWith('(') || !argument.endsWith(')')) return argument;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < argument.length; at++) {
    const character = argument[at];
    if (isText && character === '\\') at++;
    else if (character === '"') isText = !isText;
    else if (!isText && character === '(') depth++;
    else if (!isText && character === ')' && --depth === 0 && at < argument.length - 1) return argument;
  }
  return argument.slice(1, -1);
}
