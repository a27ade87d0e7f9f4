export { HttpWebFetcher, type HttpWebFetcherOptions } from './http-web-fetcher.ts';
