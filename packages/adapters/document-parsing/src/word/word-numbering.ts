import { formatNumber } from './format-number.ts';
import type { ZipArchive } from '../package/open-zip.ts';
import { readXml } from '../package/read-xml.ts';

interface Level {
  start: number;
  format: string;
  text: string;
  isLegal: boolean;
}

interface Numbering {
  readonly abstractId: string;
  readonly starts: Map<number, number>;
}

/**
 * Automatic numbers as Word shows them (ECMA-376 part 1 §17.9). They are not in the text of the file, but readers
 * quote them: "第十二条", "Section 3.2". Counts while paragraphs are asked for in reading order.
 */
export class WordNumbering {
  private readonly levels = new Map<string, Map<number, Level>>();
  private readonly numberings = new Map<string, Numbering>();
  private readonly counters = new Map<string, number[]>();
  private readonly startedHere = new Set<string>();

  /** The label of the next paragraph of this list and level; empty for bullets. `undefined` where there is no such list. */
  label(numId: string, depth: number): { readonly text: string; readonly isBullet: boolean } | undefined {
    const numbering = this.numberings.get(numId);
    const levels = numbering && this.levels.get(numbering.abstractId);
    const level = levels?.get(depth);
    if (!numbering || !levels || !level) return undefined;
    const counters = this.advance(numId, numbering, levels, depth);
    if (level.format === 'bullet') return { text: '', isBullet: true };
    const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const at = levels.get(index);
      return formatNumber(
        counters[index] ?? at?.start ?? 1,
        level.isLegal ? 'decimal' : (at?.format ?? 'decimal'),
      );
    });
    return { text, isBullet: false };
  }

  private advance(numId: string, numbering: Numbering, levels: Map<number, Level>, depth: number): number[] {
    let counters = this.counters.get(numbering.abstractId);
    if (!counters) this.counters.set(numbering.abstractId, (counters = []));
    const override = numbering.starts.get(depth);
    const key = `${numId}.${depth}`;
    if (override !== undefined && !this.startedHere.has(key)) counters[depth] = override;
    else counters[depth] = (counters[depth] ?? (levels.get(depth)?.start ?? 1) - 1) + 1;
    this.startedHere.add(key);
    // Deeper levels begin anew; higher ones that never came show their start.
    counters.length = depth + 1;
    for (let index = 0; index < depth; index++) counters[index] ??= levels.get(index)?.start ?? 1;
    return counters;
  }

  read(archive: ZipArchive, part: string, fileName: string): void {
    let abstract: Map<number, Level> | undefined;
    let level: Level | undefined;
    let numbering: { id: string; abstractId: string; starts: Map<number, number> } | undefined;
    let overridden = 0;
    readXml(archive, part, fileName, {
      open: ({ name, attributes }) => {
        const value = attributes.get('val') ?? '';
        if (name === 'abstractNum')
          this.levels.set(attributes.get('abstractNumId') ?? '', (abstract = new Map()));
        else if (name === 'num')
          numbering = { id: attributes.get('numId') ?? '', abstractId: '', starts: new Map() };
        else if (name === 'abstractNumId' && numbering) numbering.abstractId = value;
        else if (name === 'lvlOverride') overridden = Number(attributes.get('ilvl') ?? 0);
        else if (name === 'startOverride' && numbering) numbering.starts.set(overridden, Number(value));
        else if (name === 'lvl' && abstract && !numbering) {
          level = { start: 1, format: 'decimal', text: '', isLegal: false };
          abstract.set(Number(attributes.get('ilvl') ?? 0), level);
        } else if (level && name === 'start') level.start = Number(value);
        else if (level && name === 'numFmt') level.format = value;
        else if (level && name === 'lvlText') level.text = value;
        else if (level && name === 'isLgl') level.isLegal = value !== '0' && value !== 'false';
      },
      close: (name) => {
        if (name === 'lvl') level = undefined;
        if (name === 'abstractNum') abstract = undefined;
        if (name === 'num' && numbering) {
          this.numberings.set(numbering.id, numbering);
          numbering = undefined;
        }
      },
      text: () => {},
    });
  }
}
