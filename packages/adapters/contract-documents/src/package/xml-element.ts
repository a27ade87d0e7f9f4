/** Characters of a part that is edited, or an element in it. */
export type XmlChild = XmlElement | string;

/** An element of a part that is read, changed and written again. Names keep their prefix: `w:p`. */
export class XmlElement {
  parent: XmlElement | undefined;

  constructor(
    public name: string,
    readonly attributes: Map<string, string> = new Map(),
    readonly children: XmlChild[] = [],
  ) {
    for (const child of children) if (typeof child !== 'string') child.parent = this;
  }

  /** Without its prefix. */
  get localName(): string {
    return this.name.slice(this.name.indexOf(':') + 1);
  }

  get elements(): XmlElement[] {
    return this.children.filter((child): child is XmlElement => typeof child !== 'string');
  }

  get text(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.text)).join('');
  }

  child(name: string): XmlElement | undefined {
    return this.elements.find((element) => element.name === name);
  }

  /** Every element of this name below, in document order. */
  descendants(name: string): XmlElement[] {
    return this.elements.flatMap((element) => [
      ...(element.name === name ? [element] : []),
      ...element.descendants(name),
    ]);
  }

  append(...children: XmlChild[]): this {
    return this.insert(this.children.length, ...children);
  }

  insert(at: number, ...children: XmlChild[]): this {
    for (const child of children) {
      if (typeof child === 'string') continue;
      child.remove();
      child.parent = this;
    }
    this.children.splice(at, 0, ...children);
    return this;
  }

  /** Its place among its parent's children; -1 without one. */
  get index(): number {
    return this.parent ? this.parent.children.indexOf(this) : -1;
  }

  remove(): void {
    const at = this.index;
    if (at >= 0) this.parent!.children.splice(at, 1);
    this.parent = undefined;
  }

  /** Its children in its place. */
  unwrap(): void {
    const [{ parent }, at] = [this, this.index];
    const children = this.children.splice(0);
    this.remove();
    if (!parent) return;
    for (const child of children) if (typeof child !== 'string') child.parent = parent;
    parent.children.splice(at, 0, ...children);
  }

  clone(): XmlElement {
    return new XmlElement(
      this.name,
      new Map(this.attributes),
      this.children.map((child) => (typeof child === 'string' ? child : child.clone())),
    );
  }
}

/** Short for `new XmlElement`. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: XmlChild[]
): XmlElement {
  return new XmlElement(name, new Map(Object.entries(attributes)), children);
}
