/** Where a command prints: people read text and progress, machines one JSON value. */
export interface Output {
  readonly json: boolean;
  /** A line for people; silent with `--json`. */
  line(text?: string): void;
  /** The one result of the command for machines; silent without `--json`. */
  result(value: unknown): void;
  /** A progress bar on a terminal, a line now and then elsewhere; on standard error, so that pipes stay clean. */
  progress(label: string, done: number, total: number): void;
  /** End the progress bar, so that the next line starts on its own. */
  endProgress(): void;
  error(text: string): void;
}

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export function openOutput(json: boolean, stdout: Terminal, stderr: Terminal): Output {
  let drawn = false;
  let lastLine = 0;
  const clear = () => {
    if (drawn) stderr.write('\r\u001b[2K');
    drawn = false;
  };
  return {
    json,
    line(text = '') {
      clear();
      if (!json) stdout.write(`${text}\n`);
    },
    result(value) {
      if (json) stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress(label, done, total) {
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[2K${bar(label, done, total, stderr.columns ?? 80)}`);
        drawn = true;
      } else if (done === total || Date.now() - lastLine > 5_000) {
        lastLine = Date.now();
        stderr.write(`${label} ${done}/${total}\n`);
      }
    },
    endProgress: clear,
    error(text) {
      clear();
      stderr.write(`${text}\n`);
    },
  };
}

/** `label ████░░░░ 12/40`, cut to the terminal's width. */
export function bar(label: string, done: number, total: number, columns: number): string {
  const counts = ` ${done}/${total}`;
  const width = Math.max(4, Math.min(40, columns - label.length - counts.length - 2));
  const full = total === 0 ? width : Math.round((done / total) * width);
  return `${label} ${'█'.repeat(full)}${'░'.repeat(width - full)}${counts}`.slice(0, columns);
}
