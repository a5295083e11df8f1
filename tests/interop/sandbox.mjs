// Drives a sandbox with ccxt, unchanged but for the addresses, and prints what it understood as one JSON object.
// Usage: node sandbox.mjs VENUE ADDRESS KEY SECRET. The market stands still at 100 to 101.
import ccxt from 'ccxt';

const [, , venue, address, apiKey, secret] = process.argv;
const symbol = 'BTC/USD';

// Every address it knows of leads to the sandbox, whatever the path behind.
const moved = (what, to) => typeof what === 'string' ? what.replace(/^(https?|wss?):\/\/[^/]+/, (_, scheme) => (scheme.startsWith('ws') ? to.replace(/^http/, 'ws') : to))
  : what && typeof what === 'object' ? Object.fromEntries(Object.entries(what).map(([name, value]) => [name, moved(value, to)])) : what;

const client = (from) => {
  const made = new from[venue]({ apiKey, secret, enableRateLimit: false });
  made.urls.api = moved(made.urls.api, address.replace(/\/$/, ''));
  made.has.fetchCurrencies = false; // of wallets, which are no part of trading
  if (venue === 'binance') Object.assign(made.options, { fetchMarkets: { types: ['spot'] }, fetchMargins: false }); // the others have interfaces of their own
  return made;
};

const rest = client(ccxt);
const markets = await rest.loadMarkets();
const ticker = await rest.fetchTicker(symbol);
const book = await rest.fetchOrderBook(symbol);
const more = venue === 'coinbase' ? { v3: true } : {};
const before = await rest.fetchBalance(more);
const resting = await rest.createOrder(symbol, 'limit', 'buy', 1, 90, { clientOrderId: 'tst-1-1' });
const open = await rest.fetchOpenOrders(symbol);
const asked = await rest.fetchOrder(resting.id, symbol);
await rest.cancelOrder(resting.id, symbol);
const cancelled = await rest.fetchOrder(resting.id, symbol);
const taken = await rest.createOrder(symbol, 'market', 'buy', 2, undefined, venue === 'coinbase' ? { createMarketBuyOrderRequiresPrice: false, cost: 202 } : {});
const filled = await rest.fetchOrder(taken.id, symbol);
let trades = [];
for (let tries = 0; trades.length === 0 && tries < 50; tries++) { // a venue's list of fills may lag behind its orders
  trades = await rest.fetchMyTrades(symbol);
  if (trades.length === 0) await rest.sleep(100);
}
const after = await rest.fetchBalance(more);
const refused = await rest.createOrder(symbol, 'limit', 'buy', 1000000, 90).then(() => 'taken', failure => failure.constructor.name);

const printed = await rest.fetchTrades(symbol);
const bars = await rest.fetchOHLCV(symbol, '1m', undefined, 5);

// What its streams tell, the account's among them: it listens first, and then something happens.
let watched = {};
if (venue !== 'alpaca') { // its pro part speaks of another market data address
  const pro = client(ccxt.pro);
  await pro.loadHttpProxyAgent(); // without it, it does not open ws://
  const book = await pro.watchOrderBook(symbol);
  const news = [venue === 'binance' ? pro.watchBidsAsks([symbol]).then(all => all[symbol]) : pro.watchTicker(symbol), // of Binance's streams of tickers the sandbox has the best prices
    pro.watchTrades(symbol), pro.watchOrders(symbol), ...(pro.has.watchMyTrades ? [pro.watchMyTrades(symbol)] : [])];
  const stirring = setInterval(() => { rest.createOrder(symbol, 'limit', 'sell', 0.1, 100).catch(() => {}); }, 500);
  const [seenTicker, seenTrades, seenOrders, seenMine] = await Promise.all(news);
  clearInterval(stirring);
  watched = { bid: book.bids[0][0], ticker: seenTicker.symbol, tickerBid: seenTicker.bid, trade: seenTrades.at(-1).price, order: seenOrders.at(-1).symbol, mine: seenMine?.at(-1).price };
  await pro.close();
}

console.log(JSON.stringify({
  hasMarket: symbol in markets, bid: book.bids[0][0], ask: book.asks[0][0], ticker: ticker.symbol, open: open.length, asked: asked.status, askedPrice: asked.price,
  cancelled: cancelled.status, filled: filled.status, trades: trades.reduce((sum, trade) => sum + trade.amount, 0), price: trades[0].price,
  bought: after.total.BTC - (before.total.BTC ?? 0), paid: (before.total.USD ?? before.free.USD ?? 0) - (after.total.USD ?? after.free.USD ?? 0), refused, printed: printed.at(-1).price, close: bars.at(-1)?.[4], watched,
}));
process.exit(0);
