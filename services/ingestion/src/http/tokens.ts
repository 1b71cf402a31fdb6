export const REGISTRY = Symbol('Registry');
export const READ_DEVICE = Symbol('ReadDevice');
