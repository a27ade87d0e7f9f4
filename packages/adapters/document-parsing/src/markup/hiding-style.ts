import type { DefaultTreeAdapterTypes } from 'parse5';
import { distanceOf, readColour } from '../colour.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** Declarations by simple selector (`p`, `.note`, `#top`) of a page's style sheets. */
export type HidingRules = ReadonlyMap<string, string>;

export interface Colours {
  readonly ink: string;
  readonly paper: string;
}

/** The rules of the `<style>` elements that could hide something. Nested at-rules (print, small screens) do not count. */
export function readHidingRules(html: string): HidingRules {
  const rules = new Map<string, string>();
  for (const [, sheet] of html.matchAll(/<style[^>]*>([\s\S]*?)<\/style/gi)) {
    const flat = sheet!
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
    for (const [, selectors, body] of flat.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      if (!/display|visibility|font-size|opacity|color|background|left|top|indent|clip/i.test(body!))
        continue;
      for (const selector of selectors!.split(',')) {
        const simple = selector.trim().toLowerCase();
        if (/^[.#]?[\w-]+$/.test(simple)) rules.set(simple, `${rules.get(simple) ?? ''};${body}`);
      }
    }
  }
  return rules;
}

/** Why an element is not shown, if so, and the colours in it. */
export function whyHidden(
  element: Element,
  rules: HidingRules,
  outer: Colours,
): Colours & { readonly reason?: string } {
  const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]));
  const classes = (attributes.get('class') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const css = [
    rules.get(element.tagName),
    ...classes.map((name) => rules.get(`.${name}`)),
    rules.get(`#${(attributes.get('id') ?? '').toLowerCase()}`),
    attributes.get('style'),
  ]
    .filter(Boolean)
    .join(';');
  const style = readDeclarations(css);
  const paper =
    colourIn(style.get('background-color') ?? style.get('background')) ??
    attributes.get('bgcolor') ??
    outer.paper;
  const ink =
    colourIn(style.get('color')) ??
    (element.tagName === 'font' ? attributes.get('color') : undefined) ??
    outer.ink;
  const reason = attributes.has('hidden') ? 'attribute hidden' : hidingStyle(style);
  return { ink, paper, ...(reason === undefined ? {} : { reason }) };
}

function hidingStyle(style: ReadonlyMap<string, string>): string | undefined {
  const is = (property: string, pattern: RegExp) => pattern.test(style.get(property) ?? '');
  if (is('display', /^none/)) return 'display:none';
  if (is('visibility', /^(?:hidden|collapse)/)) return 'visibility:hidden';
  if (is('opacity', /^0*(?:\.0\d*|0)?%?$/) && style.get('opacity')) return 'opacity:0';
  if (is('font-size', /^(?:(?:0|0*\.\d+)(?:px|pt)?|0*(?:\.0\d*)?(?:em|rem|%))(?:\s|!|$)/))
    return 'font smaller than one point';
  const isMoved = /^-\d{3,}/;
  if (is('left', isMoved) || is('top', isMoved) || is('text-indent', isMoved)) return 'moved off the page';
  return undefined;
}

/** Whether text in this colour cannot be told from its background; asked where text stands, for colours change inside. */
export function isUnreadable({ ink, paper }: Colours): boolean {
  const [front, back] = [readColour(ink), readColour(paper)];
  return front !== undefined && back !== undefined && distanceOf(front, back) < 16;
}

function readDeclarations(css: string): Map<string, string> {
  const style = new Map<string, string>();
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon > 0)
      style.set(
        declaration.slice(0, colon).trim().toLowerCase(),
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return style;
}

/** The colour in a `background` shorthand or a `color`; an image or a gradient behind makes it unknown. */
function colourIn(value: string | undefined): string | undefined {
  if (value === undefined || /^(?:inherit|initial|unset|currentcolor|transparent|none)/.test(value))
    return undefined;
  if (/url\(|gradient/.test(value)) return 'unknown';
  return /#[0-9a-f]{3,8}|rgba?\([^)]*\)|^[a-z]+/.exec(value)?.[0];
}
