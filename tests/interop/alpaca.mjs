// Drives a sandbox with Alpaca's own client, unchanged but for the addresses, and prints what it understood as one JSON object.
// Usage: node alpaca.mjs ADDRESS KEY SECRET. The market stands still: AAPL and BTC/USD at 100 to 101, each traded once at 101.
import { Alpaca } from '@alpacahq/alpaca-trade-api';

const [, , given, keyId, secret] = process.argv;
const address = given.replace(/\/$/, '');
const stream = address.replace(/^http/, 'ws');
// It knows its hosts only: what it sends is turned on its way.
const fetchApi = (url, init) => fetch(String(url).replace(/^https:\/\/[^/]+/, address), init);
const { trading, marketData: data } = new Alpaca({ keyId, secret, fetchApi, rateLimit: false, retry: false });
const seen = { calls: 0 };
const call = async promise => { const answer = await promise; seen.calls++; return answer; };
const failure = promise => call(promise.then(() => 'taken', thrown => thrown.constructor.name));
const first = (register, connect) => new Promise((resolve, reject) => { register(resolve); connect(reject); });

const account = await call(trading.account.getAccount());
await call(trading.accountConfigurations.getAccountConfig());
const asset = await call(trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: 'AAPL' }));
const assets = await call(trading.assets.getV2Assets({ status: 'active', assetClass: 'crypto' }));
const clock = await call(trading.clock.legacyClock());
const calendar = await call(trading.calendar.legacyCalendar({ start: new Date('2026-01-05'), end: new Date('2026-01-06') }));
Object.assign(seen, { cash: account.cash, status: account.status, asset: asset.symbol, tradable: asset.tradable, coins: assets.map(each => each.symbol), isOpen: clock.isOpen, days: calendar.length });

// The account's own stream is open before the first order.
const updates = trading.stream({ url: `${stream}/stream` });
const told = [];
updates.onTradeUpdate(update => told.push(`${update.event} ${update.order.clientOrderId}`));
await first(done => updates.on('subscription', done), fail => { updates.onError(fail); updates.onConnect(() => updates.subscribeTradeUpdates()); updates.connect(); });
seen.calls++;

const resting = await call(trading.orders.limit({ symbol: 'AAPL', qty: 3, side: 'buy', limitPrice: 90, timeInForce: 'gtc', clientOrderId: 'tst-1' }));
const open = await call(trading.orders.getAllOrders({ status: 'open' }));
const asked = await call(trading.orders.getOrderByOrderID({ orderId: resting.id }));
const named = await call(trading.orders.getOrderByClientOrderId({ clientOrderId: 'tst-1' }));
const moved = await call(trading.orders.patchOrderByOrderId({ orderId: resting.id, patchOrderRequest: { qty: '2', limitPrice: '91', clientOrderId: 'tst-2' } }));
await call(trading.orders.deleteOrderByOrderID({ orderId: moved.id }));
const cancelled = await call(trading.orders.getOrderByOrderID({ orderId: moved.id }));
const bought = await call(trading.orders.market({ symbol: 'AAPL', qty: 2, side: 'buy', clientOrderId: 'tst-3' }));
const filled = await call(trading.orders.getOrderByOrderID({ orderId: bought.id }));
const coin = await call(trading.submitAndWait({ type: 'market', symbol: 'BTC/USD', qty: 1, side: 'buy', timeInForce: 'gtc', clientOrderId: 'tst-4' }, { stream: updates, timeoutMs: 10000 }));
const positions = await call(trading.positions.getAllOpenPositions());
const position = await call(trading.positions.getOpenPosition({ symbolOrAssetId: 'AAPL' }));
const fills = await call(trading.accountActivities.getAccountActivities({ activityTypes: ['FILL'], direction: 'asc' }));
await call(trading.accountActivities.getAccountActivitiesByActivityType({ activityType: 'FILL' })); // of which it understands less
const all = await call(trading.orders.getAllOrders({ status: 'all', limit: 500 }));
Object.assign(seen, {
  resting: resting.status, open: open.length, asked: asked.limitPrice, named: named.id === resting.id, moved: moved.limitPrice, cancelled: cancelled.status, filled: filled.status, price: filled.filledAvgPrice,
  coin: coin.status, positions: positions.map(each => each.symbol), held: position.qty, fills: fills.map(each => `${each.side} ${each.qty} ${each.symbol} ${each.price}`), all: all.length,
  duplicate: await failure(trading.orders.limit({ symbol: 'AAPL', qty: 1, side: 'buy', limitPrice: 90, timeInForce: 'gtc', clientOrderId: 'tst-1' })),
  tooMuch: await failure(trading.orders.limit({ symbol: 'AAPL', qty: 1000000, side: 'buy', limitPrice: 90, timeInForce: 'gtc' })),
  unknown: await failure(trading.orders.getOrderByOrderID({ orderId: '00000000-0000-0000-0000-000000000000' })),
});
const closed = await call(trading.positions.deleteOpenPosition({ symbolOrAssetId: 'AAPL' }));
await call(trading.orders.limit({ symbol: 'AAPL', qty: 1, side: 'buy', limitPrice: 80, timeInForce: 'gtc' }));
const ended = await call(trading.orders.deleteAllOrders());
Object.assign(seen, { closed: closed.side, ended: ended.length });

// Prices by question, from a minute ago on.
const start = new Date(Date.now() - 60000);
const quotes = await call(data.stocks.stockLatestQuotes({ symbols: 'AAPL' }));
const quote = await call(data.stocks.stockLatestQuoteSingle({ symbol: 'AAPL' }));
const trade = await call(data.stocks.stockLatestTradeSingle({ symbol: 'AAPL' }));
const price = await call(data.getLatestPrice('AAPL'));
const snapshot = await call(data.stocks.stockSnapshotSingle({ symbol: 'AAPL' }));
const bars = await call(data.getStockBarsFor('AAPL', { timeframe: '1Min', start }));
const trades = await call(data.getStockTrades({ symbols: ['AAPL'], start }));
const coinQuotes = await call(data.crypto.cryptoLatestQuotes({ loc: 'us', symbols: 'BTC/USD' }));
const coinBooks = await call(data.crypto.cryptoLatestOrderbooks({ loc: 'us', symbols: 'BTC/USD' }));
const coinBars = await call(data.getCryptoBarsFor('BTC/USD', { loc: 'us', timeframe: '1Min', start }));
const coinSnapshots = await call(data.crypto.cryptoSnapshots({ loc: 'us', symbols: 'BTC/USD' }));
Object.assign(seen, {
  bids: [quotes.quotes.AAPL.bp, quote.quote.bp, snapshot.latestQuote.bp, coinQuotes.quotes['BTC/USD'].bp, coinBooks.orderbooks['BTC/USD'].b[0].p, coinSnapshots.snapshots['BTC/USD'].latestQuote.bp],
  traded: [trade.trade.p, price, snapshot.latestTrade.p], closes: [bars.at(-1)?.close, coinBars.at(-1)?.close], trades: trades.AAPL.length,
});

// And by the streams: what moves is moved by whoever started this.
const shares = data.stockStream({ feed: 'iex', url: `${stream}/v2/iex` });
const coins = data.cryptoStream({ url: `${stream}/v1beta3/crypto/us` });
const heard = {};
const listening = [shares, coins].map((each, index) => first(done => each.on('subscription', done), fail => {
  const symbol = index ? 'BTC/USD' : 'AAPL';
  each.onQuote(news => { heard[`${news.symbol} quote`] = news.bidPrice; });
  each.onTrade(news => { heard[`${news.symbol} trade`] = news.price; });
  each.onError(fail);
  each.onConnect(() => { each.subscribeForQuotes([symbol]); each.subscribeForTrades([symbol]); });
  each.connect();
}));
await Promise.all(listening);
seen.calls += 2;
for (let tries = 0; Object.keys(heard).length < 4 && tries < 200; tries++) await new Promise(resolve => setTimeout(resolve, 50));
for (let tries = 0; !told.includes('fill tst-4') && tries < 200; tries++) await new Promise(resolve => setTimeout(resolve, 50));
console.log(JSON.stringify({ ...seen, heard, told }));
process.exit(0);
