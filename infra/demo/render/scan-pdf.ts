import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printPdf } from './print-pdf.ts';
import type { Source } from '../read-source.ts';

/** As from an office scanner: grey page images, a little askew, and no text layer. Needs `pdftoppm` (poppler). */
export function scanPdf(source: Source, extraCss = ''): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'demo-scan-'));
  try {
    const askew = 'body { padding: 0 5mm; transform: rotate(0.6deg); filter: contrast(0.85); }';
    writeFileSync(join(folder, 'page.pdf'), printPdf(source, `${askew} ${extraCss}`));
    execFileSync('pdftoppm', [
      '-r',
      '110',
      '-gray',
      '-jpeg',
      '-jpegopt',
      'quality=55',
      join(folder, 'page.pdf'),
      join(folder, 'page'),
    ]);
    const images = readdirSync(folder)
      .filter((name) => name.endsWith('.jpg'))
      .sort()
      .map((name) => readFileSync(join(folder, name)));
    return toImagePdf(images);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Height, width and colour components from a JPEG's start-of-frame segment. */
function frameOf(jpeg: Buffer): { height: number; width: number; components: number } {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xc2)
      return {
        height: jpeg.readUInt16BE(at + 5),
        width: jpeg.readUInt16BE(at + 7),
        components: jpeg[at + 9]!,
      };
  }
  throw new Error('not a JPEG');
}

function toImagePdf(images: readonly Buffer[]): Uint8Array {
  const objects: Buffer[] = [];
  const add = (text: string, stream?: Buffer) => {
    const parts = stream
      ? [Buffer.from(`${text}\nstream\n`), stream, Buffer.from('\nendstream')]
      : [Buffer.from(text)];
    objects.push(Buffer.concat(parts));
  };
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(
    `<< /Type /Pages /Count ${images.length} /Kids [${images.map((_, i) => `${3 + i * 3} 0 R`).join(' ')}] >>`,
  );
  images.forEach((jpeg, i) => {
    const { height, width, components } = frameOf(jpeg);
    const colours = components === 1 ? 'DeviceGray' : 'DeviceRGB';
    const draw = Buffer.from('q 595 0 0 842 0 0 cm /Scan Do Q');
    const page = 3 + i * 3;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${page + 1} 0 R /Resources << /XObject << /Scan ${page + 2} 0 R >> >> >>`,
    );
    add(`<< /Length ${draw.length} >>`, draw);
    add(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${colours} /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
      jpeg,
    );
  });
  const chunks = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = chunks[0]!.length;
  objects.forEach((object, i) => {
    offsets.push(length);
    const chunk = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    chunks.push(chunk);
    length += chunk.length;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  chunks.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(chunks);
}
