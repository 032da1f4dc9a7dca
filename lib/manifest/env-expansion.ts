/**
 * A text of `env`, `command` or `args` with its `$(NAME)` references replaced, as the kubelet does it
 * (kubernetes third_party/forked/golang/expansion/expand.go, `Expand`): `$$` is one `$`, so that `$$(NAME)` is the text `$(NAME)`; what is no complete
 * reference stays as it is.
 * @param textOf what stands for a name; undefined leaves the reference as it is (`MappingFuncFor`)
 */
export function expandReferences(text: string, textOf: (name: string) => string | undefined): string {
  let expanded = '';
  let checkpoint = 0;
  for (let cursor = text.indexOf('$'); cursor >= 0 && cursor + 1 < text.length; cursor = text.indexOf('$', checkpoint)) {
    expanded += text.slice(checkpoint, cursor);
    const close = text[cursor + 1] === '(' ? text.indexOf(')', cursor + 2) : -1;
    if (close >= 0) {
      const name = text.slice(cursor + 2, close);
      expanded += textOf(name) ?? `$(${name})`;
      checkpoint = close + 1;
    } else {
      expanded += text[cursor + 1] === '$' ? '$' : text.slice(cursor, cursor + 2);
      checkpoint = cursor + 2;
    }
  }
  return expanded + text.slice(checkpoint);
}
