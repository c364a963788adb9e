import type { Behaviour } from '../front/behaviour';
import { badRequest, noSuchValue } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import { invoiceHolds } from '../resources/invoices';
import { invoiceNamed, openHolds, placeHold, releaseHold } from './holds';

/** POST and PATCH of `/invoiceHolds` (reference 7.5): PATCH takes the release alone. */
export const HOLDS: Behaviour = {
  create: (actor, body) => {
    const { settings } = actor.state;
    const { values } = readValues(invoiceHolds, body, { when: 'create' });
    const invoice = invoiceNamed(actor.state, values);
    const name = String(values['HoldName']);
    if (!settings.manualHoldNames.includes(name)) throw noSuchValue('HoldName', '/');
    const isTwin = openHolds(actor.state, invoice).some((hold) => hold.text('HoldName') === name);
    if (isTwin && settings.duplicateHolds === 'refused') {
      throw badRequest('A record with this combination of values already exists.', { code: '25013', path: '/' });
    }
    const hold = placeHold(actor, invoice, { name, reason: String(values['HoldReason'] ?? '') }, true);
    if (typeof values['ReleaseName'] === 'string') {
      releaseHold(actor, hold, values['ReleaseName'], (values['ReleaseReason'] ?? null) as string | null);
    }
    return hold;
  },
  update: (actor, hold, body) => {
    const { values } = readValues(invoiceHolds, body, { when: 'update' });
    const name = values['ReleaseName'];
    if (typeof name !== 'string' || name === '') {
      throw badRequest('Attribute ReleaseName in invoiceHolds is required.', { code: '27014', path: '/' });
    }
    if (hold.text('ReleaseName') !== '') throw badRequest('The hold is already released.', { path: '/' });
    releaseHold(actor, hold, name, (values['ReleaseReason'] ?? null) as string | null);
    return hold;
  },
};
