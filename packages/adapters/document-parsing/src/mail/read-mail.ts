import type { ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { DocumentBuilder } from '../document-builder.ts';
import { readHtml } from '../markup/read-html.ts';
import { readText } from '../markup/read-text.ts';
import type { Original, ParseContext } from '../parse-original.ts';
import type { MailAttachment, MailMessage } from './mail-message.ts';

export interface MailReading {
  readonly mediaType: string;
  readonly context: ParseContext;
  /** Reads attached files, with all limits. */
  readonly parse: (original: Original, context: ParseContext) => Promise<ParsedDocument>;
}

/** Mails inside mails that are opened, and files attached to one. */
const [deepest, mostAttachments] = [5, 1_000];

/**
 * A mail as a Document: its subject, its headers as text, its body with quoted replies marked, then each attachment
 * under its name, read by the reader of its own format and within what is left of the limits. What cannot be read
 * among the attachments is flagged; the mail itself is read.
 */
export async function readMail(message: MailMessage, reading: MailReading): Promise<ParsedDocument> {
  const { context } = reading;
  const builder = new DocumentBuilder();
  context.onPage(1, 1 + message.attachments.length);
  if (message.guessedEncoding !== undefined)
    builder.flag('encoding-guessed', `Read as ${message.guessedEncoding}.`);
  if (message.subject) builder.add({ kind: 'heading', level: 1, text: message.subject });
  const headers = message.headers.filter(({ value }) => value);
  builder.add({ kind: 'paragraph', text: headers.map(({ name, value }) => `${name}: ${value}`).join('\n') });
  addBody(builder, message);
  const budget = context.inflation ?? { limit: context.limits.inflatedBytes, used: 0 };
  let pages = 1;
  for (const [index, attachment] of message.attachments.entries()) {
    if (index === mostAttachments) {
      const left = message.attachments.length - mostAttachments;
      builder.flag('part-skipped', `${left} more attachments were not read.`);
      break;
    }
    const parsed = await readAttachment(builder, attachment, pages, {
      ...reading,
      context: { ...context, inflation: budget, mailDepth: (context.mailDepth ?? 0) + 1 },
    });
    pages += parsed?.pages ?? 1;
  }
  return builder.build({ mediaType: reading.mediaType, title: message.subject, pages });
}

function addBody(builder: DocumentBuilder, { html, text }: MailMessage): void {
  const decode = (source: string) => ({ text: source, encoding: 'utf-8', isGuessed: false });
  const page = html === undefined ? undefined : readHtml(decode(html), { marksQuotes: true });
  // A page without any text has pictures only; the other version of the mail may say more.
  if (page && (page.blocks.length > 0 || !text?.trim())) builder.append(page, { below: 1 });
  else if (text?.trim()) builder.append(readText(decode(text)), { below: 1 });
}

async function readAttachment(
  builder: DocumentBuilder,
  { name, mediaType, isInline, content }: MailAttachment,
  pagesBefore: number,
  reading: MailReading,
): Promise<ParsedDocument | undefined> {
  const { context } = reading;
  const skip = (why: string) => builder.flag('part-skipped', `"${name}" was not read: ${why}`);
  const first = pagesBefore + 1;
  context.onPage(first, first);
  if (context.skipPages.has(first)) return void skip('it took too long or too much memory.');
  if ((context.mailDepth ?? 0) > deepest) return void skip(`it lies more than ${deepest} mails deep.`);
  const inner: ParseContext = {
    ...context,
    skipPages: new Set([...context.skipPages].map((page) => page - pagesBefore).filter((page) => page > 0)),
    onPage: (page, pages) => context.onPage(pagesBefore + page, pagesBefore + pages),
  };
  try {
    const parsed = await readContent(name, mediaType, content, { ...reading, context: inner });
    // A message inside brings its subject, which is its name here.
    const isNamed = !(content instanceof Uint8Array) && content.subject === name;
    if (!isNamed) builder.add({ kind: 'heading', level: 2, text: name });
    builder.append(parsed, { below: isNamed ? 1 : 2, source: name });
    return parsed;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Logos and the like stand in every signature; that they hold no text is no news.
    const isPicture = isInline && ['document.unsupported', 'document.no-text'].includes(error.code);
    if (!isPicture) skip(error.message);
    return undefined;
  }
}

function readContent(
  name: string,
  mediaType: string | undefined,
  content: Uint8Array | MailMessage,
  reading: MailReading,
): Promise<ParsedDocument> {
  if (!(content instanceof Uint8Array)) return readMail(content, reading);
  const { inflation } = reading.context;
  if (inflation) {
    inflation.used += content.byteLength;
    if (inflation.used > inflation.limit)
      throw new UserError('document.unsafe', 'all attachments together are larger than the limit.');
  }
  const original = { content, fileName: name, ...(mediaType === undefined ? {} : { mediaType }) };
  return reading.parse(original, reading.context);
}
