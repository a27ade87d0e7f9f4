/** What a client of a running server needs: the settings and the data folder's notes, without any adapter. */
export * from './config.ts';
export * from './local-credentials.ts';
