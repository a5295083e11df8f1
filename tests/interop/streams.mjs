// Prints what clients nobody here wrote would send to subscribe to what an adapter subscribes to, and to ask for it no longer, a JSON object a line:
// {venue, stream, client, message, url}. Nothing is connected to.
// Usage: node streams.mjs EC-KEY-IN-PEM
import ccxt from 'ccxt';
import { Alpaca } from '@alpacahq/alpaca-trade-api';

const time = 1700000000000;
const print = (venue, stream, client, message, url) => console.log(JSON.stringify({ venue, stream, client, message, url }));

const market = (id, base, quote) => ({
  id, lowercaseId: id.toLowerCase(), symbol: `${base}/${quote}`, base, quote, baseId: base, quoteId: quote, type: 'spot', spot: true, active: true,
  precision: { amount: 1e-8, price: 0.01 }, limits: { amount: {}, price: {}, cost: {} }, info: {},
});

// The stream in the daemon's words, and how ccxt is asked for it.
const venues = {
  kraken: {
    keys: { apiKey: 'key', secret: 'a2V5' }, market: market('XBTUSD', 'BTC', 'USD'),
    streams: {
      market: [(client, symbol) => client.watchBidsAsks([symbol]), (client, symbol) => client.watchTrades(symbol), (client, symbol) => client.watchOrderBook(symbol, 10)],
      account: [client => client.watchOrders(undefined, undefined, undefined, { snap_trades: false })], // of which it says nothing where it is not asked, and which is what the venue then takes
    },
  },
  coinbase: {
    keys: { apiKey: 'organizations/x/apiKeys/y', secret: process.argv[2] }, market: market('BTC-USD', 'BTC', 'USD'),
    streams: {
      market: [(client, symbol) => client.watchTicker(symbol), (client, symbol) => client.watchTrades(symbol), (client, symbol) => client.watchOrderBook(symbol)], account: [client => client.watchOrders()],
      'market no longer': [(client, symbol) => client.unWatchTicker(symbol), (client, symbol) => client.unWatchTrades(symbol), (client, symbol) => client.unWatchOrderBook(symbol)],
    },
  },
  binance: {
    keys: { apiKey: 'key', secret: 'secret' }, market: market('BTCUSDT', 'BTC', 'USDT'), options: { recvWindow: 5000 },
    streams: {
      market: [(client, symbol) => client.watchBidsAsks([symbol]), (client, symbol) => client.watchTrades(symbol), (client, symbol) => client.watchOrderBook(symbol)], account: [client => client.ensureUserDataStreamWsSubscribeSignature('spot')],
      'market no longer': [(client, symbol) => client.unWatchBidsAsks([symbol]), (client, symbol) => client.unWatchTrades(symbol), (client, symbol) => client.unWatchOrderBook(symbol)],
    },
  },
  alpaca: {
    keys: { apiKey: 'key', secret: 'secret' }, market: market('BTC/USD', 'BTC', 'USD'),
    streams: {
      login: [client => client.authenticate(client.urls.api.ws.crypto)], coins: [(client, symbol) => client.watchTicker(symbol), (client, symbol) => client.watchTrades(symbol), (client, symbol) => client.watchOrderBook(symbol)],
      account: [client => client.authenticate(client.urls.api.ws.trading), client => client.watchOrders()],
    },
  },
};

for (const [venue, of] of Object.entries(venues)) {
  const client = new ccxt.pro[venue](of.keys);
  Object.assign(client.options, of.options);
  client.setMarkets([of.market]);
  client.loadMarkets = async () => client.markets;
  client.milliseconds = client.nonce = () => time;
  client.seconds = () => time / 1000;
  const ownLogin = client.authenticate?.bind(client);
  for (const [stream, asks] of Object.entries(of.streams)) {
    for (const ask of asks) {
      const isLogin = venue === 'alpaca' && String(ask).includes('authenticate');
      if (venue === 'kraken' || venue === 'alpaca') client.authenticate = isLogin ? ownLogin : async () => 'token';
      const [message, url] = await new Promise((done, fail) => {
        client.watch = client.watchMultiple = (url, hash, said) => { done([said, url]); return new Promise(() => {}); };
        ask(client, of.market.symbol).catch(fail);
      });
      client.options.unSubscriptionPending = false; // of coinbase it takes one at a time, and nobody answers here
      print(venue, stream, 'ccxt', message, url);
    }
  }
}

// Alpaca's own: what it sends once it may, of all it is to hear.
const { trading, marketData: data } = new Alpaca({ keyId: 'key', secret: 'secret' });
const heard = { shares: [data.stockStream({ feed: 'iex' }), 'AAPL', ['Trades', 'Quotes', 'Statuses']], coins: [data.cryptoStream(), 'BTC/USD', ['Trades', 'Quotes', 'Orderbooks']], options: [data.optionStream(), 'AAPL250117C00150000', ['Trades', 'Quotes']] };
for (const [stream, [client, symbol, channels]] of Object.entries(heard)) {
  client.send = message => print('alpaca', stream, 'alpaca', message, client.url);
  for (const channel of channels) client[`subscribeFor${channel}`]([symbol]);
  client.resubscribe();
  client.send = message => print('alpaca', `${stream} no longer`, 'alpaca', message, client.url);
  client.authenticated = true; // it tells nobody else
  for (const channel of channels) client[`unsubscribeFrom${channel}`]([symbol]);
  client.send = message => print('alpaca', 'login', 'alpaca', message);
  if (stream === 'options') client.sendAuth();
}
const updates = trading.stream();
updates.send = message => print('alpaca', 'account', 'alpaca', message, updates.url);
updates.sendAuth();
updates.subscribeTradeUpdates();
updates.resubscribe();
process.exit(0);
