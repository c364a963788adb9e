import { AcceptedDrifts } from './accepted-drifts';
import { CodedDocuments } from './coded-documents';
import { CostCodeLinks } from './cost-code-links';
import { CostCodePlans } from './cost-code-plans';
import { ErpFacts } from './erp-facts';
import { Mappings } from './mappings';
import { MappingVersions } from './mapping-versions';
import { Parties } from './parties';
import { SupplierPairs } from '../vendors/supplier-pairs';
import { MadeRepositories } from '../made-repositories';

/** Those of cost codes, accounts and who is who. */
export class CodingRepositories extends MadeRepositories {
  get acceptedDrifts(): AcceptedDrifts {
    return this.of(AcceptedDrifts);
  }

  get codedDocuments(): CodedDocuments {
    return this.of(CodedDocuments);
  }

  get costCodeLinks(): CostCodeLinks {
    return this.of(CostCodeLinks);
  }

  get costCodePlans(): CostCodePlans {
    return this.of(CostCodePlans);
  }

  get erpFacts(): ErpFacts {
    return this.of(ErpFacts);
  }

  get mappings(): Mappings {
    return this.of(Mappings);
  }

  get mappingVersions(): MappingVersions {
    return this.of(MappingVersions);
  }

  get parties(): Parties {
    return this.of(Parties);
  }

  get supplierPairs(): SupplierPairs {
    return this.of(SupplierPairs);
  }
}
