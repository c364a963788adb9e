import { COMPANY_ID } from '../ids';

/** Divisions of CSI MasterFormat. */
export const DIVISIONS: Readonly<Record<string, string>> = {
  '01': 'General Requirements',
  '02': 'Existing Conditions',
  '03': 'Concrete',
  '04': 'Masonry',
  '05': 'Metals',
  '06': 'Wood, Plastics, and Composites',
  '07': 'Thermal and Moisture Protection',
  '08': 'Openings',
  '09': 'Finishes',
  '10': 'Specialties',
  '12': 'Furnishings',
  '14': 'Conveying Equipment',
  '21': 'Fire Suppression',
  '22': 'Plumbing',
  '23': 'Heating, Ventilating, and Air Conditioning (HVAC)',
  '26': 'Electrical',
  '27': 'Communications',
  '28': 'Electronic Safety and Security',
  '31': 'Earthwork',
  '32': 'Exterior Improvements',
  '33': 'Utilities',
  '46': 'Water and Wastewater Equipment',
};

/** Section titles of CSI MasterFormat, and the three short codes that project 4411 keeps from its old list. */
const SECTIONS: Readonly<Record<string, string>> = {
  '01-50-00': 'Temporary Facilities and Controls',
  '01-54-00': 'Construction Aids',
  '02-41-00': 'Demolition',
  '03-10-00': 'Concrete Forming and Accessories',
  '03-20-00': 'Concrete Reinforcing',
  '03-30-00': 'Cast-in-Place Concrete',
  '03-40-00': 'Precast Concrete',
  '04-20-00': 'Unit Masonry',
  '05-12-00': 'Structural Steel Framing',
  '05-31-00': 'Steel Decking',
  '05-50-00': 'Metal Fabrications',
  '06-10-00': 'Rough Carpentry',
  '06-41-00': 'Architectural Wood Casework',
  '07-21-00': 'Thermal Insulation',
  '07-54-00': 'Thermoplastic Membrane Roofing',
  '07-92-00': 'Joint Sealants',
  '08-11-00': 'Metal Doors and Frames',
  '08-44-00': 'Curtain Wall and Glazed Assemblies',
  '08-71-00': 'Door Hardware',
  '09-21-00': 'Plaster and Gypsum Board Assemblies',
  '09-30-00': 'Tiling',
  '09-51-00': 'Acoustical Ceilings',
  '09-65-00': 'Resilient Flooring',
  '09-91-00': 'Painting',
  '10-14-00': 'Signage',
  '12-35-00': 'Specialty Casework',
  '14-20-00': 'Elevators',
  '21-13-00': 'Fire-Suppression Sprinkler Systems',
  '22-11-00': 'Facility Water Distribution',
  '22-40-00': 'Plumbing Fixtures',
  '23-31-00': 'HVAC Ducts and Casings',
  '23-74-00': 'Packaged Outdoor HVAC Equipment',
  '26-05-00': 'Common Work Results for Electrical',
  '26-24-00': 'Switchboards and Panelboards',
  '26-51-00': 'Interior Lighting',
  '27-15-00': 'Communications Horizontal Cabling',
  '28-31-00': 'Intrusion Detection',
  '31-10-00': 'Site Clearing',
  '31-23-00': 'Excavation and Fill',
  '31-50-00': 'Excavation Support and Protection',
  '32-12-00': 'Flexible Paving',
  '32-31-00': 'Fences and Gates',
  '33-11-00': 'Groundwater Sources',
  '33-14-00': 'Water Utility Transmission and Distribution',
  '46-23-00': 'Grit Removal and Handling Equipment',
  '26-010': 'Electrical Rough-in',
  '03-300': 'Cast-in-Place Concrete',
  '05-120': 'Structural Steel',
};

export interface CostType {
  readonly id: bigint;
  readonly code: string;
  readonly name: string;
  readonly baseType: string | null;
  /** Object account of job cost in JD Edwards. */
  readonly object: string;
}

const costType = (n: number, code: string, name: string, baseType: string | null, object: string): CostType => ({
  id: COMPANY_ID + BigInt(900 + n),
  code,
  name,
  baseType,
  object,
});

export const COST_TYPES: readonly CostType[] = [
  costType(1, 'L', 'Labor', null, '1360'),
  costType(2, 'M', 'Materials', 'materials', '1350'),
  costType(3, 'S', 'Commitment', 'commitment', '1340'),
  costType(4, 'E', 'Equipment', 'equipment', '1370'),
  costType(5, 'O', 'Other', 'other', '1380'),
];

export function costTypeOf(code: string): CostType {
  const found = COST_TYPES.find((type) => type.code === code);
  if (found === undefined) {
    throw new Error(`${code} is no cost type; L, M, S, E and O are`);
  }
  return found;
}

export function titleOf(code: string): string {
  const title = SECTIONS[code] ?? DIVISIONS[code];
  if (title === undefined) {
    throw new Error(`${code} is not in the cost catalogue`);
  }
  return title;
}
