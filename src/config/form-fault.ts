import type { z } from 'zod';

/**
 * What is wrong with a value that may have one of several forms, each known by a member: by the form whose member it has, else
 * what the forms are. `forms`: in the order of the union.
 */
export function formFault(forms: readonly string[], example: string) {
  return (issue: z.core.$ZodRawIssue): string => {
    const { input } = issue;
    if (issue.code !== 'invalid_union' || typeof input !== 'object' || input === null) return example;
    const members = forms.filter((name) => name in input);
    const [member] = members;
    if (member === undefined) return example;
    if (members.length > 1) return `${members.join(' and ')}: only one of them; ${example}`;
    const errors = issue.errors as readonly (readonly z.core.$ZodIssue[])[];
    const [first] = errors[forms.indexOf(member)] ?? [];
    if (first === undefined) return example;
    return `${first.path.map(String).join('.')}${first.path.length === 0 ? '' : ': '}${first.message}`;
  };
}
