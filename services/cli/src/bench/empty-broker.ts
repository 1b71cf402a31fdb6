import { Aedes } from 'aedes';
import { createServer, type AddressInfo } from 'node:net';

/** Entry of the yardstick's process: plain aedes that takes everything and does nothing with it. */
const broker = await Aedes.createBroker();
const server = createServer((socket) => {
  socket.setNoDelay(true);
  broker.handle(socket);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
