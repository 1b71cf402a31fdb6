import { register } from 'node:module';

register('./plant.mjs', import.meta.url);
