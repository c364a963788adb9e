/** A project's id, and behind it the code of a sub job where one is meant. The company's list is `''`. */
export function scopeOf(projectId: string, subJob: string): string {
  return subJob === '' ? projectId : `${projectId}/${subJob}`;
}

export function partsOfScope(scope: string): { readonly projectId: string; readonly subJob: string } {
  const [projectId = '', ...subJob] = scope.split('/');
  return { projectId, subJob: subJob.join('/') };
}
