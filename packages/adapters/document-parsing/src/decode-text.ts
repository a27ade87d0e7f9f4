/** A text with the encoding it was read in; `isGuessed` where neither the bytes nor the file say so for certain. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  readonly isGuessed: boolean;
}

/** The most frequent characters of modern Chinese, both scripts; a wrong decoding meets them rarely. */
const frequentCharacters = new Set(
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市呢应期金付款甲乙' +
    '這來個國說們為時會過學對裡後麼沒於還發當無開見經頭動兩長樣現將與進實點種聲話問機給幾業間門東聽氣關並內產萬應須約條',
);

/**
 * Bytes to text. A byte order mark decides; else strict UTF-8; else what the file declares; else the best guess
 * among UTF-16, GB18030, Big5 and Windows-1252. `undefined` where the bytes are no text in any of them.
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText | undefined {
  const marked = readMark(bytes);
  if (marked) return { text: decode(bytes, marked) ?? '', encoding: marked, isGuessed: false };
  const wide = guessUtf16(bytes);
  if (wide) return { text: decode(bytes, wide) ?? '', encoding: wide, isGuessed: true };
  const utf8 = decode(bytes, 'utf-8', true);
  if (utf8 !== undefined)
    return looksBinary(utf8) ? undefined : { text: utf8, encoding: 'utf-8', isGuessed: false };
  const named = declared === undefined ? undefined : decode(bytes, declared, true);
  if (named !== undefined) return { text: named, encoding: declared!.toLowerCase(), isGuessed: false };
  return guessLegacy(bytes);
}

function readMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Text in UTF-16 without a mark: line feeds, spaces and Latin letters have a zero on the same side of each pair. */
function guessUtf16(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length & ~1, 4_096);
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even++;
    if (bytes[index + 1] === 0) odd++;
  }
  const enough = Math.max(2, length / 40);
  const encoding =
    odd >= enough && even === 0 ? 'utf-16le' : even >= enough && odd === 0 ? 'utf-16be' : undefined;
  if (encoding === undefined) return undefined;
  const sample = [...(decode(bytes.subarray(0, length), encoding) ?? '')];
  const known = sample.filter(
    (character) => /[\t\n\r -~]/.test(character) || frequentCharacters.has(character),
  );
  return known.length >= 0.3 * sample.length ? encoding : undefined;
}

function guessLegacy(bytes: Uint8Array): DecodedText | undefined {
  const sample = bytes.subarray(0, 64 * 1024);
  const candidates = ['gb18030', 'big5']
    .map((encoding) => ({ encoding, score: chineseScore(decode(sample, encoding) ?? '') }))
    .sort((left, right) => right.score - left.score);
  const best = candidates[0]!;
  const encoding = best.score > 0.1 ? best.encoding : 'windows-1252';
  const text = decode(bytes, encoding) ?? '';
  return looksBinary(text) ? undefined : { text, encoding, isGuessed: true };
}

/** Share of frequent Chinese characters among all beyond ASCII; characters that failed to decode count against it. */
function chineseScore(text: string): number {
  let frequent = 0;
  let all = 0;
  for (const character of text) {
    if (character <= '\u007f') continue;
    all += character === '\ufffd' ? 3 : 1;
    if (frequentCharacters.has(character)) frequent++;
  }
  return all === 0 ? 0 : frequent / all;
}

/** More than one control character in fifty: no text, whatever the name says. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 16_384);
  const controls = sample.match(/[^\P{Cc}\t\n\v\f\r]/gu)?.length ?? 0;
  return controls > 1 && controls > sample.length / 50;
}

function decode(bytes: Uint8Array, encoding: string, fatal = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}
