import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { changePassword } from './change-password.ts';
import { createUser } from './create-user.ts';
import { createUserStep } from './create-user-step.ts';
import { deleteUser } from './delete-user.ts';
import { deleteUserStep } from './delete-user-step.ts';
import { getMyUser } from './get-my-user.ts';
import { getUser } from './get-user.ts';
import { getUserWithNames } from './get-user-with-names.ts';
import { getUsers } from './get-users.ts';
import { getUsersWithNames } from './get-users-with-names.ts';
import { setPasswordStep } from './set-password-step.ts';
import { updateUser } from './update-user.ts';
import { updateUserStep } from './update-user-step.ts';

export const userTools: Tool[] = [
  getUser,
  getUserWithNames,
  getUsers,
  getUsersWithNames,
  getMyUser,
  createUser,
  updateUser,
  deleteUser,
  changePassword,
];
export const userSteps: StepKind[] = [createUserStep, updateUserStep, deleteUserStep, setPasswordStep];
