const defines =
  /^(?:the term\s+)?"[^"\n]{1,80}"(?:\s*(?:\([^)]{0,60}\)|(?:or|and|,)\s*"[^"\n]{1,80}"))*\s*(?::|,?\s*(?:shall\s+)?(?:means?|mean|has|have|refers?|is defined|includes?)\b|\s*(?:是指|系指|指|意指|意为|包括))/i;

/** Whether the text at the offset gives a quoted term its meaning: "Goods" means …, "货物"是指…. */
export function startsDefinition(folded: string, at: number): boolean {
  return defines.test(folded.slice(at, at + 240));
}
