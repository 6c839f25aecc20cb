// The changes of a person's facts and Party life as drawers, each subject in its own file.

export { EditFacts, EditSituation } from './facts.tsx'
export { FactsFields, NameField, ReasonChange, useNeed } from './fields.tsx'
export { AddMeasure, RemoveMeasure } from './measures.tsx'
export { AddPost, administrative, EndPost, partyKinds, RemovePost } from './posts.tsx'
export { Affiliate, ChangeStatus, TakeBackStatus } from './standing.tsx'
