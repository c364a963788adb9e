import { AuditTrail } from './audit/audit-trail';
import { CommitmentChoices } from './documents/commitment-choices';
import { Commitments } from './documents/commitments';
import { Connections } from './connections/connections';
import { CompanyRecords } from './vendors/company-records';
import { CompanySweeps } from './vendors/company-sweeps';
import { Counts } from './counts';
import { CostCodeLinks } from './coding/cost-code-links';
import { CostCodePlans } from './coding/cost-code-plans';
import { Decisions } from './holds/decisions';
import { Documents } from './documents/documents';
import { Effects } from './ledger/effects';
import { DocumentNames } from './documents/document-names';
import { DocumentTrails } from './documents/document-trails';
import { ErpFacts } from './coding/erp-facts';
import { Feeds } from './connections/feeds';
import { Hints } from './documents/hints';
import { Holds } from './holds/holds';
import { Lists } from './lists';
import { Lookalikes } from './ledger/lookalikes';
import { Mappings } from './coding/mappings';
import { Matches } from './vendors/matches';
import { OpeningBalances } from './ledger/opening-balances';
import { Outbox } from './signals/outbox';
import { Parties } from './coding/parties';
import { Plans } from './documents/plans';
import { PostingAttempts } from './ledger/posting-attempts';
import { Postings } from './ledger/postings';
import { Projects } from './connections/projects';
import { Restores } from './ledger/restores';
import { RetainageReleases } from './ledger/retainage-releases';
import { Runs } from './ledger/runs';
import { Sightings } from './documents/sightings';
import { Snapshots } from './documents/snapshots';
import { Standings } from './ledger/standings';
import { Subjects } from './ledger/subjects';
import { Suspicions } from './documents/suspicions';
import { ToRead } from './documents/to-read';
import { VersionRows } from './documents/version-rows';
import { VendorBases } from './vendors/vendor-bases';
import { VendorImports } from './vendors/vendor-imports';
import { WebhookIntake } from './signals/webhook-intake';
import { WriteBacks } from './signals/write-backs';
import type { TxContext } from './tx-context';

/** What one transaction leads to: a repository for each aggregate, made when it is first asked for. */
export class Repositories {
  protected readonly context: TxContext;
  #auditTrail?: AuditTrail;
  #commitmentChoices?: CommitmentChoices;
  #commitments?: Commitments;
  #companyRecords?: CompanyRecords;
  #companySweeps?: CompanySweeps;
  #vendorBases?: VendorBases;
  #vendorImports?: VendorImports;
  #connections?: Connections;
  #costCodeLinks?: CostCodeLinks;
  #costCodePlans?: CostCodePlans;
  #counts?: Counts;
  #decisions?: Decisions;
  #documents?: Documents;
  #documentNames?: DocumentNames;
  #documentTrails?: DocumentTrails;
  #effects?: Effects;
  #erpFacts?: ErpFacts;
  #feeds?: Feeds;
  #hints?: Hints;
  #holds?: Holds;
  #lists?: Lists;
  #lookalikes?: Lookalikes;
  #mappings?: Mappings;
  #matches?: Matches;
  #openingBalances?: OpeningBalances;
  #outbox?: Outbox;
  #parties?: Parties;
  #plans?: Plans;
  #postingAttempts?: PostingAttempts;
  #postings?: Postings;
  #projects?: Projects;
  #restores?: Restores;
  #retainageReleases?: RetainageReleases;
  #runs?: Runs;
  #sightings?: Sightings;
  #snapshots?: Snapshots;
  #standings?: Standings;
  #subjects?: Subjects;
  #suspicions?: Suspicions;
  #toRead?: ToRead;
  #versionRows?: VersionRows;
  #webhookIntake?: WebhookIntake;
  #writeBacks?: WriteBacks;

  constructor(context: TxContext) {
    this.context = context;
  }

  get auditTrail(): AuditTrail {
    return (this.#auditTrail ??= new AuditTrail(this.context));
  }

  get commitmentChoices(): CommitmentChoices {
    return (this.#commitmentChoices ??= new CommitmentChoices(this.context));
  }

  get commitments(): Commitments {
    return (this.#commitments ??= new Commitments(this.context));
  }

  get companyRecords(): CompanyRecords {
    return (this.#companyRecords ??= new CompanyRecords(this.context));
  }

  get companySweeps(): CompanySweeps {
    return (this.#companySweeps ??= new CompanySweeps(this.context));
  }

  get connections(): Connections {
    return (this.#connections ??= new Connections(this.context));
  }

  get counts(): Counts {
    return (this.#counts ??= new Counts(this.context));
  }

  get decisions(): Decisions {
    return (this.#decisions ??= new Decisions(this.context));
  }

  get documents(): Documents {
    return (this.#documents ??= new Documents(this.context));
  }

  get documentNames(): DocumentNames {
    return (this.#documentNames ??= new DocumentNames(this.context));
  }

  get documentTrails(): DocumentTrails {
    return (this.#documentTrails ??= new DocumentTrails(this.context));
  }

  get effects(): Effects {
    return (this.#effects ??= new Effects(this.context));
  }

  get erpFacts(): ErpFacts {
    return (this.#erpFacts ??= new ErpFacts(this.context));
  }

  get feeds(): Feeds {
    return (this.#feeds ??= new Feeds(this.context));
  }

  get hints(): Hints {
    return (this.#hints ??= new Hints(this.context));
  }

  get holds(): Holds {
    return (this.#holds ??= new Holds(this.context));
  }

  get lists(): Lists {
    return (this.#lists ??= new Lists(this.context));
  }

  get lookalikes(): Lookalikes {
    return (this.#lookalikes ??= new Lookalikes(this.context));
  }

  get costCodeLinks(): CostCodeLinks {
    return (this.#costCodeLinks ??= new CostCodeLinks(this.context));
  }

  get costCodePlans(): CostCodePlans {
    return (this.#costCodePlans ??= new CostCodePlans(this.context));
  }

  get vendorBases(): VendorBases {
    return (this.#vendorBases ??= new VendorBases(this.context));
  }

  get vendorImports(): VendorImports {
    return (this.#vendorImports ??= new VendorImports(this.context));
  }

  get mappings(): Mappings {
    return (this.#mappings ??= new Mappings(this.context));
  }

  get matches(): Matches {
    return (this.#matches ??= new Matches(this.context));
  }

  get openingBalances(): OpeningBalances {
    return (this.#openingBalances ??= new OpeningBalances(this.context));
  }

  get outbox(): Outbox {
    return (this.#outbox ??= new Outbox(this.context));
  }

  get parties(): Parties {
    return (this.#parties ??= new Parties(this.context));
  }

  get plans(): Plans {
    return (this.#plans ??= new Plans(this.context));
  }

  get postingAttempts(): PostingAttempts {
    return (this.#postingAttempts ??= new PostingAttempts(this.context));
  }

  get postings(): Postings {
    return (this.#postings ??= new Postings(this.context));
  }

  get projects(): Projects {
    return (this.#projects ??= new Projects(this.context));
  }

  get restores(): Restores {
    return (this.#restores ??= new Restores(this.context));
  }

  get retainageReleases(): RetainageReleases {
    return (this.#retainageReleases ??= new RetainageReleases(this.context));
  }

  get runs(): Runs {
    return (this.#runs ??= new Runs(this.context));
  }

  get sightings(): Sightings {
    return (this.#sightings ??= new Sightings(this.context));
  }

  get snapshots(): Snapshots {
    return (this.#snapshots ??= new Snapshots(this.context));
  }

  get standings(): Standings {
    return (this.#standings ??= new Standings(this.context));
  }

  get subjects(): Subjects {
    return (this.#subjects ??= new Subjects(this.context));
  }

  get suspicions(): Suspicions {
    return (this.#suspicions ??= new Suspicions(this.context));
  }

  get toRead(): ToRead {
    return (this.#toRead ??= new ToRead(this.context));
  }

  get versionRows(): VersionRows {
    return (this.#versionRows ??= new VersionRows(this.context));
  }

  get webhookIntake(): WebhookIntake {
    return (this.#webhookIntake ??= new WebhookIntake(this.context));
  }

  get writeBacks(): WriteBacks {
    return (this.#writeBacks ??= new WriteBacks(this.context));
  }
}
