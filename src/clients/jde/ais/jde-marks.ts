import { isObject } from './schemas';

/** Members that JDE alone writes into an error body (reference 3.1, 5.3). */
const ownMembers = ['userDefinedErrorText', 'userDefinedError'];
/** Members that JDE writes beside `status` ERROR or WARNING; others may write any one of them alone. */
const membersBesideStatus = ['exception', 'timeStamp', 'errorText', 'exceptionId'];
const ownStatuses: readonly unknown[] = ['ERROR', 'WARNING'];
const ownExceptions = ['com.oracle.e1.', 'com.jdedwards.'];
/** What a form's error is made of (reference 6.2). */
const formErrorMembers = ['CODE', 'TITLE', 'ERRORCONTROL', 'DESC', 'MOBILE'];

/**
 * Whether JDE itself wrote this body. A gateway or a proxy before AIS answers in JSON too, mostly with a `message` alone, and
 * then nobody knows what became of the call behind it: only a body with JDE's own marks is JDE's word.
 */
export function isJdeBody(value: unknown): boolean {
  if (!isObject(value)) return false;
  const has = (member: string): boolean => value[member] !== undefined && value[member] !== null;
  const { exception } = value;
  return (
    ownMembers.some(has) ||
    (ownStatuses.includes(value['status']) && membersBesideStatus.some(has)) ||
    (typeof exception === 'string' && ownExceptions.some((prefix) => exception.startsWith(prefix))) ||
    holdsForm(value) ||
    [value['sysErrors'], nested(value['errorDetails'])].some(isFormErrors)
  );
}

/** A form's answer, or one of the members that an orchestration adds of itself, however deep it stands. */
function holdsForm(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holdsForm);
  if (!isObject(node)) return false;
  return Object.entries(node).some(([name, child]) => /^(fs_|jde__)/.test(name) || holdsForm(child));
}

function isFormErrors(errors: unknown): boolean {
  return Array.isArray(errors) && errors.some((one) => isObject(one) && formErrorMembers.some((name) => name in one));
}

function nested(value: unknown): unknown {
  return isObject(value) ? value['errors'] : undefined;
}
