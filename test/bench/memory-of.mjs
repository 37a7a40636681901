import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Resident memory of a process in MB (a million bytes), as the system counts it: heap, threads, canvases and code. */
export function residentMb(pid) {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return (Number(kilobytes) * 1_024) / 1e6;
}

/** The highest resident memory seen while `work` runs, looked at fifty times a second. */
export async function peakWhile(pid, work) {
  let peakMb = residentMb(pid);
  const look = () => {
    peakMb = Math.max(peakMb, residentMb(pid));
  };
  const sampler = setInterval(look, 20);
  try {
    const result = await work();
    look();
    return { peakMb, result };
  } finally {
    clearInterval(sampler);
  }
}
