/** Whose side a review takes: a role as the Playbook and the contract call it (甲方, 乙方, Customer …), or nobody's. */
export type Stance = 'neutral' | (string & {});
