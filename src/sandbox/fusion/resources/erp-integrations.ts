import { attributes, resource } from './definition';

/** Reference 8.1: one resource whose rows are answers; nothing of it is stored. */
export const erpIntegrations = resource('erpintegrations', 'ReqstId', {
  attributes: attributes(`
  OperationName text c
  DocumentId text c
  DocumentContent text c
  FileName text c
  ContentType text c
  FileType text c
  DocumentAccount text c
  Comments text c
  JobName text c
  JobPackageName text c
  JobDefName text c
  ParameterList text c
  ESSParameters text c
  NotificationCode text c
  CallbackURL text c
  JobOptions text c
  StatusCode text
  ReqstId text c
  RequestStatus text`),
  finders: {},
});

/** Some pods write the request's id as a number: the switch `requestIdForm`. */
export const erpIntegrationsWithNumbers = {
  ...erpIntegrations,
  attributes: erpIntegrations.attributes.map((each) =>
    each.name === 'ReqstId' ? { ...each, type: 'id' as const } : each,
  ),
};
