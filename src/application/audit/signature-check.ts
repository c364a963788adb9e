import { AuditHeadSigner } from '../../crypto/audit-head-signer';
import { loadMasterKey } from '../../crypto/master-key';
import { isError } from '../../telemetry/is-error';

/** Without a master key the chain can be walked, but nobody can say who signed: that is a fault, not a pass. */
export async function signatureCheck(
  env: NodeJS.ProcessEnv,
  masterKeyFile: string | null,
): Promise<AuditHeadSigner['faultOf']> {
  try {
    const source = { env, ...(masterKeyFile === null ? {} : { file: masterKeyFile }) };
    const signer = new AuditHeadSigner(await loadMasterKey(source));
    return (head) => signer.faultOf(head);
  } catch (error) {
    const why = isError(error) ? error.message : String(error);
    return () => `its signature was not checked: ${why}`;
  }
}
