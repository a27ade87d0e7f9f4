import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { GroupId, UserId } from './ids.ts';

export const User = z.object({ id: UserId, email: z.email(), name: z.string(), groups: z.array(GroupId) });
export const Group = z.object({ id: GroupId, name: z.string() });

const name = z.string().trim().min(1).max(200);

export const listUsers = defineRoute({
  name: 'listUsers',
  method: 'GET',
  path: '/v1/users',
  summary: 'List the users of the tenant.',
  scope: ['admin'],
  status: 200,
  response: z.object({ users: z.array(User) }),
  errors: [],
});

export const createUser = defineRoute({
  name: 'createUser',
  method: 'POST',
  path: '/v1/users',
  summary: 'Add a user.',
  scope: ['admin'],
  body: z.strictObject({ email: z.email(), name, groups: z.array(GroupId).max(1_000).default([]) }),
  status: 201,
  response: User,
  idempotent: true,
  errors: ['group.not-found'],
});

export const updateUser = defineRoute({
  name: 'updateUser',
  method: 'PUT',
  path: '/v1/users/:id',
  summary: 'Replace a user and its groups; what the user may see changes at once.',
  scope: ['admin'],
  params: z.object({ id: UserId }),
  body: z.strictObject({ email: z.email(), name, groups: z.array(GroupId).max(1_000) }),
  status: 200,
  response: User,
  idempotent: true,
  errors: ['user.not-found', 'group.not-found'],
});

export const listGroups = defineRoute({
  name: 'listGroups',
  method: 'GET',
  path: '/v1/groups',
  summary: 'List the groups of the tenant.',
  scope: ['admin'],
  status: 200,
  response: z.object({ groups: z.array(Group) }),
  errors: [],
});

export const createGroup = defineRoute({
  name: 'createGroup',
  method: 'POST',
  path: '/v1/groups',
  summary: 'Add a group.',
  scope: ['admin'],
  body: z.strictObject({ name }),
  status: 201,
  response: Group,
  idempotent: true,
  errors: [],
});
