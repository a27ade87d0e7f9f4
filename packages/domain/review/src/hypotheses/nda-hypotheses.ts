/**
 * The 17 statements that ContractNLI (Koreeda & Manning 2021, CC BY 4.0) asks of non-disclosure agreements, under its
 * own ids. "Some" is meant as logic has it: at least one.
 */
export const ndaHypotheses = [
  {
    id: 'nda-1',
    title: 'Explicit identification',
    text: 'All Confidential Information shall be expressly identified by the Disclosing Party.',
  },
  {
    id: 'nda-2',
    title: 'None-inclusion of non-technical information',
    text: 'Confidential Information shall only include technical information.',
  },
  {
    id: 'nda-3',
    title: 'Inclusion of verbally conveyed information',
    text: 'Confidential Information may include verbally conveyed information.',
  },
  {
    id: 'nda-4',
    title: 'Limited use',
    text: 'Receiving Party shall not use any Confidential Information for any purpose other than the purposes stated in Agreement.',
  },
  {
    id: 'nda-5',
    title: 'Sharing with employees',
    text: "Receiving Party may share some Confidential Information with some of Receiving Party's employees.",
  },
  {
    id: 'nda-7',
    title: 'Sharing with third-parties',
    text: 'Receiving Party may share some Confidential Information with some third-parties (including consultants, agents and professional advisors).',
  },
  {
    id: 'nda-8',
    title: 'Notice on compelled disclosure',
    text: 'Receiving Party shall notify Disclosing Party in case Receiving Party is required by law, regulation or judicial process to disclose any Confidential Information.',
  },
  {
    id: 'nda-10',
    title: 'Confidentiality of Agreement',
    text: 'Receiving Party shall not disclose the fact that Agreement was agreed or negotiated.',
  },
  {
    id: 'nda-11',
    title: 'No reverse engineering',
    text: "Receiving Party shall not reverse engineer any objects which embody Disclosing Party's Confidential Information.",
  },
  {
    id: 'nda-12',
    title: 'Permissible development of similar information',
    text: 'Receiving Party may independently develop information similar to Confidential Information.',
  },
  {
    id: 'nda-13',
    title: 'Permissible acquirement of similar information',
    text: 'Receiving Party may acquire information similar to Confidential Information from a third party.',
  },
  {
    id: 'nda-15',
    title: 'No licensing',
    text: 'Agreement shall not grant Receiving Party any right to Confidential Information.',
  },
  {
    id: 'nda-16',
    title: 'Return of confidential information',
    text: 'Receiving Party shall destroy or return some Confidential Information upon the termination of Agreement.',
  },
  {
    id: 'nda-17',
    title: 'Permissible copy',
    text: 'Receiving Party may create a copy of some Confidential Information in some circumstances.',
  },
  {
    id: 'nda-18',
    title: 'No solicitation',
    text: "Receiving Party shall not solicit some of Disclosing Party's representatives.",
  },
  {
    id: 'nda-19',
    title: 'Survival of obligations',
    text: 'Some obligations of Agreement may survive termination of Agreement.',
  },
  {
    id: 'nda-20',
    title: 'Permissible post-agreement possession',
    text: 'Receiving Party may retain some Confidential Information even after the return or destruction of Confidential Information.',
  },
] as const;

export type NdaHypothesisId = (typeof ndaHypotheses)[number]['id'];
