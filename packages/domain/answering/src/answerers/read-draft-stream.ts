import { z } from 'zod';
import type { DraftSentence } from '../answerer.ts';

const draftSentence = z.object({
  text: z.string(),
  evidence: z.array(z.object({ passage: z.coerce.number().int(), quote: z.string().default('') })),
});

/** Longest reply that is read (characters); a model that goes on for ever is stopped here. */
const longestReply = 200_000;

/**
 * Reads `{"sentences":[{…},{…}]}` as it streams in: each sentence comes out as soon as its closing brace is there. Text
 * before the object (a code fence, "Sure:") is passed over.
 */
export class DraftReader {
  private text = '';
  private at = 0;
  private state: 'before' | 'inside' | 'done' = 'before';
  private faults = 0;

  /** @returns the sentences that this piece of text completes. */
  push(piece: string): DraftSentence[] {
    this.text += piece;
    if (this.text.length > longestReply) {
      this.faults += 1;
      this.state = 'done';
    }
    if (this.state === 'before') this.enter();
    return this.state === 'inside' ? this.readObjects() : [];
  }

  /** All that was read. */
  get reply(): string {
    return this.text;
  }

  /** Whether the list was closed and every sentence in it had the form asked for. */
  get isComplete(): boolean {
    return this.state === 'done' && this.faults === 0;
  }

  private enter(): void {
    const opening = /"sentences"\s*:\s*\[/.exec(this.text);
    if (!opening) return;
    this.at = opening.index + opening[0].length;
    this.state = 'inside';
  }

  private readObjects(): DraftSentence[] {
    const sentences: DraftSentence[] = [];
    for (;;) {
      while (/[\s,]/.test(this.text[this.at] ?? '')) this.at += 1;
      const character = this.text[this.at];
      if (character === undefined) return sentences;
      if (character !== '{') {
        if (character !== ']') this.faults += 1;
        this.state = 'done';
        return sentences;
      }
      const end = endOfObject(this.text, this.at);
      if (end === undefined) return sentences;
      const sentence = parseSentence(this.text.slice(this.at, end));
      if (sentence) sentences.push(sentence);
      else this.faults += 1;
      this.at = end;
    }
  }
}

/** The offset behind the object's closing brace; braces inside strings do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}

function parseSentence(json: string): DraftSentence | undefined {
  try {
    return draftSentence.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
