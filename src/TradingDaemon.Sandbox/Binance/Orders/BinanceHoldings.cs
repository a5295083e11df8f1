using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Binance.Orders;

/// <summary>What an account has of an asset.</summary>
/// <param name="Asset">Such as <c>BTC</c>.</param>
/// <param name="Free">What may be traded with.</param>
/// <param name="Locked">What open orders hold.</param>
internal readonly record struct BinanceHoldings(string Asset, decimal Free, decimal Locked)
{
    /// <summary>Everything an account has, in the assets' order: here cash and coins are one thing.</summary>
    public static IReadOnlyList<BinanceHoldings> Of(ExchangeParts exchange, BinancePairs pairs, string account)
    {
        var balances = exchange.Accounts.Balances(account);
        var assets = new SortedDictionary<string, BinanceHoldings>(StringComparer.Ordinal);
        foreach (var (currency, amount) in balances.Cash)
            if (balances.FreeCash.GetValueOrDefault(currency) is var free) Add(currency, free, amount - free);
        foreach (var (symbol, amount) in balances.Holdings)
            if (pairs.OfSymbol(symbol) is { } pair) Add(pair.Rules.Base, amount, 0m);
        foreach (var (symbol, remaining) in exchange.Floor.Enter(account, static (floor, id, _) => OpenSales(floor.Exchange.Account(id).OpenOrders())))
            if (pairs.OfSymbol(symbol) is { } sold) Add(sold.Rules.Base, -remaining, remaining);
        return [.. assets.Values];

        void Add(string asset, decimal free, decimal locked)
        {
            var before = assets.GetValueOrDefault(asset);
            assets[asset] = new BinanceHoldings(asset, before.Free + free, before.Locked + locked);
        }
    }

    private static (string Symbol, decimal Remaining)[] OpenSales(IReadOnlyList<ExchangeOrder> orders) =>
        [.. orders.Where(static order => order.Request is { Side: Side.Sell, Kind: OrderKind.Limit }).Select(static order => (order.Request.Symbol, order.Remaining))];
}
