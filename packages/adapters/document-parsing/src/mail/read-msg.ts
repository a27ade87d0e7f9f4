import type { ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { declaredEncoding } from '../markup/read-html.ts';
import { CompoundFile, type CompoundEntry } from '../package/open-compound-file.ts';
import type { Original } from '../parse-original.ts';
import { mediaTypes } from '../sniff-format.ts';
import type { MailAttachment, MailMessage } from './mail-message.ts';
import { encodingOf, encodingOfLocale, OutlookProperties } from './outlook-properties.ts';
import { readMail, type MailReading } from './read-mail.ts';
import { readRtf } from './read-rtf.ts';

/** Messages inside messages that are looked into; `readMail` stops before that. */
const deepest = 16;

/**
 * A message, an appointment or a contact as Outlook stores it (MS-OXMSG). Throws `UserError`: `document.encrypted` for
 * messages that only their addressee can open, `document.broken` where the file's tables are wrong.
 */
export async function readMsg(
  original: Original,
  reading: Omit<MailReading, 'mediaType'>,
): Promise<ParsedDocument> {
  const file = new CompoundFile(original.content, original.fileName);
  const message = toMessage(file, file.root, { headerBytes: 32, depth: 0, encoding: undefined });
  if (message === undefined) {
    throw new UserError('document.encrypted', `"${original.fileName}" is encrypted for its addressee.`);
  }
  return readMail(message, { ...reading, mediaType: mediaTypes.msg });
}

interface Surroundings {
  readonly headerBytes: number;
  readonly depth: number;
  readonly encoding: string | undefined;
}

/** `undefined` where the message is encrypted. */
function toMessage(file: CompoundFile, storage: CompoundEntry, outer: Surroundings): MailMessage | undefined {
  const numbers = new OutlookProperties(file, storage, undefined, outer.headerBytes);
  const encoding =
    encodingOf(numbers.number('3FFD')) ??
    encodingOfLocale(numbers.number('3FF1')) ??
    encodingOf(numbers.number('3FDE')) ??
    outer.encoding;
  const properties = new OutlookProperties(file, storage, encoding, outer.headerBytes);
  if (/^IPM\.Note\.SMIME$/i.test(properties.text('001A') ?? '')) return undefined;
  const inner = { headerBytes: 8, depth: outer.depth + 1, encoding };
  const parts = [...storage.children.values()].filter(({ isStorage }) => isStorage);
  const partsNamed = (name: string) =>
    parts
      .filter((part) => part.name.startsWith(name))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  const recipients = partsNamed('__recip_version1.0_').map(
    (part) => new OutlookProperties(file, part, encoding, inner.headerBytes),
  );
  const subject = properties.text('0037')?.trim();
  const html = htmlOf(properties);
  const text = properties.text('1000') ?? readRtf(properties.bytes('1009'), encoding);
  return {
    ...(subject ? { subject } : {}),
    headers: [
      { name: 'From', value: senderOf(properties) },
      { name: 'To', value: addressesOf(recipients, 1) || (properties.text('0E04') ?? '') },
      { name: 'Cc', value: addressesOf(recipients, 2) || (properties.text('0E03') ?? '') },
      { name: 'Date', value: dateOf(properties) },
    ],
    ...(html === undefined ? {} : { html }),
    ...(text === undefined ? {} : { text }),
    attachments:
      outer.depth > deepest
        ? []
        : partsNamed('__attach_version1.0_').map((part, index) => toAttachment(file, part, index, inner)),
  };
}

function htmlOf(properties: OutlookProperties): string | undefined {
  const bytes = properties.bytes('1013');
  if (!bytes) return properties.text('1013');
  return properties.decode(bytes, declaredEncoding(bytes) ?? encodingOf(properties.number('3FDE')));
}

function senderOf(properties: OutlookProperties): string {
  const name = properties.text('0C1A') ?? properties.text('0042') ?? '';
  return withAddress(name, properties.text('5D01') ?? properties.text('0C1F'));
}

function addressesOf(recipients: readonly OutlookProperties[], type: number): string {
  return recipients
    .filter((recipient) => (recipient.number('0C15') ?? 1) === type)
    .map((recipient) =>
      withAddress(recipient.text('3001') ?? '', recipient.text('39FE') ?? recipient.text('3003')),
    )
    .filter(Boolean)
    .join(', ');
}

/** Addresses inside an organisation ("/O=…") say nothing to readers. */
function withAddress(name: string, address: string | undefined): string {
  if (!address?.includes('@') || address === name) return name;
  return name ? `${name} <${address}>` : address;
}

function dateOf(properties: OutlookProperties): string {
  const sent = /^Date:[ \t]*(.+)$/im.exec(properties.text('007D') ?? '')?.[1]?.trim();
  return sent ?? (properties.date('0039') ?? properties.date('0E06'))?.toUTCString() ?? '';
}

function toAttachment(
  file: CompoundFile,
  storage: CompoundEntry,
  index: number,
  outer: Surroundings,
): MailAttachment {
  const properties = new OutlookProperties(file, storage, outer.encoding, outer.headerBytes);
  const names = ['3707', '3704', '3001'].map((id) => properties.text(id)?.trim());
  const embedded = storage.children.get('__substg1.0_3701000D');
  const message =
    embedded?.isStorage === true && embedded.children.has('__properties_version1.0')
      ? toMessage(file, embedded, { ...outer, headerBytes: 24 })
      : undefined;
  const mediaType = properties.text('370E');
  return {
    name: names.find(Boolean) ?? `attachment ${index + 1}`,
    ...(mediaType ? { mediaType } : {}),
    isInline: properties.text('3712') !== undefined || (properties.number('7FFE') ?? 0) !== 0,
    content: message ?? properties.bytes('3701') ?? new Uint8Array(0),
  };
}
