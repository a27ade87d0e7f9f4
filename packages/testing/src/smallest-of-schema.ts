type Schema = Readonly<Record<string, unknown>>;

/** The smallest value that a JSON Schema allows, as far as answer schemas go: type, properties, items, enum, const. */
export function smallestOfSchema(schema: Schema): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  switch (schema['type']) {
    case 'object': {
      const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
      return Object.fromEntries(properties.map(([name, property]) => [name, smallestOfSchema(property)]));
    }
    case 'array': {
      const items = (schema['items'] ?? {}) as Schema;
      return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => smallestOfSchema(items));
    }
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return '';
  }
}
