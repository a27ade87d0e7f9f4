import type { NewDocument } from './document.ts';

/** One row of a JSONL file as a Document of its own, or why the row is none. `line` counts from 1. */
export type JsonlRow =
  | {
      readonly line: number;
      readonly document: Required<Pick<NewDocument, 'externalId' | 'mediaType' | 'content' | 'metadata'>> &
        Pick<NewDocument, 'title'>;
    }
  | { readonly line: number; readonly failure: string };

/**
 * Rows of `{_id | id | externalId, title?, text, …metadata}`, one by one as their lines arrive. Blank lines are
 * nothing; every other line yields a Document or a failure, never silence. Decodes UTF-8 across chunk borders.
 */
export async function* splitJsonl(
  source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): AsyncGenerator<JsonlRow> {
  const decoder = new TextDecoder('utf-8');
  const seen = new Map<string, number>();
  let line = 0;
  let rest = '';
  for await (const part of source) {
    rest += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop()!;
    for (const text of lines) yield* toRow(text, ++line, seen);
  }
  yield* toRow(rest + decoder.decode(), line + 1, seen);
}

function* toRow(text: string, line: number, seen: Map<string, number>): Generator<JsonlRow> {
  if (!text.trim()) return;
  const row = parse(text);
  if (typeof row === 'string') return yield { line, failure: row };
  const { _id, id, externalId, title, text: body, metadata, ...rest } = row;
  const name = externalId ?? _id ?? id;
  if (typeof name !== 'string' && typeof name !== 'number') {
    return yield { line, failure: 'The row has no "_id", "id" or "externalId".' };
  }
  const key = String(name);
  const first = seen.get(key);
  if (first !== undefined)
    return yield { line, failure: `The id "${key}" was used on line ${first} already.` };
  seen.set(key, line);
  if (typeof body !== 'string') return yield { line, failure: 'The row has no "text", or it is no string.' };
  if (!body.trim()) return yield { line, failure: 'The text of the row is empty.' };
  const nested = typeof metadata === 'object' && metadata !== null ? metadata : {};
  const document = {
    externalId: key,
    mediaType: 'text/plain',
    content: new TextEncoder().encode(body),
    metadata: { ...rest, ...nested },
  };
  yield { line, document: typeof title === 'string' && title.trim() ? { ...document, title } : document };
}

function parse(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : 'The line is no JSON object.';
  } catch (error) {
    return `The line is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
