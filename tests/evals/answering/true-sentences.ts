import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitSentences, type TrueSentence } from '@groundwork/answering';
import { passageOf } from '@groundwork/testing';
import { openAnswerBench } from './open-answer-bench.ts';

/** Texts whose sentences are true because they stand there: the demo's, and public ones where they are at hand. */
export interface SentenceSource {
  readonly name: string;
  readonly sentences: readonly TrueSentence[];
}

const demo = new URL('../../../infra/demo', import.meta.url).pathname;
const shared = new URL('../../../../shared/data', import.meta.url).pathname;

/** Every third Chunk of the demo, and every `every`-th paragraph of the public sets that are present. */
export async function readTrueSentences(every = 20): Promise<SentenceSource[]> {
  const bench = await openAnswerBench(demo);
  const demoTexts = bench.sources.flatMap(({ chunks }) => chunks.map(({ text }) => text));
  const sources = [sourceOf('demo', some(demoTexts, 3))];
  for (const name of ['xquad_en', 'xquad_zh', 'drcd_trad', 'northwind_hr']) {
    const path = join(shared, 'retrieval', name, 'corpus.jsonl');
    if (!existsSync(path)) continue;
    const rows = (await readFile(path, 'utf8')).trim().split('\n');
    sources.push(
      sourceOf(
        name,
        some(
          rows.map((row) => (JSON.parse(row) as { text: string }).text),
          every,
        ),
      ),
    );
  }
  for (const name of ['cuad/txt', 'zh-statutes/民法典']) {
    const directory = join(shared, 'contracts', name);
    if (!existsSync(directory)) continue;
    const files = (await readdir(directory, { recursive: true }))
      .filter((file) => /\.(?:txt|md)$/.test(file))
      .sort()
      .slice(0, 40);
    const texts = await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')));
    const paragraphs = texts.flatMap((text) =>
      text.split(/\n\s*\n/).filter(({ length }) => length > 40 && length < 3_000),
    );
    sources.push(sourceOf(name, some(paragraphs, every * 4)));
  }
  return sources;
}

function some<Item>(items: readonly Item[], every: number): Item[] {
  return items.filter((_, index) => index % every === 0);
}

function sourceOf(name: string, texts: readonly string[]): SentenceSource {
  const sentences = texts.flatMap((text) =>
    splitSentences(text).flatMap((span): TrueSentence[] => {
      const sentence = text.slice(span.start, span.end);
      const language = /\p{Script=Han}/u.test(sentence) ? 'zh' : 'en';
      const isProse = span.kind === 'sentence' || span.kind === 'item';
      const fits = sentence.length > (language === 'zh' ? 12 : 40) && sentence.length < 400;
      return isProse && fits ? [{ text: sentence, passage: passageOf(text), language }] : [];
    }),
  );
  return { name, sentences };
}
