// Drives a sandbox of CoinSpot with ccxt and prints what it understood as one JSON object. ccxt speaks version 1 of that venue, whose calls are version 2's by other
// paths and with other members: it is given version 2's paths, and signs, numbers and sends as ever. Usage: node coinspot.mjs ADDRESS KEY SECRET. The market stands still at 100 to 101.
import ccxt from 'ccxt';

const [, , given, apiKey, secret] = process.argv;
const address = given.replace(/\/$/, '');
const client = new ccxt.coinspot({ apiKey, secret, enableRateLimit: false });
let last = Date.now();
client.nonce = () => ++last; // its own counts seconds
Object.assign(client.urls.api, { public: `${address}/pubapi/v2`, private: `${address}/api/v2` });
const seen = { calls: 0 };
const call = async promise => { const answer = await promise; seen.calls++; return answer; };
const open = path => call(client.fetch2(path, 'public'));
const signed = (path, params = {}) => call(client.fetch2(path, 'private', 'POST', params));
const failure = promise => call(promise.then(() => 'taken', thrown => thrown.message));

await client.loadMarkets();
const all = await open('latest');
const one = await open('latest/BTC');
const [buy, sell] = [await open('buyprice/BTC'), await open('sellprice/BTC')];
const book = await open('orders/open/BTC');
await signed('status');
const before = await signed('ro/my/balances');
const quote = await signed('quote/buy/now', { cointype: 'BTC', amount: 1, amounttype: 'coin' });
const resting = await signed('my/buy', { cointype: 'BTC', amount: 2, rate: 90 });
const mine = await signed('ro/my/orders/market/open');
const moved = await signed('my/buy/edit', { cointype: 'BTC', id: resting.id, rate: 90, newrate: 91 });
await client.cancelOrder(resting.id, 'BTC/AUD', { side: 'buy' });
seen.calls++;
const none = await signed('ro/my/orders/market/open');
const taken = await signed('my/buy/now', { cointype: 'BTC', amounttype: 'coin', amount: 3 });
const placed = await call(client.createOrder('BTC/AUD', 'limit', 'sell', 1, 100));
const history = await signed('ro/my/orders/completed');
const byMarket = await signed('ro/my/orders/market/completed');
const after = await signed('ro/my/balances');
const coin = await signed('ro/my/balance/BTC');
const completed = await open('orders/completed/BTC');
const summary = await open('orders/summary/completed/BTC');
await signed('my/buy', { cointype: 'BTC', amount: 1, rate: 80 });
await signed('my/buy/cancel/all', {});
const tooMuch = await failure(client.fetch2('my/buy', 'private', 'POST', { cointype: 'BTC', amount: 1000000, rate: 90 }));
const unknown = await failure(client.fetch2('my/buy', 'private', 'POST', { cointype: 'NIX', amount: 1, rate: 90 }));
client.secret = 'another';
const forged = await failure(client.fetch2('ro/my/balances', 'private', 'POST', {}));
const held = (of, name) => Number(of.balances.map(each => each[name]).find(each => each)?.balance ?? 0);

console.log(JSON.stringify({
  ...seen, prices: [all.prices.btc.bid, one.prices.bid, sell.rate, book.buyorders[0].rate, one.prices.ask, buy.rate, book.sellorders[0].rate, quote.rate].map(Number), open: mine.buyorders.length, moved: moved.updated, none: none.buyorders.length,
  taken: Number(taken.amount), placed: placed.info.id !== undefined, bought: history.buyorders.map(each => Number(each.amount)), sold: byMarket.sellorders.map(each => Number(each.amount)), coins: held(after, 'BTC') - held(before, 'BTC'), coin: Number(coin.balance.BTC.balance),
  paid: held(before, 'AUD') - held(after, 'AUD'), traded: [completed.buyorders.length, summary.orders.length], tooMuch, unknown, forged,
}));
process.exit(0);
