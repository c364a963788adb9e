import { ApiKeys } from './api-keys';
import { AuditTrail } from './audit/audit-trail';
import { BankChanges } from './vendors/bank-changes';
import { ChangeOrders } from './documents/change-orders';
import { CommitmentChoices } from './documents/commitment-choices';
import { Commitments } from './documents/commitments';
import { Connections } from './connections/connections';
import { CodingRepositories } from './coding/coding-repositories';
import { CompanyRecords } from './vendors/company-records';
import { CompanySweeps } from './vendors/company-sweeps';
import { Counts } from './counts';
import { Decisions } from './holds/decisions';
import { Documents } from './documents/documents';
import { Effects } from './ledger/effects';
import { DocumentNames } from './documents/document-names';
import { DocumentTrails } from './documents/document-trails';
import { Feeds } from './connections/feeds';
import { Hints } from './documents/hints';
import { HoldDigests } from './holds/hold-digests';
import { Holds } from './holds/holds';
import { Lists } from './lists';
import { Lookalikes } from './ledger/lookalikes';
import { Matches } from './vendors/matches';
import { Accruals } from './ledger/accruals';
import { MemoReliefs } from './ledger/memo-reliefs';
import { OpeningBalances } from './ledger/opening-balances';
import { Outbox } from './signals/outbox';
import { Plans } from './documents/plans';
import { PostingAttempts } from './ledger/posting-attempts';
import { Postings } from './ledger/postings';
import { ProjectBooks } from './documents/project-books';
import { Projects } from './connections/projects';
import { Restores } from './ledger/restores';
import { RetainageReleases } from './ledger/retainage-releases';
import { Runs } from './ledger/runs';
import { Sightings } from './documents/sightings';
import { Snapshots } from './documents/snapshots';
import { Standings } from './ledger/standings';
import { Subjects } from './ledger/subjects';
import { Suspicions } from './documents/suspicions';
import { TieOutDocuments } from './documents/tie-out-documents';
import { TiedPayments } from './documents/tied-payments';
import { ToRead } from './documents/to-read';
import { VersionRows } from './documents/version-rows';
import { WebhookHooks } from './signals/webhook-hooks';
import { VendorBases } from './vendors/vendor-bases';
import { VendorImports } from './vendors/vendor-imports';
import { WebhookIntake } from './signals/webhook-intake';
import { WriteBacks } from './signals/write-backs';

/** What one transaction leads to: a repository for each aggregate, made when it is first asked for. */
export class Repositories extends CodingRepositories {
  get accruals(): Accruals {
    return this.of(Accruals);
  }

  get apiKeys(): ApiKeys {
    return this.of(ApiKeys);
  }

  get auditTrail(): AuditTrail {
    return this.of(AuditTrail);
  }

  get bankChanges(): BankChanges {
    return this.of(BankChanges);
  }

  get commitmentChoices(): CommitmentChoices {
    return this.of(CommitmentChoices);
  }

  get commitments(): Commitments {
    return this.of(Commitments);
  }

  get changeOrders(): ChangeOrders {
    return this.of(ChangeOrders);
  }

  get companyRecords(): CompanyRecords {
    return this.of(CompanyRecords);
  }

  get companySweeps(): CompanySweeps {
    return this.of(CompanySweeps);
  }

  get connections(): Connections {
    return this.of(Connections);
  }

  get counts(): Counts {
    return this.of(Counts);
  }

  get decisions(): Decisions {
    return this.of(Decisions);
  }

  get documents(): Documents {
    return this.of(Documents);
  }

  get documentNames(): DocumentNames {
    return this.of(DocumentNames);
  }

  get documentTrails(): DocumentTrails {
    return this.of(DocumentTrails);
  }

  get effects(): Effects {
    return this.of(Effects);
  }

  get feeds(): Feeds {
    return this.of(Feeds);
  }

  get hints(): Hints {
    return this.of(Hints);
  }

  get holdDigests(): HoldDigests {
    return this.of(HoldDigests);
  }

  get holds(): Holds {
    return this.of(Holds);
  }

  get lists(): Lists {
    return this.of(Lists);
  }

  get lookalikes(): Lookalikes {
    return this.of(Lookalikes);
  }

  get vendorBases(): VendorBases {
    return this.of(VendorBases);
  }

  get vendorImports(): VendorImports {
    return this.of(VendorImports);
  }

  get matches(): Matches {
    return this.of(Matches);
  }

  get memoReliefs(): MemoReliefs {
    return this.of(MemoReliefs);
  }

  get openingBalances(): OpeningBalances {
    return this.of(OpeningBalances);
  }

  get outbox(): Outbox {
    return this.of(Outbox);
  }

  get plans(): Plans {
    return this.of(Plans);
  }

  get postingAttempts(): PostingAttempts {
    return this.of(PostingAttempts);
  }

  get postings(): Postings {
    return this.of(Postings);
  }

  get projectBooks(): ProjectBooks {
    return this.of(ProjectBooks);
  }

  get projects(): Projects {
    return this.of(Projects);
  }

  get restores(): Restores {
    return this.of(Restores);
  }

  get retainageReleases(): RetainageReleases {
    return this.of(RetainageReleases);
  }

  get runs(): Runs {
    return this.of(Runs);
  }

  get sightings(): Sightings {
    return this.of(Sightings);
  }

  get snapshots(): Snapshots {
    return this.of(Snapshots);
  }

  get standings(): Standings {
    return this.of(Standings);
  }

  get subjects(): Subjects {
    return this.of(Subjects);
  }

  get suspicions(): Suspicions {
    return this.of(Suspicions);
  }

  get tieOutDocuments(): TieOutDocuments {
    return this.of(TieOutDocuments);
  }

  get tiedPayments(): TiedPayments {
    return this.of(TiedPayments);
  }

  get toRead(): ToRead {
    return this.of(ToRead);
  }

  get versionRows(): VersionRows {
    return this.of(VersionRows);
  }

  get webhookIntake(): WebhookIntake {
    return this.of(WebhookIntake);
  }

  get webhookHooks(): WebhookHooks {
    return this.of(WebhookHooks);
  }

  get writeBacks(): WriteBacks {
    return this.of(WriteBacks);
  }
}
