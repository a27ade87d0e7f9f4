import { defaultParseLimits, type ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { expectWellFormed } from '@groundwork/testing';
import { compoundFile, type Storage } from '../../test/files/compound-file.ts';
import { xlsx } from '../../test/files/office-package.ts';
import { parseOriginal, type ParseContext } from '../parse-original.ts';

const context: ParseContext = { limits: defaultParseLimits, skipPages: new Set<number>(), onPage: () => {} };
const parse = async (content: Uint8Array, fileName: string, given = context): Promise<ParsedDocument> => {
  const parsed = await parseOriginal({ content, fileName }, given);
  expectWellFormed(parsed);
  return parsed;
};
const blocksOf = (parsed: ParsedDocument) =>
  parsed.blocks.map(({ kind, level, span }) => [
    level === undefined ? kind : `${kind} ${level}`,
    parsed.text.slice(span.start, span.end),
  ]);
const lines = (...all: string[]) => all.join('\r\n');
const bytes = (text: string) => new TextEncoder().encode(text);
const base64 = (content: Uint8Array | string) =>
  Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');

interface Part {
  readonly type: string;
  readonly content: Uint8Array | string;
  readonly name?: string;
}

/** A mail of several parts, each in base64. */
function mail(subject: string, parts: readonly Part[]): Uint8Array {
  const written = parts.map(({ type, content, name }) =>
    lines(
      '--b',
      `Content-Type: ${type}`,
      'Content-Transfer-Encoding: base64',
      ...(name === undefined ? [] : [`Content-Disposition: attachment; filename="${name}"`]),
      '',
      base64(content),
    ),
  );
  const head = lines('From: Ann <ann@a.test>', 'To: bob@b.test', `Subject: ${subject}`, 'MIME-Version: 1.0');
  return bytes(lines(head, 'Content-Type: multipart/mixed; boundary=b', '', ...written, '--b--', ''));
}
const body: Part = { type: 'text/plain; charset=utf-8', content: 'See the attachment.' };

describe('mail as servers store it', () => {
  test('headers are text, the subject is the title, quoted replies stay marked', async () => {
    const content = lines(
      'From: =?utf-8?B?5byg5LiJ?= <zhang@a.test>',
      'To: bob@b.test',
      'Cc: =?gb2312?Q?=C0=EE=CB=C4?= <li@b.test>',
      'Date: Tue, 5 Mar 2024 10:00:00 +0800',
      'Subject: =?big5?B?s/i7+Q==?= offer',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'The price is 10=E2=82=AC, as agr=',
      'eed.',
      '',
      '> What is the price?',
      '> Bob',
    );
    const parsed = await parse(bytes(content), 'a.eml');
    expect(parsed).toMatchObject({ title: '報價 offer', mediaType: 'message/rfc822', pages: 1 });
    expect(blocksOf(parsed)).toEqual([
      ['heading 1', '報價 offer'],
      [
        'paragraph',
        'From: 张三 <zhang@a.test>\nTo: bob@b.test\nCc: 李四 <li@b.test>\nDate: Tue, 5 Mar 2024 10:00:00 +0800',
      ],
      ['paragraph', 'The price is 10€, as agreed.'],
      ['paragraph', '> What is the price?\n> Bob'],
    ]);
  });

  test.each([
    [
      'gb18030',
      Buffer.from('bcd7b7bdd3a6b5b1d4dacad5b5bdbbf5ceefd6aebaf3b5c4c8fdcaaec8d5c4dab8b6bfeea1a3', 'hex'),
    ],
    ['utf-8', Buffer.from('甲方应当在收到货物之后的三十日内付款。')],
  ])('a body in %s', async (charset, text) => {
    const parsed = await parse(
      mail('x', [{ type: `text/plain; charset=${charset}`, content: text }]),
      'a.eml',
    );
    expect(parsed.text).toContain('甲方应当在收到货物之后的三十日内付款。');
  });

  test('a body that is in GB18030 without saying so is guessed and flagged', async () => {
    const text = Buffer.from(
      'bcd7b7bdd3a6b5b1d4dacad5b5bdbbf5ceefd6aebaf3b5c4c8fdcaaec8d5c4dab8b6bfeea1a3',
      'hex',
    );
    const parsed = await parse(
      Buffer.concat([bytes(lines('From: a@a.test', 'Subject: x', '', '')), text]),
      'a.eml',
    );
    expect(parsed.text).toContain('甲方应当在收到货物之后的三十日内付款。');
    expect(parsed.flags.map(({ kind }) => kind)).toEqual(['encoding-guessed']);
  });

  test('of two versions of the body the one that is shown is read; its quotes are marked, hidden text flagged', async () => {
    const html =
      '<h2>Offer</h2><p>Ten days.</p><blockquote>How long?<blockquote>Hello</blockquote></blockquote><p style="display:none">secret</p>';
    const parts = lines(
      '--a', 'Content-Type: text/plain', '', 'Plain.', '--a', 'Content-Type: text/html', '', html, '--a--',
    ); // prettier-ignore
    const head = lines('From: a@a.test', 'Content-Type: multipart/alternative; boundary=a', '', '');
    const parsed = await parse(bytes(head + parts), 'a.eml');
    expect(blocksOf(parsed)).toEqual([
      ['paragraph', 'From: a@a.test'],
      ['heading 3', 'Offer'],
      ['paragraph', 'Ten days.'],
      ['paragraph', '> How long?'],
      ['paragraph', '> > Hello'],
    ]);
    expect(parsed.flags.map(({ kind }) => kind)).toEqual(['hidden-text']);
  });

  test('attachments are read by the readers of their formats, under their names', async () => {
    const sheet = xlsx([
      {
        name: 'Prices',
        xml: '<sheetData><row r="1"><c r="A1" t="str"><v>Plan</v></c><c r="B1"><v>7</v></c></row></sheetData>',
      },
    ]);
    const parsed = await parse(
      mail('Offer', [
        body,
        { type: 'application/octet-stream', content: sheet, name: 'prices.xlsx' },
        { type: 'text/markdown', content: '# Terms\n\nNone.', name: 'terms.md' },
      ]),
      'a.eml',
    );
    expect(blocksOf(parsed).slice(2)).toEqual([
      ['paragraph', 'See the attachment.'],
      ['heading 2', 'prices.xlsx'],
      ['heading 3', 'Prices'],
      ['table', 'Plan\t7'],
      ['heading 2', 'terms.md'],
      ['heading 3', 'Terms'],
      ['paragraph', 'None.'],
    ]);
    expect(parsed.blocks.find(({ kind }) => kind === 'table')).toMatchObject({
      page: 1,
      cells: { sheet: 'Prices' },
    });
    expect(parsed.pages).toBe(3);
  });

  test('an attachment that cannot be read is flagged with its name and the reason; the mail is read', async () => {
    const parsed = await parse(
      mail('x', [
        body,
        { type: 'application/pdf', content: 'no pdf', name: 'a.pdf' },
        { type: 'text/plain', content: 'fine', name: 'b.txt' },
      ]),
      'a.eml',
    );
    expect(parsed.text).toContain('fine');
    expect(parsed.flags).toEqual([
      { kind: 'part-skipped', detail: expect.stringMatching(/^"a\.pdf" was not read: .*named like a PDF/) },
    ]);
  });

  test('mails inside mails are opened to a bounded depth', async () => {
    let content = mail('innermost', [{ ...body, content: 'treasure' }]);
    for (let depth = 0; depth < 5; depth++)
      content = mail(`depth ${depth}`, [body, { type: 'message/rfc822', content, name: `${depth}.eml` }]);
    expect((await parse(content, 'a.eml')).text).toContain('treasure');
    content = mail('outermost', [body, { type: 'message/rfc822', content, name: 'all.eml' }]);
    const parsed = await parse(content, 'a.eml');
    expect(parsed.text).not.toContain('treasure');
    expect(parsed.flags.map(({ kind }) => kind)).toEqual(['part-skipped']);
  });

  test('attachments share one limit of what may be inflated', async () => {
    const sheet = xlsx([
      {
        name: 'Big',
        xml: `<sheetData><row r="1"><c r="A1" t="str"><v>${'x'.repeat(400_000)}</v></c></row></sheetData>`,
      },
    ]);
    const file = (name: string) => ({ type: 'application/octet-stream', content: sheet, name });
    const given = { ...context, limits: { ...defaultParseLimits, inflatedBytes: 1_000_000 } };
    const parsed = await parse(
      mail('x', [body, file('1.xlsx'), file('2.xlsx'), file('3.xlsx')]),
      'a.eml',
      given,
    );
    expect(parsed.flags.map(({ kind, detail }) => [kind, detail.slice(0, 8)])).toEqual([
      ['part-skipped', '"3.xlsx"'],
    ]);
  });

  test('an attachment that killed an earlier try is left out; the pages of the others are counted past it', async () => {
    const pages: number[] = [];
    const given = { ...context, skipPages: new Set([2]), onPage: (page: number) => void pages.push(page) };
    const file = (name: string) => ({ type: 'text/plain', content: name, name });
    const parsed = await parse(mail('x', [body, file('bad.txt'), file('good.txt')]), 'a.eml', given);
    expect(parsed.flags).toEqual([{ kind: 'part-skipped', detail: expect.stringContaining('"bad.txt"') }]);
    expect(pages).toEqual([1, 2, 3]);
  });

  test.each([
    [
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
      'document.encrypted',
    ],
    ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'document.encrypted'],
  ])('%s is refused', async (type, code) => {
    const parsing = parse(bytes(lines('From: a@a.test', 'Subject: x', type, '', 'abc')), 'a.eml');
    await expect(parsing).rejects.toMatchObject({ code });
  });

  test('text that is only named like a mail is refused', async () => {
    await expect(parse(bytes('Dear all,\nno headers here.'), 'a.eml')).rejects.toMatchObject({
      code: 'document.broken',
    });
  });
});

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** A table of short properties: the header's bytes, then a number for each. */
function numbers(headerBytes: number, values: Readonly<Record<number, number>>): Uint8Array {
  const rows = Object.entries(values).map(([id, value]) => {
    const row = Buffer.alloc(16);
    row.writeUInt16LE(3, 0);
    row.writeUInt16LE(Number(id), 2);
    row.writeUInt32LE(value, 8);
    return row;
  });
  return Buffer.concat([Buffer.alloc(headerBytes), ...rows]);
}

function outlook(more: Storage, headerBytes = 32, values: Record<number, number> = {}): Storage {
  return { '__properties_version1.0': numbers(headerBytes, values), ...more };
}

describe('messages as Outlook stores them', () => {
  const recipient = (name: string, address: string, type: number): Storage =>
    outlook({ '__substg1.0_3001001F': utf16(name), '__substg1.0_39FE001F': utf16(address) }, 8, {
      0x0c15: type,
    });

  test('subject, people, body and attachments', async () => {
    const inner = outlook(
      { '__substg1.0_0037001F': utf16('Inner'), '__substg1.0_1000001F': utf16('Inner text.') },
      24,
    );
    const content = compoundFile(
      outlook({
        '__substg1.0_0037001F': utf16('报价'),
        '__substg1.0_0C1A001F': utf16('Ann'),
        '__substg1.0_5D01001F': utf16('ann@a.test'),
        '__substg1.0_1000001F': utf16('The offer is attached.\r\n\r\n> Please send it.'),
        '__substg1.0_007D001F': utf16('Received: x\r\nDate: Tue, 5 Mar 2024 10:00:00 +0800\r\n'),
        '__recip_version1.0_#00000000': recipient('Bob', 'bob@b.test', 1),
        '__recip_version1.0_#00000001': recipient('Cy', '/O=X/CN=CY', 2),
        '__attach_version1.0_#00000000': outlook(
          { '__substg1.0_3707001F': utf16('a.txt'), '__substg1.0_37010102': bytes('Ten days.') },
          8,
        ),
        '__attach_version1.0_#00000001': outlook(
          { '__substg1.0_3001001F': utf16('Inner'), '__substg1.0_3701000D': inner },
          8,
        ),
      }),
    );
    const parsed = await parse(content, 'a.msg');
    expect(parsed).toMatchObject({ title: '报价', mediaType: 'application/vnd.ms-outlook', flags: [] });
    expect(blocksOf(parsed)).toEqual([
      ['heading 1', '报价'],
      [
        'paragraph',
        'From: Ann <ann@a.test>\nTo: Bob <bob@b.test>\nCc: Cy\nDate: Tue, 5 Mar 2024 10:00:00 +0800',
      ],
      ['paragraph', 'The offer is attached.'],
      ['paragraph', '> Please send it.'],
      ['heading 2', 'a.txt'],
      ['paragraph', 'Ten days.'],
      ['heading 2', 'Inner'],
      ['paragraph', 'Inner text.'],
    ]);
  });

  test('text from before Unicode is read in the code page of its language', async () => {
    const content = compoundFile(
      outlook(
        { '__substg1.0_0037001E': Buffer.from('bcdbb8f1', 'hex'), '__substg1.0_1000001E': bytes('text') },
        32,
        { 0x3ff1: 0x0804 },
      ),
    );
    expect(await parse(content, 'a.msg')).toMatchObject({ title: '价格' });
  });

  test('a body that is kept as compressed RTF only', async () => {
    const rtf =
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\pard Ten days\\par \\'bc\\'db\\'b8\\'f1 \\{all\\}\\u8364?}";
    const header = Buffer.alloc(16);
    header.write('MELA', 8, 'latin1');
    const content = compoundFile(
      outlook({ '__substg1.0_10090102': Buffer.concat([header, Buffer.from(rtf, 'latin1')]) }, 32, {
        0x3ffd: 936,
      }),
    );
    expect((await parse(content, 'a.msg')).text).toBe('Ten days\n\n价格 {all}€');
  });

  test('an encrypted message is refused', async () => {
    const content = compoundFile(outlook({ '__substg1.0_001A001F': utf16('IPM.Note.SMIME') }));
    await expect(parse(content, 'a.msg')).rejects.toMatchObject({ code: 'document.encrypted' });
  });

  test('whatever is broken in the file, it ends in text or in a named refusal', async () => {
    const whole = compoundFile(
      outlook({ '__substg1.0_0037001F': utf16('x'), '__substg1.0_1000001F': utf16('text'.repeat(400)) }),
    );
    let seed = 7;
    const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
    for (let round = 0; round < 300; round++) {
      const content = Uint8Array.from(whole);
      for (let change = 0; change < 4; change++)
        content[8 + Math.floor(random() * (content.length - 8))] = Math.floor(random() * 256);
      const cut = random() < 0.2 ? content.subarray(0, Math.floor(random() * content.length) + 8) : content;
      const outcome = await parse(cut, 'a.msg').catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UserError);
    }
  });
});
