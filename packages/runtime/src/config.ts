import { logLevels, UserError } from '@groundwork/kernel';
import { z } from 'zod';

const integer = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const price = z.coerce.number().min(0).default(0);
const optional = z
  .string()
  .optional()
  .transform((value) => value || undefined);

const list = z
  .string()
  .default('')
  .transform((value) => value.split(',').flatMap((entry) => entry.trim() || []));

const scheme = (schemes: readonly string[]) =>
  z.string().refine((value) => schemes.some((prefix) => value.startsWith(prefix)), {
    message: `must start with one of ${schemes.join(', ')}`,
  });

/** Every setting, in the groups of `.env.example`. */
const Settings = z.object({
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: scheme(['pglite:', 'postgres://', 'postgresql://']).optional(),
  DATABASE_POOL_SIZE: integer(10, 1, 500),
  QUEUE_URL: scheme(['database:', 'redis://', 'rediss://']).default('database:'),
  WORKER_CONCURRENCY: integer(2, 1, 64),

  CHAT_MODEL: scheme(['offline:', 'openai:', 'anthropic:', 'ollama:', 'llama-cpp:', 'langchain:']).default(
    'offline:',
  ),
  CHAT_BASE_URL: optional,
  CHAT_API_KEY: optional,
  CHAT_TIMEOUT_MS: integer(60_000, 1_000, 600_000),
  CHAT_PRICE_INPUT: price,
  CHAT_PRICE_OUTPUT: price,

  EMBEDDING_MODEL: scheme(['offline:', 'offline-fast:', 'openai:', 'ollama:']).default('offline:'),
  EMBEDDING_THREADS: z.coerce.number().int().min(1).max(64).optional(),
  EMBEDDING_BASE_URL: optional,
  EMBEDDING_API_KEY: optional,
  EMBEDDING_DIMENSIONS: z.coerce.number().int().min(8).max(4_000).optional(),
  EMBEDDING_PRICE: price,

  RERANK_MODEL: scheme(['none', 'cohere:', 'jina:', 'tei:', 'llm:']).default('none'),
  RERANK_BASE_URL: optional,
  RERANK_API_KEY: optional,
  RERANK_PASSAGES: integer(30, 2, 100),
  RERANK_TIMEOUT_MS: integer(5_000, 100, 60_000),
  RERANK_PRICE: price,
  RERANK_PRICE_SEARCH: price,

  LOG_LEVEL: z.enum(logLevels).default('warn'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: integer(4310, 0, 65_535),
  RATE_LIMIT_PER_MINUTE: integer(3_000, 1, 1_000_000),
  MAX_UPLOAD_MB: integer(64, 1, 1_024),

  WEB_PRIVATE_HOSTS: list,
  WEB_TIMEOUT_SECONDS: integer(30, 1, 600),
  WEB_DELAY_MS: integer(1_000, 0, 600_000),
  WEB_REFRESH_HOURS: integer(24, 0, 8_760),
  WEB_SITEMAP_PAGES: integer(10_000, 1, 1_000_000),

  PARSE_PROCESSES: integer(1, 1, 32),
  PARSE_TIMEOUT_SECONDS: integer(60, 1, 3_600),
  PARSE_MEMORY_MB: integer(512, 128, 16_384),
  PARSE_INFLATED_MB: integer(256, 1, 16_384),
  PARSE_PAGES: integer(5_000, 1, 100_000),
  OCR_PAGES: integer(500, 0, 100_000),
  OCR_PAGE_SECONDS: integer(120, 1, 3_600),
});

export const settingNames = Object.keys(Settings.shape);

/** The configuration of one process: what {@link readConfig} makes of the environment. */
export type Config = ReturnType<typeof toConfig>;

/** A model by URL-like name (`openai:gpt-4o-mini`) and how to reach it. Prices in US dollars per million tokens. */
export type ModelConfig = Config['chat'];

function toConfig(settings: z.infer<typeof Settings>) {
  return {
    dataDir: settings.DATA_DIR,
    logLevel: settings.LOG_LEVEL,
    database: {
      url: settings.DATABASE_URL ?? `pglite:${settings.DATA_DIR}/database`,
      poolSize: settings.DATABASE_POOL_SIZE,
    },
    queue: { url: settings.QUEUE_URL, concurrency: settings.WORKER_CONCURRENCY },
    chat: {
      model: settings.CHAT_MODEL,
      baseUrl: settings.CHAT_BASE_URL,
      apiKey: settings.CHAT_API_KEY,
      timeoutMs: settings.CHAT_TIMEOUT_MS,
      price: { input: settings.CHAT_PRICE_INPUT, output: settings.CHAT_PRICE_OUTPUT },
    },
    embedding: {
      model: settings.EMBEDDING_MODEL,
      baseUrl: settings.EMBEDDING_BASE_URL,
      apiKey: settings.EMBEDDING_API_KEY,
      dimensions: settings.EMBEDDING_DIMENSIONS,
      price: settings.EMBEDDING_PRICE,
      threads: settings.EMBEDDING_THREADS,
    },
    rerank: {
      model: settings.RERANK_MODEL,
      baseUrl: settings.RERANK_BASE_URL,
      apiKey: settings.RERANK_API_KEY,
      passages: settings.RERANK_PASSAGES,
      timeoutMs: settings.RERANK_TIMEOUT_MS,
      price: { tokens: settings.RERANK_PRICE, searches: settings.RERANK_PRICE_SEARCH },
    },
    http: {
      host: settings.HOST,
      port: settings.PORT,
      rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
      maxUploadBytes: settings.MAX_UPLOAD_MB * 1024 * 1024,
    },
    web: {
      fetching: {
        privateHosts: settings.WEB_PRIVATE_HOSTS,
        timeoutMs: settings.WEB_TIMEOUT_SECONDS * 1_000,
        delayMs: settings.WEB_DELAY_MS,
      },
      limits: {
        mostPages: settings.WEB_SITEMAP_PAGES,
        ...(settings.WEB_REFRESH_HOURS > 0 ? { refreshMs: settings.WEB_REFRESH_HOURS * 3_600_000 } : {}),
      },
    },
    parsing: {
      processes: settings.PARSE_PROCESSES,
      limits: {
        timeoutMs: settings.PARSE_TIMEOUT_SECONDS * 1_000,
        memoryBytes: settings.PARSE_MEMORY_MB * 1024 * 1024,
        inflatedBytes: settings.PARSE_INFLATED_MB * 1024 * 1024,
        pages: settings.PARSE_PAGES,
        recognizedPages: settings.OCR_PAGES,
        recognitionMs: settings.OCR_PAGE_SECONDS * 1_000,
      },
    },
  };
}

/**
 * Reads the settings from an environment; pure. Empty values count as absent.
 * Throws `UserError('config.invalid')` naming every fault at once.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    settingNames
      .map((name) => [name, environment[name]])
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = Settings.safeParse(given);
  if (result.success) return toConfig(result.data);
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new UserError('config.invalid', `Settings cannot be used: ${faults.join('; ')}`, {
    details: { faults },
  });
}
