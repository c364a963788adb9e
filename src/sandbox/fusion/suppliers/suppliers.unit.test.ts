import { LEDGER_ID, LEE } from '../testing/test-company.fixture';
import { startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('suppliers and accounts', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const items = async (path: string): Promise<TestJson[]> => (await sandbox.get(path)).json.items;
  const first = async (body: object): Promise<string> =>
    (await sandbox.send('POST', 'suppliers', body)).json['o:errorDetails'][0].detail;
  const granite = {
    Supplier: 'Granite Ridge LLC',
    BusinessRelationshipCode: 'SPEND_AUTHORIZED',
    TaxOrganizationTypeCode: 'CORPORATION',
    addresses: [{ AddressName: 'HQ', CountryCode: 'US', City: 'Denver' }],
    sites: [
      {
        SupplierSite: 'GR1',
        ProcurementBU: 'US1 Business Unit',
        SupplierAddressName: 'HQ',
        assignments: [{ ClientBU: 'US1 Business Unit' }],
      },
    ],
  };

  test('sites name the procurement unit, assignments the client unit; no end is a date on addresses and null elsewhere', async () => {
    const [site] = await items(`suppliers/${LEE}/child/sites`);
    expect(site).toMatchObject({ ProcurementBU: 'US1 Business Unit', Status: 'ACTIVE', InactiveDate: null });
    const [assignment] = await items(`suppliers/${LEE}/child/sites/${site.SupplierSiteId}/child/assignments`);
    expect(assignment).toMatchObject({ ClientBUId: 300000046987012, InactiveDate: null });
    expect((await items(`suppliers/${LEE}/child/addresses`))[0].InactiveDate).toBe('4712-12-31');
  });

  test('a supplier is created with its address, site and assignment, and given its numbers', async () => {
    const { status, json } = await sandbox.send('POST', 'suppliers', granite);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      SupplierId: expect.any(Number),
      SupplierNumber: expect.any(String),
      Status: 'ACTIVE',
    });
    expect(json.sites.items[0].assignments.items[0].ClientBUId).toBe(300000046987012);
  });

  test('a value that its list does not have, and a name that is taken, are refused', async () => {
    expect(await first({ ...granite, TaxOrganizationTypeCode: 'LLC' })).toBe(
      'Applying List binding LOV_TaxOrganizationType with given set of values leads to no matching row',
    );
    expect(await first({ ...granite, Supplier: 'Lee Supplies' })).toContain('already exists');
    expect(await items("suppliers?q=Supplier='Granite Ridge LLC'")).toEqual([]);
  });

  test('a failed create can leave a supplier behind', async () => {
    await sandbox.fault({ kind: 'partialSupplier', match: { resource: 'suppliers', method: 'POST' } });
    expect(await first(granite)).toContain('could not be saved');
    expect(await items("suppliers?q=Supplier='Granite Ridge LLC'")).toHaveLength(1);
    expect(await first(granite)).toContain('already exists');
  });

  test('an inactive date inactivates; the relationship cannot be patched; nothing is deleted', async () => {
    const patch = (body: object) => sandbox.send('PATCH', `suppliers/${LEE}`, body);
    expect((await patch({ InactiveDate: '2026-01-31' })).json.Status).toBe('INACTIVE');
    expect((await patch({ BusinessRelationshipCode: 'PROSPECTIVE' })).status).toBe(400);
    expect((await sandbox.send('DELETE', `suppliers/${LEE}`)).status).toBe(405);
  });

  test('a change of a child leaves the date of its supplier, or moves it', async () => {
    const dateOf = async (): Promise<string> => (await sandbox.get(`suppliers/${LEE}`)).json.LastUpdateDate;
    const before = await dateOf();
    const path = `suppliers/${LEE}/child/addresses/${LEE}1`;
    await sandbox.send('PATCH', path, { City: 'Boulder' });
    expect(await dateOf()).toBe(before);
    await sandbox.set({ childTouchesParent: true });
    await sandbox.send('PATCH', path, { City: 'Golden' });
    expect(await dateOf()).not.toBe(before);
  });

  test('combinations have leading underscores and segments named by the chart, zeros kept; describe lists them', async () => {
    const [row] = await items("accountCombinationsLOV?onlyData=true&q=_CHART_OF_ACCOUNTS_ID=5237;account='60530'");
    expect(row).toMatchObject({ _CODE_COMBINATION_ID: 300000047012345, EnabledFlag: 'Y', subAccount: '000' });
    const listed = (await sandbox.get('accountCombinationsLOV/describe')).json.Resources.accountCombinationsLOV
      .attributes;
    expect(listed.map(({ name }: TestJson) => name)).toEqual(
      expect.arrayContaining(['_CODE_COMBINATION_ID', 'entity']),
    );
    const byKey = await items('accountCombinationsLOV?finder=PrimaryKey;_CODE_COMBINATION_ID=300000047012345');
    expect(byKey).toHaveLength(1);
    expect((await sandbox.get('accountCombinationsLOV/300000047012345')).status).toBe(200);
  });

  test('the chart is known by its instance number; value sets by their code', async () => {
    expect((await items('chartOfAccountsLOV'))[0]).toEqual(
      expect.objectContaining({ StructureInstanceNumber: 5237, StructureInstanceId: 300000000001 }),
    );
    expect((await items('chartOfAccountsLOV'))[0]).not.toHaveProperty('SegmentNames');
    const values = await items("valueSets/Corporate%20Account/child/values?q=EnabledFlag='Y'");
    expect(values.map(({ Value }) => Value)).toEqual(['60530']);
  });

  test('a period is asked by PeriodNameId and application; without it every subledger answers, PeriodName is refused', async () => {
    const q = `accountingPeriodStatusLOV?q=LedgerId=${LEDGER_ID};PeriodNameId=Dec-26`;
    expect((await items(`${q};ApplicationId=101`))[0]).toMatchObject({ ClosingStatus: 'F', EndDate: '2026-12-31' });
    expect(await items(q)).toHaveLength(3);
    expect((await sandbox.get('accountingPeriodStatusLOV?q=PeriodName=Dec-26')).status).toBe(400);
  });

  test('payment terms are in lower camel case', async () => {
    expect((await items('payablesPaymentTerms'))[0]).toMatchObject({ termsId: 10, name: 'Net 30', enabledFlag: true });
  });

  test('tax ids may be kept from the user: they show as null', async () => {
    await sandbox.control('PATCH', `items/suppliers/${LEE}`, { TaxpayerId: '91-1834027' });
    const shown = async (): Promise<string | null> => (await sandbox.get(`suppliers/${LEE}`)).json.TaxpayerId;
    expect(await shown()).toBe('91-1834027');
    await sandbox.set({ restrictedAttributes: ['suppliers.TaxpayerId'] });
    expect(await shown()).toBeNull();
  });

  test('segments may be numbered, and a ledger may name another id of its chart', async () => {
    await sandbox.set({ segmentNames: 'numbered', ledgerChart: 'structureId' });
    const [row] = await items("accountCombinationsLOV?q=Segment3='60530'");
    expect([row.Segment1, row.entity]).toEqual(['101', undefined]);
    const listed = (await sandbox.get('accountCombinationsLOV/describe')).json.Resources.accountCombinationsLOV
      .attributes;
    expect(listed.map(({ name }: TestJson) => name)).toContain('Segment1');
    expect((await items('ledgersLOV'))[0].ChartOfAccountsId).toBe(300000000001);
    await sandbox.set({ segmentNames: 'byChart', ledgerChart: 'instanceNumber' });
    expect((await items('ledgersLOV'))[0].ChartOfAccountsId).toBe(5237);
  });

  const soap = async (segments: string, insertion = 'N', extra = ''): Promise<{ status: number; text: string }> => {
    const members = segments.split('.').map((value, at) => `<acc:Segment${at + 1}>${value}</acc:Segment${at + 1}>`);
    const row = `<acc:DynamicInsertion>${insertion}</acc:DynamicInsertion>${members.join('')}${extra}<acc:LedgerName>US Primary Ledger</acc:LedgerName>`;
    const answer = await fetch(`${sandbox.url}/fscmService/AccountCombinationService`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${sandbox.token}`,
        'Content-Type': 'text/xml; charset=utf-8',
        SOAPAction: 'validateAndCreateAccounts',
      },
      body: `<soapenv:Envelope><soapenv:Body><typ:validateAndCreateAccounts><typ:validationInputRowList>${row}</typ:validationInputRowList></typ:validateAndCreateAccounts></soapenv:Body></soapenv:Envelope>`,
    });
    return { status: answer.status, text: await answer.text() };
  };

  test('the SOAP service says by CcId whether an account is there, and makes it where insertion is on', async () => {
    expect((await soap('101.10.60530.000')).text).toContain('<ns1:CcId>300000047012345</ns1:CcId>');
    for (const text of ['101.10.60531.000', '101.20.60530.000'])
      expect((await soap(text, 'Y')).text).not.toContain('CcId');
    await sandbox.set({ dynamicInsertion: true });
    expect((await soap('101.20.60530.000', 'N')).text).not.toContain('CcId');
    expect((await soap('101.20.60530.000', 'Y')).text).toContain('<ns1:Status>New</ns1:Status>');
    expect(await items("accountCombinationsLOV?q=department='20';account='60530'")).toHaveLength(1);
    expect((await soap('101.20.99999.000', 'Y')).text).toContain('99999 of segment 3 does not exist');
  });

  test('the SOAP service refuses an envelope with EnabledFlag, unless the pod takes it', async () => {
    const extra = '<acc:EnabledFlag>Y</acc:EnabledFlag>';
    expect((await soap('101.10.60530.000', 'N', extra)).status).toBe(500);
    await sandbox.set({ soapExtras: 'ignored' });
    expect((await soap('101.10.60530.000', 'N', extra)).status).toBe(200);
  });
});
