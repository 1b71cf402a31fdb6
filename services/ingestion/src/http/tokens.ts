export const REGISTRY = Symbol('Registry');
export const READ_DEVICE = Symbol('ReadDevice');
export const DELETE_DEVICE = Symbol('DeleteDevice');
export const PUT_CONFIGURATION = Symbol('PutConfiguration');
export const READ_CONFIGURATION = Symbol('ReadConfiguration');
