/**
 * Phrases that address a language model rather than a reader. Kept few and plain: a flag asks people to look, it
 * removes nothing.
 */
const patterns: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|these|system)\b[^.\n]{0,30}\b(?:instructions?|prompts?|directions|rules|guidelines|commands?)\b/i,
  /\b(?:system|developer) prompts?\b/i,
  /\byou are (?:now|no longer) (?:an? |in |acting |chatgpt|the )/i,
  /\b(?:reveal|print|repeat|show|leak|output)\b[^.\n]{0,30}\byour (?:instructions|prompt|rules)\b/i,
  /\b(?:do not|don't|never) (?:tell|inform|mention (?:this|it) to|reveal (?:this|it) to) the user\b/i,
  /<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[\/?INST\]|<<SYS>>/i,
  /(?:忽略|无视|無視|忘记|忘記|不要理会|不要理會|不必理会)[^。\n]{0,12}(?:以上|之前|上述|此前|先前|前面|所有|全部|任何|系统|系統|上面)?[^。\n]{0,10}(?:指令|指示|提示词|提示詞|命令)/,
  /(?:系统|系統)(?:提示词|提示詞|提示语|指令)/,
  /(?:从现在起|從現在起|从现在开始|從現在開始|现在开始)[^。\n]{0,4}你(?:是|将|將|必须|必須)/,
  /(?:对话|對話|聊天记录|聊天記錄|提示词|提示詞)[^。\n]{0,10}(?:发送|發送|传送|傳送|上传|上傳)(?:至|到|给|給)/,
];

/** Whether a text reads like instructions to a language model, in English or Chinese. */
export function looksLikeInstructions(text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
