import type { Organisation } from '../../features/setup/public.js';
import type { InTwoLanguages, SandboxActor } from '../desk/controls.js';

type Person = Organisation['people'][number];
type Role = { readonly words: InTwoLanguages; readonly fits: (person: Person) => boolean };

/**
 * Whom a visitor can act as: first one of each kind that uses Copil differently (a project lead, a member, an
 * executive, a guest, an operator), then everybody else of the sample organisation by their own role.
 */
export function sandboxActors(organisation: Organisation): SandboxActor[] {
  const roles = rolesOf(organisation);
  const people = organisation.people.filter(({ slackUserId, email }) => slackUserId !== null && email !== null);
  const firsts = kinds.flatMap((kind) => people.find((person) => roleOf(person, roles) === roles[kind]) ?? []);
  const ordered = [...firsts, ...people.filter((person) => !firsts.includes(person))];
  return ordered.map((person) => ({ userId: person.slackUserId ?? '', role: roleOf(person, roles).words }));
}

const kinds = ['projectLead', 'member', 'executive', 'guest', 'operator'] as const;
type Kind = (typeof kinds)[number] | 'chair';

const nobody: Role = { words: { en: 'Employee', fr: 'Membre du personnel' }, fits: () => true };

/** French role names that fit anybody: whether somebody is a man or a woman is not known. */
function rolesOf({ committees, projects }: Organisation): Record<Kind, Role> {
  const listed = (role: 'approver' | 'member' | 'chair', from = committees) =>
    new Set(from.flatMap(({ members }) => members[role]));
  const [members, chairs] = [listed('member'), listed('chair')];
  // Whoever approves the week's actions alone runs a team, and no company.
  const approvers = listed(
    'approver',
    committees.filter(({ level }) => level !== 'operational'),
  );
  const leads = new Set(projects.map(({ lead }) => lead));
  return {
    operator: { words: { en: 'Operator', fr: 'Exploitation' }, fits: ({ isOperator }) => isOperator },
    guest: { words: { en: 'Guest', fr: 'Compte invité' }, fits: ({ access }) => access === 'public' },
    executive: {
      words: { en: 'Executive, approves', fr: 'Direction, approuve' },
      fits: ({ key }) => approvers.has(key),
    },
    chair: { words: { en: 'Chair', fr: 'Présidence du comité' }, fits: ({ key }) => chairs.has(key) },
    projectLead: { words: { en: 'Project lead', fr: 'Responsable de projet' }, fits: ({ key }) => leads.has(key) },
    member: { words: { en: 'Member', fr: 'Membre du comité' }, fits: ({ key }) => members.has(key) },
  };
}

/** The most particular role comes first. */
function roleOf(person: Person, roles: Record<Kind, Role>): Role {
  return Object.values(roles).find(({ fits }) => fits(person)) ?? nobody;
}
