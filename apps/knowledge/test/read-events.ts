/** One event of a `text/event-stream` as it arrived; comments have neither name nor data. */
export interface ServerEvent {
  readonly event: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a server sends is what the tests look into
  readonly data: any;
  readonly comment: boolean;
}

/** The events of a response, as they come. */
export async function* readEvents(response: Response): AsyncGenerator<ServerEvent> {
  let pending = '';
  if (!response.body) return;
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (pending + text).split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) yield toEvent(block.split('\n'));
  }
}

function toEvent(lines: string[]): ServerEvent {
  const valueOf = (name: string) =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const data = valueOf('data');
  return {
    event: valueOf('event'),
    data: data === undefined || data === '[DONE]' ? data : JSON.parse(data),
    comment: lines.every((line) => line.startsWith(':')),
  };
}
