/**
 * The dependency rule as data (ARCHITECTURE.md explains it). A package may import the packages listed for it and
 * nothing else of Groundwork; `forbids` are npm packages its layer must not know.
 */
export interface Layer {
  /** Folder pattern: `*` for one segment, `{a,b}` for either. */
  readonly folder: string;
  readonly may: readonly string[];
  readonly forbids?: readonly RegExp[];
}

const core = ['kernel', 'jobs', 'inference'];
const infrastructure = [
  /^@nestjs\//,
  /^bullmq$/,
  /^ioredis$/,
  /^pg$/,
  /^@electric-sql\//,
  /^@?langchain/,
  /^fastify$/,
];

export const layers: readonly Layer[] = [
  { folder: 'packages/core/kernel', may: [], forbids: [/^(?!zod$|node:)/] },
  { folder: 'packages/core/*', may: ['kernel'], forbids: [/^(?!zod$|node:|@groundwork\/)/] },
  { folder: 'packages/domain/access', may: core, forbids: infrastructure },
  { folder: 'packages/domain/ingestion', may: [...core, 'access'], forbids: infrastructure },
  { folder: 'packages/domain/retrieval', may: core, forbids: infrastructure },
  { folder: 'packages/domain/answering', may: [...core, 'retrieval'], forbids: infrastructure },
  {
    folder: 'packages/domain/review',
    may: [...core, 'access', 'ingestion', 'retrieval', 'answering'],
    forbids: infrastructure,
  },
  {
    folder: 'packages/domain/evaluation',
    may: [...core, 'retrieval', 'answering', 'review'],
    forbids: infrastructure,
  },
  {
    folder: 'packages/adapters/postgres',
    may: [...core, 'access', 'ingestion', 'retrieval', 'answering', 'review'],
    forbids: [/^@nestjs\//, /^bullmq$/, /^@?langchain/],
  },
  { folder: 'packages/adapters/bullmq', may: core, forbids: [/^@nestjs\//, /^@?langchain/] },
  { folder: 'packages/adapters/document-parsing', may: [...core, 'ingestion'], forbids: infrastructure },
  { folder: 'packages/adapters/web-fetching', may: [...core, 'ingestion'], forbids: infrastructure },
  { folder: 'packages/adapters/offline-inference', may: core, forbids: infrastructure },
  {
    folder: 'packages/adapters/contract-models',
    may: [...core, 'ingestion', 'review'],
    forbids: infrastructure,
  },
  {
    folder: 'packages/adapters/contract-documents',
    may: [...core, 'ingestion', 'review'],
    forbids: infrastructure,
  },
  {
    folder: 'packages/adapters/langchain-inference',
    may: [...core, 'retrieval'],
    forbids: [/^@nestjs\//, /^bullmq$/, /^pg$/],
  },
  {
    folder: 'packages/runtime',
    may: [
      ...core,
      ...['access', 'ingestion', 'retrieval', 'answering', 'review', 'evaluation'],
      ...[
        'postgres',
        'bullmq',
        'document-parsing',
        'web-fetching',
        'contract-models',
        'contract-documents',
        'offline-inference',
        'langchain-inference',
      ],
    ],
    forbids: [/^@nestjs\//, /^bullmq$/, /^pg$/, /^@?langchain/],
  },
  {
    folder: 'packages/testing',
    may: [...core, 'access', 'ingestion', 'retrieval', 'answering', 'review'],
    forbids: [/^@nestjs\//, /^bullmq$/, /^pg$/, /^@?langchain/],
  },
  {
    folder: 'packages/http',
    may: [...core, 'protocol', 'access', 'runtime'],
    forbids: [/^bullmq$/, /^pg$/, /^@electric-sql\//, /^@?langchain/],
  },
  {
    folder: 'apps/{platform,cli}',
    may: [
      ...core,
      ...['protocol', 'runtime', 'http', 'knowledge-app', 'contracts-app'],
      ...['access', 'ingestion', 'retrieval', 'answering', 'review', 'evaluation'],
    ],
    forbids: [/^bullmq$/, /^pg$/, /^@?langchain/],
  },
  {
    folder: 'apps/*',
    may: [
      ...core,
      ...[
        'protocol',
        'runtime',
        'http',
        'access',
        'ingestion',
        'retrieval',
        'answering',
        'review',
        'evaluation',
      ],
    ],
    forbids: [/^bullmq$/, /^pg$/, /^@electric-sql\//, /^@?langchain/],
  },
];

function toExpression(pattern: string): RegExp {
  const parts = pattern
    .replaceAll('*', '[^/]+')
    .replaceAll(/\{([^}]+)\}/g, (_, names: string) => `(${names.replaceAll(',', '|')})`);
  return new RegExp(`^${parts}$`);
}

/** The first layer whose folder pattern matches: specific rows stand above general ones. */
export function layerOf(folder: string): Layer | undefined {
  return layers.find(({ folder: pattern }) => toExpression(pattern).test(folder));
}
