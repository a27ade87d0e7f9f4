/** A message as either mail format gives it. */
export interface MailMessage {
  readonly subject?: string;
  /** Those that people read, in the order to show them: From, To, Cc, Date. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly html?: string;
  readonly text?: string;
  readonly attachments: readonly MailAttachment[];
  /** Set where the sender did not say how the text is encoded. */
  readonly guessedEncoding?: string;
}

export interface MailAttachment {
  readonly name: string;
  readonly mediaType?: string;
  /** A picture of the text around it rather than a document of its own. */
  readonly isInline: boolean;
  /** A file, or a message that is part of an Outlook file. */
  readonly content: Uint8Array | MailMessage;
}
