/** Turns what a model says, piece by piece, into what was asked of it. */
export interface ReplyFilter {
  /** The part of this piece that belongs to the reply; often all, sometimes nothing yet. */
  take(piece: string): string;
  /** What was held back and turns out to belong to the reply, at its end. */
  flush(): string;
}

const opening = '<think>';
const closing = '</think>';

/** Leaves out a leading `<think>…</think>`, which reasoning models behind plain servers put before the reply. */
export class WithoutReasoning implements ReplyFilter {
  private state: 'start' | 'thinking' | 'thought' | 'reply' = 'start';
  private held = '';

  take(piece: string): string {
    if (this.state === 'reply') return piece;
    this.held += piece;
    if (this.state === 'start') {
      const begun = this.held.trimStart();
      if (begun.startsWith(opening)) this.state = 'thinking';
      else if (opening.startsWith(begun)) return '';
      else return this.release(this.held);
    }
    if (this.state === 'thinking') {
      const end = this.held.indexOf(closing);
      if (end < 0) {
        // Only enough is kept to see a closing tag that is cut in two.
        this.held = this.held.slice(-closing.length);
        return '';
      }
      this.state = 'thought';
      this.held = this.held.slice(end + closing.length);
    }
    this.held = this.held.trimStart();
    return this.held === '' ? '' : this.release(this.held);
  }

  flush(): string {
    return this.state === 'start' ? this.release(this.held) : '';
  }

  private release(text: string): string {
    this.state = 'reply';
    this.held = '';
    return text;
  }
}

/** Keeps the first whole JSON object: without the fence, greeting or postscript that models without a JSON mode add. */
export class OnlyJson implements ReplyFilter {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private begun = false;

  /** Whether an object was opened and closed. */
  get complete(): boolean {
    return this.begun && this.depth === 0;
  }

  take(piece: string): string {
    if (this.complete) return '';
    let start = 0;
    if (!this.begun) {
      start = piece.indexOf('{');
      if (start < 0) return '';
      this.begun = true;
    }
    for (let at = start; at < piece.length; at += 1) {
      this.read(piece.charAt(at));
      if (this.depth === 0) return piece.slice(start, at + 1);
    }
    return piece.slice(start);
  }

  flush(): string {
    return '';
  }

  private read(character: string): void {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (character === '\\') this.escaped = true;
      else if (character === '"') this.inString = false;
    } else if (character === '"') this.inString = true;
    else if (character === '{' || character === '[') this.depth += 1;
    else if (character === '}' || character === ']') this.depth -= 1;
  }
}
