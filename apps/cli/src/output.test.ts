import { bar, openOutput } from './output.ts';

const terminal = (isTTY = false) => {
  const written: string[] = [];
  return { written, isTTY, columns: 60, write: (text: string) => written.push(text) };
};

test('a bar is full when all is done, and fits the terminal', () => {
  expect(bar('ingest', 0, 4, 40)).toContain('░');
  expect(bar('ingest', 4, 4, 40)).not.toContain('░');
  expect(bar('x'.repeat(100), 1, 2, 40)).toHaveLength(40);
});

test('with --json only the result reaches standard output', () => {
  const [stdout, stderr] = [terminal(), terminal()];
  const output = openOutput(true, stdout, stderr);
  output.line('for people');
  output.progress('ingest', 1, 1);
  output.result({ done: 1 });
  expect(JSON.parse(stdout.written.join(''))).toEqual({ done: 1 });
  expect(stderr.written.join('')).toContain('ingest 1/1');
});
