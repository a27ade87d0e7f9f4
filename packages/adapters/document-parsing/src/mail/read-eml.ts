import type { ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import PostalMime, { decodeWords, type Attachment, type Email } from 'postal-mime';
import { decodeText } from '../decode-text.ts';
import type { Original } from '../parse-original.ts';
import { mediaTypes } from '../sniff-format.ts';
import type { MailAttachment, MailMessage } from './mail-message.ts';
import { readMail, type MailReading } from './read-mail.ts';

const shown = ['From', 'Sender', 'To', 'Cc', 'Bcc', 'Date'];

/**
 * A mail as mail servers store it (RFC 5322, MIME). Throws `UserError`: `document.encrypted` for mail that only its
 * addressee can open, `document.broken` where there are no headers or parts nested without end.
 */
export async function readEml(
  original: Original,
  reading: Omit<MailReading, 'mediaType'>,
): Promise<ParsedDocument> {
  const { email, guessedEncoding } = await parse(original);
  const type = email.headers.find(({ key }) => key === 'content-type')?.value ?? '';
  if (/^\s*(?:multipart\/encrypted|application\/(?:x-)?pkcs7-mime(?!.*smime-type="?signed))/i.test(type)) {
    throw new UserError('document.encrypted', `"${original.fileName}" is encrypted for its addressee.`);
  }
  const headers = shown.flatMap((name) =>
    email.headers
      .filter(({ key }) => key === name.toLowerCase())
      .map(({ value }) => ({ name, value: decodeWords(value).replace(/\s+/g, ' ').trim() })),
  );
  if (headers.length === 0 && email.subject === undefined && !type) {
    throw new UserError(
      'document.broken',
      `"${original.fileName}" is named like a mail, but has no mail headers.`,
    );
  }
  const message: MailMessage = {
    headers,
    attachments: email.attachments.map(toAttachment),
    ...(email.subject === undefined ? {} : { subject: email.subject }),
    ...(email.html === undefined ? {} : { html: email.html }),
    ...(email.text === undefined ? {} : { text: email.text }),
    ...(guessedEncoding === undefined ? {} : { guessedEncoding }),
  };
  return readMail(message, { ...reading, mediaType: mediaTypes.eml });
}

/** Parts that say nothing of their encoding are UTF-8; where the bytes disprove that, the whole is guessed. */
async function parse({ content, fileName }: Original): Promise<{ email: Email; guessedEncoding?: string }> {
  const options = { forceRfc822Attachments: true, maxNestingDepth: 64 };
  try {
    const email = await PostalMime.parse(content, options);
    if (!`${email.text ?? ''}${email.html ?? ''}${email.subject ?? ''}`.includes('\uFFFD')) return { email };
    const raw = decodeText(content);
    if (!raw?.isGuessed || saysEncoding(raw.text)) return { email };
    return { email: await PostalMime.parse(raw.text, options), guessedEncoding: raw.encoding };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError('document.broken', `"${fileName}" cannot be read as mail: ${why}`);
  }
}

const saysEncoding = (raw: string) =>
  [...raw.matchAll(/charset\s*=\s*"?([\w-]+)/gi)].some(([, name]) => !/^(?:utf-?8|us-ascii)$/i.test(name!));

function toAttachment(attachment: Attachment, index: number): MailAttachment {
  const { filename, mimeType, related, disposition, content } = attachment;
  const isMessage = mimeType === 'message/rfc822';
  const name = filename?.trim() || `attachment ${index + 1}${isMessage ? '.eml' : ''}`;
  return {
    name,
    mediaType: mimeType,
    isInline: related === true || (disposition === 'inline' && mimeType.startsWith('image/')),
    content: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  };
}
