import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** For finding things, never for deciding. Nothing personal or monetary: they are never encrypted. */
export const TenantId = defineSearchAttributeKey('TenantId', SearchAttributeType.KEYWORD);
export const ConnectionId = defineSearchAttributeKey('ConnectionId', SearchAttributeType.KEYWORD);
export const DocumentKind = defineSearchAttributeKey('DocumentKind', SearchAttributeType.KEYWORD);
/** As people call it: project, commitment and number of a requisition, a vendor's id in Procore. */
export const DocumentName = defineSearchAttributeKey('DocumentName', SearchAttributeType.KEYWORD);
export const ProjectId = defineSearchAttributeKey('ProjectId', SearchAttributeType.KEYWORD);
/** Where a run has brought its document; what has ended says nothing any more. */
export const SyncStage = defineSearchAttributeKey('SyncStage', SearchAttributeType.KEYWORD);
export const HoldReason = defineSearchAttributeKey('HoldReason', SearchAttributeType.KEYWORD);
export const SourceUpdatedAt = defineSearchAttributeKey('SourceUpdatedAt', SearchAttributeType.DATETIME);
