/** Path of the file that a `file:` address names. */
export function pathOf(url: string): string {
  return decodeURIComponent(url.slice('file:'.length).replace(/^\/\/(?=\/)/, ''));
}
