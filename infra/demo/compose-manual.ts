import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js';
import { readSource, type Source } from './read-source.ts';

const toHongKong = Converter({ from: 'cn', to: 'hk' });

/** Words that Hong Kong calls by another name, after conversion of the script. */
const hongKongWords: readonly (readonly [string, string])[] = [
  ['空氣淨化器', '空氣清新機'],
  ['淨化器', '清新機'],
  ['除濕機', '抽濕機'],
  ['掃地機器人', '吸塵機械人'],
  ['機器人', '機械人'],
  ['保修', '保養'],
  ['質檢', '品質檢查'],
  ['應用程序', '應用程式'],
  ['“海線之家”應用', '「海線之家」應用程式'],
  ['在應用中', '在應用程式中'],
  ['應用顯示', '應用程式顯示'],
  ['固件', '韌體'],
  ['賬號', '帳戶'],
  ['登錄', '登入'],
  ['程序', '程式'],
  ['門店', '門市'],
  ['客服熱線', '客戶服務熱線'],
  ['熱水器', '熱水爐'],
  ['鋼絲球', '鋼絲刷'],
  ['説', '說'],
  ['用户', '用戶'],
  ['釐米', '厘米'],
  ['發黴', '發霉'],
  ['防黴', '防霉'],
  ['泄漏', '洩漏'],
  ['傳感器', '感應器'],
  ['連接應用', '連接應用程式'],
  ['安裝應用', '安裝應用程式'],
  ['陽台', '露台'],
  ['“', '「'],
  ['”', '」'],
];

function toTraditional(text: string): string {
  return hongKongWords.reduce((result, [from, to]) => result.replaceAll(from, to), toHongKong(text));
}

/** `key: value` lines, then `## key` sections whose text is the value. */
function readValues(body: string): Map<string, string> {
  const values = new Map<string, string>();
  const [scalars = '', ...sections] = body.split(/^## /m);
  for (const line of scalars.split('\n').filter((text) => text.includes(': '))) {
    const colon = line.indexOf(': ');
    values.set(line.slice(0, colon).trim(), line.slice(colon + 2).trim());
  }
  for (const section of sections) {
    const end = section.indexOf('\n');
    values.set(section.slice(0, end).trim(), section.slice(end + 1).trim());
  }
  return values;
}

/** Replaces `{{>part}}` by a template and `{{key}}` by a value. Throws on a key without value. */
function fill(
  template: string,
  values: ReadonlyMap<string, string>,
  templates: string,
  language: string,
): string {
  const text = template.replace(/\{\{>([\w-]+)\}\}/g, (_, part: string) =>
    readFileSync(join(templates, `${part}.${language}.md`), 'utf8').trim(),
  );
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`no value for ${key} in ${values.get('title')}`);
    return value;
  });
}

/**
 * Product manuals: one template for a kind of appliance and language, one file of facts for a model. Manuals in
 * Traditional Chinese are filled in Simplified, converted by OpenCC and put into the words of Hong Kong.
 */
export function composeManuals(folder: string): Source[] {
  const templates = join(folder, 'templates');
  return readdirSync(join(folder, 'models'))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => {
      const name = file.replace(/\.md$/, '');
      const text = readFileSync(join(folder, 'models', file), 'utf8');
      const facts = readSource(text, 'products', name);
      const values = readValues(`${text.split('\n---\n')[0]!.replace(/^---\n/, '')}\n${facts.body}`);
      const language = facts.language === 'en' ? 'en' : 'zh';
      const template = readFileSync(join(templates, `${values.get('template')}.${language}.md`), 'utf8');
      const body = fill(template, values, templates, language);
      return facts.language === 'zh-Hant'
        ? {
            ...facts,
            title: toTraditional(facts.title),
            reference: toTraditional(facts.reference),
            body: toTraditional(body),
          }
        : { ...facts, body };
    });
}
