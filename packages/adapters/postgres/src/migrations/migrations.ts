import { sql as access } from './0001-access.sql.ts';
import { sql as documents } from './0002-documents.sql.ts';
import { sql as index } from './0003-index.sql.ts';
import { sql as answers } from './0004-answers.sql.ts';
import { sql as webSources } from './0005-web-sources.sql.ts';
import { sql as postingBlocks } from './0006-posting-blocks.sql.ts';
import { sql as cells } from './0007-cells.sql.ts';
import { sql as postingPlaces } from './0008-posting-places.sql.ts';
import { sql as drafts } from './0009-drafts.sql.ts';
import { sql as lexicon } from './0010-lexicon.sql.ts';
import { sql as contracts } from './0011-contracts.sql.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** In order, and never edited once released: a change is a new one at the end. */
export const migrations: readonly Migration[] = [
  { name: '0001-access', sql: access },
  { name: '0002-documents', sql: documents },
  { name: '0003-index', sql: index },
  { name: '0004-answers', sql: answers },
  { name: '0005-web-sources', sql: webSources },
  { name: '0006-posting-blocks', sql: postingBlocks },
  { name: '0007-cells', sql: cells },
  { name: '0008-posting-places', sql: postingPlaces },
  { name: '0009-drafts', sql: drafts },
  { name: '0010-lexicon', sql: lexicon },
  { name: '0011-contracts', sql: contracts },
];
