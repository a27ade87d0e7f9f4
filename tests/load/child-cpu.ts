import { readFileSync } from 'node:fs';

/** Linux counts the time of processes in hundredths of a second. */
const tickMs = 10;

/**
 * Milliseconds that the children of this process have spent on the CPU, living and ended ones; `undefined` where the
 * system has no `/proc` (proc(5): fields utime, stime, cutime, cstime).
 */
export function childCpuMs(): number | undefined {
  try {
    const own = fieldsOf(process.pid);
    const ended = own[13]! + own[14]!;
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim();
    const living = children === '' ? [] : children.split(' ').map(Number).map(fieldsOf);
    return tickMs * living.reduce((sum, fields) => sum + fields[11]! + fields[12]!, ended);
  } catch {
    return undefined;
  }
}

/** What follows the name, which may hold spaces and brackets: the state first. */
function fieldsOf(pid: number): number[] {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}
