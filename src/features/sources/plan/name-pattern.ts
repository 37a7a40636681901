/**
 * A name of a column in which `*` stands for any characters. Each part between two of them is looked for once, from left
 * to right, so that no name and no pattern takes long.
 */
export function namePattern(text: string): { test(name: string): boolean } {
  const [first = '', ...rest] = text.split('*');
  const last = rest.pop();
  return {
    test(name) {
      if (last === undefined) return name === first;
      if (!name.startsWith(first)) return false;
      let at = first.length;
      for (const part of rest) {
        const found = name.indexOf(part, at);
        if (found < 0) return false;
        at = found + part.length;
      }
      return name.length - last.length >= at && name.endsWith(last);
    },
  };
}
