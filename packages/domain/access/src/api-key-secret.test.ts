import { newApiKeySecret, prefixOf } from './api-key-secret.ts';

test('a secret is gw_ and 43 digits of base 62, never the same twice', () => {
  const secrets = Array.from({ length: 200 }, newApiKeySecret);
  expect(secrets.every((secret) => /^gw_[0-9A-Za-z]{43}$/.test(secret))).toBe(true);
  expect(new Set(secrets).size).toBe(secrets.length);
});

test('what may be shown tells too little to guess the rest', () => {
  expect(prefixOf(`gw_${'a'.repeat(43)}`)).toBe('gw_aaaaaa');
});
