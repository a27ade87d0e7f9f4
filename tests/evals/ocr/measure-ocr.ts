/**
 * `pnpm eval ocr [--fonts N]`: draws pages of known text, reads them through the production parser, and prints the share of
 * characters that are right, on clean pages and on poor scans.
 */
import { parseArgs } from 'node:util';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits } from '@groundwork/ingestion';
import { countErrors } from './character-accuracy.ts';
import { degradations, toPng } from './degrade-page.ts';
import { drawPage, fontsFor } from './draw-page.ts';
import { sampleTexts, type OcrLanguage } from './sample-texts.ts';

const sizes = [9, 10.5, 12];
/** Share of right characters on clean pages that must be reached. */
const floor = 0.98;

const { values } = parseArgs({ options: { fonts: { type: 'string', default: '2' } } });
const languages: readonly OcrLanguage[] = ['en', 'zh-Hans', 'zh-Hant'];
const parser = new ChildProcessDocumentParser({ processes: 1 });
const totals = new Map<string, { errors: number; characters: number; milliseconds: number; pages: number }>();

async function measure(row: string, content: Buffer, text: string): Promise<void> {
  const started = performance.now();
  // Only memory is limited: a busy machine may take its time.
  const limits = {
    ...defaultParseLimits,
    timeoutMs: 600_000,
    recognitionMs: 600_000,
    memoryBytes: 512 * 2 ** 20,
  };
  const parsed = await parser.parse({ content, fileName: 'page' }, { limits });
  const { errors, characters } = countErrors(text, parsed.text);
  const total = totals.get(row) ?? { errors: 0, characters: 0, milliseconds: 0, pages: 0 };
  totals.set(row, {
    errors: total.errors + errors,
    characters: total.characters + characters,
    milliseconds: total.milliseconds + performance.now() - started,
    pages: total.pages + 1,
  });
}

let missed = 0;
try {
  for (const language of languages) {
    const fonts = fontsFor(language).slice(0, Number(values.fonts));
    if (fonts.length === 0) {
      console.log(`${language}: skipped, this machine has no font for it`);
      continue;
    }
    totals.clear();
    let texts = sampleTexts(language);
    for (const [index, family] of fonts.entries()) {
      const page = drawPage(texts, { family, points: sizes[index % sizes.length]! });
      texts = texts.slice(page.used);
      await measure('clean', toPng(page.canvas), page.text);
      if (index > 0) continue;
      for (const [name, degrade] of Object.entries(degradations)) {
        await measure(name, degrade(page.canvas), page.text);
      }
    }
    console.log(`${language} (${fonts.join(', ')}; ${sizes.join(', ')} points)`);
    for (const [row, { errors, characters, milliseconds, pages }] of totals) {
      const accuracy = 1 - errors / characters;
      const isLimited = row === 'clean';
      if (isLimited && accuracy < floor) missed++;
      const verdict = isLimited
        ? accuracy >= floor
          ? `  meets ≥ ${100 * floor} %`
          : `  MISSES ${100 * floor} %`
        : '';
      console.log(
        `  ${row.padEnd(20)} ${(100 * accuracy).toFixed(2).padStart(6)} %  of ${String(characters).padStart(5)} characters, ` +
          `${(milliseconds / pages / 1_000).toFixed(1)} s a page${verdict}`,
      );
    }
  }
} finally {
  await parser.close();
}
process.exitCode = missed > 0 ? 1 : 0;
