import { CookieJar } from './cookie-jar';

test('gives back what was set, with the newest value of a name', () => {
  const jar = new CookieJar();
  jar.store(['JSESSIONID=one; Path=/; HttpOnly', 'route=n1']);
  jar.store(['JSESSIONID=a=b==; Secure']);
  expect(jar.headerFor('/jderest/v2/tokenrequest')).toBe('JSESSIONID=a=b==; route=n1');
});

test('sends a cookie only under its path', () => {
  const jar = new CookieJar();
  jar.store(['s=1; Path=/jderest']);
  expect(jar.headerFor('/jderest/v3')).toBe('s=1');
  expect(jar.headerFor('/jderest2')).toBeUndefined();
});

test('drops what has expired or is taken back', () => {
  let nowMs = 0;
  const jar = new CookieJar(() => nowMs);
  jar.store(['short=1; Max-Age=10', 'dated=1; Expires=Thu, 01 Jan 1970 00:00:20 GMT', 'kept=1']);
  nowMs = 10_000;
  expect(jar.headerFor('/')).toBe('dated=1; kept=1');
  nowMs = 20_000;
  expect(jar.headerFor('/')).toBe('kept=1');
  jar.store(['kept=; Max-Age=0']);
  expect(jar.headerFor('/')).toBeUndefined();
});

test('passes over what is no cookie', () => {
  const jar = new CookieJar();
  jar.store(['', '=x', 'nonsense']);
  expect(jar.headerFor('/')).toBeUndefined();
});
