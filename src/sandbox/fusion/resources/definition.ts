/** `id` and `integer` become texts under framework 9; `number` is an amount, price or quantity. */
type AttributeType = 'id' | 'integer' | 'number' | 'text' | 'date' | 'timestamp' | 'boolean';

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly maxLength: number | undefined;
  readonly isQueryable: boolean;
  readonly isCreatable: boolean;
  readonly isUpdatable: boolean;
  readonly isMandatory: boolean;
  /** Set-up of the sandbox that no resource shows; the control port and the data folder do. */
  readonly isHidden: boolean;
}

export interface ResourceDefinition {
  readonly name: string;
  readonly key: string;
  readonly keyForm: 'plain' | 'opaque';
  readonly attributes: readonly Attribute[];
  readonly children: readonly ResourceDefinition[];
  /** Variables of each finder and the attribute that each asks for. */
  readonly finders: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Columns that are not listed are served as they were loaded: segments are named by the chart. */
  readonly isOpen: boolean;
}

const TYPES: readonly string[] = ['id', 'integer', 'number', 'text', 'date', 'timestamp', 'boolean'];

/**
 * One attribute a line: name, type (a text may have its length in parentheses), flags: q queryable, c may be sent on
 * create, u on update, m mandatory on create, h hidden.
 */
export function attributes(text: string): Attribute[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, name = '', type = '', length, flags = ''] =
        /^\s*(\w+) (\w+)(?:\((\d+)\))?(?: ([qcumh]+))?\s*$/.exec(line) ?? [];
      if (!TYPES.includes(type)) {
        throw new Error(`"${line}" is no attribute such as: Supplier text(360) qcu`);
      }
      return {
        name,
        type: type as AttributeType,
        maxLength: length === undefined ? undefined : Number(length),
        isQueryable: flags.includes('q'),
        isCreatable: flags.includes('c') || flags.includes('m'),
        isUpdatable: flags.includes('u'),
        isMandatory: flags.includes('m'),
        isHidden: flags.includes('h'),
      };
    });
}

export function resource(
  name: string,
  key: string,
  rest: Pick<ResourceDefinition, 'attributes'> & Partial<Omit<ResourceDefinition, 'name' | 'key'>>,
): ResourceDefinition {
  return {
    name,
    key,
    keyForm: 'plain',
    children: [],
    finders: { PrimaryKey: { [key]: key } },
    isOpen: false,
    ...rest,
  };
}

export function childOf(definition: ResourceDefinition, name: string): ResourceDefinition {
  const found = definition.children.find((child) => child.name === name);
  if (found === undefined) {
    throw new Error(`${definition.name} has no child ${name}`);
  }
  return found;
}

export function attributeOf(definition: ResourceDefinition, name: string): Attribute | undefined {
  const known = definition.attributes.find((attribute) => attribute.name === name);
  return known ?? (definition.isOpen ? openAttribute(name) : undefined);
}

function openAttribute(name: string): Attribute {
  const may = { isQueryable: true, isCreatable: false, isUpdatable: false, isMandatory: false, isHidden: false };
  return { name, type: 'text', maxLength: undefined, ...may };
}

export const STAMPS = `
  CreationDate timestamp q
  CreatedBy text
  LastUpdateDate timestamp q
  LastUpdatedBy text`;
