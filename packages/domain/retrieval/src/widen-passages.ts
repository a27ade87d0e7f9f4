import type { Principal } from '@groundwork/kernel';
import type { ChunkIndex, StoredPassage } from './chunk-index.ts';
import type { Passage } from './passage.ts';

export interface WidenPassagesDeps {
  readonly index: Pick<ChunkIndex, 'neighbours'>;
  /** How many of the best Passages get their neighbours; 3 where absent. */
  readonly top?: number;
  /** Characters that neighbours may add in all; 6,000 where absent. */
  readonly mostCharacters?: number;
}

/**
 * Small to big: what is found best is a small text, what is needed to answer from it may stand right beside it. Adds
 * the Chunks before and after the best Passages as Passages of their own, behind the others and with their own
 * places, so that they are quoted, verified and recorded like any other. They were not searched for: `fused` is 0.
 */
export class WidenPassages {
  constructor(private readonly deps: WidenPassagesDeps) {}

  async run(principal: Principal, passages: readonly Passage[]): Promise<readonly Passage[]> {
    const { index, top = 3, mostCharacters = 6_000 } = this.deps;
    const best = passages.slice(0, top).map(({ chunkId }) => chunkId);
    if (best.length === 0) return passages;
    const found = await index.neighbours(principal, best);
    const known = new Set(passages.map(({ chunkId }) => chunkId));
    const added: StoredPassage[] = [];
    let characters = 0;
    for (const chunkId of best) {
      const { before, after } = found.get(chunkId) ?? {};
      for (const neighbour of [before, after]) {
        if (!neighbour || known.has(neighbour.chunkId)) continue;
        characters += neighbour.text.length;
        if (characters > mostCharacters) return joined(passages, added);
        known.add(neighbour.chunkId);
        added.push(neighbour);
      }
    }
    return joined(passages, added);
  }
}

function joined(passages: readonly Passage[], added: readonly StoredPassage[]): Passage[] {
  return [
    ...passages,
    ...added.map((passage, index) => ({
      ...passage,
      scores: { fused: 0 },
      rank: passages.length + index + 1,
    })),
  ];
}
