/** Lets a child process of a test run the sources as they are: `node --conditions=@fieldline/source --import <this>`. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
