import type { TieOutReport } from '../../application/tie-out/tie-out';
import { readableAmount } from '../../domain/money/readable-amount';
import { htmlPage, section } from './html-page';
import { causeWords, partsText, placeText, procorePaid, sideWords, tieOutVerdict, toldOf } from './tie-out-text';

/** The tie-out as a page that prints. */
export function tieOutPage(report: TieOutReport): string {
  const { connectionId, erpName, environment, period, madeAt, projects } = report;
  const made = `made ${madeAt.slice(0, 16).replace('T', ' ')} UTC.`;
  return htmlPage({
    title: `Tie-out of ${period}`,
    about: `Connection ${connectionId} (${erpName}), ${made} ${tieOutVerdict(report)}`,
    environment,
    sections: projects.flatMap((project) => {
      const name = `${project.project} (${project.projectName})`;
      return [
        section(`Project ${name}`, project.rows, [
          { title: '', kind: 'name', text: placeText },
          { title: 'Procore', kind: 'amount', text: ({ procore, currency }) => readableAmount(procore, currency) },
          { title: 'Our ledger', kind: 'amount', text: ({ ledger, currency }) => readableAmount(ledger, currency) },
          { title: 'ERP', kind: 'amount', text: ({ erp: amount, currency }) => readableAmount(amount, currency) },
          { title: sideWords.procore, text: ({ procoreLess }) => partsText(procoreLess, '') },
          { title: sideWords.erp, text: ({ erpLess }) => partsText(erpLess, '') },
        ]),
        section(`What differs in ${name}, by document`, toldOf(project), [
          { title: 'Document', kind: 'name', text: ({ document }) => document },
          { title: 'Where', kind: 'name', text: placeText },
          { title: 'What', text: ({ of }) => sideWords[of] },
          { title: 'Why', text: ({ cause }) => causeWords[cause] },
          { title: 'Amount', kind: 'amount', text: ({ amount, currency }) => readableAmount(amount, currency) },
        ]),
        section(`In the ERP's books of ${name}, and not coded by us`, project.notCodedByUs, [
          { title: 'Account', kind: 'name', text: ({ account }) => account },
          { title: 'Amount', kind: 'amount', text: ({ amount }) => readableAmount(amount, '') },
        ]),
        ...paymentSections(name, project.payments),
      ];
    }),
    after: '',
  });
}

function paymentSections(name: string, payments: TieOutReport['projects'][number]['payments']): readonly string[] {
  if (payments === null) return [];
  return [
    section(`Paid in ${name}, by the day of the payment`, payments.rows, [
      { title: 'Commitment', kind: 'name', text: ({ commitment }) => commitment },
      { title: 'Procore', kind: 'amount', text: procorePaid },
      { title: 'Our ledger', kind: 'amount', text: ({ ledger, currency }) => readableAmount(ledger, currency) },
      { title: 'ERP', kind: 'amount', text: ({ erp, currency }) => readableAmount(erp, currency) },
      { title: sideWords.procore, text: ({ procoreLess }) => partsText(procoreLess, '') },
      { title: sideWords.erp, text: ({ erpLess }) => partsText(erpLess, '') },
    ]),
    section(`Payments of ${name} that differ`, payments.differences, [
      { title: 'Payment', kind: 'name', text: ({ document }) => document },
      { title: 'Commitment', kind: 'name', text: ({ commitment }) => commitment },
      { title: 'What', text: ({ of }) => sideWords[of] },
      { title: 'Why', text: ({ cause }) => causeWords[cause] },
      { title: 'Amount', kind: 'amount', text: ({ amount, currency }) => readableAmount(amount, currency) },
    ]),
  ];
}
