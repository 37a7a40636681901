import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts a file of `processes` with its options.
 * `told` resolves with the next message, and rejects when the process ends before.
 */
export function startProcess(name, options) {
  const child = fork(fileURLToPath(new URL(`./processes/${name}`, import.meta.url)), [JSON.stringify(options)]);
  const told = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`${name} ended with ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        if (message.failed) reject(new Error(`${name}: ${message.failed}`));
        else resolve(message);
      });
    });
  return {
    pid: child.pid,
    told,
    ask(message) {
      child.send(message);
      return told();
    },
    kill: () => child.kill('SIGKILL'),
  };
}
