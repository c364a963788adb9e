import { COMPANY_ID } from '../ids';

/** How a vendor of Procore stands in JD Edwards. `similar`: another company with nearly the same name. */
type LinkedBy = 'taxId' | 'externalKey' | 'similar' | 'nothing';

export interface VendorPlan {
  readonly id: bigint;
  readonly name: string;
  readonly ein: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly linkedBy: LinkedBy;
  /** Address number in JD Edwards; 0 when it is not there. */
  readonly supplier: number;
  /** Hold payment code (HDPY) of its supplier record. */
  readonly paymentHold: string;
}

const ROWS: readonly (readonly [string, string, string, string, string, string, LinkedBy?, string?])[] = [
  ['Granite State Concrete', '91-1834027', '2210 Quarry Road', 'Tacoma', 'WA', '98409'],
  ['Tri-Rivers Excavating', '91-2047719', '78 Levee Street', 'Kennewick', 'WA', '99336'],
  ['Cascade Structural Steel', '91-0988154', '4100 Foundry Avenue', 'Auburn', 'WA', '98001'],
  ['Puget Power Electric', '91-1770342', '615 Harbor Avenue SW', 'Seattle', 'WA', '98126'],
  ['Bluewater Plumbing & Heating', '91-1455803', '1809 Fourth Avenue', 'Olympia', 'WA', '98501', 'externalKey'],
  ['Northwest Air Systems', '93-0671428', '9920 Airport Way', 'Portland', 'OR', '97220'],
  ['Rainier Foundations', '91-2210965', '3307 Pacific Highway', 'Fife', 'WA', '98424'],
  ['Evergreen Grading', '91-1609277', '540 Mill Street', 'Shelton', 'WA', '98584'],
  ['Sound Masonry', '91-1302618', '1217 Brickyard Lane', 'Everett', 'WA', '98201'],
  ['Pacific Door & Hardware', '93-0884417', '2741 Industrial Way', 'Salem', 'OR', '97301'],
  ['Columbia Precast', '93-1120356', '6000 Lower River Road', 'Vancouver', 'WA', '98660'],
  ['Ascent Elevator', '93-0745590', '812 Division Street', 'Portland', 'OR', '97202'],
  ['Guardian Fire Protection', '93-0917735', '455 Hydrant Court', 'Gresham', 'OR', '97030', 'taxId', '2'],
  ['Willamette Site Services', '93-1284001', '129 Ferry Street', 'Oregon City', 'OR', '97045'],
  ['Vista Glazing Contractors', '93-1017284', '3580 Clearview Drive', 'Beaverton', 'OR', '97005'],
  ['Keystone Sealants', '93-1450962', '27 Mason Loop', 'Hillsboro', 'OR', '97123', 'nothing'],
  ['Treasure Valley Concrete', '82-0419937', '1500 Gravel Pit Road', 'Nampa', 'ID', '83651'],
  ['Snake River Utilities', '82-0538821', '902 Canal Street', 'Caldwell', 'ID', '83605'],
  ['Headworks Equipment', '87-0662190', '4471 Commerce Drive', 'Salt Lake City', 'UT', '84107'],
  ['Gem State Electric', '82-0487163', '233 Franklin Road', 'Boise', 'ID', '83704'],
  ['Boise Basin Earthmoving', '82-0350744', '7800 Gowen Road', 'Boise', 'ID', '83709', 'externalKey'],
  ['Sawtooth Metal Works', '82-0601258', '64 Anvil Way', 'Meridian', 'ID', '83642', 'nothing'],
  ['Inland Framing', '91-1937460', '2014 Trent Avenue', 'Spokane', 'WA', '99202'],
  ['Spokane Interior Systems', '91-1288035', '511 Sprague Avenue', 'Spokane', 'WA', '99202'],
  ['Lilac City Painting', '91-2156684', '1422 Monroe Street', 'Spokane', 'WA', '99201'],
  ['Palouse Roofing', '91-1073529', '88 Ridge Road', 'Pullman', 'WA', '99163'],
  ['Hudson Steel Erectors', '91-2290417', '3990 Freya Street', 'Spokane', 'WA', '99202', 'similar'],
  ['Mosaic Tile & Stone', '91-2318846', '706 Hamilton Street', 'Spokane', 'WA', '99202', 'nothing'],
  ['Clearwater Casework', '82-0713390', '350 Main Street', 'Lewiston', 'ID', '83501', 'nothing'],
  ['Harbor Mechanical Insulation', '91-2274501', '1190 Dock Street', 'Tacoma', 'WA', '98402', 'nothing'],
];

const FIRST_SUPPLIER = 60_011;

export const VENDORS: readonly VendorPlan[] = ROWS.map(
  ([name, ein, address, city, state, zip, linkedBy = 'taxId', paymentHold = ''], index) => ({
    id: COMPANY_ID + BigInt(10_001 + index),
    name,
    ein,
    address,
    city,
    state,
    zip,
    linkedBy,
    supplier: linkedBy === 'nothing' || linkedBy === 'similar' ? 0 : FIRST_SUPPLIER + index * 7,
    paymentHold,
  }),
);

export function vendorNamed(name: string): VendorPlan {
  const found = VENDORS.find((vendor) => vendor.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the vendor catalogue`);
  }
  return found;
}
