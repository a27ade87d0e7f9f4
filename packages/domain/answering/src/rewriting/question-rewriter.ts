import type { ChatMessage } from '@groundwork/inference';
import type { CostEntry } from '../answer.ts';

/** A question that can be searched without its Conversation, and what writing it cost. */
export interface RewrittenQuestion {
  readonly question: string;
  readonly costs: readonly CostEntry[];
}

/** Makes a follow-up question stand alone. What it returns is only searched with; it is never shown as the reader's words. */
export interface QuestionRewriter {
  readonly name: string;
  rewrite(question: string, history: readonly ChatMessage[], signal: AbortSignal): Promise<RewrittenQuestion>;
}
