import { UserError } from '@groundwork/kernel';

/** As long as a Document's external id, which it becomes. */
const longest = 500;

/** Parameters by which senders of links count clicks; they name no other page. */
const counting = /^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_gl)$/i;

/**
 * An address that may be fetched: http or https, on a port that web servers have, without credentials; the fragment is
 * dropped. Throws `UserError('request.invalid')`.
 */
export function toWebUrl(text: string): URL {
  const refuse = (why: string): never => {
    throw new UserError('request.invalid', `"${text.slice(0, 200)}" ${why}.`);
  };
  if (!URL.canParse(text)) refuse('is not an address (https://…)');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') refuse('is not an http or https address');
  if (url.username !== '' || url.password !== '') refuse('carries credentials, which are not sent');
  // Ports below 1024 belong to other services, which must not be talked to in HTTP.
  if (url.port !== '' && Number(url.port) < 1024 && !['80', '443'].includes(url.port)) {
    refuse(`has the port ${url.port}, which is not one of web servers`);
  }
  url.hash = '';
  return url;
}

/**
 * One spelling for one page: what {@link toWebUrl} gives, without click counters. It is the external id of the page's
 * Document. Throws `UserError('request.invalid')`.
 */
export function canonicalUrl(text: string): string {
  const url = toWebUrl(text);
  const counted = [...url.searchParams.keys()].filter((name) => counting.test(name));
  for (const name of counted) url.searchParams.delete(name);
  if (url.href.length > longest) {
    throw new UserError(
      'request.invalid',
      `An address may have ${longest} characters; this has ${url.href.length}.`,
    );
  }
  return url.href;
}
