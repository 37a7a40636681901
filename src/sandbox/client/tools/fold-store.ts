import { useState } from 'react';

const key = 'copil.sandbox.tour-folded';

/** Whether the list is folded, remembered where the browser lets a page remember. */
export function useFolded(): readonly [boolean, (isFolded: boolean) => void] {
  const [isFolded, setFolded] = useState(readFolded);
  const change = (next: boolean) => {
    setFolded(next);
    writeFolded(next);
  };
  return [isFolded, change];
}

// Touching localStorage throws where cookies are blocked; the list then opens unfolded each time.
function readFolded(): boolean {
  try {
    return window.localStorage.getItem(key) === 'yes';
  } catch {
    return false;
  }
}

function writeFolded(isFolded: boolean): void {
  try {
    window.localStorage.setItem(key, isFolded ? 'yes' : 'no');
  } catch {
    // See above.
  }
}
