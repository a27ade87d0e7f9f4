import { fold } from '../text/fold-text.ts';
import type { Fault } from './fault.ts';

/** Words by which text tries to command a language model, or its reader through one. In folded text. */
const commands =
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|any|your|system|the)\b.{0,30}\b(?:instructions?|prompts?|rules|context|documents?|guidelines)\b|\b(?:system prompt|developer mode|jailbreak|you are (?:now|an? (?:ai|assistant|language model|chatbot))|as an? (?:ai|language model))\b|\b(?:assistant|ai|chatbot|llm|language model)s?\b.{0,20}\b(?:must|should|shall|please|will)\b.{0,40}\b(?:say|answer|reply|respond|tell|output|print|reveal|claim|state)\b|\b(?:tell|inform|instruct|convince)\b.{0,12}\b(?:the )?(?:user|reader|customer)s?\b.{0,12}\b(?:to|that)\b|\b(?:respond|reply|answer) (?:only )?(?:with|that)\b|(?:忽略|无视|忘记|不要理会).{0,12}(?:指令|指示|提示|规则|要求|内容)|(?:系统提示词?|你现在是|你是一[个名]|作为(?:一个)?(?:ai|人工智能|语言模型|助手))|(?:ai|人工智能|助手|模型).{0,8}(?:必须|应当|应该|请).{0,8}(?:回答|回复|告诉|输出)|(?:告诉|告知|通知)(?:用户|读者|客户)(?:去|要|请|访问|点击|将|把)|请(?:回答|回复|输出)/u;
/** What an injected text asks its reader to do. */
const requests =
  /\b(?:click|visit|go to|open|download|install|transfer|wire|send|email|e-mail|call|text|whatsapp|enter|provide|share|give|log in|sign in|verify)\b.{0,60}\b(?:link|here|site|website|url|account|password|passcode|credentials|code|card|bitcoin|gift|payment|money|details)\b|(?:点击|访问|打开|下载|安装|转账|汇款|发送|提供|输入|登录).{0,20}(?:链接|网址|网站|账户|账号|密码|验证码|银行卡|款项|附件)/u;

const links = /https?:\/\/[^\s)\]>"'，。；）]+|www\.[^\s)\]>"'，。；）]+/giu;

/** A link, image or other markup that the source does not have could carry data away or lead the reader astray. */
export function checkMarkup(claim: string, source: string): Fault | undefined {
  if (
    /!\[[^\]]*\]\s*\(|<\s*(?:img|a|script|iframe|object|svg|style|form|link|meta)\b/i.test(claim) &&
    !source.includes(claim.trim())
  ) {
    return { reason: 'instruction', detail: 'holds an image or other markup' };
  }
  if (/\]\(\s*(?:javascript|data):/i.test(claim))
    return { reason: 'instruction', detail: 'holds a script link' };
  const known = new Set([...source.matchAll(links)].map((match) => trimLink(match[0])));
  const unknown = [...claim.matchAll(links)]
    .map((match) => trimLink(match[0]))
    .find((link) => !known.has(link));
  return unknown === undefined
    ? undefined
    : { reason: 'instruction', detail: `the link "${unknown}" is not in the source` };
}

function trimLink(link: string): string {
  return link.replace(/[.,;:!?]+$/, '').toLowerCase();
}

/** Whether text speaks to a model or through it, rather than to its readers. */
export function commandsModel(text: string): boolean {
  return commands.test(fold(text));
}

/**
 * Sentences that give orders are no evidence: one that commands a model never is, nor are its neighbours in the same
 * paragraph; in a Passage flagged as suspect neither is one that asks the reader to click, pay or give something away.
 */
export function checkInstruction(
  claim: string,
  sentences: readonly string[],
  paragraphs: readonly string[],
  suspect: boolean,
): Fault | undefined {
  const ordered = [claim, ...sentences, ...paragraphs].find(commandsModel);
  if (ordered !== undefined)
    return { reason: 'instruction', detail: 'rests on text that gives orders to a model' };
  const asks = suspect && [claim, ...sentences].some((text) => requests.test(fold(text)));
  return asks
    ? { reason: 'instruction', detail: 'asks the reader to act, from a flagged passage' }
    : undefined;
}
