/** Members of a project by view (reference 8): the show alone says whether it is integrated with an ERP. */
export const PROJECT_NORMAL = [
  ...['id', 'name', 'display_name', 'project_number', 'accounting_project_number', 'active', 'stage'],
  ...['project_stage', 'project_template', 'company', 'origin_id', 'origin_code', 'origin_data', 'time_zone'],
  ...['start_date', 'completion_date', 'projected_finish_date', 'total_value', 'estimated_value', 'parent_job_id'],
  ...['is_demo', 'address', 'city', 'county', 'state_code', 'zip', 'country_code', 'created_by', 'created_at'],
  ...['updated_at', 'custom_fields'],
];
export const PROJECT_EXTENDED = [
  ...PROJECT_NORMAL,
  ...['standard_cost_code_list_id', 'description', 'office', 'departments', 'program', 'project_type'],
];
export const PROJECT_SHOWN = [...PROJECT_EXTENDED, 'is_erp_integrated', 'code', 'from_project_template_id'];
