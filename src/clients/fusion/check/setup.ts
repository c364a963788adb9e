import type { CheckStep } from '../../erp-adapter';
import { allUnits, buyingUnits, payingUnits } from '../../../domain/fusion/business-units';
import { onlySite, supplierGaps, type SiteUse } from '../../../domain/fusion/supplier-sites';
import type { FusionAdapterSettings } from '../adapter';
import { text } from '../calls/cells';
import { readPage, type Row } from '../calls/collection-page';
import { readPeriods } from '../facts/periods';
import { readSuppliers } from '../facts/suppliers';
import type { FusionConnection } from '../connect';
import { tried } from '../../tried-step';

/** What the settings name must be there: business units, ledger, document style, invoice source, periods, a supplier. */
export async function checkSetup(
  steps: CheckStep[],
  fusion: FusionConnection,
  settings: FusionAdapterSettings,
): Promise<void> {
  const { posting } = settings;
  const listed = async (resource: string, key: string): Promise<readonly Row[]> =>
    (
      await readPage(
        fusion.caller,
        fusion.settings,
        { resource, key, purpose: 'connection check', conditions: [], onlyData: true },
        { limit: 500 },
      )
    ).rows;
  const isThere = async (resource: string, key: string, one: { id: string; name: string }): Promise<string> => {
    const rows = await listed(resource, key);
    const row = rows.find((candidate) => Object.values(candidate).includes(one.id));
    if (row === undefined)
      throw new RangeError(`there is no ${one.id} among the ${String(rows.length)} that can be seen`);
    if (!Object.values(row).includes(one.name))
      throw new RangeError(`${one.id} is there, but is not called "${one.name}"`);
    return `${one.name} (${one.id})`;
  };
  const unit = 'ask the Fusion administrator for id and name, and for data access of the integration user to it';
  for (const [index, one] of payingUnits(posting).entries()) {
    await tried(steps, index === 0 ? 'business unit of invoices' : `business unit ${one.name}`, unit, () =>
      isThere('finBusinessUnitsLOV', 'BusinessUnitId', one),
    );
  }
  for (const [index, one] of buyingUnits(posting).entries()) {
    await tried(steps, index === 0 ? 'procurement business unit' : `procurement business unit ${one.name}`, unit, () =>
      isThere('procurementBusinessUnitsLOV', 'ProcurementBUId', one),
    );
  }
  await tried(steps, 'ledger', unit, () => isThere('ledgersLOV', 'LedgerId', posting.ledger));
  const style =
    'ask procurement for the document style of these orders; with retainage by the order it must be one of the customer, since seeded styles have no terms';
  await tried(steps, 'document style', style, async () => {
    const rows = await listed('purchasingDocumentStylesLOV', 'StyleId');
    const row = rows.find((one) => text(one, 'StyleId') === posting.order.documentStyleId);
    if (row === undefined) throw new RangeError(`there is no style ${posting.order.documentStyleId}`);
    return text(row, 'DisplayName') || text(row, 'StyleName');
  });
  await checkSource(steps, fusion, settings);
  await checkPeriods(steps, fusion, settings);
  await checkSupplier(steps, fusion, settings);
}

/** Sources stand in a lookup that cannot be read: an invoice of that source proves it. */
async function checkSource(
  steps: CheckStep[],
  fusion: FusionConnection,
  { posting }: FusionAdapterSettings,
): Promise<void> {
  const ask = `ask the Payables administrator to register the source ${posting.invoiceSource} in the lookup of invoice sources, for this connector alone`;
  await tried(steps, 'invoice source', ask, async () => {
    const asked = {
      resource: 'invoices',
      key: 'InvoiceId',
      purpose: 'connection check',
      conditions: [],
      onlyData: true,
    };
    const { rows } = await readPage(fusion.caller, fusion.settings, asked, { limit: fusion.settings.pageSize });
    const isSeen = rows.some((row) => text(row, 'InvoiceSource') === posting.invoiceSource);
    return isSeen
      ? `${posting.invoiceSource}, an invoice carries it`
      : `warning: no invoice carries ${posting.invoiceSource} yet; ${ask}`;
  });
}

async function checkPeriods(
  steps: CheckStep[],
  fusion: FusionConnection,
  { posting }: FusionAdapterSettings,
): Promise<void> {
  const today = new Date(fusion.nowMs()).toISOString().slice(0, 10);
  const applications = { Payables: posting.payablesApplicationId, 'General Ledger': posting.ledgerApplicationId };
  for (const [name, application] of Object.entries(applications)) {
    const ask = `ask the general ledger team for the application id of ${name}: it must give one row a period`;
    await tried(steps, `periods of ${name}`, ask, async () => {
      const periods = await readPeriods(fusion, posting.ledger.id, application);
      const now = periods.filter(({ start, end }) => start <= today && today <= end);
      if (now.length === 0) throw new RangeError(`application ${application} has no period for ${today}`);
      return now.map((one) => `${one.name} is ${one.status}`).join(', ');
    });
  }
}

async function checkSupplier(
  steps: CheckStep[],
  fusion: FusionConnection,
  settings: FusionAdapterSettings,
): Promise<void> {
  const { posting, testSupplier } = settings;
  if (testSupplier === undefined) {
    steps.push({ name: 'test supplier', ok: true, detail: 'none is named (fusion.testSupplier)' });
    return;
  }
  const ask = 'ask the supplier administrator for a site with the purpose, and its assignment to the business unit';
  await tried(steps, `test supplier ${testSupplier}`, ask, async () => {
    const supplier = (await readSuppliers(fusion, [testSupplier])).get(testSupplier);
    if (supplier === undefined) throw new RangeError('there is none of that number');
    const day = new Date(fusion.nowMs()).toISOString().slice(0, 10);
    const texts = allUnits(posting).flatMap(({ businessUnit, procurementBusinessUnit }, index) => {
      const of = (use: SiteUse): string => {
        const units = { businessUnit, procurementBusinessUnitId: procurementBusinessUnit.id };
        const found = onlySite({ supplier, ...units, day, use });
        const where = index === 0 ? '' : ` in ${businessUnit.name}`;
        return 'site' in found
          ? `${use}${where} by site ${found.site.name}`
          : `no ${use}${where}: ${found.gaps.join(', ')}`;
      };
      return [of('order'), of('invoice')];
    });
    if (supplierGaps({ supplier, day }).length > 0 || texts.some((one) => one.startsWith('no ')))
      throw new RangeError(texts.join('; '));
    return texts.join('; ');
  });
}
