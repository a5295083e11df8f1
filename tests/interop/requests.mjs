// Prints what ccxt would send for the calls an adapter has too, a JSON object a line: {venue, words, request}. Nothing is sent.
// The words are those of `tradingdaemon venue request`, so that either side can be asked by hand. Usage: node requests.mjs EC-KEY-IN-PEM
import ccxt from 'ccxt';

const time = 1700000000000;

// What the adapter adds to an order of its own accord: at Kraken until when the engine may take it.
const ofItsOwn = client => client.id === 'kraken' ? { deadline: `${new Date(time + 10_000).toISOString().slice(0, 19)}Z` } : {};

const market = (id, base, quote, info = {}) => ({
  id, symbol: `${base}/${quote}`, base, quote, baseId: base, quoteId: quote, type: 'spot', spot: true, active: true,
  precision: { amount: 1e-8, price: 0.01 }, limits: { amount: {}, price: {}, cost: {} }, info,
});

// Each call in the daemon's words, as ccxt is asked for it, and the venues where the two mean the same.
const call = (name, words, ask, venues) => ({ name, words, ask, venues });
const place = (side, type, quantity, price, more, params, venues) => call(
  'place', (symbol, id) => ({ symbol, side, type, quantity, price, clientOrderId: id, ...more }),
  (client, symbol, named) => client.createOrder(symbol, type, side, Number(quantity), price && Number(price), { ...named, ...params, ...ofItsOwn(client) }), venues);

// At the market once the trigger is reached. Of Alpaca ccxt knows such orders with a limit only, Coinbase and CoinSpot have none.
const stop = (side, quantity, trigger, venues) => call(
  'place', (symbol, id) => ({ symbol, side, type: 'stop', quantity, price: trigger, clientOrderId: id }),
  (client, symbol, named) => client.createOrder(symbol, 'market', side, Number(quantity), undefined, { ...named, stopLossPrice: trigger, ...ofItsOwn(client) }), venues);

// Of CoinSpot's version 2 ccxt has no calls of its own words, but every path: it is given the members the venue documents, and addresses, numbers, writes and signs them itself.
const second = (path, words, members) => call(path[0], words, client => {
  client.urls.api.private = 'https://www.coinspot.com.au/api';
  return client[`v2PrivatePost${path[1]}`](members ?? {});
}, 'coinspot');

const calls = [
  place('buy', 'limit', '1.25', '37500', {}, {}, 'kraken binance coinbase alpaca coinspot'),
  place('sell', 'limit', '0.00012', '38000.5', {}, {}, 'kraken binance coinbase alpaca coinspot'),
  place('sell', 'limit', '0.5', '38000.5', { postOnly: true }, { postOnly: true }, 'kraken binance coinbase'),
  place('buy', 'limit', '0.5', '38000.5', { timeInForce: 'ioc' }, { timeInForce: 'IOC' }, 'kraken binance coinbase alpaca'),
  place('buy', 'limit', '0.5', '38000.5', { timeInForce: 'fok' }, { timeInForce: 'FOK' }, 'binance coinbase'),
  place('sell', 'market', '0.75', undefined, {}, {}, 'kraken binance coinbase alpaca'),
  stop('sell', '0.75', '36000.5', 'kraken binance'),
  stop('buy', '0.00012', '41000', 'kraken binance'),
  call('cancel', symbol => ({ symbol, side: 'buy', venueOrderId: '12345' }), (client, symbol) => client.cancelOrder('12345', symbol, client.id === 'coinspot' ? { side: 'buy' } : {}), 'kraken binance coinbase alpaca coinspot'),
  call('cancel', (symbol, id) => ({ symbol, clientOrderId: id }), (client, symbol, named) => client.cancelOrder(undefined, symbol, named), 'kraken binance'),
  call('cancel-all', symbol => ({ symbol }), (client, symbol) => client.cancelAllOrders(symbol), 'kraken binance alpaca'),
  call('query', symbol => ({ symbol, venueOrderId: '12345' }), (client, symbol) => client.fetchOrder('12345', symbol), 'kraken binance alpaca'),
  // The adapter asks for several at once where it learns whose orders are, one among them.
  call('query', symbol => ({ symbol, venueOrderId: '12345' }), client => client.v3PrivateGetBrokerageOrdersHistoricalBatch({ order_ids: ['12345'], limit: 100 }), 'coinbase'),
  call('query', (symbol, id) => ({ symbol, clientOrderId: id }), (client, symbol, named) => client.fetchOrder(undefined, symbol, named), 'binance'),
  call('open-orders', () => ({}), client => client.fetchOpenOrders(), 'kraken binance coinbase'),
  call('open-orders', () => ({}), client => client.fetchOpenOrders(undefined, undefined, 500, { direction: 'asc' }), 'alpaca'),
  // Of all symbols at once since a time, which is what it is signed with here; at Binance the newest of one.
  call('fills', symbol => ({ symbol }), (client, symbol) => client.fetchMyTrades(symbol), 'binance'),
  call('fills', () => ({}), client => client.fetchMyTrades(undefined, time), 'kraken'),
  call('fills', () => ({}), client => client.fetchMyTrades(undefined, time, 100), 'coinbase'),
  call('fills', () => ({}), client => client.fetchMyTrades(undefined, time, 100, { direction: 'asc' }), 'alpaca'),
  call('balances', () => ({}), client => client.fetchBalance(client.id === 'coinbase' ? { v3: true } : {}), 'kraken binance coinbase alpaca'),
  second(['place', 'MySell'], symbol => ({ symbol, side: 'sell', type: 'limit', quantity: '0.5', price: '38000.5' }), { cointype: 'BTC', amount: 0.5, rate: 38000.5 }),
  second(['place', 'MyBuyNow'], symbol => ({ symbol, side: 'buy', type: 'market', quantity: '0.75', price: '38000.5' }), { cointype: 'BTC', amounttype: 'coin', amount: 0.75, rate: 38000.5, threshold: 1 }),
  second(['cancel', 'MySellCancel'], symbol => ({ symbol, side: 'sell', venueOrderId: '12345' }), { id: '12345' }),
  second(['cancel-all', 'MyBuyCancelAll'], () => ({})),
  second(['cancel-all', 'MySellCancelAll'], () => ({})),
  second(['open-orders', 'RoMyOrdersMarketOpen'], () => ({})),
  second(['fills', 'RoMyOrdersCompleted'], () => ({}), { startdate: '2023-11-13', limit: 500 }),
  second(['balances', 'RoMyBalances'], () => ({})),
  second(['rights', 'Status'], () => ({})),
];

const venues = {
  kraken: { keys: { apiKey: 'key', secret: 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==' }, market: market('XBTUSD', 'BTC', 'USD') },
  binance: { keys: { apiKey: 'key', secret: 'secret' }, market: market('BTCUSDT', 'BTC', 'USDT', { orderTypes: ['LIMIT', 'MARKET', 'LIMIT_MAKER', 'STOP_LOSS'] }), options: { recvWindow: 5000, warnOnFetchOpenOrdersWithoutSymbol: false } },
  // It makes ids of its own, of its name and what it takes for unique.
  coinbase: { keys: { apiKey: 'organizations/x/apiKeys/y', secret: process.argv[2] }, market: market('BTC-USD', 'BTC', 'USD'), uuid: () => '7-1', id: 'ccxt-7-1', named: {} },
  alpaca: { keys: { apiKey: 'key', secret: 'secret' }, market: market('BTC/USD', 'BTC', 'USD') },
  // Its own calls still speak version 1, whose orders are version 2's at another address. There are no ids of ours.
  coinspot: { keys: { apiKey: 'key', secret: 'secret' }, market: market('BTC', 'BTC', 'AUD'), api: { private: 'https://www.coinspot.com.au/api/v2' }, named: {} },
};

class Sent extends Error {}

for (const [venue, of] of Object.entries(venues)) {
  const client = new ccxt[venue](of.keys);
  Object.assign(client.options, of.options);
  if (of.uuid) client.uuid = of.uuid;
  const id = of.id ?? 'tst-7-1';
  client.setMarkets([of.market]);
  client.loadMarkets = async () => client.markets;
  client.milliseconds = client.nonce = () => time;
  client.seconds = () => time / 1000;
  let request;
  client.fetch = async (url, method, headers, body) => { request ??= { method, url, headers, body }; throw new Sent(); };
  for (const { name, words, ask, venues: both } of calls) {
    if (!both.split(' ').includes(venue)) continue;
    request = undefined;
    Object.assign(client.urls.api, of.api);
    let failure;
    await ask(client, of.market.symbol, of.named ?? { clientOrderId: id }).catch(thrown => { failure = thrown; });
    if (!request) throw failure;
    console.log(JSON.stringify({ venue, call: name, words: words(of.market.symbol, id), request }));
  }
}
