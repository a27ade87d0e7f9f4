import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseBlocks } from '../../../infra/demo/parse-blocks.ts';
import { readSources } from '../../../infra/demo/read-source.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

export type OcrLanguage = 'en' | 'zh-Hans' | 'zh-Hant';

/** Public passages, where they are present beside the repository. */
const passages: Readonly<Record<OcrLanguage, string>> = {
  en: 'xquad_en',
  'zh-Hans': 'xquad_zh',
  'zh-Hant': 'drcd_trad',
};

/** Paragraphs of known text: those of the demo company, then public passages, by turns. */
export function sampleTexts(language: OcrLanguage): string[] {
  const own = readSources(join(root, 'infra/demo/sources'))
    .filter((source) => source.language === language)
    .flatMap(({ body }) => parseBlocks(body))
    .flatMap((block) => (block.kind === 'paragraph' ? [block.text.replaceAll('**', '')] : []));
  const corpus = join(root, '../shared/data/retrieval', passages[language], 'corpus.jsonl');
  if (!existsSync(corpus)) return own;
  const open = readFileSync(corpus, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text.replace(/\s+/g, ' '));
  return own.flatMap((text, index) => [text, ...open.slice(index, index + 1)]);
}
